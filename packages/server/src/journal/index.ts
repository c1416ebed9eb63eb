export { type HomeKind, type NewEvent, appendEvents } from "./append.ts";
export { type Cursor, type JournalEvent, headOf, parseCursor, readAfter, readOn, showCursor } from "./read.ts";
