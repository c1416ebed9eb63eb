import { Refusal } from "../kernel/index.ts";
import { enter, leave, pass } from "./advance.ts";
import { acceptAnswers, acceptCorrection, acceptIntake } from "./answers.ts";
import type { Command } from "./command.ts";
import { close, finish } from "./finish.ts";
import { answerQuestion, askBack, withdrawQuestion } from "./questions.ts";
import { returnTo } from "./return.ts";
import type { Token } from "./state.ts";
import type { Turn } from "./turn.ts";

type CommandOf<T extends Command["type"]> = Extract<Command, { type: T }>;

/** Carries out one command on an open run. */
export function perform(turn: Turn, command: Command): void {
  switch (command.type) {
    case "start":
      return start(turn, command);
    case "answer":
      return answer(turn, command);
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
    case "fillRole":
      return fillRole(turn, command);
    case "retry":
      return retry(turn, command);
  }
}

function start(turn: Turn, { requester, people, answers }: CommandOf<"start">): void {
  for (const role of Object.keys(people)) checkRole(turn, role);
  const accepted = acceptIntake(turn.graph, turn.state, answers);
  const token = turn.state.next;
  turn.record({ type: "run.started", requester, people, answers: accepted, token, node: turn.graph.start });
  leave(turn, token);
}

function answer(turn: Turn, command: CommandOf<"answer">): void {
  const token = waiting(turn, command.task, "task");
  const step = turn.step(token.node);
  const answers = acceptAnswers(turn.graph, turn.state, step, command.answers, { enforceRequired: true });
  const checked = [...new Set(command.checked)];
  const known = new Set(step.kind === "task" ? step.checklist.map((item) => item.id) : []);
  const unknown = checked.find((item) => !known.has(item));
  if (unknown !== undefined) throw new Refusal("checklist_item_unknown", { item: unknown });
  turn.record({ type: "step.completed", token: token.id, step: step.id, task: token.task, answers, checked });
  close(turn, token, "completed");
  leave(turn, token.id);
}

function approve(turn: Turn, command: CommandOf<"decide">): void {
  const token = decidable(turn, command.task);
  const answers = acceptAnswers(turn.graph, turn.state, turn.step(token.node), command.answers ?? {}, {
    enforceRequired: true,
  });
  turn.record({
    type: "approval.approved",
    token: token.id,
    step: token.node,
    task: token.task,
    comment: command.comment,
    answers,
  });
  close(turn, token, "approved");
  leave(turn, token.id);
}

function reject(turn: Turn, command: CommandOf<"decide">): void {
  const token = decidable(turn, command.task);
  const answers = acceptAnswers(turn.graph, turn.state, turn.step(token.node), command.answers ?? {}, {
    enforceRequired: false,
  });
  turn.record({
    type: "approval.rejected",
    token: token.id,
    step: token.node,
    task: token.task,
    comment: command.comment,
    answers,
  });
  close(turn, token, "rejected");
  const back = turn.graph.returns.get(token.node);
  if (back === undefined) finish(turn, { type: "run.rejected", step: token.node });
  else returnTo(turn, token.node, back);
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
  leave(turn, token.id);
}

function reassign(turn: Turn, token: Waiting, person: string | null): void {
  if ((token.person ?? null) === person) return;
  turn.record({ type: "step.reassigned", token: token.id, step: token.node, task: token.task, person });
  turn.effect({ type: "assignTask", task: token.task, step: token.node, person });
}

/** Fills a role from now on, and gives its open work to the new person; what somebody else was given stays theirs. */
function fillRole(turn: Turn, { role, person }: CommandOf<"fillRole">): void {
  checkRole(turn, role);
  const before = Object.hasOwn(turn.state.people, role) ? turn.state.people[role] : undefined;
  if ((before ?? null) === person) return;
  turn.record({ type: "role.filled", role, person });
  for (const token of turn.state.tokens) {
    if (token.task === undefined || token.person !== before) continue;
    const step = turn.step(token.node);
    if ("role" in step && step.role === role) reassign(turn, { ...token, task: token.task }, person);
  }
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

function waiting(turn: Turn, task: string, kind?: "task" | "approval" | "project"): Waiting {
  const token = turn.state.tokens.find((candidate) => candidate.task === task);
  if (token?.task === undefined) throw new Refusal("step_not_open", { task });
  const actual = turn.step(token.node).kind;
  if (kind !== undefined && kind !== actual)
    throw new Refusal(
      actual === "approval"
        ? "step_is_approval"
        : actual === "project"
          ? "step_is_project"
          : kind === "approval"
            ? "step_not_approval"
            : "step_not_project",
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
