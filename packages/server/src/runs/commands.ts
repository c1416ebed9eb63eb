import { addWorkingTime } from "@rondo/core/calendar";
import { invariant } from "@rondo/core/kernel";
import { type Graph, type Step, compile } from "@rondo/core/process";
import { type Answers, type Command, type Effect, type RunEvent, type RunState, decide, newRun } from "@rondo/core/run";
import { workingTime } from "../calendars/index.ts";
import { type Work, linkToken, refuse } from "../http/index.ts";
import { openProjectForRun } from "../projects/index.ts";
import { insertTasks, updateTask } from "../tasks/index.ts";
import { type FillingRow, type LockedRun, type RunRow, answerQuestion, closeStepTask, countRunIn, definitionOf, insertQuestion, insertRun, lockRun, roundsOf, saveRun } from "./store.ts";

export type StartInput = {
  readonly processId: string;
  readonly via: RunRow["started_via"];
  readonly title?: string | undefined;
  readonly answers: Answers;
  readonly fillings: readonly FillingRow[];
  readonly requester: { readonly id: string | null; readonly name: string | null; readonly email: string | null };
};

/** Starts a run of the published revision. Everything it opens stands in the same transaction. */
export async function startRun(work: Work, input: StartInput): Promise<{ runId: string; requestToken: string }> {
  const process = await countRunIn(work.tx, input.processId);
  if (process === undefined) refuse("process_not_found");
  if (process.retired_at !== null) refuse("process_retired");
  if (process.published === null) refuse("nothing_published");
  const graph = await graphOf(work, input.processId, process.published);
  const fillings = filled(graph, [...input.fillings, ...process.fillings]);
  const runId = work.newId();
  const title = input.title ?? titleOf(process.name, process.number, graph, input.answers);
  const state = newRun();
  const { request_id } = await insertRun(work.tx, { id: runId, processId: input.processId, revision: process.published, number: process.number, title, state, fillings, startedBy: work.actorId, via: input.via, requester: input.requester });
  const run: LockedRun = {
    run_id: runId, process_id: input.processId, revision: process.published, title, state, fillings, started_by: work.actorId, request_id,
    requester_id: input.requester.id, requester_name: input.requester.name, requester_email: input.requester.email, process_owner: process.owner_id, calendar_id: process.calendar_id,
  };
  const people = Object.fromEntries(fillings.flatMap(({ role, personId }) => (personId === null ? [] : [[role, personId]])));
  await apply(work, run, graph, { type: "start", by: work.actorId, requester: input.requester.id, people, answers: input.answers });
  return { runId, requestToken: linkToken(work.workspaceId, request_id) };
}

/** Lets a command happen to a run: the core decides, this makes it so. */
export async function advance(work: Work, runId: string, command: Command): Promise<RunState> {
  const run = await lockRun(work.tx, runId);
  if (run === undefined) refuse("run_not_found");
  return apply(work, run, await graphOf(work, run.process_id, run.revision), command);
}

async function apply(work: Work, run: LockedRun, graph: Graph, command: Command): Promise<RunState> {
  const { calendar, zone } = await workingTime(work.tx, run.calendar_id);
  const decided = decide(graph, run.state, command, {
    now: work.now.getTime(),
    zone,
    newId: work.newId,
    dueAt: (due, startAt, activatedAt) => addWorkingTime(due.from === "start" ? startAt : activatedAt, due.workingMinutes, calendar, zone),
  });
  const end = endOf(decided.effects);
  await saveRun(work.tx, run.run_id, decided.state, end);
  await work.append(...decided.events.map((event, index) => journalled(run, event, run.state.version + index + 1)));
  for (const effect of decided.effects) await perform(work, run, graph, effect, command);
  return decided.state;
}

async function perform(work: Work, run: LockedRun, graph: Graph, effect: Effect, command: Command): Promise<void> {
  const { tx } = work;
  switch (effect.type) {
    case "openTask": {
      const given = whoFor(run, effect.role, effect.person);
      const step = graph.steps.get(effect.step) as Step;
      await insertTasks(tx, [{
        task_id: effect.task, run_id: run.run_id, title: effect.title, notes: step.instructions, owner_id: given.personId, team_id: given.teamId, created_by: work.actorId,
        due_at: effect.due === null ? null : new Date(effect.due).toISOString(), step_id: effect.step, step_kind: effect.kind, round: (await roundsOf(tx, run.run_id, effect.step)) + 1,
      }]);
      return;
    }
    case "closeTask":
      return closeStepTask(tx, effect.task, effect.outcome, work.actorId, wordsOf(command));
    case "assignTask":
      return void (await updateTask(tx, effect.task, { owner_id: effect.person }));
    case "openQuestion":
      await insertQuestion(tx, { id: effect.question, runId: run.run_id, taskId: effect.task, text: effect.text, by: work.actorId, to: effect.person });
      await updateTask(tx, effect.task, { open_question: effect.text });
      if (effect.person === null && run.requester_email !== null) await work.system.mail.queue(tx, work.workspaceId, questionMail(work, run, effect.text));
      return;
    case "closeQuestion":
      if (effect.outcome === "answered" && command.type === "answerQuestion") await answerQuestion(tx, effect.question, command.text, work.actorId);
      else await answerQuestion(tx, effect.question, "", null);
      return void (await updateTask(tx, effect.task, { open_question: null }));
    case "openProject":
      return openProjectForRun(work, { name: effect.name, ownerId: whoFor(run, effect.role, effect.person).personId, runId: run.run_id, stepId: effect.step, taskId: effect.task });
    case "finishRun":
      if (effect.outcome === "completed" && run.requester_email !== null) await work.system.mail.queue(tx, work.workspaceId, deliveryMail(work, run));
      return;
    case "releaseProject":
    case "openIncident":
    case "closeIncident":
      return; // the state and the journal say it all
  }
}

