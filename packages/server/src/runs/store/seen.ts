import type { Candidate } from "@rondo/core/assignment";
import type { RunState } from "@rondo/core/run";
import type { WorkingTime } from "../../calendars/index.ts";
import { type Kind, TryAgain, type Tx } from "../../database/index.ts";
import type { Work } from "../../http/index.ts";
import type { System } from "../../system.ts";
import { candidatesFor } from "./people.ts";
import type { StartRow } from "./number.ts";
import { timeOfProcess } from "./process.ts";
import { type LockedRun, isAhead } from "./run.ts";

/**
 * Runs that this process had last, and what runs that it started rest on. Whoever answers a step of one need not read it
 * under its lock first, and whoever starts another need not ask who is here: what is written holds only if the run still has
 * the version it was decided about and nothing that it rests on has changed, and else the transaction is done again with the
 * lock. A guess, never the truth: it may be lost or late.
 */
class Seen<Value> {
  readonly #values = new Map<string, { readonly value: Value; readonly quarter: number }>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** Whether somebody is away is known for a day of some zone, and days of all zones begin with a quarter of an hour. */
  get(key: string, now: Date): Value | undefined {
    const one = this.#values.get(key);
    return one?.quarter === quarterOf(now) ? one.value : undefined;
  }

  keep(key: string, value: Value, now: Date): void {
    this.#values.delete(key);
    if (this.#values.size >= this.#most) this.#values.delete(this.#values.keys().next().value as string);
    this.#values.set(key, { value, quarter: quarterOf(now) });
  }

  drop(key: string): void {
    this.#values.delete(key);
  }
}

const [mostRuns, mostFootings] = [2_000, 500];
/** Larger states are read anew, so that all that is kept takes a few megabytes at most. */
const roomiest = 4_000;

/** What a value leaves of so much room; nothing as soon as it is too large. */
function room(value: unknown, left: number): number {
  if (typeof value === "string") return left - value.length;
  if (typeof value !== "object" || value === null) return left - 8;
  for (const [key, inside] of Object.entries(value)) {
    left = room(inside, left - key.length);
    if (left <= 0) return 0;
  }
  return left;
}

function quarterOf(now: Date): number {
  return Math.floor(now.getTime() / 900_000);
}

type SeenHere = { readonly runs: Seen<LockedRun>; readonly footings: Seen<Footing> };
const known = new WeakMap<System, Map<string, SeenHere>>();

function seenIn({ system, workspaceId }: Work): SeenHere {
  const here = known.get(system) ?? known.set(system, new Map()).get(system)!;
  return here.get(workspaceId) ?? here.set(workspaceId, { runs: new Seen(mostRuns), footings: new Seen(mostFootings) }).get(workspaceId)!;
}

/** The run as this process left it last, for a transaction that has not touched it; not where one has failed by it. */
export function seenRun(work: Work, runId: string): LockedRun | undefined {
  if (work.tx.again || touched.get(work.tx)?.has(runId) === true || isAhead(work.tx, runId)) return undefined;
  return seenIn(work).runs.get(runId, work.now);
}

/** Keeps it as this transaction leaves it, once it has committed. */
export function keepSeen(work: Work, run: LockedRun, state: RunState): RunState {
  const { guessed: _guessed, ...rest } = run;
  work.tx.afterCommit(() => {
    const { runs } = seenIn(work);
    if (isWorthKeeping(run, state)) runs.keep(run.run_id, { ...rest, state, guessed: true }, work.now);
    else runs.drop(run.run_id);
  });
  return state;
}

function isWorthKeeping({ waiting, standing }: LockedRun, state: RunState): boolean {
  return state.status === "open" && waiting === null && standing !== null && room(state, roomiest) > 0;
}

/** This transaction writes to the run: what was seen of it before is no guide any more. */
export function noteWritten(work: Work, runId: string): void {
  const runs = touched.get(work.tx) ?? touched.set(work.tx, new Set()).get(work.tx)!;
  if (runs.has(runId)) return;
  runs.add(runId);
  work.tx.afterCommit(() => seenIn(work).runs.drop(runId));
}
const touched = new WeakMap<Tx, Set<string>>();

/** What a run rests on when it starts: the working time of its process, and who is here of the people that were named. */
export type Footing = {
  readonly key: string;
  readonly named: readonly string[];
  readonly time: WorkingTime;
  readonly standing: string | null;
  readonly here: ReadonlyMap<string, Candidate>;
  /** Not read now, but taken to be as it was read last. */ readonly guessed?: true;
};

/** As this process read it last, where it did; else read now, and its people stay members to the end of the transaction. */
export async function footingOf(work: Work, processId: string, people: readonly string[]): Promise<Footing> {
  const named = [...new Set(people)].toSorted();
  const key = `${processId} ${named.join(" ")}`;
  const seen = work.tx.again ? undefined : seenIn(work).footings.get(key, work.now);
  if (seen !== undefined) return seen;
  const [{ time, standing }, here] = await Promise.all([
    timeOfProcess(work.tx, processId),
    candidatesFor(work.tx, processId, named, work.now),
  ]);
  return { key, named, time, standing, here };
}

/** Keeps what was read, and does not go on with what was seen, unless it also tells of all who own the process or fill its roles for good. */
export function settleFooting(work: Work, footing: Footing, { owner_id, fillings }: Pick<StartRow, "owner_id" | "fillings">): void {
  const { key, named, standing, here, guessed } = footing;
  const tells = [owner_id, ...fillings.map(({ personId }) => personId)].every((id) => id === null || named.includes(id) || here.has(id));
  if (guessed === true && !tells) throw new TryAgain("who fills a role of the process has changed");
  if (guessed !== true && tells && standing !== null)
    work.tx.afterCommit(() => seenIn(work).footings.keep(key, { ...footing, guessed: true }, work.now));
}

/** What a run was decided about without its lock rests on holds to the end of the transaction: these people stay, nothing else has changed. */
export async function expectStanding(tx: Tx, standing: string, people: readonly string[]): Promise<void> {
  await tx.put(standings, { standing, people });
}

const standings: Kind<{ readonly standing: string; readonly people: readonly string[] }> = {
  name: "standing",
  about: () => [],
  columns: "standing xid8, people uuid[]",
  text: (items) => `stands as (
    select s.standing = (select changed_by from standing where workspace_id = current_workspace())
      and (select count(*) from (select from membership m where m.workspace_id = current_workspace() and m.person_id = any(s.people) for key share) staying) = cardinality(s.people) as so
    from ${items} as s)`,
  holds: () => "(select bool_and(so) from stands)",
};
