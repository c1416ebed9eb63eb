import { type Told, words } from "@rondo/core/kernel";
import { isInRing } from "@rondo/core/process";
import type { Answers } from "@rondo/core/run";
import type { Work } from "../../http/index.ts";
import { graphOf } from "../graph.ts";
import { type FillingRow, type LockedRun, type RunRow, teamsOf } from "../store/run.ts";
import type { StartRow } from "../store/number.ts";
import { type StartedBy, startedLately } from "../store/process.ts";

export type StartInput = {
  readonly processId: string;
  readonly via: RunRow["started_via"];
  readonly title?: string | undefined;
  readonly answers: Answers;
  /** Fields that a form does not let be empty. */
  readonly required?: readonly string[];
  readonly fillings: readonly FillingRow[];
  readonly requester: { readonly id: string | null; readonly name: string | null; readonly email: string | null };
  /** The run that starts this one, and the action that waits for its end, if one does. */
  readonly parent?: { readonly runId: string; readonly taskId: string | null; readonly depth: number };
  /** Tasks of a project that are there already for steps of it, by step; `ready` is told the run before it begins. */
  readonly adopts?: { readonly tasks: ReadonlyMap<string, string>; ready(runId: string): Promise<void> };
};

/** The pilot that a run which starts now is in; not if it was asked by a form whose answers the pilot has no place for. */
export async function ringOf(work: Work, { pilot, number, fillings }: StartRow, input: StartInput): Promise<StartRow["pilot"]> {
  if (pilot === null) return null;
  const ring = pilot.teamId === null ? { share: pilot.share ?? 0 } : { team: pilot.teamId };
  const given = [...input.fillings, ...fillings];
  const people = [work.actorId, input.requester.id, ...given.map(({ personId }) => personId)].filter((id) => id !== null);
  const teams = pilot.teamId === null ? [] : [...given.flatMap(({ teamId }) => teamId ?? []), ...(await teamsOf(work.tx, people))];
  if (!isInRing(ring, { number, teams })) return null;
  const { intake } = (await graphOf(work, input.processId, pilot.revision)).definition;
  return Object.keys(input.answers).every((key) => intake.includes(key)) ? pilot : null;
}

export type Asker = { readonly id: string | null; readonly name: string | null };

export function askerOf(run: LockedRun): Asker {
  return { id: run.requester_id, name: run.requester_name };
}

/** A run that a run or a message starts: of what is brought, what the start form asks. */
export function startedIn(
  { process_id, intake, means = null }: Pick<StartedBy, "process_id" | "intake"> & Partial<Pick<StartedBy, "means">>,
  brought: Answers,
  { id, name }: Asker,
): Pick<StartInput, "processId" | "answers" | "fillings" | "requester"> {
  return {
    processId: process_id,
    answers: { ...Object.fromEntries(Object.entries(brought).filter(([key]) => intake.includes(key))), ...means },
    fillings: [],
    requester: { id, name, email: null },
  };
}

/** B66: as deep as runs start runs, and as many. */
const deepest = 32;
const [mostAtOnce, mostAnHour] = [200, 2_000];

const startedHere = new WeakMap<Work["tx"], number>();

export type Limit = { readonly code: "run.tooDeep" | "run.tooMany" } & Told;

/** Why a run so deep starts no other of this process; null where it may. */
export async function startsTooMany(tx: Work["tx"], depth: number, processId: string): Promise<Limit | null> {
  if (depth >= deepest) return { code: "run.tooDeep", ...words`Runs start runs at most ${deepest} deep; this one would go deeper.` };
  // Each starting two of its own, they would be four milliards at that depth: in one transaction, or by and by.
  const here = (startedHere.get(tx) ?? 0) + 1;
  startedHere.set(tx, here);
  return here > mostAtOnce || (depth > 2 && (await startedLately(tx, processId, mostAnHour)) >= mostAnHour)
    ? {
        code: "run.tooMany",
        ...words`Runs start at most ${mostAtOnce} others at once, and ${mostAnHour} of one process in an hour where runs start runs again and again.`,
      }
    : null;
}
