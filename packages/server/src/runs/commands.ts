import { randomUUID } from "node:crypto";
import type { Choice } from "@rondo/core/assignment";
import { Refusal } from "@rondo/core/kernel";
import { type Graph, type Step, isInRing } from "@rondo/core/process";
import { type Action, type Answers, type Command, type Effect, type RunState, newRun, nextDue, roleAt } from "@rondo/core/run";
import { TryAgain, apart } from "../database/index.ts";
import { atSeam } from "../faults/index.ts";
import { type Work, linkToken, refuse, saidOf } from "../http/index.ts";
import { openProjectForRun } from "../projects/index.ts";
import { insertTasks, taskEvent, updateTask } from "../tasks/index.ts";
import { clearDue, leaseSeconds, setDue, setDueIn } from "../sweep/index.ts";
import { mustBeTeams } from "../teams/index.ts";
import { type Decided, decidedFor } from "./decided.ts";
import { filled, personFor, told, whoFor } from "./fall.ts";
import { escalate } from "./escalate.ts";
import { graphOf } from "./graph.ts";
import { openLink } from "./link.ts";
import { deliveryMail, questionMail } from "./present/outside.ts";
import { endOf, journalled, titleOf, wordsOf } from "./present/journal.ts";
import { candidatesFor } from "./store/people.ts";
import { type AdoptedTask, adoptTask, reopenAdopted } from "./store/adopted.ts";
import { expectStanding, keepSeen, noteWritten, seenRun } from "./store/seen.ts";
import { closeAction, insertAction, isListening, keepMessage, listeningTo, setListeners, takeMessage } from "./store/action.ts";
import {
  type FillingRow,
  type LockedRun,
  type RunEnd,
  type RunRow,
  insertRun,
  lockRun,
  saveFillings,
  saveRun,
  teamsOf,
} from "./store/run.ts";
import { type StartRow, asksRating, countRunIn, startable, startedLately, timeOfProcess } from "./store/process.ts";
import { answerQuestion, insertQuestion } from "./store/question.ts";
import { closeStepTask, holdStepTask, openExtra, openStepTask, ownerOfStep } from "./store/step.ts";

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

/** Starts a run of the published revision. Everything it opens stands in the same transaction. */
export async function startRun(work: Work, input: StartInput): Promise<{ runId: string; requestToken: string }> {
  await mustBeTeams(
    work.tx,
    input.fillings.flatMap((filling) => filling.teamId ?? []),
  );
  const named = [input.requester.id, work.actorId, ...input.fillings.map(({ personId }) => personId)].filter((id) => id !== null);
  // What the run rests on is asked first, so that nothing is older than it says; the count is asked last, and what came before it is there: its lock is kept for one round trip.
  const [{ time, standing }, here, process] = await Promise.all([
    timeOfProcess(work.tx, input.processId),
    candidatesFor(work.tx, input.processId, named, work.now),
    countRunIn(work.tx, input.processId),
  ]);
  if (process === undefined) refuse("process_not_found");
  if (process.retired_at !== null) refuse("process_retired");
  if (process.published === null) refuse("nothing_published");
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
    time,
    standing,
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
  await apply(
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
  ).then((state) => keepSeen(work, run, state));
  return { runId, requestToken: linkToken(work.workspaceId, requestId) };
}

/** The pilot that a run which starts now is in; not if it was asked by a form whose answers the pilot has no place for. */
async function ringOf(work: Work, { pilot, number, fillings }: StartRow, input: StartInput): Promise<StartRow["pilot"]> {
  if (pilot === null) return null;
  const ring = pilot.teamId === null ? { share: pilot.share ?? 0 } : { team: pilot.teamId };
  const given = [...input.fillings, ...fillings];
  const people = [work.actorId, input.requester.id, ...given.map(({ personId }) => personId)].filter((id) => id !== null);
  const teams = pilot.teamId === null ? [] : [...given.flatMap(({ teamId }) => teamId ?? []), ...(await teamsOf(work.tx, people))];
  if (!isInRing(ring, { number, teams })) return null;
  const { intake } = (await graphOf(work, input.processId, pilot.revision)).definition;
  return Object.keys(input.answers).every((key) => intake.includes(key)) ? pilot : null;
}

