export { type SpaceGrant, type SpaceKind, mustMay, mustMayIn, spaceRoleOf, strongest } from "./standing.ts";
export { isInTeam, isShared, isShownAlone, isShownRun, receiverOf, seesDocument, seesSpace, takesOn } from "./visible.ts";
export { type ShareRow, deleteShare, putShare, shareIfNone, sharesOf } from "./store.ts";
