export { type Outbound, type OutboundFetch, type OutboundInput, OutboundFailure, createOutbound } from "./outbound.ts";
export { type OrderedCall, goesOutside } from "./ordered.ts";
