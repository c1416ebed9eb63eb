import { invariant, Refusal, toldBy, words } from "../kernel/index.ts";
import { definitionLimits, parting } from "../process/index.ts";
import { enter, leave, pass, travel } from "./advance.ts";
import { acceptAnswers, acceptBrought, acceptCorrection, acceptIntake } from "./answers.ts";
import { catchRaised } from "./attached.ts";
import { addItem } from "./blocks.ts";
import type { Command } from "./command.ts";
import { close, finish } from "./finish.ts";
import { addStep, workExtra } from "./extra.ts";
import { message, tick } from "./happen.ts";
import { hold, mustGoOn, release } from "./hold.ts";
import { resultOf } from "./kinds/action.ts";
import { recall } from "./recall.ts";
import { count, endSeats } from "./kinds/approval.ts";
import { reassignTo } from "./give.ts";
import { stall } from "./move.ts";
import { answerQuestion, askBack, withdrawQuestion } from "./questions.ts";
import { goTo } from "./return.ts";
import { mustBeOthers, roleAt } from "./who.ts";
import type { Token } from "./state.ts";
import { placed } from "./placed.ts";
import { dataAt, find } from "./tree.ts";
import type { Turn } from "./turn.ts";

type CommandOf<T extends Command["type"]> = Extract<Command, { type: T }>;

/** Carries out one command on an open run. */
export function perform(turn: Turn, command: Command): void {
  mustGoOn(turn, command);
  const extra = "task" in command ? turn.state.extra?.find(({ task }) => task === command.task) : undefined;
  if (extra !== undefined) return workExtra(turn, extra, command.type === "skip" ? { ...command, reason: reasonOf(command) } : command);
  switch (command.type) {
    case "start":
      return start(turn, command);
    case "answer":
      return answer(turn, command);
    case "check":
      return check(turn, command);
    case "decide":
      return command.verdict === "approve" ? approve(turn, command) : reject(turn, command);
    case "askBack":
      return askBack(turn, waiting(turn, command.task, "approval"), command);
    case "answerQuestion":
      return answerQuestion(turn, command);
    case "withdrawQuestion":
      return withdrawQuestion(turn, command);
    case "projectFinished":
      return projectFinished(turn, command);
    case "skip":
      return skip(turn, command);
    case "cancel":
      return finish(turn, { type: "run.cancelled", reason: reasonOf(command) });
    case "reassign":
      return reassign(turn, waiting(turn, command.task), command.person);
    case "give":
      return give(turn, waiting(turn, command.task), command);
    case "fillRole":
      return fillRole(turn, command);
    case "retry":
      return retry(turn, command);
    case "refused": {
      const { what, name, code, message: why, answers } = command;
      turn.record({ type: "told.refused", what, name, code, message: why, answers });
      return;
    }
    case "tick":
      return tick(turn);
    case "message":
      return message(turn, command);
    case "actionDone":
      return actionDone(turn, command);
    case "actionFailed":
      return actionFailed(turn, command);
    case "addItem":
      return moreItems(turn, command);
    case "jump":
      return jump(turn, command);
    case "addStep":
      return addStep(turn, { ...command, reason: reasonOf(command) });
    case "hold":
      return hold(turn, command);
    case "release":
      return release(turn, command);
  }
}

function start(turn: Turn, { requester, people, answers, required }: CommandOf<"start">): void {
  for (const role of Object.keys(people)) checkRole(turn, role);
  const accepted = acceptIntake(turn.graph, turn.state, answers, turn.circumstances, required);
  const token = turn.state.next;
  turn.record({ type: "run.started", requester, people, answers: accepted, token, node: turn.graph.start });
  leave(turn, token);
}

