import type { operations } from "@rondo/contract";
import { planOf } from "@rondo/core/conversion";
import { spreadRanks } from "@rondo/core/kernel";
import { fillIn } from "@rondo/core/process";
import { type WorkspaceCall, refuse, workOf as workOn } from "../../http/index.ts";
import { insertLinks, lockPlan, recompute } from "../../plans/index.ts";
import { makeProject } from "../../projects/index.ts";
import { advance, allowedRun, findRun, graphOf } from "../../runs/index.ts";
import { type NewTask, insertTasks } from "../../tasks/index.ts";
import type { Conversion } from "../present.ts";
import { type WorkRow, insertConversion, insertConverted, intoProject, pinAsProject, workOf } from "../store.ts";
import { keptOf, projectEvent, shown, tell } from "./record.ts";

/** The run's steps become tasks of a plan: those that were worked by their own, those to come as the procedure says. The run stands still as long as it is a project. */
export async function convertRun(call: WorkspaceCall<typeof operations.convertRun>): Promise<Conversion> {
  const { tx, actor, params, body } = call;
  const work = workOn(call);
  const run = allowedRun(actor, await findRun(tx, actor.personId, params.r), "run.control");
  if (actor.role === "guest") refuse("forbidden", { who: "a member", role: "of the workspace" });
  const name = (body.name ?? run.title).slice(0, 120);
  await advance(work, run.run_id, { type: "hold", by: actor.personId, task: null, reason: `It goes on as the project “${name}”.` });
  const { definition } = await graphOf(work, run.process_id, run.revision);
  const projectId = await makeProject(work, {
    name,
    goal: "",
    endCondition: fillIn(definition.deliverable?.title ?? "", definition.fields, run.state.data).slice(0, 2_000),
    ownerId: actor.personId,
    everyone: run.everyone,
  });
  // What was withdrawn is no work of anybody's; it stays in the run's record.
  const rows = (await workOf(tx, { runId: run.run_id }))
    .filter(({ closed_as }) => closed_as !== "withdrawn")
    .sort((a, b) => (a.created_at < b.created_at ? -1 : 1));
  const latest = new Map(rows.map((row) => [row.step_id, row]));
  const plan = planOf(definition);
  const ranks = spreadRanks(plan.tasks.length + rows.length);
  const ids = new Map(plan.tasks.map(({ step }) => [step, latest.get(step)?.task_id ?? work.newId()]));
  const parentOf = (parent: string | null): string | null => (parent === null ? null : (ids.get(parent) ?? null));
  const moved: Parameters<typeof intoProject>[2][number][] = [];
  const fresh: NewTask[] = [];
  plan.tasks.forEach((task, at) => {
    const row = latest.get(task.step);
    const place = { parent_id: parentOf(task.parent), position: ranks[at] as string };
    if (row !== undefined) moved.push(placed(row, { ...place, working_minutes: task.workingMinutes }));
    else
      fresh.push({
        task_id: ids.get(task.step) as string,
        project_id: projectId,
        title: task.title,
        notes: task.notes,
        created_by: actor.personId,
        working_minutes: task.workingMinutes,
        ...place,
      });
    // Points of a checklist are what is inside; ticked or not, the step's own stay with it.
    if (row === undefined || row.open)
      task.points.forEach((title, index) =>
        fresh.push({
          task_id: work.newId(),
          project_id: projectId,
          title,
          created_by: actor.personId,
          parent_id: ids.get(task.step) as string,
          position: spreadRanks(task.points.length)[index] as string,
        }),
      );
  });
  // Rounds before the last one, and what a for-each opened.
  const others = rows.filter((row) => latest.get(row.step_id) !== row || !ids.has(row.step_id ?? ""));
  others.forEach((row, at) =>
    moved.push(placed(row, { parent_id: null, position: ranks[plan.tasks.length + at] as string, working_minutes: row.working_minutes })),
  );
  await insertTasks(tx, fresh);
  if (fresh.length > 0)
    await tell(
      work,
      fresh.map(({ task_id, title }) => ({ task_id, title, version: 1 })),
      "task.created",
      { projectId },
    );
  await tell(work, await intoProject(tx, projectId, moved), "task.converted", { projectId });
  await insertLinks(
    tx,
    projectId,
    plan.links.map(({ from, to }) => ({
      link_id: work.newId(),
      from_id: ids.get(from) as string,
      to_id: ids.get(to) as string,
      type: "FS",
      lag_minutes: 0,
      lag_kind: "working",
    })),
  );
  const id = call.newId();
  await insertConversion(tx, {
    id,
    was: "run",
    became: "project",
    projectId,
    runId: run.run_id,
    processId: run.process_id,
    kept: {},
    by: actor.personId,
  });
  const stepOf = new Map([...ids].map(([step, task]) => [task, step]));
  const nothing = {
    open: true,
    closed_as: null,
    due_at: null,
    parent_id: null,
    step_id: null,
    step_kind: null,
    round: null,
    open_question: null,
    board_column: null,
    position: "",
    working_minutes: 0,
    owner_id: null,
    team_id: null,
  };
  await insertConverted(tx, id, [
    ...rows.map((row) => ({ task_id: row.task_id, run_id: run.run_id, step_id: row.step_id, waiting: false, kept: keptOf(row) })),
    ...fresh.map(({ task_id }) => ({
      task_id,
      run_id: run.run_id,
      step_id: stepOf.get(task_id) ?? null,
      waiting: false,
      kept: { ...nothing, made: true },
    })),
  ]);
  await pinAsProject(tx, run.run_id, projectId, false);
  await call.append(await projectEvent(tx, projectId, "project.converted", { name, runId: run.run_id, processId: run.process_id }));
  const head = await lockPlan(tx, projectId);
  if (head !== undefined) await recompute(tx, head);
  return shown(call, id);
}

function placed(
  { task_id, due_at, owner_id, team_id }: WorkRow,
  place: { parent_id: string | null; position: string; working_minutes: number },
): Parameters<typeof intoProject>[2][number] {
  return { task_id, open: false, board_column: null, due_at, owner_id, team_id, ...place };
}
