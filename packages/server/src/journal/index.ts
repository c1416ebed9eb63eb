export { type HomeKind, type NewEvent, appendEvents } from "./append.ts";
export { type Follower, cursorOf, followJournals, moveCursor, takeTurn } from "./follow.ts";
export { type Cursor, type JournalEvent, headOf, parseCursor, readAfter, readNames, readOn, showCursor } from "./read.ts";
