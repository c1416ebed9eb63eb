import { invariant, words } from "../kernel/index.ts";
import type { ActionStep, GraphNode, Step } from "../process/index.ts";
import { catchRaised } from "./attached.ts";
import { arriveAtClose, openBlock, released, settle } from "./blocks.ts";
import { choose } from "./choose.ts";
import { finish, withdraw } from "./finish.ts";
import { action } from "./kinds/action.ts";
import { approval } from "./kinds/approval.ts";
import { project } from "./kinds/project.ts";
import { task } from "./kinds/task.ts";
import { undo } from "./kinds/undo.ts";
import { wait } from "./kinds/wait.ts";
import type { Outcome, WorkKind } from "./kinds/work.ts";
import { along, type Move, only, stall } from "./move.ts";
import { decideRaces } from "./race.ts";
import { reckon } from "./reckon.ts";
import { goTo } from "./return.ts";
import { find, inside } from "./tree.ts";
import type { Turn } from "./turn.ts";

/** Moves a token out of its node and everything that follows from it, until every token waits. */
export function leave(turn: Turn, token: number): void {
  const node = turn.node(turn.token(token).node);
  decideRaces(turn, token);
  if (node.kind === "choice" || node.kind === "split") travel(turn, [{ token, to: node.id, finishes: null }]);
  else travel(turn, [along(token, only(node))]);
}

/** Puts a token to work at a node it was placed on. */
export function enter(turn: Turn, token: number, node: string): void {
  travel(turn, [{ token, to: node, finishes: null }]);
}

/** Takes a token past its whole step, to the node that closes it. */
export function pass(turn: Turn, token: number): void {
  const node = turn.node(turn.token(token).node);
  decideRaces(turn, token);
  if (node.kind === "again" && node.exit !== null) return travel(turn, [{ token, to: node.exit, finishes: "" }]);
  travel(turn, [along(token, only(node.exit === null ? node : turn.node(node.exit)))]);
}

/** A token that would travel without end is stopped by the step budget and becomes an incident where it stands. */
export function travel(turn: Turn, moves: readonly Move[]): void {
  const queue = [...moves];
  while (turn.state.status === "open") {
    const move = queue.shift() ?? released(turn)[0];
    if (move === undefined) return;
    // It may have been given up meanwhile.
    if (!turn.state.tokens.some(({ id }) => id === move.token)) continue;
    const node = turn.node(move.to);
    turn.budget -= 1;
    if (turn.budget < 0 && node.step !== null)
      stall(turn, move.token, node, {
        code: "run.endlessLoop",
        ...words`"${turn.step(node.step).title}" comes round again without anybody doing anything. Change the process so that somebody or something is waited for.`,
      });
    else queue.push(...arrive(turn, move, node));
  }
}

function arrive(turn: Turn, move: Move, node: GraphNode): readonly Move[] {
  const { token } = move;
  switch (node.kind) {
    case "start":
    case "merge":
      return [along(token, only(node))];
    case "work":
      return work(turn, token, node);
    case "choice": {
      const choice = choose(turn, node, turn.token(token).in);
      if ("code" in choice) return stall(turn, token, node, choice);
      if (choice.flow.branch !== null)
        turn.record({ type: "branch.taken", token, step: turn.step(node.step).id, branch: choice.flow.branch });
      return [along(token, choice.flow)];
    }
    case "split":
    case "open":
      return openBlock(turn, token, node);
    case "join":
    case "close":
      return arriveAtClose(turn, move, node);
    case "again":
      return again(turn, token, node);
    case "sink":
    case "end":
      return endWay(turn, token, node.step);
  }
}

function work(turn: Turn, token: number, node: GraphNode): readonly Move[] {
  const outcome = activate(turn, turn.step(node.step), token);
  if (outcome === "waits") return [];
  if (outcome === "passes") {
    decideRaces(turn, token);
    return [along(token, only(node))];
  }
  return "code" in outcome ? stall(turn, token, node, outcome) : outcome;
}

function activate(turn: Turn, step: Step, token: number): Outcome {
  switch (step.kind) {
    case "goto": {
      const moves = step.to === null ? null : goTo(turn, { step: step.id, in: turn.token(token).in, token }, step.to);
      return (
        moves ?? {
          code: "run.noWay",
          ...words`"${step.title}" cannot go on at the step it names. Skip it, or move the run to a revision that says better.`,
        }
      );
    }
    case "end":
      return end(turn, step, token);
    case "action":
      return step.act.do === "escalate" ? escalate(turn, step, step.act.code, token) : action.activate(turn, step, token);
    case "decision":
    case "parallel":
    case "race":
    case "group":
    case "repeat":
    case "each":
      throw new Error(`a ${step.kind} step is no work node`);
    default:
      // The table is keyed by the step's own kind, which TypeScript cannot follow through a union.
      return (kinds[step.kind] as WorkKind<Step>).activate(turn, step, token);
  }
}

