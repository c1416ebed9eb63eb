import { Refusal } from "../kernel/index.ts";
import type { Command } from "./command.ts";
import type { Token } from "./state.ts";
import type { Turn } from "./turn.ts";

/** Opens a question to the requester, or to whoever worked an earlier step; one at a time for an approval. */
export function askBack(turn: Turn, token: Token & { readonly task: string }, command: Extract<Command, { type: "askBack" }>): void {
  const text = textOf(command.text);
  if (token.question !== undefined) throw new Refusal("question_open", { task: token.task, question: token.question.id });
  const { step: of, person } = asked(turn, command.to);
  const question = turn.circumstances.newId();
  turn.record({
    type: "question.asked",
    token: token.id,
    step: token.node,
    task: token.task,
    question,
    of,
    person,
    text,
  });
  turn.effect({ type: "openQuestion", question, task: token.task, step: token.node, of, person, text });
}

export function answerQuestion(turn: Turn, command: { readonly question: string; readonly text: string }): void {
  const token = asking(turn, command.question);
  const text = textOf(command.text);
  turn.record({
    type: "question.answered",
    token: token.id,
    step: token.node,
    task: token.task,
    question: command.question,
    text,
  });
  turn.effect({ type: "closeQuestion", question: command.question, task: token.task, outcome: "answered" });
}

export function withdrawQuestion(turn: Turn, command: { readonly question: string }): void {
  const token = asking(turn, command.question);
  turn.record({
    type: "question.withdrawn",
    token: token.id,
    step: token.node,
    task: token.task,
    question: command.question,
  });
  turn.effect({ type: "closeQuestion", question: command.question, task: token.task, outcome: "withdrawn" });
}

function asking(turn: Turn, question: string): Token & { readonly task: string } {
  const token = turn.state.tokens.find((candidate) => candidate.question?.id === question);
  if (token?.task === undefined) throw new Refusal("question_not_found", { question });
  return { ...token, task: token.task };
}

function asked(turn: Turn, to: Extract<Command, { type: "askBack" }>["to"]): { step: string | null; person: string | null } {
  if (to === "requester") return { step: null, person: turn.state.requester };
  const workers = Object.entries(turn.state.worked);
  const found = "step" in to ? workers.find(([, steps]) => steps.includes(to.step)) : workers.find(([person]) => person === to.person);
  if (found === undefined) throw new Refusal("nobody_to_ask", to);
  const [person, steps] = found;
  return { person, step: "step" in to ? to.step : (steps.at(-1) ?? null) };
}

function textOf(text: string): string {
  const trimmed = text.trim();
  if (trimmed === "") throw new Refusal("text_required");
  if (trimmed.length > 10_000) throw new Refusal("text_too_long", { limit: 10_000 });
  return trimmed;
}
