export { type NoticeReader, type NoticeReaderInput, createNoticeReader } from "./reader.ts";
export { callJob } from "./delivery/call.ts";
export { digestDue, tellDue } from "./delivery/plan.ts";
export { soonDue, tellSoon } from "./delivery/soon.ts";
export { tell, tellDigest } from "./delivery/tell.ts";
export { noticeRoutes } from "./routes.ts";
export { seesSubject } from "./sight.ts";
