import type { operations } from "@rondo/contract";
import type { Tx } from "../database/index.ts";
import { type WorkspaceCall, refuse } from "../http/index.ts";
import { costsOf } from "../control/index.ts";
import { countEvents, openPlan, scheduleNow } from "../plans/index.ts";
import { type Baseline, presentBaseline } from "./present.ts";
import { type BaselineRow, type FrozenEntry, baselinesOf, findBaseline, insertBaseline, setBaselineDeleted } from "./store.ts";

/** One for each month of a long project, and then some; each holds every task's dates. */
const limit = 30;

export async function takeBaseline(call: WorkspaceCall<typeof operations.takeBaseline>): Promise<Baseline> {
  const { tx, params, body, actor } = call;
  const head = await openPlan(call, params.p);
  await mustHaveRoom(tx, params.p);
  const { plan, scheduled } = await scheduleNow(tx, head);
  const id = call.newId();
  const costs = await costsOf(tx, params.p);
  const entries = scheduled.entries.map(({ id: task, start, finish, workingMinutes }, row): FrozenEntry => {
    const cost = costs.get(task);
    return { task, title: plan.tasks[row]?.title ?? "", start, finish, minutes: workingMinutes, ...(cost !== undefined && { cost }) };
  });
  await insertBaseline(tx, {
    baseline_id: id,
    project_id: params.p,
    name: body.name,
    taken_by: actor.personId,
    finish: entries.length === 0 ? head.start : scheduled.finish,
    entries,
  });
  await call.append({
    name: "baseline.taken",
    subjectKind: "project",
    subjectId: params.p,
    version: await countEvents(tx, params.p),
    homeKind: "project",
    homeId: params.p,
    data: { baseline: { id, name: body.name, tasks: entries.length } },
  });
  return presentBaseline((await findBaseline(tx, params.p, id)) as BaselineRow);
}

export async function removeBaseline(call: WorkspaceCall<typeof operations.removeBaseline>): Promise<undefined> {
  const { tx, params } = call;
  await openPlan(call, params.p);
  const row = await findBaseline(tx, params.p, params.b);
  if (row === undefined) refuse("baseline_not_found");
  await setBaselineDeleted(tx, params.b, true);
  await tell(call, "baseline.removed", row.name);
}

export async function restoreBaseline(call: WorkspaceCall<typeof operations.restoreBaseline>): Promise<Baseline> {
  const { tx, params } = call;
  await openPlan(call, params.p);
  const row = await findBaseline(tx, params.p, params.b, true);
  if (row === undefined) {
    const there = await findBaseline(tx, params.p, params.b);
    return there === undefined ? refuse("baseline_not_found") : presentBaseline(there);
  }
  await mustHaveRoom(tx, params.p);
  await setBaselineDeleted(tx, params.b, false);
  await tell(call, "baseline.restored", row.name);
  return presentBaseline(row);
}

async function mustHaveRoom(tx: Tx, projectId: string): Promise<void> {
  if ((await baselinesOf(tx, projectId)).length >= limit) refuse("too_many_baselines", { limit });
}

async function tell(
  { tx, params, append }: WorkspaceCall<typeof operations.removeBaseline> | WorkspaceCall<typeof operations.restoreBaseline>,
  name: string,
  baseline: string,
): Promise<void> {
  const version = await countEvents(tx, params.p);
  const project = { subjectKind: "project", subjectId: params.p, homeKind: "project", homeId: params.p } as const;
  await append({ name, version, ...project, data: { baseline: { id: params.b, name: baseline } } });
}
