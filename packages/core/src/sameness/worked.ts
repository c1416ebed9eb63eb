const day = 24 * 60;
/** 1970 began on a Thursday: from the Monday before it. */
const toMonday = 3 * day;

/**
 * Working minutes between two minutes on the clock, where neither zone nor calendar is known: eight hours for each
 * weekday, and of less than a day what there is, at most eight hours.
 */
export function workedBetween(from: number, to: number): number {
  const whole = (weekdaysUntil(to) - weekdaysUntil(from)) / 3;
  return to - from < day ? Math.min(to - from, 480) : Math.max(480, whole);
}

/** Minutes of weekdays since that Monday. */
function weekdaysUntil(minute: number): number {
  const at = minute + toMonday;
  const week = Math.floor(at / (7 * day));
  return week * 5 * day + Math.min(at - week * 7 * day, 5 * day);
}

/** The time that four of five kept, at a grain that promises no more than such figures can: quarters of an hour, hours, half days. */
export function promised(worked: readonly number[]): number | null {
  const sorted = worked.toSorted((a, b) => a - b);
  const kept = sorted[Math.ceil(sorted.length * 0.8) - 1] ?? 0;
  const grain = kept <= 120 ? 15 : kept <= 480 ? 60 : 240;
  return kept === 0 ? null : Math.ceil(kept / grain) * grain;
}