function answer(turn: Turn, command: CommandOf<"answer">): void {
  const token = waiting(turn, command.task, "task");
  const step = turn.step(token.node);
  mustBeOthers(turn, token, command.by);
  const answers = acceptAnswers(turn.graph, dataAt(turn.state, token.in), step, command.answers, {
    enforceRequired: true,
    clock: turn.circumstances,
  });
  const checked = [...new Set(command.checked ?? token.ticked)];
  const known = new Set(step.kind === "task" ? step.checklist.map((item) => item.id) : []);
  const unknown = checked.find((item) => !known.has(item));
  if (unknown !== undefined) throw new Refusal("checklist_item_unknown", { item: unknown });
  if (step.kind === "task" && step.checkAll === true && checked.length < known.size)
    throw new Refusal("checklist_open", { count: known.size - checked.length });
  turn.record({
    type: "step.completed",
    token: token.id,
    step: step.id,
    task: token.task,
    ...placed(turn, token.in, answers),
    checked,
    ...(command.outsider !== undefined && { outsider: command.outsider }),
    ...(token.undoing !== undefined ? { undone: true } : recall(turn, step, token.in)),
  });
  close(turn, token, "completed");
  if (token.undoing === undefined) leave(turn, token.id);
  else enter(turn, token.id, token.node);
}

/** Each tick is recorded with who and when; one that is there already is no news. */
function check(turn: Turn, { task, item, on }: CommandOf<"check">): void {
  const token = waiting(turn, task, "task");
  const step = turn.step(token.node);
  if (step.kind !== "task" || !step.checklist.some(({ id }) => id === item)) throw new Refusal("checklist_item_unknown", { item });
  if ((token.ticked?.includes(item) === true) === on) return;
  turn.record({ type: on ? "point.checked" : "point.unchecked", token: token.id, step: step.id, task, item });
}

function approve(turn: Turn, command: CommandOf<"decide">): void {
  const token = decided(turn, command, "approved");
  if (token !== null) leave(turn, token);
}

function reject(turn: Turn, command: CommandOf<"decide">): void {
  mustBeEarlier(turn, command);
  const token = decided(turn, command, "rejected");
  if (token === null) return;
  const { node, in: place } = turn.token(token);
  const step = turn.step(node);
  const to = command.to ?? (step.kind === "approval" ? step.returnTo : null);
  const back = to === null ? null : goTo(turn, { step: node, in: place, token }, to);
  if (back === null && command.to !== undefined) throw new Refusal("step_out_of_reach", { step: command.to });
  if (back === null) finish(turn, { type: "run.rejected", step: node });
  else travel(turn, back);
}

/** A step that whoever rejects has chosen: only where the approval lets them, and only one before it. */
function mustBeEarlier(turn: Turn, { task, to }: CommandOf<"decide">): void {
  if (to === undefined) return;
  const step = turn.step(waiting(turn, task, "approval").node);
  const [here, there] = [turn.graph.places.get(step.id), turn.graph.places.get(to)];
  if (step.kind !== "approval" || step.returnChoice !== true || here === undefined || there === undefined || !parting(there, here).earlier)
    throw new Refusal("step_out_of_reach", { step: to });
}

/** Records a verdict; answers the token that goes on because of it, or null while others still have to decide. */
function decided(turn: Turn, command: CommandOf<"decide">, as: "approved" | "rejected"): number | null {
  const token = decidable(turn, command.task);
  const step = turn.step(token.node);
  mustBeOthers(turn, token, command.by);
  const answers = acceptAnswers(turn.graph, dataAt(turn.state, token.in), step, command.answers ?? {}, {
    enforceRequired: as === "approved",
    clock: turn.circumstances,
  });
  turn.record({
    type: `approval.${as}`,
    token: token.id,
    step: token.node,
    task: token.task,
    comment: command.comment,
    ...placed(turn, token.in, answers),
  });
  close(turn, token, as);
  const block = token.seat === undefined ? undefined : find(turn.state, token.in);
  if (block === undefined || step.kind !== "approval") return token.id;
  const counted = count(turn, step, block, token.id, command.verdict);
  if (counted === "open") return null;
  invariant(counted.verdict === as, "the vote that ends a count is for its result");
  return counted.token;
}

