/**
 * One thing that happened, or should have: `both` where log and model agree, `log` for an event the model has no place
 * for, `model` for a step that is missing in the log. `event` is the place in the trace.
 */
export type Move = { readonly kind: "both" | "log" | "model"; readonly activity: string; readonly event: number };

/** The cheapest reading of a trace: one for every event or step without a partner. */
export type Alignment = { readonly cost: number; readonly moves: readonly Move[] };

/** Aligns traces with one model; null where the search was given up. */
export type Aligner = { align(trace: readonly string[]): Alignment | null; readonly shortest: number };
