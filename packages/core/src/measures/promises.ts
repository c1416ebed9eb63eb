import { Due } from "./due.ts";
import { levels, type Promise3, RemainingTime, type Standing } from "./remaining.ts";
import { wilson } from "./shares.ts";

/** A run as promises see it: where it came to and when, in the order in which it did, and when it was done or given up. */
export type Passage = {
  readonly places: readonly { readonly at: number; readonly standing: Standing }[];
  readonly endedAt: number | null;
  readonly gaveUp?: boolean;
};

/** What was told of a run when it came to a place. */
export type Told = { readonly passage: number; readonly at: number; readonly promised: Promise3 | null };

/**
 * What would have been promised at each moment at which a run came to a place, knowing only what had happened by then: the same
 * predictor goes through all moments in their order, up to `now`. What comes due on the way corrects the promises after it.
 */
export function replay(passages: readonly Passage[], now: number, hear: (told: Told, guess: () => number | null) => void): RemainingTime {
  const remaining = new RemainingTime();
  const due = new Due<{ passage: Passage; at: number; state: string; level: number }>();
  const finish = new Map<number, ((at: number | null) => void)[]>();
  const happenings = passages.flatMap(({ places, endedAt }, passage) => [
    ...places.map(({ at, standing }) => ({ passage, at, standing })),
    ...(endedAt === null ? [] : [{ passage, at: endedAt, standing: null }]),
  ]);
  happenings.sort((a, b) => a.at - b.at);
  const come = (moment: number): void => {
    for (let one = due.before(moment); one !== undefined; one = due.before(moment))
      if (!givenUpBy(one.passage, one.at)) remaining.due(one.state, one.level, !doneBy(one.passage, one.at));
  };
  for (const { passage, at, standing } of happenings) {
    const own = passages[passage]!;
    come(at);
    if (standing === null) {
      for (const end of finish.get(passage) ?? []) end(own.gaveUp === true ? null : at);
      finish.delete(passage);
      continue;
    }
    const elapsed = (since: number): number => at - since;
    const promised = remaining.promise(standing, elapsed);
    hear({ passage, at, promised }, () => remaining.guess(standing, elapsed));
    for (const [level, bound] of boundsOf(promised).entries())
      if (bound !== null) due.add(at + bound, { passage: own, at: at + bound, state: standing.state, level });
    const left = remaining.stood(standing, at);
    const ends = finish.get(passage);
    const end = (when: number | null): void => left(when === null ? null : when - at);
    if (ends === undefined) finish.set(passage, [end]);
    else ends.push(end);
  }
  come(now);
  return remaining;
}

function boundsOf(promised: Promise3 | null): (number | null)[] {
  return promised === null ? [] : [promised.p50, promised.p80, promised.p95];
}

function doneBy({ endedAt, gaveUp }: Passage, moment: number): boolean {
  return gaveUp !== true && endedAt !== null && endedAt <= moment;
}

function givenUpBy({ endedAt, gaveUp }: Passage, moment: number): boolean {
  return gaveUp === true && endedAt !== null && endedAt <= moment;
}

export type KeptRecord = {
  /** Moments at which a run came to a place, and those of them at which nothing was promised. */
  readonly moments: number;
  readonly refused: number;
  readonly levels: readonly {
    readonly level: number;
    /** Promises that have come due, and those of them that were kept. */
    readonly due: number;
    readonly kept: number;
    readonly runs: number;
    /** Runs weighted equally, with a 95 % interval; null where fewer than twenty runs have a promise that came due. */
    readonly share: { readonly mean: number; readonly low: number; readonly high: number } | null;
    readonly says: "as said" | "too rarely" | "more often" | "too few";
  }[];
};

/** Below this a share tells nothing. */
const few = 20;

/**
 * Promises against what happened, each when its time had come: counted when runs are done, those of the quick ones would come
 * first and all would seem kept. Promises made of one run are kept or broken together, so that runs and not promises are counted
 * for the interval. Runs that were given up before the time had come prove nothing.
 */
export function keptRecord(passages: readonly Passage[], told: readonly Told[], now: number): KeptRecord {
  return {
    moments: told.length,
    refused: told.filter(({ promised }) => promised === null).length,
    levels: levels.map((level, index) => {
      const byRun = new Map<number, { due: number; kept: number }>();
      for (const { passage, at, promised } of told) {
        const bound = boundsOf(promised)[index] ?? null;
        if (bound === null || at + bound > now || givenUpBy(passages[passage]!, at + bound)) continue;
        const own = byRun.get(passage) ?? { due: 0, kept: 0 };
        byRun.set(passage, { due: own.due + 1, kept: own.kept + (doneBy(passages[passage]!, at + bound) ? 1 : 0) });
      }
      const runs = [...byRun.values()];
      const sum = (of: (run: { due: number; kept: number }) => number): number => runs.reduce((all, run) => all + of(run), 0);
      const mean = runs.length === 0 ? 0 : sum(({ due, kept }) => kept / due) / runs.length;
      const share = runs.length < few ? null : { mean, ...wilson(mean, runs.length) };
      return {
        level,
        due: sum(({ due }) => due),
        kept: sum(({ kept }) => kept),
        runs: runs.length,
        share,
        says: share === null ? "too few" : share.high < level ? "too rarely" : share.low > level ? "more often" : "as said",
      };
    }),
  };
}
