import type { ApprovalStep } from "../../process/index.ts";
import { withdraw } from "../finish.ts";
import type { Block } from "../state.ts";
import { inside } from "../tree.ts";
import type { Turn } from "../turn.ts";
import { openTask } from "./task.ts";
import type { WorkKind } from "./work.ts";

/** A decision by whoever has the role, or by several people, each with a task of their own. */
export const approval: WorkKind<ApprovalStep> = {
  activate: (turn, step, token) => {
    if (step.approvers === undefined) openTask(turn, step, token, step.role);
    else seat(turn, step, token, step.approvers);
    return "waits";
  },
};

/**
 * One of several has decided. `approved` once the rule is met, `rejected` once it can't be any more; the tasks of those
 * who need not decide then are withdrawn, and `token` stands at the step in their place.
 */
export function count(
  turn: Turn,
  step: ApprovalStep,
  block: Block,
  token: number,
  verdict: "approve" | "reject",
): { verdict: "approved" | "rejected"; token: number } | "open" {
  const { roles, rule } = step.approvers ?? { roles: [], rule: "all" as const };
  const needed = typeof rule === "number" ? rule : roles.length;
  const voter = turn.by;
  turn.record({ type: "branch.finished", step: step.id, token, block: block.id, branch: verdict, ...(voter !== null && { voter }) });
  const votes = [...(block.arrived ?? []), verdict];
  const approved = votes.filter((vote) => vote === "approve").length;
  const rejected = votes.length - approved;
  if (approved < needed && rejected <= roles.length - needed) {
    if (rule === "sequence") openSeat(turn, step, block, votes.length);
    else giveOn(turn, step, block.id, voter);
    return "open";
  }
  return { verdict: approved >= needed ? "approved" : "rejected", token: endSeats(turn, step, block) };
}

/** Whoever has decided has no second vote in another role: that falls to somebody else. */
function giveOn(turn: Turn, step: ApprovalStep, block: number, voter: string | null): void {
  if (voter === null) return;
  for (const { id, in: place, task, seat = -1, person } of turn.state.tokens) {
    const role = step.approvers?.roles[seat];
    if (place !== block || task === undefined || role === undefined || (person !== undefined && person !== voter)) continue;
    // What fell to them without the run's word is theirs by the task alone.
    if (person !== undefined) turn.record({ type: "step.reassigned", token: id, step: step.id, task, person: null });
    turn.effect({ type: "assignTask", task, step: step.id, person: null, role, from: voter });
  }
}

/** Nobody of them need decide any more: a token at the step in their place. */
export function endSeats(turn: Turn, step: ApprovalStep, block: Block): number {
  const rest = inside(turn.state, block.id);
  withdraw(turn, rest.tokens, rest.blocks, step.id);
  const after = turn.state.next;
  turn.record({ type: "block.passed", step: step.id, block: block.id, token: after, node: step.id, in: block.in ?? null, answers: {} });
  turn.record({ type: "block.closed", step: step.id, block: block.id });
  return after;
}

function seat(turn: Turn, step: ApprovalStep, token: number, { roles, rule }: NonNullable<ApprovalStep["approvers"]>): void {
  const place = turn.token(token).in;
  const block: Block = { id: turn.state.next, step: step.id, ...(place !== undefined && { in: place }) };
  const seats = rule === "sequence" ? roles.slice(0, 1) : roles;
  turn.record({
    type: "block.opened",
    step: step.id,
    token,
    block,
    starts: seats.map((_, index) => ({ token: block.id + 1 + index, branch: null })),
  });
  seats.forEach((role, index) => openTask(turn, step, block.id + 1 + index, role, index));
}

function openSeat(turn: Turn, step: ApprovalStep, block: Block, index: number): void {
  const token = turn.state.next;
  turn.record({ type: "seat.opened", step: step.id, block: block.id, token });
  openTask(turn, step, token, step.approvers?.roles[index] ?? null, index);
}
