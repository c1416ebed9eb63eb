import { randomUUID } from "node:crypto";
import { Refusal, type Told, words } from "@rondo/core/kernel";
import type { Graph } from "@rondo/core/process";
import { type Action, type Answers, type Command, type Effect, type RunState, newRun, nextDue } from "@rondo/core/run";
import { TryAgain, apart } from "../../database/index.ts";
import { atSeam } from "../../faults/index.ts";
import { type Work, linkToken, refuse, saidOf } from "../../http/index.ts";
import { goesOutside } from "../../outbound/index.ts";
import { insertTasks, taskEvent, updateTask } from "../../tasks/index.ts";
import { clearDue, setDue, setDueIn } from "../../sweep/index.ts";
import { mustBeTeams } from "../../teams/index.ts";
import { type Decided, decidedFor } from "../decided.ts";
import { filled, personFor } from "../fall.ts";
import { graphOf } from "../graph.ts";
import { endOf, journalled, titleOf } from "../present/journal.ts";
import { reopenAdopted } from "../store/adopted.ts";
import { expectStanding, footingOf, keepSeen, noteWritten, seenRun, settleFooting } from "../store/seen.ts";
import { closeAction, endListening, insertAction, isListening, keepMessage, setListeners } from "../store/action.ts";
import { type LockedRun, type RunEnd, insertRun, lockRun, saveRun } from "../store/run.ts";
import { countRunIn } from "../store/number.ts";
import { startable } from "../store/process.ts";
import { openExtra } from "../store/step.ts";
import { type Asker, type StartInput, askerOf, ringOf, startedIn, startsTooMany } from "./start-input.ts";
import { changeThing } from "./change.ts";
import { givesNobody, serve } from "./effect.ts";
import { inHand, isOutcome, isPast, tell } from "./in-hand.ts";
import { actionDue, dueKind, endLease, lease } from "./lease.ts";
import { hasFailed, isDone, wasEnded } from "./outcome.ts";
import { type Reached, heard, kept, reachedBy } from "./message.ts";
import { assign, open } from "./task.ts";

/** Starts a run of the published revision. Everything it opens stands in the same transaction. */
export async function startRun(work: Work, input: StartInput): Promise<{ runId: string; requestToken: string; state: RunState }> {
  await mustBeTeams(
    work.tx,
    input.fillings.flatMap((filling) => filling.teamId ?? []),
  );
  const named = [input.requester.id, work.actorId, ...input.fillings.map(({ personId }) => personId)].filter((id) => id !== null);
  const [footing, process] = await Promise.all([footingOf(work, input.processId, named), countRunIn(work, input.processId)]);
  const { here } = footing;
  if (process === undefined) refuse("process_not_found");
  if (process.retired_at !== null) refuse("process_retired");
  if (process.published === null) refuse("nothing_published");
  settleFooting(work, footing, process);
  const ring = await ringOf(work, process, input);
  const revision = ring?.revision ?? process.published;
  const graph = await graphOf(work, input.processId, revision);
  const fillings = filled(graph, [...input.fillings, ...process.fillings]);
  const runId = work.newId();
  const title = input.title ?? titleOf(process.name, process.number, graph, input.answers);
  const people = Object.fromEntries(fillings.flatMap(({ role, personId }) => (personId === null ? [] : [[role, personId]])));
  // Who left asks for nothing any more: the run is nobody's request, and its name stays.
  const requester = { ...input.requester, id: input.requester.id !== null && here.has(input.requester.id) ? input.requester.id : null };
  const requestId = randomUUID(); // all of it random: it is what the requester's page is opened with
  const run: LockedRun = {
    run_id: runId,
    process_id: input.processId,
    revision,
    title,
    state: newRun(),
    fillings,
    started_by: work.actorId,
    request_id: requestId,
    requester_id: requester.id,
    requester_name: requester.name,
    requester_email: requester.email,
    process_owner: process.owner_id,
    calendar_id: process.calendar_id,
    parent_run: input.parent?.runId ?? null,
    parent_task: input.parent?.taskId ?? null,
    depth: input.parent?.depth ?? 0,
    as_project: null,
    waiting: input.adopts === undefined ? null : new Map(input.adopts.tasks),
    here,
    time: footing.time,
    standing: footing.standing,
    ...(footing.guessed === true && { guessed: true }),
  };
  const save = async (state: RunState, end: RunEnd): Promise<void> => {
    await insertRun(work.tx, {
      id: runId,
      processId: input.processId,
      revision,
      number: process.number,
      title,
      state,
      fillings,
      startedBy: work.actorId,
      via: input.via,
      requesterId: requester.id,
      requesterName: requester.name,
      requesterEmail: requester.email,
      requestId,
      parentRun: run.parent_run,
      parentTask: run.parent_task,
      depth: run.depth,
      pilotId: ring?.id ?? null,
      adopts: input.adopts !== undefined,
      ...end,
    });
    await input.adopts?.ready(runId);
  };
  const state = await apply(
    work,
    run,
    graph,
    {
      type: "start",
      by: work.actorId,
      requester: requester.id,
      people,
      answers: input.answers,
      ...(input.required !== undefined && { required: input.required }),
    },
    save,
  ).catch((error: unknown) => {
    throw run.guessed === true ? againIfRefused(error) : error;
  });
  return { runId, requestToken: linkToken(work.workspaceId, requestId), state: keepSeen(work, run, state) };
}

