export { type Change, heldBefore, type Paint, refresh, useChange } from "./change.ts";
export { askIfReached } from "./reached.ts";
export { useDraft } from "./draft.ts";
export { inTurn } from "./in-turn.ts";
export { firstNews, installationQuery, type Me, type Membership, meQuery, useMaybeMe, useMe } from "./me.ts";
export { type Ask, type ItemOf, readQuery, useEverybody, useRead, useReadAll, useReadMore } from "./read.ts";
export { passkeysHere } from "./passkeys.ts";
export { closesStep, nounOf, showWaiting, useWaiting, useWaitingOn, useWaitingShown } from "./waiting.ts";
export { useWorkspace, WorkspaceProvider } from "./workspace.tsx";
