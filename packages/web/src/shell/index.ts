export { StepWaits, useSentComments, WaitingComments, WaitsHere, WaitsMark } from "./waits-here.tsx";
export { type Action, useActions } from "./action.ts";
export { useHasRoute } from "./places.tsx";
export { ScreenLink, useGo } from "./screen-link.tsx";
export { ReadError } from "./screen-error.tsx";
export { rootRoute, workspaceRoute } from "./root.tsx";
export { useDroppedFiles } from "./dropped.ts";
export { useSample } from "./use-sample.ts";
export { useKeyboard } from "./keyboard.tsx";
