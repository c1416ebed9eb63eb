export { type Outbound, type OutboundFetch, type OutboundInput, createOutbound } from "./outbound.ts";
export { type OrderedCall } from "./ordered.ts";
