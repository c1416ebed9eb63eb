/**
 * One thing that happened, or should have: `both` where log and model agree, `log` for an event the model has no place
 * for, `model` for a step that is missing in the log. `event` is the place in the trace.
 */
export type Move = { readonly kind: "both" | "log" | "model"; readonly activity: string; readonly event: number };

/**
 * The cheapest reading of a trace: one for every event or step without a partner. Where the cheapest is not known to be
 * found, `least` is what it costs at least.
 */
export type Alignment = { readonly cost: number; readonly moves: readonly Move[]; readonly least?: number };

/** Aligns traces with one model; null where it has no end that can be reached. */
export type Aligner = { align(trace: readonly string[]): Alignment | null; readonly shortest: number };