const kinds = { task, approval, project, wait, undo };

/** What is around hears of it, and the run goes on here unless that says otherwise. */
function escalate(turn: Turn, step: ActionStep, code: string, token: number): Outcome {
  turn.record({ type: "escalation.raised", step: step.id, token, code });
  const caught = catchRaised(turn, turn.token(token), "escalation", code);
  if (caught === null) return "passes";
  if (caught.interrupting) return caught.moves;
  decideRaces(turn, token);
  return [...caught.moves, along(token, only(turn.node(step.id)))];
}

function again(turn: Turn, token: number, node: GraphNode): readonly Move[] {
  const step = turn.step(node.step);
  const block = find(turn.state, turn.token(token).in);
  invariant(step.kind === "repeat" && block, "only a repeat goes round");
  const round = block.round ?? 0;
  const out = node.out.find(({ to }) => to === node.exit);
  const back = node.out.find((flow) => flow !== out);
  invariant(out, "a repeat has a way out");
  if (round > 0 || step.test === "before") {
    const { value, why } = reckon(turn, step, step.until, block.id, { round });
    if (value === true) return [along(token, out)];
    if (value !== false)
      return stall(turn, token, node, {
        code: why?.code ?? "expression.notBoolean",
        ...words`"${step.title}" cannot decide whether it is repeated: ${why ?? words`its result is neither true nor false.`} Correct the answers and try again.`,
      });
  }
  if (round >= step.atMost)
    return stall(turn, token, node, {
      code: "run.tooManyRounds",
      ...words`"${step.title}" was done ${step.atMost} times and its condition still does not hold. Correct the answers and try again, or skip it.`,
    });
  turn.record({ type: "round.started", step: step.id, token, block: block.id, round: round + 1 });
  return back === undefined ? [along(token, out)] : [along(token, back)];
}

function endWay(turn: Turn, token: number, step: string | null): Move[] {
  const place = turn.token(token).in;
  turn.record({ type: "way.ended", step, token });
  return settle(turn, place);
}

function end(turn: Turn, step: Extract<Step, { kind: "end" }>, token: number): Outcome {
  const { ends } = step;
  switch (ends.what) {
    case "run":
      finish(
        turn,
        ends.outcome === "completed"
          ? { type: "run.completed" }
          : ends.outcome === "rejected"
            ? { type: "run.rejected", step: step.id }
            : { type: "run.cancelled", reason: step.title },
      );
      return [];
    case "way":
      return endWay(turn, token, step.id);
    case "steps":
      return [...ends.steps.flatMap((id) => endStep(turn, id, token)), along(token, only(turn.node(step.id)))];
    case "error": {
      turn.record({ type: "error.raised", step: step.id, token, code: ends.code });
      return (
        catchRaised(turn, turn.token(token), "error", ends.code)?.moves ?? {
          code: "run.errorUncaught",
          ...words`"${step.title}" raised the error "${ends.code}", and nothing around it says what to do then. Skip it to go on.`,
        }
      );
    }
  }
}

/** Gives up what is going on in a step; ways that had nothing else left go on. The token that says so stays. */
function endStep(turn: Turn, id: string, spared: number): Move[] {
  const isHere = (node: string): boolean => turn.node(node).step === id;
  const isSpared = (block: number): boolean => inside(turn.state, block).tokens.some((token) => token.id === spared);
  const blocks = (turn.state.blocks ?? []).filter((block) => isHere(block.step) && block.item === undefined && !isSpared(block.id));
  const held = new Set(blocks.flatMap((block) => inside(turn.state, block.id).tokens.map((token) => token.id)));
  const tokens = turn.state.tokens.filter((token) => token.id !== spared && (held.has(token.id) || isHere(token.node)));
  const deep = blocks
    .flatMap((block) => [block, ...inside(turn.state, block.id).blocks])
    .filter((block, index, all) => all.findIndex((one) => one.id === block.id) === index);
  const places = new Set([...blocks, ...tokens.filter((token) => !held.has(token.id))].map((one) => one.in));
  withdraw(turn, tokens, deep, id);
  return [...places].flatMap((place) => settle(turn, place));
}