/** Lets a command happen to a run: the core decides, this makes it so. */
export async function advance(work: Work, runId: string, command: Command): Promise<RunState> {
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
      throw error instanceof Refusal ? new TryAgain("refused, by what was seen before", { cause: error }) : error;
    }),
  );
}

/**
 * Whoever has an open step gives it up, and it falls to somebody else; the run records it. A step that fell to them
 * because nobody fills its role is none that the run gave them: there the task itself says it. Nothing to do in a run
 * that ended meanwhile.
 */
export async function giveUpStep(work: Work, { runId, taskId }: { runId: string; taskId: string }): Promise<void> {
  const run = await lockRun(work.tx, runId);
  const token = run?.state.tokens.find((one) => one.task === taskId);
  if (run?.state.extra?.some(({ task }) => task === taskId) === true)
    return void (await apply(work, run, await graphOf(work, run.process_id, run.revision), {
      type: "reassign",
      by: work.actorId,
      task: taskId,
      person: null,
    }));
  if (run === undefined || token === undefined || run.state.status !== "open") return;
  const graph = await graphOf(work, run.process_id, run.revision);
  if (token.person !== undefined)
    return void (await apply(work, run, graph, { type: "reassign", by: work.actorId, task: taskId, person: null }));
  const { title, version, ownerId } = (await assign(work, run, graph, { type: "assignTask", task: taskId, step: token.node, person: null }))
    .given;
  await work.append(
    taskEvent("task.assigned", { task_id: taskId, run_id: runId, project_id: null }, version, { title, ownerId, changed: ["ownerId"] }),
  );
}

/** Another person or team in a role of a run, from now on: what is open moves with it, what is done stays. */
export async function fillRunRole(work: Work, runId: string, { role, personId, teamId }: FillingRow): Promise<void> {
  const run = await lockRun(work.tx, runId);
  if (run === undefined) refuse("run_not_found");
  await mustBeTeams(work.tx, teamId === null ? [] : [teamId]);
  const graph = await graphOf(work, run.process_id, run.revision);
  const fillings = run.fillings.map((one) => (one.role === role ? { role, personId, teamId } : one));
  await saveFillings(work.tx, runId, fillings);
  await apply(work, { ...run, fillings }, graph, { type: "fillRole", by: work.actorId, role, person: personId, team: teamId });
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
  if (run.guessed === true)
    await expectStanding(
      work.tx,
      run.standing as string,
      decided.effects.every(({ type }) => givesNobody.has(type)) ? [] : [...run.here.keys()],
    );
  await save(decided.state, endOf(decided.effects));
  await work.append(
    ...decided.events.map((event, index) => journalled(run, event, run.state.version + index + 1, work.actorId, command === null)),
  );
  const next: Command[] = [];
  for (const effect of decided.effects) next.push(...(await perform(work, { ...run, state: decided.state }, graph, effect, command)));
  atSeam("run.written");
  let { state } = decided;
  for (const follows of next) {
    if (state.status !== "open") break;
    const before = { ...run, state };
    if (follows.type === "answer") state = (await doneBefore(work, before, graph, follows)) ?? state;
    else if (follows.type !== "message") state = await apply(work, before, graph, follows);
    else state = (await heard(work, before, follows, () => apply(work, before, graph, follows))) ?? state;
  }
  return state;
}

/** Effects that give nothing to anybody, so that nobody need stay a member for them. */
const givesNobody: ReadonlySet<Effect["type"]> = new Set(["closeTask", "dropAction", "wake", "finishRun"]);

