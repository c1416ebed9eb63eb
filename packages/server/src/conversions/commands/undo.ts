import type { operations } from "@rondo/contract";
import { mustMayIn } from "../../access/index.ts";
import { type Work, type WorkspaceCall, refuse, workOf as workOn } from "../../http/index.ts";
import { insertLinks, lockPlan, recompute, saveEntries } from "../../plans/index.ts";
import { deleteCompletion, insertCompletion } from "../../projects/index.ts";
import { advance, doneBefore, graphOf, lockRun } from "../../runs/index.ts";
import type { Conversion } from "../present.ts";
import {
  type ConversionRow,
  asBefore,
  awaitSteps,
  convertedOf,
  findConversion,
  intoProject,
  intoRun,
  keepDue,
  lockConversion,
  markUndone,
  pinAsProject,
  runAs,
  stillIn,
  takeOut,
  withdraw,
  workOf,
} from "../store.ts";
import { projectEvent, shown, tell } from "./record.ts";

/** Turns it back, with what was done meanwhile: what was ended by it is open again, what hangs on the tasks hangs on them. */
export async function undoConversion(call: WorkspaceCall<typeof operations.undoConversion>): Promise<Conversion> {
  const { tx, actor, params } = call;
  const row = await findConversion(tx, actor, params.c);
  if (row === undefined || (row.project_name === null && row.run_title === null && row.process_name === null))
    refuse("conversion_not_found");
  await mustMayIn(tx, actor, "project", row.project_id, "project.manage");
  if (row.run_id === null) refuse("conversion_settled");
  const head = await lockPlan(tx, row.project_id);
  const run = await lockRun(tx, row.run_id);
  if (head === undefined || run === undefined) refuse("conversion_not_found");
  await mustMayIn(tx, actor, "process", run.process_id, "run.control");
  if (!(await lockConversion(tx, params.c)) || run.state.status !== "open") refuse("conversion_settled");
  const work = workOn(call);
  if (row.was === "project") await projectAgain(work, row, row.run_id);
  else if (run.as_project === row.project_id) await runAgain(work, row, row.run_id);
  else refuse("conversion_settled");
  await call.append(await projectEvent(tx, row.project_id, "project.convertedBack", { name: head.name, runId: row.run_id }));
  const after = await lockPlan(tx, row.project_id);
  if (after !== undefined && !after.ended) await recompute(tx, after);
  return shown(call, params.c);
}

async function projectAgain(work: Work, row: ConversionRow, runId: string): Promise<void> {
  const { tx } = work;
  const projectId = row.project_id;
  const [there, kept] = [await workOf(tx, { runId }), new Map((await convertedOf(tx, row.conversion_id)).map((one) => [one.task_id, one]))];
  await markUndone(tx, row.conversion_id, work.actorId as string);
  await advance(work, runId, { type: "cancel", by: work.actorId, reason: "It was turned back into the project it had been." });
  if (row.kept.closed === true) await deleteCompletion(tx, projectId);
  const [back, others] = [
    there.flatMap((one) => [kept.get(one.task_id)].flatMap((was) => (was === undefined ? [] : [{ ...one, before: was.kept }]))),
    there.filter(({ task_id, touched }) => touched && !kept.has(task_id)),
  ];
  await tell(
    work,
    await intoProject(tx, projectId, [
      ...back.map(({ before: { parent_id, position, board_column, working_minutes, due_at, owner_id, team_id }, ...one }) => ({
        task_id: one.task_id,
        open: one.open,
        parent_id,
        position,
        board_column,
        working_minutes,
        due_at: due_at === null ? null : one.due_at,
        ...(one.open && owner_id === null ? { owner_id, team_id } : { owner_id: one.owner_id, team_id: one.team_id }),
      })),
      ...others.map((one, at) => ({
        task_id: one.task_id,
        open: one.open,
        parent_id: null,
        position: `zz${String(at).padStart(4, "0")}`,
        board_column: null,
        working_minutes: 0,
        due_at: one.due_at,
        owner_id: one.owner_id,
        team_id: one.team_id,
      })),
    ]),
    "task.converted",
    { projectId },
  );
  const stayed = [...kept.values()].filter(({ task_id }) => !back.some((one) => one.task_id === task_id));
  await tell(
    work,
    await asBefore(
      tx,
      stayed.filter(({ kept: { open } }) => open).map(({ task_id, kept: { open, parent_id } }) => ({ task_id, open, parent_id })),
    ),
    "task.reopened",
    { projectId },
  );
  const out = await stillIn(tx, projectId, row.kept.out ?? { entries: [], links: [] });
  await saveEntries(tx, projectId, out.entries);
  await insertLinks(tx, projectId, out.links);
}

async function runAgain(work: Work, row: ConversionRow, runId: string): Promise<void> {
  const { tx } = work;
  const projectId = row.project_id;
  const [there, converted] = [
    new Map((await workOf(tx, { projectId })).map((one) => [one.task_id, one])),
    await convertedOf(tx, row.conversion_id),
  ];
  const own = converted.filter(({ kept }) => kept.made !== true);
  const made = converted.filter(({ task_id, step_id, kept }) => kept.made === true && step_id !== null && there.has(task_id));
  await takeOut(
    tx,
    converted.map(({ task_id }) => task_id),
  );
  await markUndone(tx, row.conversion_id, work.actorId as string);
  // What was begun for steps to come waits for the run to come to them; what nobody touched was only made for the plan.
  const begun = made.filter(({ task_id }) => there.get(task_id)?.touched);
  await awaitSteps(
    tx,
    row.conversion_id,
    runId,
    begun.map(({ task_id }) => task_id),
  );
  const rest = [...there.values()].filter(({ task_id }) => !converted.some((one) => one.task_id === task_id));
  const closes = rest.every((one) => !one.open);
  await tell(
    work,
    await withdraw(
      tx,
      converted.filter(({ kept }) => kept.made === true).map(({ task_id }) => task_id),
    ),
    "task.withdrawn",
    { projectId },
  );
  await tell(
    work,
    await intoRun(
      tx,
      runId,
      own.map(({ task_id, kept }) => ({ task_id, ...kept })),
    ),
    "task.converted",
    { runId },
  );
  if (closes) await insertCompletion(tx, projectId, work.actorId, "");
  await pinAsProject(tx, runId, null, begun.length > 0);
  await advance(work, runId, { type: "release", by: work.actorId, task: null });
  await keepDue(
    tx,
    own.flatMap(({ task_id }) => there.get(task_id) ?? []),
  );
  for (const { task_id, kept } of own) {
    const now = there.get(task_id);
    const run = await lockRun(tx, runId);
    if (kept.open && now?.closed_as === "completed" && run?.state.status === "open")
      await doneBefore(work, run, await graphOf(work, run.process_id, run.revision), {
        type: "answer",
        by: now.completed_by,
        task: task_id,
        answers: {},
        checked: [],
      });
  }
}

/** A project that a run goes on as has ended: so has the run. */
export async function endAsProject(work: Work, project: { readonly id: string; readonly name: string }): Promise<void> {
  const runId = await runAs(work.tx, project.id);
  if (runId === undefined) return;
  await pinAsProject(work.tx, runId, null, false);
  await advance(work, runId, { type: "cancel", by: work.actorId, reason: `It was done as the project “${project.name}”.` });
}
