export { type NoticeReader, type NoticeReaderInput, createNoticeReader } from "./reader.ts";
export { noticeRoutes } from "./routes.ts";
export { seesSubject } from "./sight.ts";
