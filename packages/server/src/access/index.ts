export { type SpaceGrant, type SpaceKind, mustMay, mustMayIn, spaceRoleOf, strongest } from "./standing.ts";
export { isShared, isShownAlone, isShownRun, seesDocument, seesSpace } from "./visible.ts";
export { type ShareRow, deleteShare, putShare, shareIfNone, sharesOf } from "./store.ts";
