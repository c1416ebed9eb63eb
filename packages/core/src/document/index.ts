export { safeAddress } from "./address.ts";
export { type EmbedKind, documentLimits, embedKinds, problemOf } from "./check.ts";
export { type DocumentNode, type Mark, plainText } from "./tree.ts";
