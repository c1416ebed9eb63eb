/** What the passes fill in, by node. `computedLateStart` is what predecessors look at; a started task shows its actual start instead. */
export type Dates = {
  readonly earlyStart: Int32Array;
  readonly earlyFinish: Int32Array;
  readonly lateStart: Int32Array;
  readonly lateFinish: Int32Array;
  readonly computedLateStart: Int32Array;
  /** The link that put the node there, or one of `driver`. */
  readonly driver: Int32Array;
};

export function emptyDates(size: number): Dates {
  const column = (): Int32Array => new Int32Array(size);
  return {
    earlyStart: column(),
    earlyFinish: column(),
    lateStart: column(),
    lateFinish: column(),
    computedLateStart: column(),
    driver: column().fill(-1),
  };
}

/** Keeps absurd plans (a chain of durations of ten million hours) inside 32 bits: nothing passes the year 5500. */
export function within(t: number): number {
  return t > 1_860_000_000 ? 1_860_000_000 : t < -1_860_000_000 ? -1_860_000_000 : t;
}
