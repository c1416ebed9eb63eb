import { isInRing } from "@rondo/core/process";
import type { Answers } from "@rondo/core/run";
import type { Work } from "../../http/index.ts";
import { graphOf } from "../graph.ts";
import { type FillingRow, type RunRow, teamsOf } from "../store/run.ts";
import type { StartRow } from "../store/process.ts";

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
