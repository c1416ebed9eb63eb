export { type Finding, type Place, type Severity, hasError } from "./finding.ts";
export { Refusal } from "./refusal.ts";
export { rankAmong, rankBetween, spreadRanks } from "./rank.ts";
export { Bug, invariant } from "./invariant.ts";
export { zeroBits } from "./zero-bits.ts";
export { type Sentence, type Told, type Words, toldBy, words } from "./words.ts";
