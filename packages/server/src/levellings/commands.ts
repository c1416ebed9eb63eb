import type { operations } from "@rondo/contract";
import { mustMayIn } from "../access/index.ts";
import { type WorkspaceCall, refuse, workIn } from "../http/index.ts";
import { type PlanHead, computable, entriesOf, lockPlan, recompute } from "../plans/index.ts";
import { acceptable, putMove, takeBack } from "./commands/moves.ts";
import { type Levelling, presentLevelling } from "./present.ts";
import { type Solved, solve, stop } from "./solver.ts";
import { staffingOf } from "./queries/staffing.ts";
import { type Accepted, type LevellingRow, endLevelling, findLevelling, insertLevelling, saveAccepted } from "./store.ts";

export async function proposeLevelling(call: WorkspaceCall<typeof operations.proposeLevelling>): Promise<Levelling> {
  const { tx, params, actor, body, system } = call;
  const head = await openPlan(call, params.p);
  // Where tasks happen to stand is no reason against a better place.
  const { plan, work } = await computable(tx, { ...head, link_policy: "earliest" });
  const staffing = await staffingOf(call, head, work);
  const id = call.newId();
  await insertLevelling(tx, id, params.p, actor.personId);
  await call.append({
    name: "levelling.asked",
    subjectKind: "levelling",
    subjectId: id,
    version: 1,
    homeKind: "project",
    homeId: params.p,
    data: {},
  });
  const end = async (solved: Solved | null): Promise<void> => {
    await workIn(system, actor.workspaceId, actor.personId, async (work) => {
      const titles = new Map(plan.tasks.map((task) => [task.id, task.title]));
      const version = await endLevelling(
        work.tx,
        id,
        solved === null
          ? { state: "failed", finish: null, unlevelled_finish: null, moves: [], findings: [] }
          : {
              state: "proposed",
              finish: solved.finish,
              unlevelled_finish: solved.unlevelledFinish,
              moves: solved.moves.map((move) => ({ ...move, title: titles.get(move.task) ?? "" })),
              findings: [...solved.findings],
            },
      );
      if (version !== undefined)
        await work.append({
          name: solved === null ? "levelling.failed" : "levelling.proposed",
          subjectKind: "levelling",
          subjectId: id,
          version,
          homeKind: "project",
          homeId: params.p,
          data: {},
        });
    });
  };
  solve(id, { plan, staffing, milliseconds: body.seconds * 1000 })
    .then(end)
    .catch((error: unknown) => system.log.error({ err: error }, "a levelling could not be written down"));
  return presentLevelling((await findLevelling(tx, params.p, id)) as LevellingRow);
}

export async function cancelLevelling(call: WorkspaceCall<typeof operations.cancelLevelling>): Promise<undefined> {
  const { tx, params } = call;
  await openPlan(call, params.p);
  const row = await found(call);
  await stop(row.levelling_id);
  const version = await endLevelling(tx, row.levelling_id, {
    state: "cancelled",
    finish: null,
    unlevelled_finish: null,
    moves: [],
    findings: [],
  });
  if (version !== undefined)
    await call.append({
      name: "levelling.cancelled",
      subjectKind: "levelling",
      subjectId: row.levelling_id,
      version,
      homeKind: "project",
      homeId: params.p,
      data: {},
    });
}

export async function acceptLevelling(call: WorkspaceCall<typeof operations.acceptLevelling>): Promise<Levelling> {
  const { params, body } = call;
  const head = await openPlan(call, params.p);
  const row = await found(call);
  const wanted = body.taskIds === undefined ? null : new Set(body.taskIds);
  const known = new Set(row.accepted.flatMap(({ taskId, before }) => (before === undefined ? [] : [taskId])));
  const accepted: Accepted[] = [...row.accepted];
  for (const move of row.moves) {
    if (!acceptable(move) || known.has(move.task) || (wanted !== null && !wanted.has(move.task))) continue;
    const one = await putMove(call, params.p, move);
    if (one === undefined) continue;
    const pushed = accepted.findIndex(({ taskId }) => taskId === move.task);
    if (pushed >= 0) accepted[pushed] = { ...accepted[pushed], ...one };
    else accepted.push(one);
  }
  const freed = accepted.flatMap(({ taskId }) => (known.has(taskId) ? [] : [taskId]));
  const stood = await entriesOf(call.tx, params.p);
  const { entries } = await recompute(call.tx, head, { free: freed });
  // Who else was moved by it goes back with it, too.
  const before = new Map(accepted.map((one) => [one.taskId, one]));
  for (const entry of entries) {
    const at = stood.get(entry.id);
    if (at !== undefined && (at.start !== entry.start || at.finish !== entry.finish) && before.get(entry.id)?.stood === undefined)
      before.set(entry.id, { ...before.get(entry.id), taskId: entry.id, stood: { start: at.start, finish: at.finish } });
  }
  return await settle(call, row, [...before.values()], "levelling.accepted");
}

export async function revertLevelling(call: WorkspaceCall<typeof operations.revertLevelling>): Promise<Levelling> {
  const { params } = call;
  const head = await openPlan(call, params.p);
  const row = await found(call);
  const moves = new Map(row.moves.map((move) => [move.task, move]));
  for (const one of row.accepted) {
    const move = moves.get(one.taskId);
    if (one.before !== undefined && move !== undefined) await takeBack(call, params.p, move, one);
  }
  const dated = row.accepted.flatMap(({ taskId, before, stood }) => (before !== undefined && stood === undefined ? [taskId] : []));
  await recompute(call.tx, head, {
    free: dated,
    back: new Map(row.accepted.flatMap(({ taskId, stood }) => (stood === undefined ? [] : [[taskId, stood] as const]))),
  });
  return await settle(call, row, [], "levelling.reverted");
}

type Call = WorkspaceCall<typeof operations.acceptLevelling> | WorkspaceCall<typeof operations.revertLevelling>;

async function settle(call: Call, row: LevellingRow, accepted: readonly Accepted[], name: string): Promise<Levelling> {
  const version = await saveAccepted(call.tx, row.levelling_id, accepted);
  await call.append({
    name,
    subjectKind: "levelling",
    subjectId: row.levelling_id,
    version,
    homeKind: "project",
    homeId: row.project_id,
    data: { moves: accepted.filter(({ before }) => before !== undefined).length },
  });
  return presentLevelling((await findLevelling(call.tx, row.project_id, row.levelling_id)) as LevellingRow);
}

async function openPlan(
  call: Pick<WorkspaceCall<typeof operations.proposeLevelling>, "tx" | "actor">,
  projectId: string,
): Promise<PlanHead> {
  await mustMayIn(call.tx, call.actor, "project", projectId, "plan.change");
  const head = await lockPlan(call.tx, projectId);
  if (head === undefined) refuse("project_not_found");
  if (head.ended) refuse("project_ended");
  return head;
}

async function found(call: { tx: Call["tx"]; params: { p: string; l: string } }): Promise<LevellingRow> {
  const row = await findLevelling(call.tx, call.params.p, call.params.l);
  if (row === undefined) refuse("levelling_not_found");
  return row;
}
