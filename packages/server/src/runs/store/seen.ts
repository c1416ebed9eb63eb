import type { RunState } from "@rondo/core/run";
import type { Kind, Tx } from "../../database/index.ts";
import type { Work } from "../../http/index.ts";
import type { System } from "../../system.ts";
import { type LockedRun, isAhead } from "./run.ts";

/**
 * Runs that this process had last. Whoever answers a step of one need not read it under its lock first: what is written
 * holds only if the run still has the version it was decided about and nothing that it rests on has changed, and else the
 * transaction is done again with the lock. A guess, never the truth: it may be lost or late.
 */
class SeenRuns {
  readonly #runs = new Map<string, { readonly run: LockedRun; readonly quarter: number }>();

  /** Whether somebody is away is known for a day of some zone, and days of all zones begin with a quarter of an hour. */
  get(runId: string, now: Date): LockedRun | undefined {
    const one = this.#runs.get(runId);
    return one?.quarter === quarterOf(now) ? one.run : undefined;
  }

  keep(run: LockedRun, now: Date): void {
    this.#runs.delete(run.run_id);
    if (run.state.status !== "open" || run.waiting !== null || run.standing === null || room(run.state, roomiest) <= 0) return;
    if (this.#runs.size >= most) this.#runs.delete(this.#runs.keys().next().value as string);
    this.#runs.set(run.run_id, { run, quarter: quarterOf(now) });
  }

  drop(runId: string): void {
    this.#runs.delete(runId);
  }
}

const most = 2_000;
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

const known = new WeakMap<System, Map<string, SeenRuns>>();

function runsIn({ system, workspaceId }: Work): SeenRuns {
  const here = known.get(system) ?? known.set(system, new Map()).get(system)!;
  return here.get(workspaceId) ?? here.set(workspaceId, new SeenRuns()).get(workspaceId)!;
}

/** The run as this process left it last, for a transaction that has not touched it; not where one has failed by it. */
export function seenRun(work: Work, runId: string): LockedRun | undefined {
  if (work.tx.again || touched.get(work.tx)?.has(runId) === true || isAhead(work.tx, runId)) return undefined;
  return runsIn(work).get(runId, work.now);
}

/** Keeps it as this transaction leaves it, once it has committed. */
export function keepSeen(work: Work, run: LockedRun, state: RunState): RunState {
  const { guessed: _guessed, ...rest } = run;
  work.tx.afterCommit(() => runsIn(work).keep({ ...rest, state, guessed: true }, work.now));
  return state;
}

/** This transaction writes to the run: what was seen of it before is no guide any more. */
export function noteWritten(work: Work, runId: string): void {
  const runs = touched.get(work.tx) ?? touched.set(work.tx, new Set()).get(work.tx)!;
  if (runs.has(runId)) return;
  runs.add(runId);
  work.tx.afterCommit(() => runsIn(work).drop(runId));
}
const touched = new WeakMap<Tx, Set<string>>();

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
