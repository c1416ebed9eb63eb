export { type Outbound, type OutboundFetch, type OutboundInput, createOutbound } from "./outbound.ts";
export { type OrderedCall, goesOutside } from "./ordered.ts";
