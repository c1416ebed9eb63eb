export type { LiveEvent, StreamState, Whisper } from "./protocol.ts";
export { onWhisper, useLive, useStreamState, watchNews } from "./use-live.ts";
