/** What a day has room for: the minutes that are left for work, and what of them recurring work usually takes. */
export type Slot = { readonly day: string; readonly available: number; readonly recurring: number };

/** Work on a day, or on none yet. `minutes` null: nobody said how long it takes. `recurring`: a step of a run. */
export type Work = { readonly id: string; readonly day: string | null; readonly minutes: number | null; readonly recurring: boolean };

/** So much of a piece of work on a day; `again` where it goes on from an earlier one. */
export type Part = { readonly id: string; readonly minutes: number; readonly again: boolean };

/**
 * `recurring` is what of the usual recurring work is still to come beside the steps that stand on the day already;
 * `left` is below zero where more is asked than there is.
 */
export type AgendaDay = {
  readonly day: string;
  readonly available: number;
  readonly recurring: number;
  readonly asked: number;
  readonly left: number;
  readonly untimed: number;
  readonly parts: readonly Part[];
};

/** `beyond`: minutes of long work that find no room on these days. */
export type Agenda = { readonly days: readonly AgendaDay[]; readonly beyond: ReadonlyMap<string, number> };

/**
 * Work put on days, against what there is. What fits into a whole day counts where it was put, even if that is too
 * much: the day says so. What is longer than a day fills what the days from its own on have left. Steps of runs are
 * recurring work that has come, so they use up what is kept for it before they ask for more.
 */
export function agendaOf(slots: readonly Slot[], works: readonly Work[]): Agenda {
  const days = slots.map(({ day, available, recurring }) => ({
    day,
    available,
    kept: recurring,
    steps: 0,
    other: 0,
    untimed: 0,
    parts: [] as Part[],
  }));
  const whole = Math.max(0, ...slots.map((slot) => slot.available));
  const beyond = new Map<string, number>();
  const long: { work: Work; minutes: number; from: number }[] = [];
  const put = (at: (typeof days)[number], work: Work, minutes: number, again: boolean): void => {
    at.parts.push({ id: work.id, minutes, again });
    if (work.recurring) at.steps += minutes;
    else at.other += minutes;
  };
  for (const work of works) {
    const from = days.findIndex((one) => one.day === work.day);
    const at = days[from];
    if (at === undefined) continue;
    if (work.minutes !== null && work.minutes > whole && whole > 0) {
      long.push({ work, minutes: work.minutes, from });
      continue;
    }
    if (work.minutes === null) at.untimed += 1;
    put(at, work, work.minutes ?? 0, false);
  }
  for (const { work, minutes, from } of long) {
    let rest = minutes;
    for (let index = from; index < days.length && (rest > 0 || index === from); index++) {
      const at = days[index]!;
      const piece = Math.min(rest, Math.max(0, leftOf(at) + (work.recurring ? Math.max(0, at.kept - at.steps) : 0)));
      if (piece > 0 || index === from) put(at, work, piece, index !== from);
      rest -= piece;
    }
    if (rest > 0) beyond.set(work.id, rest);
  }
  return {
    days: days.map((at) => ({
      day: at.day,
      available: at.available,
      recurring: Math.max(0, at.kept - at.steps),
      asked: at.steps + at.other,
      left: leftOf(at),
      untimed: at.untimed,
      parts: at.parts,
    })),
    beyond,
  };
}

function leftOf({ available, kept, steps, other }: { available: number; kept: number; steps: number; other: number }): number {
  return available - Math.max(kept, steps) - other;
}

export type Standing = {
  /** Until when it was put off, as a day. */
  readonly put: string | null;
  /** Where its plan has it. */
  readonly planned: string | null;
  readonly due: string | null;
  /** A run or somebody waits for it, or it is urgent. */
  readonly waited: boolean;
};

/** On which day work stands, and who says so; nowhere yet where nothing says it. What should have been before today is for today. */
export function dayOfWork(
  { put, planned, due, waited }: Standing,
  today: string,
): { readonly day: string; readonly by: "put" | "due" | "waits" | "plan" } | null {
  const notBefore = (day: string): string => (day < today ? today : day);
  if (put !== null) return { day: notBefore(put), by: "put" };
  if (due !== null && due <= today) return { day: today, by: "due" };
  if (waited) return { day: today, by: "waits" };
  return planned === null ? null : { day: notBefore(planned), by: "plan" };
}

/** What nobody timed is given this much room. */
const untimedRoom = 30;

/**
 * A day for each piece of work that is on none, where there is room: the soonest due first, on the first day that has
 * it whole and is not after the due day. Work that is longer than a day begins on the first day with anything left.
 * What finds no room stays on no day.
 */
export function roomFor(slots: readonly Slot[], works: readonly (Work & { readonly due: string | null })[]): Map<string, string> {
  const found = new Map<string, string>();
  const put: Work[] = works.filter((work) => work.day !== null);
  const whole = Math.max(0, ...slots.map((slot) => slot.available));
  const never = "9999-12-31";
  for (const work of works
    .filter(({ day }) => day === null)
    .toSorted((a, b) => ((a.due ?? never) < (b.due ?? never) ? -1 : (a.due ?? never) > (b.due ?? never) ? 1 : 0))) {
    const needs = Math.min(work.minutes ?? untimedRoom, whole);
    const long = (work.minutes ?? 0) > whole;
    const day = agendaOf(slots, put).days.find((one) => one.left > 0 && (long || one.left >= needs) && one.day <= (work.due ?? never))?.day;
    if (day === undefined) continue;
    found.set(work.id, day);
    put.push({ ...work, day, minutes: work.minutes ?? untimedRoom });
  }
  return found;
}