function projectFinished(turn: Turn, command: CommandOf<"projectFinished">): void {
  const token = waiting(turn, command.task, "project");
  turn.record({
    type: "project.finished",
    token: token.id,
    step: token.node,
    task: token.task,
    outcome: command.outcome,
  });
  close(turn, token, "completed");
  leave(turn, token.id);
}

function skip(turn: Turn, command: CommandOf<"skip">): void {
  const reason = reasonOf(command);
  const stalled = turn.state.tokens.find((token) => token.incident === command.task);
  if (stalled !== undefined) {
    const step = turn.step(turn.graph.nodes.get(stalled.node)?.step ?? null).id;
    turn.record({ type: "incident.skipped", token: stalled.id, step, incident: command.task, reason });
    turn.effect({ type: "closeIncident", incident: command.task, step });
    return pass(turn, stalled.id);
  }
  const token = waiting(turn, command.task);
  turn.record({ type: "step.skipped", token: token.id, step: token.node, task: token.task, reason });
  close(turn, token, "skipped");
  const seats = token.seat === undefined ? undefined : find(turn.state, token.in);
  const step = turn.step(token.node);
  leave(turn, seats === undefined || step.kind !== "approval" ? token.id : endSeats(turn, step, seats));
}

function reassign(turn: Turn, token: Waiting, person: string | null): void {
  if ((token.person ?? null) === person) return;
  mustBeOthers(turn, token, person);
  turn.record({ type: "step.reassigned", token: token.id, step: token.node, task: token.task, person });
  turn.effect({ type: "assignTask", task: token.task, step: token.node, person });
}

/** Silent where the step already is theirs for that reason: nothing happened. */
function give(turn: Turn, token: Waiting, { person, why }: CommandOf<"give">): void {
  turn.record({ type: "step.given", token: token.id, step: token.node, task: token.task, person, why });
}

/**
 * Fills a role from now on, with a person or a team, and gives its open work to them; what somebody gave to somebody
 * else stays theirs. Where a step has a rule, it chooses again.
 */
function fillRole(turn: Turn, { role, person, team = null }: CommandOf<"fillRole">): void {
  checkRole(turn, role);
  const before = Object.hasOwn(turn.state.people, role) ? turn.state.people[role] : undefined;
  if ((before ?? null) === person && team === null) return;
  turn.record({ type: "role.filled", role, person, ...(team !== null && { team }) });
  for (const token of turn.state.tokens) {
    if (token.task === undefined || (token.person !== before && token.given !== true)) continue;
    const step = turn.step(token.node);
    if (roleAt(step, token) !== role) continue;
    reassignTo(turn, { ...token, task: token.task }, role);
  }
}

function actionDone(turn: Turn, command: CommandOf<"actionDone">): void {
  const token = waiting(turn, command.task, "action");
  const step = turn.step(token.node);
  const undone = token.undoing !== undefined;
  const brought =
    step.kind === "action" && "into" in step.act ? resultOf(turn, step, step.act.into, command.result ?? {}, token.in) : { values: {} };
  if ("code" in brought) return actionFailed(turn, { type: "actionFailed", by: command.by, task: command.task, ...brought });
  const answers = acceptBrought(turn.graph, turn.state, brought.values);
  if ("code" in answers)
    return actionFailed(turn, {
      type: "actionFailed",
      by: command.by,
      task: command.task,
      code: answers.code,
      ...words`"${step.title}" brought what is not taken: ${answers}`,
    });
  turn.record({
    type: "action.done",
    token: token.id,
    step: step.id,
    task: token.task,
    ...placed(turn, token.in, answers.values),
    ...(undone ? { undone } : recall(turn, step, token.in)),
  });
  close(turn, token, "completed");
  if (undone) enter(turn, token.id, token.node);
  else leave(turn, token.id);
}

