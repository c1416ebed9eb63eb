export { type Live, createLive } from "./hub.ts";
export { streamRoute } from "./stream.ts";
export { type Streams, createStreams } from "./streams.ts";