/** The event as it stands in the journal: whole, so that `evolve` over a run's events rebuilds its state exactly. */
function journalled(run: LockedRun, event: RunEvent, version: number): Parameters<Work["append"]>[0] {
  return { name: event.type, subjectKind: "run", subjectId: run.run_id, version, homeKind: "run", homeId: run.run_id, data: { ...event, run: { title: run.title, processId: run.process_id, revision: run.revision, requesterId: run.requester_id } } };
}

/** A role stands for a person or a team; one that nobody fills falls to the process's owner, so that no work is ever nobody's. */
function whoFor(run: LockedRun, role: string | null, person: string | null): { personId: string | null; teamId: string | null } {
  if (person !== null) return { personId: person, teamId: null };
  const team = run.fillings.find((filling) => filling.role === role)?.teamId ?? null;
  if (team !== null) return { personId: null, teamId: team };
  return { personId: (role === null ? run.started_by : null) ?? run.process_owner ?? run.started_by, teamId: null };
}

/** One filling for each role of the revision: the first that names somebody. */
function filled(graph: Graph, offered: readonly FillingRow[]): FillingRow[] {
  return graph.definition.roles.map(({ key }) => offered.find((one) => one.role === key && (one.personId !== null || one.teamId !== null)) ?? { role: key, personId: null, teamId: null });
}

/** "Digitise a volume #12: Codex Gigas": the first short answer of the form tells runs apart. */
function titleOf(process: string, number: number, graph: Graph, answers: Answers): string {
  const telling = graph.definition.intake.map((key) => ({ kind: graph.fields.get(key)?.kind, answer: answers[key] })).find(({ kind, answer }) => kind === "text" && typeof answer === "string" && answer.trim() !== "");
  const name = `${process} #${number}`;
  return telling === undefined ? name : `${name}: ${String(telling.answer).trim().replace(/\s+/g, " ").slice(0, 120)}`;
}

function endOf(effects: readonly Effect[]): Parameters<typeof saveRun>[3] {
  const finish = effects.find((effect) => effect.type === "finishRun");
  if (finish === undefined) return null;
  return finish.outcome === "completed" ? { status: "completed", outcome: "delivered" } : { status: finish.outcome === "rejected" ? "completed" : "cancelled", outcome: finish.outcome };
}

function wordsOf(command: Command): string {
  if (command.type === "decide") return command.comment ?? "";
  return command.type === "skip" || command.type === "cancel" ? command.reason : "";
}

export async function graphOf(work: Pick<Work, "tx" | "workspaceId">, processId: string, revision: number): Promise<Graph> {
  const key = `${work.workspaceId} ${processId} ${revision}`;
  const known = graphs.get(key);
  if (known !== undefined) return known;
  const definition = await definitionOf(work.tx, processId, revision);
  invariant(definition, `run on a revision that is not there: ${key}`);
  const graph = compile(definition);
  if (graphs.size >= 500) graphs.delete(graphs.keys().next().value as string);
  graphs.set(key, graph);
  return graph;
}

/** Revisions never change, so their graphs are kept; the oldest leaves first. */
const graphs = new Map<string, Graph>();

function questionMail(work: Work, run: LockedRun, text: string): { to: string; subject: string; text: string } {
  return { to: run.requester_email as string, subject: `A question about your request: ${run.title}`, text: `${text}\n\nAnswer here: ${requestUrl(work, run)}\n` };
}

function deliveryMail(work: Work, run: LockedRun): { to: string; subject: string; text: string } {
  return { to: run.requester_email as string, subject: `Done: ${run.title}`, text: `Your request is done. What came of it: ${requestUrl(work, run)}\n` };
}

function requestUrl(work: Work, run: LockedRun): string {
  return `${work.system.publicUrl}/request/${linkToken(work.workspaceId, run.request_id)}`;
}

