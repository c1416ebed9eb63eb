export { type Channel, type Choice, type NoticeKind, channels, channelsFor, noticeKinds, usual, usualChoice } from "./choice.ts";
export { deliveryAt, endOfQuiet, firstLook, lookAhead, nextDigest } from "./when.ts";
