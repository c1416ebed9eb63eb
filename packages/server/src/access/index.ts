export { type SpaceGrant, type SpaceKind, mustMay, mustMayIn, spaceRoleOf } from "./standing.ts";
export { isShared, seesDocument, seesSpace } from "./visible.ts";
export { type ShareRow, deleteShare, putShare, shareIfNone, sharesOf } from "./store.ts";
