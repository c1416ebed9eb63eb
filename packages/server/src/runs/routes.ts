import { type RefusalCode, operations } from "@rondo/contract";
import type { Liberty } from "@rondo/core/process";
import { mustMayIn } from "../access/index.ts";
import {
  type Actor,
  type Route,
  type WorkspaceCall,
  asStream,
  forAnyone,
  inWorkspace,
  readLinkToken,
  refuse,
  sendingWhile,
  workIn,
  workOf,
} from "../http/index.ts";
import { type TaskHomes, type TaskRow, allowed, findTask, membersAmong } from "../tasks/index.ts";
import { callNow } from "./calls.ts";
import { advance, deliver, startRun } from "./commands/run.ts";
import { reachedBy } from "./commands/message.ts";
import type { Asker } from "./commands/start-input.ts";
import { fillRunRole, mustStillHave } from "./commands/reassign.ts";
import { graphOf } from "./graph.ts";
import { completeOutsiderStep, getOutsiderStep, sendOutsiderLink } from "./outsider.ts";
import { allowedRun, mustBeFree } from "./policy.ts";
import type { Run } from "./present/run.ts";
import { asDownload } from "./present/outside.ts";
import { getRequest, getRun, history, maySeeRun, requestFile, runFile, runsOf, showRun } from "./queries.ts";
import { decides } from "./decides.ts";
import { findRequest, findRun } from "./store/run.ts";
import { hasOpenStep } from "./store/step.ts";
import { questionsOf } from "./store/question.ts";

type StepCall = WorkspaceCall<typeof operations.decide>;

/** Whoever asks now, as the requester of what they start. */
async function askerIn({ tx, actor }: Pick<StepCall, "tx" | "actor">): Promise<Asker> {
  return { id: actor.personId, name: (await membersAmong(tx, [actor.personId]))[0]?.name ?? null };
}

