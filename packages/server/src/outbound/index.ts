export { type Outbound, OutboundFailure, type OutboundFetch, type OutboundInput, createOutbound } from "./outbound.ts";