/** Lets a command happen to a run: the core decides, this makes it so; in a run that is in hand (null), when that is done. */
export async function advance(work: Work, runId: string, command: Command): Promise<RunState | null> {
  if (tell(work.tx, runId, command)) return null;
  const seen = answersStep.has(command.type) ? seenRun(work, runId) : undefined;
  const state = seen === undefined ? null : await applyAsSeen(work, seen, command);
  if (state !== null) return state;
  const run = await lockRun(work.tx, runId);
  if (run === undefined) refuse("run_not_found");
  return keepSeen(work, run, await apply(work, run, await graphOf(work, run.process_id, run.revision), command));
}

/** What people and calls do again and again, and what touches the run and its open steps alone. */
const answersStep: ReadonlySet<Command["type"]> = new Set(["answer", "decide", "check", "actionDone", "actionFailed"]);

/**
 * Without the lock, on the run as this process left it: if it is another by now, nothing is written and the transaction is
 * done again with the lock. Null where it would be refused: whether that is so only the run itself can say.
 */
async function applyAsSeen(work: Work, run: LockedRun, command: Command): Promise<RunState | null> {
  const graph = await graphOf(work, run.process_id, run.revision);
  let decided: Decided;
  try {
    decided = await decidedFor(work, run, graph, command);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
  const carriedOut = carryOut(work, run, graph, decided, command);
  return keepSeen(
    work,
    run,
    await carriedOut.catch((error: unknown) => {
      throw againIfRefused(error);
    }),
  );
}

function againIfRefused(error: unknown): unknown {
  return error instanceof Refusal ? new TryAgain("refused, by what was seen before", { cause: error }) : error;
}

export async function apply(work: Work, run: LockedRun, graph: Graph, command: Command, save?: Save): Promise<RunState> {
  return carryOut(work, run, graph, await decidedFor(work, run, graph, command), command, save);
}

type Save = (state: RunState, end: RunEnd) => Promise<void>;

/** Makes so what was decided: by a command, or (null) by a move, and then the run and the graph are of the revision moved to. */
export async function carryOut(
  work: Work,
  run: LockedRun,
  graph: Graph,
  decided: Decided,
  command: Command | null,
  save: Save = (state, end) => saveRun(work.tx, run.run_id, state, end, run.guessed === true ? run.state.version : null),
): Promise<RunState> {
  atSeam("run.decided");
  noteWritten(work, run.run_id);
  if (run.guessed === true) {
    const rests = command?.type === "start" || !decided.effects.every(givesNobody);
    await expectStanding(work.tx, run.standing as string, rests ? [...run.here.keys()] : []);
  }
  await save(decided.state, endOf(decided.effects));
  await work.append(
    ...decided.events.map((event, index) => journalled(run, event, run.state.version + index + 1, work.actorId, command === null)),
  );
  const next: Command[] = [];
  const told = await inHand(work.tx, run.run_id, async () => {
    for (const effect of decided.effects) next.push(...(await perform(work, { ...run, state: decided.state }, graph, effect, command)));
    await endLease(work, run.run_id, graph, decided.state);
  });
  atSeam("run.written");
  let { state } = decided;
  for (const follows of [...next, ...told]) {
    if (state.status !== "open") break;
    if (isPast(state, follows)) continue;
    const before = { ...run, state };
    const applied = () => apply(work, before, graph, follows);
    if (follows.type === "answer" && next.includes(follows)) state = (await doneBefore(work, before, graph, follows)) ?? state;
    else if (follows.type === "message" || !(next.includes(follows) || isOutcome(follows))) {
      const taken = await heard(work, before, follows, applied);
      state = "type" in taken ? await apply(work, before, graph, taken) : taken;
    } else state = await applied();
  }
  return state;
}

/** A task that was done when it was a project's completes its step, by whoever did it. Where the step asks for more, it is open, and somebody completes it. */
export async function doneBefore(
  work: Work,
  run: LockedRun,
  graph: Graph,
  command: Extract<Command, { type: "answer" }>,
): Promise<RunState | null> {
  const token = run.state.tokens.find(({ task }) => task === command.task);
  const step = graph.steps.get(token?.node ?? "");
  const checked =
    step?.kind === "task"
      ? step.checklist.filter(({ title }) => command.checked?.includes(title.trim().toLowerCase())).map(({ id }) => id)
      : [];
  const done = await apart(work.tx, () => apply(work, run, graph, { ...command, checked }));
  if (!(done instanceof Refusal)) return done;
  const version = await reopenAdopted(work.tx, command.task, token?.person ?? null);
  await work.append(
    taskEvent("task.reopened", { task_id: command.task, run_id: run.run_id, project_id: null }, version, { title: step?.title ?? "" }),
  );
  return null;
}

/** What other runs and the outside have to do with this one's actions and waits; answers what it is told at once. */
async function perform(work: Work, run: LockedRun, graph: Graph, effect: Effect, command: Command | null): Promise<Command[]> {
  const { tx } = work;
  switch (effect.type) {
    case "runAction":
      return act(work, run, graph, effect.task, effect.step, effect.action);
    case "dropAction":
      await tx.behind(closeAction(tx, { id: effect.task, as: "dropped", failure: null, attempts: null }));
      return [];
    case "wake":
      await (effect.at === null ? clearDue(tx, dueKind, run.run_id) : setDue(tx, dueKind, run.run_id, new Date(effect.at).toISOString()));
      return [];
    case "listen":
      await setListeners(tx, run.run_id, effect.to);
      return kept(work, effect.to);
    case "finishRun":
      await endListening(tx, run.run_id);
      await serve(work, run, graph, effect, command);
      await tellParent(work, run, effect.outcome);
      return [];
    case "openExtra":
      await openExtra(tx, {
        id: effect.task,
        runId: run.run_id,
        title: effect.title,
        owner: await personFor(work, run, null, effect.person),
        dueAt: effect.due === null ? null : new Date(effect.due).toISOString(),
        by: work.actorId,
      });
      return [];
    case "assignExtra":
      await updateTask(tx, effect.task, { owner_id: await personFor(work, run, null, effect.person), team_id: null });
      return [];
    case "openTask":
      return open(work, run, graph, effect);
    case "assignTask":
      return (await assign(work, run, graph, effect)).next;
    default:
      await serve(work, run, graph, effect, command);
      return [];
  }
}

/** Does what an action says, or has it done after the commit. Nothing outside is called in here. */
async function act(work: Work, run: LockedRun, graph: Graph, task: string, stepId: string, action: Action): Promise<Command[]> {
  const { tx } = work;
  const able = action.do !== "mail" || work.system.mail.configured;
  // What this node does itself is its first attempt, begun after the commit; its moment comes if it dies.
  const mine = goesOutside(action) && (!able || work.system.calls.ready);
  await insertAction(tx, { id: task, runId: run.run_id, stepId, act: action, attempts: mine ? 1 : 0 });
  const done = (): Promise<Command[]> => isDone(tx, task);
  const failed = (code: string, why: Told): Promise<Command[]> => hasFailed(tx, task, code, why);
  if (!able) return failed("mail_not_configured", words`No mail server is set, so that no mail can be sent. Set one, then try again.`);
  if (goesOutside(action)) {
    await (mine ? lease(work, run.run_id) : setDueIn(tx, actionDue, task, 0));
    if (mine)
      tx.afterCommit(() =>
        work.system.calls.take({ workspaceId: work.workspaceId, subjectId: task, runId: run.run_id, act: action, attempts: 1 }),
      );
    return [];
  }
  switch (action.do) {
    case "task": {
      const owner = await personFor(work, run, action.role, action.person);
      if (owner === null) return failed("nobody", words`There is nobody to give the task to.`);
      // Known by the action's id, by which a later step of the run finds it.
      await insertTasks(tx, [{ task_id: task, person_id: owner, owner_id: owner, title: action.title, created_by: work.actorId }]);
      const byRun = { runId: run.run_id, stepId, step: graph.steps.get(stepId)?.title ?? stepId };
      const made = { task_id: task, run_id: null, project_id: null };
      await work.append(taskEvent("task.created", made, 1, { title: action.title, ownerId: owner, byRun }));
      return done();
    }
    case "change": {
      const failure = await changeThing(work, run, graph, stepId, action);
      return failure === null ? done() : failed(failure.code, failure);
    }
    case "start": {
      const processId = action.process ?? run.process_id;
      const limit = await startsTooMany(tx, run.depth, processId);
      if (limit !== null) return failed(limit.code, limit);
      const there = await startable(tx, processId);
      if (!there)
        return failed("process_not_startable", words`The process to be started is not there, is retired, or has no published revision.`);
      const begun = await apart(tx, () =>
        startRun(work, {
          ...startedIn(there, action.answers, askerOf(run)),
          via: "run",
          parent: { runId: run.run_id, taskId: action.wait ? task : null, depth: run.depth + 1 },
        }),
      );
      if (begun instanceof Refusal) {
        const { title, next } = saidOf(begun);
        return failed(begun.code, words`"${there.name}" could not be started. ${title}. ${next}`);
      }
      return action.wait ? [] : done();
    }
    case "send": {
      const to = await reachedBy(tx, action.name, action.key);
      for (const { process_id } of to.processes) {
        const limit = await startsTooMany(tx, run.depth, process_id);
        if (limit !== null) return failed(limit.code, limit);
      }
      const sent = await apart(tx, () =>
        deliver(work, { name: action.name, key: action.key, answers: action.answers }, to, { ...askerOf(run), run }),
      );
      if (sent instanceof Refusal) {
        const { title, next } = saidOf(sent);
        return failed(sent.code, words`A run that waits for "${action.name}", or begins with it, does not take it. ${title}. ${next}`);
      }
      return [
        ...(await done()),
        ...((await isListening(tx, run.run_id, action.name, action.key))
          ? [{ type: "message", by: null, name: action.name, key: action.key, answers: action.answers } as const]
          : []),
      ];
    }
  }
}

/** A message for whom it reaches; for nobody, it is kept. A run that sends it has its own part in hand. */
export async function deliver(
  work: Work,
  message: { readonly name: string; readonly key: string | null; readonly answers: Answers },
  to: Reached,
  from: Asker & { readonly run?: LockedRun },
): Promise<{ readonly runs: number; readonly started: number }> {
  const { run } = from;
  const runs = to.runs.filter((id) => id !== run?.run_id);
  for (const id of runs) await advance(work, id, { type: "message", by: work.actorId, ...message });
  for (const process of to.processes)
    await startRun(work, {
      ...startedIn(process, message.answers, from),
      via: "message",
      ...(run !== undefined && { parent: { runId: run.run_id, taskId: null, depth: run.depth + 1 } }),
    });
  if (to.runs.length === 0 && to.processes.length === 0) await keepMessage(work.tx, { id: work.newId(), ...message, by: work.actorId });
  return { runs: runs.length, started: to.processes.length };
}

/** What fell due in a run happens. */
export async function tick(work: Work, runId: string): Promise<void> {
  const run = await lockRun(work.tx, runId);
  if (run === undefined || run.state.status !== "open") return;
  const before = nextDue(run.state);
  const state = await apply(work, run, await graphOf(work, run.process_id, run.revision), { type: "tick", by: null });
  // The moment is gone from the table; where nothing of it changed, it is set again.
  const after = nextDue(state);
  if (after !== null && after === before) await setDue(work.tx, dueKind, runId, new Date(after).toISOString());
}

/** The run that started this one and waits for it goes on, with what came of it; or it has gone on without. */
async function tellParent(work: Work, run: LockedRun, outcome: "completed" | "rejected" | "cancelled"): Promise<void> {
  if (run.parent_run === null || run.parent_task === null) return;
  const told = await (outcome === "completed"
    ? isDone(work.tx, run.parent_task)
    : hasFailed(work.tx, run.parent_task, `run_${outcome}`, wasEnded(run.title, outcome)));
  for (const command of told) {
    const saved = await lockRun(work.tx, run.run_id);
    await advance(work, run.parent_run, command.type === "actionDone" ? { ...command, result: saved?.state.data ?? {} } : command);
  }
}