export const runRoutes: Route[] = [
  inWorkspace(operations.startRun, async (call) => {
    const { actor, body, params } = call;
    await mustMayIn(call.tx, actor, "process", params.p, "run.start");
    await mustBeHere(
      call,
      body.fillings.flatMap((filling) => filling.personId ?? []),
      "member_not_found",
    );
    const { runId } = await startRun(workOf(call), {
      processId: params.p,
      via: actor.via === "key" ? "key" : "hand",
      title: body.title,
      answers: body.answers,
      fillings: body.fillings,
      requester: { ...(await askerIn(call)), email: null },
    });
    return showRun(workOf(call), actor, runId);
  }),
  inWorkspace(operations.listRuns, runsOf),
  inWorkspace(operations.getRun, getRun),
  inWorkspace(operations.listRunEvents, history),
  asStream(operations.getRunFile, async (call) => {
    const bytes = asDownload(call.reply, await runFile(call));
    return call.reply.send(sendingWhile(call.request, call.reply, bytes, () => maySeeRun(call)));
  }),
  inWorkspace(operations.decide, async (call) => {
    // Whoever has to work it again needs to know what was wrong.
    if (call.body.verdict === "reject" && call.body.comment.trim() === "") refuse("reason_required");
    return onStep(call, "approval.decide", (runId) =>
      advance(workOf(call), runId, {
        type: "decide",
        by: call.actor.personId,
        task: call.params.t,
        verdict: call.body.verdict,
        answers: call.body.answers,
        comment: call.body.comment === "" ? null : call.body.comment,
        ...(call.body.verdict === "reject" && call.body.to !== undefined && { to: call.body.to }),
      }),
    );
  }),
  inWorkspace(operations.askBack, async (call) => {
    if (call.body.to !== "requester") await mustBeHere(call, [call.body.to], "not_assignable");
    return onStep(call, "approval.decide", (runId) =>
      advance(workOf(call), runId, {
        type: "askBack",
        by: call.actor.personId,
        task: call.params.t,
        to: call.body.to === "requester" ? "requester" : { person: call.body.to },
        text: call.body.text,
      }),
    );
  }),
  inWorkspace(operations.checkItem, (call) =>
    onStep(call, "task.complete", (runId) =>
      advance(workOf(call), runId, { type: "check", by: call.actor.personId, task: call.params.t, item: call.params.item, on: true }),
    ),
  ),
  inWorkspace(operations.uncheckItem, (call) =>
    onStep(call, "task.complete", (runId) =>
      advance(workOf(call), runId, { type: "check", by: call.actor.personId, task: call.params.t, item: call.params.item, on: false }),
    ),
  ),
  inWorkspace(operations.skipStep, (call) =>
    controlStep(call, "skip", (runId) =>
      advance(workOf(call), runId, { type: "skip", by: call.actor.personId, task: call.params.t, reason: call.body.reason }),
    ),
  ),
  inWorkspace(operations.reassignStep, async (call) => {
    await mustBeHere(call, [call.body.personId], "not_assignable");
    return onStep(call, "task.complete", async (runId) => {
      await mustStillHave(call.tx, runId, call.params.t, call.body);
      await advance(workOf(call), runId, { type: "reassign", by: call.actor.personId, task: call.params.t, person: call.body.personId });
    });
  }),
  inWorkspace(operations.fillRole, async (call) => {
    const { personId, teamId } = call.body;
    await mustBeHere(call, personId === null ? [] : [personId], "member_not_found");
    return control(call, (runId) =>
      fillRunRole(workOf(call), runId, { role: call.params.role, personId, teamId: personId === null ? teamId : null }),
    );
  }),
  inWorkspace(operations.answerQuestion, async (call) => {
    const { actor, params, body, tx } = call;
    const run = allowedRun(actor, await findRun(tx, actor.personId, params.r), "run.read");
    const question = (await questionsOf(tx, run.run_id)).find((one) => one.question_id === params.q);
    if (question === undefined) refuse("question_not_found");
    const asked = question.to_person_id ?? run.requester_id;
    if (asked !== actor.personId) allowedRun(actor, run, "run.control");
    await advance(workOf(call), run.run_id, { type: "answerQuestion", by: actor.personId, question: params.q, text: body.text });
    return showRun(workOf(call), actor, run.run_id);
  }),
  inWorkspace(operations.skipWait, (call) =>
    free(call, "skip", (runId) =>
      advance(workOf(call), runId, { type: "skip", by: call.actor.personId, task: call.params.id, reason: call.body.reason }),
    ),
  ),
  inWorkspace(operations.jumpStep, (call) =>
    free(call, "jump", (runId) =>
      advance(workOf(call), runId, {
        type: "jump",
        by: call.actor.personId,
        task: call.body.from,
        to: call.body.to,
        reason: call.body.reason,
      }),
    ),
  ),
  inWorkspace(operations.addStep, async (call) => {
    const { personId, title, dueAt, reason } = call.body;
    await mustBeHere(call, personId === null ? [] : [personId], "not_assignable");
    return free(call, "add", (runId) =>
      advance(workOf(call), runId, {
        type: "addStep",
        by: call.actor.personId,
        title,
        person: personId,
        due: dueAt === null ? null : Date.parse(dueAt),
        reason,
      }),
    );
  }),
  inWorkspace(operations.addItem, (call) =>
    control(call, (runId) =>
      advance(workOf(call), runId, { type: "addItem", by: call.actor.personId, step: call.body.stepId, item: call.body.item }),
    ),
  ),
  inWorkspace(operations.sendMessage, async (call) =>
    deliver(workOf(call), call.body, await reachedBy(call.tx, call.body.name, call.body.key), await askerIn(call)),
  ),
  inWorkspace(operations.holdRun, (call) =>
    free(call, "hold", (runId) =>
      advance(workOf(call), runId, { type: "hold", by: call.actor.personId, task: null, reason: call.body.reason }),
    ),
  ),
  inWorkspace(operations.releaseRun, (call) =>
    free(call, "hold", (runId) => advance(workOf(call), runId, { type: "release", by: call.actor.personId, task: null })),
  ),
  inWorkspace(operations.holdStep, (call) =>
    controlStep(call, "hold", (runId) =>
      advance(workOf(call), runId, { type: "hold", by: call.actor.personId, task: call.params.t, reason: call.body.reason }),
    ),
  ),
  inWorkspace(operations.releaseStep, (call) =>
    controlStep(call, "hold", (runId) => advance(workOf(call), runId, { type: "release", by: call.actor.personId, task: call.params.t })),
  ),
  inWorkspace(operations.cancelRun, async (call) => {
    const run = allowedRun(call.actor, await findRun(call.tx, call.actor.personId, call.params.r), "run.control");
    await advance(workOf(call), run.run_id, { type: "cancel", by: call.actor.personId, reason: call.body.reason });
    return showRun(workOf(call), call.actor, run.run_id);
  }),
  inWorkspace(operations.retryIncident, async (call) => {
    const run = allowedRun(call.actor, await findRun(call.tx, call.actor.personId, call.params.r), "run.control");
    const graph = await graphOf(workOf(call), run.process_id, run.revision);
    const { stepId, id = null, answers } = call.body;
    const raised = run.state.tokens.find(
      ({ incident, node }) => incident !== undefined && (id === null || incident === id) && graph.nodes.get(node)?.step === stepId,
    );
    if (raised?.incident !== undefined)
      await advance(workOf(call), run.run_id, { type: "retry", by: call.actor.personId, incident: raised.incident, answers });
    else await callNow(workOf(call), run, graph, { stepId, id });
    return showRun(workOf(call), call.actor, run.run_id);
  }),
  forAnyone(operations.getRequest, ({ system, params }) => getRequest(system, params.token)),
  forAnyone(operations.getOutsiderStep, getOutsiderStep),
  forAnyone(operations.completeOutsiderStep, completeOutsiderStep),
  inWorkspace(operations.sendOutsiderLink, sendOutsiderLink),
  forAnyone(operations.getRequestFile, async ({ system, params, request, reply }) => {
    await system.identity.assertMayTry({ kind: "request", account: null, address: request.ip });
    return asDownload(reply, await requestFile(system, params.token, params.a)) as never;
  }),
  forAnyone(operations.answerAsRequester, async ({ system, params, body, request }) => {
    await system.identity.assertMayTry({ kind: "request", account: null, address: request.ip });
    const { workspaceId, secretId } = readLinkToken(params.token, "request_not_found");
    await workIn(system, workspaceId, null, async (work) => {
      const run = await findRequest(work.tx, secretId);
      if (run === undefined) refuse("request_not_found");
      const question = (await questionsOf(work.tx, run.run_id)).find((one) => one.question_id === params.q && one.to_person_id === null);
      if (question === undefined) refuse("question_not_found");
      await advance(work, run.run_id, { type: "answerQuestion", by: null, question: params.q, text: body.text });
    });
    return undefined;
  }),
];

