export { type HomeKind, type NewEvent, appendEvents } from "./append.ts";
export { type Cursor, type JournalEvent, headOf, parseCursor, readAfter, showCursor } from "./read.ts";
