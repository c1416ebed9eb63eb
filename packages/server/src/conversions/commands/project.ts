import type { operations } from "@rondo/contract";
import { mustMayIn } from "../../access/index.ts";
import { type WorkspaceCall, refuse, workOf as workOn } from "../../http/index.ts";
import { lockPlan, recompute } from "../../plans/index.ts";
import { insertCompletion } from "../../projects/index.ts";
import { startRun } from "../../runs/index.ts";
import type { Conversion } from "../present.ts";
import { convertible, workSteps } from "../queries.ts";
import { type WorkRow, insertConversion, insertConverted, takeOut, withdraw, workOf } from "../store.ts";
import { keptOf, projectEvent, shown, tell } from "./record.ts";

/** The project's tasks become the steps named when the run comes to them; what is no step stays in the project, which is closed if nothing of it is open. */
export async function convertProject(call: WorkspaceCall<typeof operations.convertProject>): Promise<Conversion> {
  const { tx, actor, params, body } = call;
  const work = workOn(call);
  const head = await lockPlan(tx, params.p);
  await mustMayIn(tx, actor, "project", params.p, "project.manage");
  await mustMayIn(tx, actor, "process", body.processId, "run.start");
  if (head === undefined) refuse("project_not_found");
  if (head.ended) refuse("project_ended");
  const rows = await workOf(tx, { projectId: params.p });
  const chosen = mustFit(
    body.steps,
    convertible(rows),
    (await workSteps(call, body.processId)).map(({ id }) => id),
  );
  const ids = [...chosen.keys()];
  const inside = rows.filter(({ parent_id }) => parent_id !== null && chosen.has(parent_id));
  const out = await takeOut(tx, ids);
  const id = call.newId();
  const { runId } = await startRun(work, {
    processId: body.processId,
    via: "project",
    title: body.title ?? head.name,
    answers: {},
    fillings: [],
    requester: { id: null, name: null, email: null },
    adopts: {
      tasks: new Map([...chosen].map(([task, step]) => [step, task])),
      ready: async (run) => {
        const rest = rows.filter((row) => !chosen.has(row.task_id) && !inside.includes(row));
        const closes = rest.every((row) => !row.open || rows.some((child) => child.parent_id === row.task_id));
        await insertConversion(tx, {
          id,
          was: "project",
          became: "run",
          projectId: params.p,
          runId: run,
          processId: body.processId,
          kept: { out, closed: closes },
          by: actor.personId,
        });
        const ticked = (task: string): string[] =>
          inside.filter((row) => row.parent_id === task && row.closed_as === "completed").map(({ title }) => title.trim().toLowerCase());
        await insertConverted(
          tx,
          id,
          rows
            .filter((row) => chosen.has(row.task_id) || inside.includes(row) || (closes && row.open))
            .map((row) => ({
              task_id: row.task_id,
              run_id: run,
              step_id: chosen.get(row.task_id) ?? null,
              waiting: chosen.has(row.task_id),
              kept: { ...keptOf(row), ticked: ticked(row.task_id) },
            })),
        );
        await tell(
          work,
          await withdraw(
            tx,
            rows.filter((row) => row.open && (closes || chosen.has(row.task_id) || inside.includes(row))).map(({ task_id }) => task_id),
          ),
          "task.withdrawn",
          { projectId: params.p },
        );
        if (closes) await insertCompletion(tx, params.p, actor.personId, "");
      },
    },
  });
  await call.append(await projectEvent(tx, params.p, "project.converted", { name: head.name, runId, processId: body.processId }));
  const after = await lockPlan(tx, params.p);
  if (after !== undefined && !after.ended) await recompute(tx, after);
  return shown(call, id);
}

function mustFit(
  steps: Readonly<Record<string, string>>,
  tasks: readonly WorkRow[],
  known: readonly string[],
): ReadonlyMap<string, string> {
  const there = new Map(tasks.filter(({ handed_over }) => !handed_over).map((row) => [row.task_id, row]));
  const problems = Object.entries(steps).flatMap(([step, task]) => [
    ...(known.includes(step) ? [] : [{ path: `steps.${step}`, problem: "is no task or approval of the published revision" }]),
    ...(there.has(task) ? [] : [{ path: `steps.${step}`, problem: "is no task of the project that can be a step" }]),
  ]);
  const chosen = new Map(Object.entries(steps).map(([step, task]) => [task, step]));
  if (chosen.size < Object.keys(steps).length) problems.push({ path: "steps", problem: "one task can't be two steps" });
  if (problems.length > 0)
    refuse("invalid_request", { problems: problems.map(({ path, problem }) => `${path} ${problem}`).join("; "), fields: problems });
  return chosen;
}