/** A message that this run was sent or that was kept for it, and does not take: it goes on waiting, and nothing else is undone. */
async function heard<T>(work: Work, run: LockedRun, { name }: { readonly name: string }, take: () => Promise<T>): Promise<T | null> {
  const taken = await apart(work.tx, take);
  if (!(taken instanceof Refusal)) return taken;
  work.system.log.warn(
    { workspaceId: work.workspaceId, runId: run.run_id, message: name, code: taken.code, params: taken.params },
    "a message is dropped: the run that waits for it does not take what it brings",
  );
  return null;
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
      return act(work, run, effect.task, effect.step, effect.action);
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
      await tx.behind(setListeners(tx, run.run_id, []));
      await serve(work, run, graph, effect, command);
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
async function act(work: Work, run: LockedRun, task: string, stepId: string, action: Action): Promise<Command[]> {
  const { tx } = work;
  // What this node calls itself is its first attempt, begun after the commit; its moment comes if it dies.
  const mine = action.do === "http" && work.system.calls.ready;
  await insertAction(tx, { id: task, runId: run.run_id, stepId, act: action, attempts: mine ? 1 : 0 });
  const done = async (): Promise<Command[]> =>
    (await closeAction(tx, { id: task, as: "done", failure: null, attempts: null })) ? [{ type: "actionDone", by: null, task }] : [];
  const failed = async (code: string, message: string): Promise<Command[]> =>
    (await closeAction(tx, { id: task, as: "failed", failure: message, attempts: null }))
      ? [{ type: "actionFailed", by: null, task, code, message }]
      : [];
  switch (action.do) {
    case "http":
      await setDueIn(tx, actionDue, task, mine ? leaseSeconds : 0);
      if (mine)
        tx.afterCommit(() =>
          work.system.calls.take({ workspaceId: work.workspaceId, subjectId: task, runId: run.run_id, act: action, attempts: 1 }),
        );
      return [];
    case "mail":
      if (!work.system.mail.configured)
        return failed("mail_not_configured", "No mail server is set, so that no mail can be sent. Set one, then try again.");
      await work.system.mail.queue(tx, work.workspaceId, { to: action.to, subject: action.subject, text: action.text });
      return done();
    case "task": {
      const owner = await personFor(work, run, action.role, action.person);
      if (owner === null) return failed("nobody", "There is nobody to give the task to.");
      await insertTasks(tx, [{ task_id: work.newId(), person_id: owner, owner_id: owner, title: action.title, created_by: work.actorId }]);
      return done();
    }
    case "start": {
      if (run.depth >= deepest) return failed("run.tooDeep", `Runs start runs at most ${deepest} deep; this one would go deeper.`);
      const processId = action.process ?? run.process_id;
      // Each starting two of its own, they would be four milliards at that depth: in one transaction, or by and by.
      const here = (startedIn.get(tx) ?? 0) + 1;
      startedIn.set(tx, here);
      if (here > mostAtOnce || (run.depth > 2 && (await startedLately(tx, processId, mostAnHour)) >= mostAnHour))
        return failed(
          "run.tooMany",
          `Runs start at most ${mostAtOnce} others at once, and ${mostAnHour} of one process in an hour where runs start runs again and again.`,
        );
      const there = await startable(tx, processId);
      if (!there)
        return failed("process_not_startable", "The process to be started is not there, is retired, or has no published revision.");
      const answers = Object.fromEntries(Object.entries(action.answers).filter(([key]) => there.intake.includes(key)));
      const begun = await apart(tx, () =>
        startRun(work, {
          processId,
          via: "run",
          answers,
          fillings: [],
          requester: { id: run.requester_id, name: run.requester_name, email: null },
          parent: { runId: run.run_id, taskId: action.wait ? task : null, depth: run.depth + 1 },
        }),
      );
      if (begun instanceof Refusal) {
        const { title, next } = saidOf(begun);
        return failed(begun.code, `"${there.name}" could not be started. ${title}. ${next}`);
      }
      return action.wait ? [] : done();
    }
    case "send": {
      const sent = await apart(tx, () => deliver(work, { name: action.name, key: action.key, answers: action.answers }, run.run_id));
      if (sent instanceof Refusal) {
        const { title, next } = saidOf(sent);
        return failed(sent.code, `A run that waits for "${action.name}" does not take it. ${title}. ${next}`);
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

/** A message for every run that waits for it; for nobody, it is kept. `without` is a run that has it in hand. */
export async function deliver(
  work: Work,
  message: { readonly name: string; readonly key: string | null; readonly answers: Answers },
  without: string | null = null,
): Promise<number> {
  const all = await listeningTo(work.tx, message.name, message.key);
  const runs = all.filter((id) => id !== without);
  for (const id of runs) await advance(work, id, { type: "message", by: work.actorId, ...message });
  if (all.length === 0) await keepMessage(work.tx, { id: work.newId(), ...message, by: work.actorId });
  return runs.length;
}

/** Kept messages that a run has just begun to wait for. */
async function kept(work: Work, to: readonly { readonly name: string; readonly key: string | null }[]): Promise<Command[]> {
  for (const { name, key } of to) {
    const message = await takeMessage(work.tx, name, key);
    if (message !== undefined) return [{ type: "message", by: null, name, key: message.key, answers: message.answers }];
  }
  return [];
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

export const dueKind = "run";
export const actionDue = "action";

/** B66: as deep as runs start runs, and as many. */
const deepest = 32;
const [mostAtOnce, mostAnHour] = [200, 2_000];
const startedIn = new WeakMap<Work["tx"], number>();

async function serve(work: Work, run: LockedRun, graph: Graph, effect: Effect, command: Command | null): Promise<void> {
  const { tx } = work;
  switch (effect.type) {
    case "closeTask":
      return closeStepTask(tx, effect.task, effect.outcome, work.actorId, wordsOf(command));
    case "holdTask":
      return holdStepTask(tx, effect.task, effect.reason, effect.shift);
    case "retellTask":
      return void (await updateTask(tx, effect.task, {
        title: effect.title,
        notes: graph.steps.get(effect.step)?.instructions ?? "",
        step_id: effect.step,
      }));
    case "openQuestion":
      await insertQuestion(tx, {
        id: effect.question,
        runId: run.run_id,
        taskId: effect.task,
        text: effect.text,
        by: work.actorId,
        to: effect.person,
      });
      await updateTask(tx, effect.task, { open_question: effect.text });
      if (effect.person === null && run.requester_email !== null)
        await work.system.mail.queue(tx, work.workspaceId, questionMail(work, run, effect.text));
      return;
    case "closeQuestion":
      if (effect.outcome === "answered" && command?.type === "answerQuestion")
        await answerQuestion(tx, effect.question, command.text, work.actorId);
      else await answerQuestion(tx, effect.question, "", null);
      return void (await updateTask(tx, effect.task, { open_question: null }));
    case "escalate":
      return escalate(work, run, effect);
    case "openProject":
      return openProjectForRun(work, {
        name: effect.name,
        ownerId: await personFor(work, run, effect.role, effect.person),
        runId: run.run_id,
        stepId: effect.step,
        taskId: effect.task,
      });
    case "finishRun":
      if (effect.outcome === "completed" && run.requester_email !== null)
        await work.system.mail.queue(tx, work.workspaceId, deliveryMail(work, run, await asksRating(tx, run.process_id)));
      return tellParent(work, run, effect.outcome);
    case "releaseProject":
    case "openIncident":
    case "closeIncident":
      return; // the state and the journal say it all
    default:
      return;
  }
}

/** The run that started this one and waits for it goes on, with what came of it; or it has gone on without. */
async function tellParent(work: Work, run: LockedRun, outcome: "completed" | "rejected" | "cancelled"): Promise<void> {
  if (run.parent_run === null || run.parent_task === null) return;
  const ended = outcome === "completed";
  const why = `The run it waited for, "${run.title}", was ${outcome}.`;
  if (!(await closeAction(work.tx, { id: run.parent_task, as: ended ? "done" : "failed", failure: ended ? null : why, attempts: null })))
    return;
  const saved = await lockRun(work.tx, run.run_id);
  await advance(
    work,
    run.parent_run,
    ended
      ? { type: "actionDone", by: null, task: run.parent_task, result: saved?.state.data ?? {} }
      : { type: "actionFailed", by: null, task: run.parent_task, code: `run_${outcome}`, message: why },
  );
}

/** A task of a step for whoever it falls to; the run is told where there is a reason to tell. */
async function open(work: Work, run: LockedRun, graph: Graph, effect: Extract<Effect, { type: "openTask" }>): Promise<Command[]> {
  const { tx } = work;
  const given = await whoFor(work, run, graph, { task: effect.task, step: effect.step, role: effect.role, person: effect.person });
  const step = graph.steps.get(effect.step) as Step;
  const opened = {
    id: effect.task,
    runId: run.run_id,
    stepId: effect.step,
    kind: effect.kind,
    title: effect.title,
    notes: step.instructions,
    dueAt: effect.due === null ? null : new Date(effect.due).toISOString(),
    by: work.actorId,
  };
  const adopted = run.waiting === null ? undefined : await adoptTask(tx, given, opened);
  if (adopted !== undefined) return adopt(work, run, effect, given, adopted);
  await openStepTask(tx, given, opened);
  await openLink(work, run, step, effect);
  return told(effect.task, given);
}

/** A task that came from a project: the run is told whose it is, and that it is done where it was done there. */
async function adopt(
  work: Work,
  run: LockedRun,
  { task, step, title }: Extract<Effect, { type: "openTask" }>,
  given: Choice,
  one: AdoptedTask,
): Promise<Command[]> {
  await work.append(
    taskEvent("task.converted", { task_id: task, run_id: run.run_id, project_id: null }, one.version, {
      title,
      runId: run.run_id,
      stepId: step,
      ownerId: one.ownerId,
    }),
  );
  if (one.completed) return [{ type: "answer", by: one.completedBy, task, answers: {}, checked: one.ticked }];
  return one.ownerId === given.person ? told(task, given) : [{ type: "reassign", by: work.actorId, task, person: one.ownerId }];
}

/** Given to somebody; or given up by who had it, and then it falls to whoever its role falls to without them. */
async function assign(
  work: Work,
  run: LockedRun,
  graph: Graph,
  effect: Extract<Effect, { type: "assignTask" }>,
): Promise<{ given: { title: string; version: number; ownerId: string | null }; next: Command[] }> {
  const step = graph.steps.get(effect.step) as Step;
  const token = run.state.tokens.find((one) => one.task === effect.task);
  if (effect.from !== undefined && (await ownerOfStep(work.tx, effect.task)) !== effect.from)
    return { given: { title: step.title, version: 0, ownerId: null }, next: [] };
  const chosen: Choice | null =
    effect.person !== null && effect.role === undefined
      ? null
      : await whoFor(work, run, graph, {
          task: effect.task,
          step: effect.step,
          role: effect.role ?? (token === undefined ? null : roleAt(step, token)),
          person: effect.person,
          ...(effect.role === undefined && { without: await ownerOfStep(work.tx, effect.task) }),
        });
  const version = await updateTask(work.tx, effect.task, {
    owner_id: chosen === null ? effect.person : chosen.person,
    ...(chosen !== null && { team_id: chosen.team }),
  });
  return {
    given: { title: step.title, version, ownerId: chosen === null ? effect.person : chosen.person },
    next: chosen === null ? [] : told(effect.task, chosen),
  };
}