/** An action that failed for good: what is attached for errors goes on instead, else somebody must repair it. */
function actionFailed(turn: Turn, { task, code, ...why }: CommandOf<"actionFailed">): void {
  const token = waiting(turn, task, "action");
  turn.record({ type: "action.failed", token: token.id, step: token.node, task, code, ...toldBy(why) });
  close(turn, token, "completed");
  const moves =
    catchRaised(turn, turn.token(token.id), "error", code)?.moves ??
    stall(turn, token.id, turn.node(token.node), { code: "run.actionFailed", ...toldBy(why) });
  travel(turn, moves);
}

function moreItems(turn: Turn, { step: id, item }: CommandOf<"addItem">): void {
  const step = turn.graph.steps.get(id);
  const block = turn.state.blocks?.find((one) => one.step === id && one.items !== undefined && one.closed !== true);
  if (step?.kind !== "each" || !step.growing || block === undefined) throw new Refusal("step_not_growing", { step: id });
  if (item !== null && (block.items?.length ?? 0) >= definitionLimits.itemsTogether)
    throw new Refusal("too_many_items", { limit: definitionLimits.itemsTogether });
  travel(turn, addItem(turn, block, step, item));
}

/** Somebody has the run go on elsewhere than the process says: a deviation, with its reason. */
function jump(turn: Turn, command: CommandOf<"jump">): void {
  const reason = reasonOf(command);
  const token = turn.state.tokens.find((one) => one.task === command.task || one.incident === command.task);
  if (token === undefined) throw new Refusal("step_not_open", { task: command.task });
  const moves = goTo(turn, { step: turn.step(turn.node(token.node).step).id, in: token.in, token: token.id }, command.to, reason);
  if (moves === null) throw new Refusal("step_out_of_reach", { step: command.to });
  travel(turn, moves);
}

function retry(turn: Turn, command: CommandOf<"retry">): void {
  const token = turn.state.tokens.find((candidate) => candidate.incident === command.incident);
  if (token === undefined) throw new Refusal("incident_not_open", { incident: command.incident });
  const answers = acceptCorrection(turn.graph, turn.state, command.answers ?? {});
  const step = turn.step(turn.graph.nodes.get(token.node)?.step ?? null).id;
  turn.record({ type: "incident.resolved", token: token.id, step, incident: command.incident, answers });
  turn.effect({ type: "closeIncident", incident: command.incident, step });
  enter(turn, token.id, token.node);
}

type Waiting = Token & { readonly task: string };

function waiting(turn: Turn, task: string, kind?: "task" | "approval" | "project" | "action"): Waiting {
  const token = turn.state.tokens.find((candidate) => candidate.task === task);
  if (token?.task === undefined) throw new Refusal("step_not_open", { task });
  const { kind: real } = turn.step(token.node);
  const actual = real === "undo" ? (token.byHand === true ? "task" : "action") : real;
  if (kind !== undefined && kind !== actual)
    throw new Refusal(
      actual === "approval"
        ? "step_is_approval"
        : actual === "project"
          ? "step_is_project"
          : kind === "approval"
            ? "step_not_approval"
            : kind === "project"
              ? "step_not_project"
              : "step_not_work",
      { task },
    );
  return { ...token, task: token.task };
}

function decidable(turn: Turn, task: string): Waiting {
  const token = waiting(turn, task, "approval");
  if (token.question !== undefined) throw new Refusal("question_open", { task, question: token.question.id });
  return token;
}

function reasonOf({ reason }: { readonly reason: string }): string {
  const text = reason.trim();
  if (text === "") throw new Refusal("reason_required");
  return text;
}

function checkRole(turn: Turn, role: string): void {
  if (!turn.graph.definition.roles.some(({ key }) => key === role)) throw new Refusal("role_unknown", { role });
}
