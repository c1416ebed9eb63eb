export type { LiveEvent, StreamState } from "./protocol.ts";
export { useLive, useStreamState, watchNews } from "./use-live.ts";