/** What the tasks slice does with a run's step. */
export const answerStep: TaskHomes["answerStep"] = async (call, task) => {
  await advance(workOf(call), task.run_id as string, {
    type: "answer",
    by: call.actor.personId,
    task: task.task_id,
    answers: call.body.answers,
    ...(call.body.checked !== undefined && { checked: call.body.checked }),
  });
};

async function control(
  call: Pick<WorkspaceCall<typeof operations.cancelRun>, "tx" | "actor" | "params" | "system" | "now" | "newId" | "append">,
  work: (runId: string) => Promise<unknown>,
): Promise<Run> {
  const run = allowedRun(call.actor, await findRun(call.tx, call.actor.personId, call.params.r), "run.control");
  await work(run.run_id);
  return showRun(workOf(call), call.actor, run.run_id);
}

type FreeCall = Pick<WorkspaceCall<typeof operations.releaseRun>, "tx" | "actor" | "params" | "system" | "now" | "newId" | "append">;

/** What the procedure does not say, as far as it lets people; whoever has any open step of the run has it in hand. */
async function free(call: FreeCall, liberty: Liberty, work: (runId: string) => Promise<unknown>): Promise<Run> {
  const row = allowedRun(call.actor, await findRun(call.tx, call.actor.personId, call.params.r), "run.read");
  const { definition } = await graphOf(workOf(call), row.process_id, row.revision);
  mustBeFree(call.actor, row, definition, liberty, row.holder && (await hasOpenStep(call.tx, row.run_id, call.actor.personId)));
  await work(row.run_id);
  return showRun(workOf(call), call.actor, row.run_id);
}

