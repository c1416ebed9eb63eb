import { invariant } from "../kernel/index.ts";
import type { FinishedDeliverable, TaskOutcome } from "./effect.ts";
import type { EventBody } from "./event.ts";
import { filledIn } from "./kinds/work.ts";
import type { Block, Token } from "./state.ts";
import type { Turn } from "./turn.ts";

/** The step of work that no revision says: an id that none can have. */
export const extraStep = "+";

type Ending = Extract<EventBody, { type: "run.completed" | "run.rejected" | "run.cancelled" }>;

/** Ends the run: what is still open is withdrawn, and the requester gets what was promised if it was completed. */
export function finish(turn: Turn, ending: Ending): void {
  withdraw(turn, turn.state.tokens, [], "");
  for (const { task } of turn.state.extra ?? []) turn.effect({ type: "closeTask", task, step: extraStep, outcome: "withdrawn" });
  turn.record(ending);
  const outcome = ending.type === "run.completed" ? "completed" : ending.type === "run.rejected" ? "rejected" : "cancelled";
  turn.effect({ type: "finishRun", outcome, deliverable: outcome === "completed" ? deliverable(turn) : null });
}

/** Records and closes the open work of tokens that are given up with their blocks. */
export function withdraw(turn: Turn, tokens: readonly Token[], blocks: readonly Block[], step: string): void {
  const silent: number[] = [];
  for (const token of tokens) {
    if (token.incident !== undefined) turn.effect({ type: "closeIncident", incident: token.incident, step: stepAt(turn, token) });
    if (token.task === undefined) {
      silent.push(token.id);
      continue;
    }
    close(turn, token, "withdrawn");
    turn.record({ type: "step.withdrawn", token: token.id, step: token.node, task: token.task });
  }
  // When the whole run ends, its ending says it of all that is left.
  if (step !== "" && silent.length + blocks.length > 0)
    turn.record({ type: "block.withdrawn", step, blocks: blocks.map(({ id }) => id), tokens: silent });
}

/** The effects that end a token's open work. */
export function close(turn: Turn, token: Token, outcome: TaskOutcome): void {
  invariant(token.task, "only open work can be closed");
  if (token.question !== undefined)
    turn.effect({ type: "closeQuestion", question: token.question.id, task: token.task, outcome: "withdrawn" });
  const { kind } = turn.step(token.node);
  if (kind === "project") turn.effect({ type: "releaseProject", task: token.task, step: token.node });
  else if (kind === "task" || kind === "approval" || token.byHand === true)
    turn.effect({ type: "closeTask", task: token.task, step: token.node, outcome });
  else if (kind !== "wait" && outcome !== "completed") turn.effect({ type: "dropAction", task: token.task, step: token.node });
}

function stepAt(turn: Turn, token: Token): string {
  return turn.step(turn.graph.nodes.get(token.node)?.step ?? null).id;
}

function deliverable(turn: Turn): FinishedDeliverable | null {
  const promised = turn.graph.definition.deliverable;
  if (promised === null) return null;
  const fields = promised.fields.flatMap((key) => {
    const field = turn.graph.fields.get(key);
    const value = Object.hasOwn(turn.state.data, key) ? turn.state.data[key] : undefined;
    return field === undefined || value === undefined ? [] : [{ key, label: field.label, value }];
  });
  return { title: filledIn(promised.title, turn), message: filledIn(promised.message, turn), fields };
}
