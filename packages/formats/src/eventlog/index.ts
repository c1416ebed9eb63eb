export { isPacked, looksLikeLog, readEventLog } from "./read.ts";