/** The same with one step, for which having that one counts. */
async function controlStep(
  call: Pick<WorkspaceCall<typeof operations.releaseStep>, "tx" | "actor" | "params" | "system" | "now" | "newId" | "append">,
  liberty: Liberty,
  work: (runId: string) => Promise<unknown>,
): Promise<Run> {
  const task = allowed(call.actor, await findTask(call.tx, call.actor.personId, call.params.t), "task.read");
  if (task.run_id === null) refuse("step_not_open");
  const row = allowedRun(call.actor, await findRun(call.tx, call.actor.personId, task.run_id), "run.read");
  const { definition } = await graphOf(workOf(call), row.process_id, row.revision);
  mustBeFree(call.actor, row, definition, liberty, task.holder);
  await work(task.run_id);
  return showRun(workOf(call), call.actor, task.run_id);
}

async function onStep(
  call:
    | StepCall
    | WorkspaceCall<typeof operations.askBack>
    | WorkspaceCall<typeof operations.reassignStep>
    | WorkspaceCall<typeof operations.checkItem>
    | WorkspaceCall<typeof operations.uncheckItem>,
  permission: "task.complete" | "approval.decide",
  work: (runId: string) => Promise<unknown>,
): Promise<Run> {
  const actor: Actor = call.actor;
  const task = allowed(
    actor,
    await findTask(call.tx, actor.personId, call.params.t),
    permission === "approval.decide" ? "task.read" : permission,
  );
  if (permission === "approval.decide" || task.step_kind === "approval") await mustDecide(call, task);
  if (task.run_id === null) refuse("step_not_open");
  await work(task.run_id);
  return showRun(workOf(call as StepCall), actor, task.run_id);
}

/** An approval is for whoever has it, for those who fill its role, and for managers of the process: also to be given away. */
async function mustDecide(call: Parameters<typeof workOf>[0], task: TaskRow): Promise<void> {
  const row = task.run_id === null ? undefined : await findRun(call.tx, call.actor.personId, task.run_id);
  if (row !== undefined && (await decides(workOf(call), call.actor, row))(task.task_id)) return;
  allowed(call.actor, task, "approval.decide");
}

/** Gives an open step to somebody, among many changes: who may is asked already, except of an approval. */
export async function giveStep(
  call: Parameters<typeof workOf>[0],
  task: { task_id: string; run_id: string },
  personId: string,
): Promise<void> {
  const row = allowed(call.actor, await findTask(call.tx, call.actor.personId, task.task_id), "task.read");
  if (row.step_kind === "approval") await mustDecide(call, row);
  await mustBeHere(call, [personId], "not_assignable");
  await advance(workOf(call), task.run_id, { type: "reassign", by: call.actor.personId, task: task.task_id, person: personId });
}

async function mustBeHere(call: Pick<StepCall, "tx">, people: readonly string[], code: RefusalCode): Promise<void> {
  const wanted = new Set(people);
  if (wanted.size > 0 && (await membersAmong(call.tx, [...wanted])).length < wanted.size) refuse(code, { home: "this process" });
}
