export type { LiveEvent, StreamState } from "./protocol.ts";
export { useLive, useStreamState } from "./use-live.ts";
