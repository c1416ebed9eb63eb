import { invariant } from "../kernel/index.ts";
import type { Flow, GraphNode } from "../process/index.ts";
import { choose } from "./choose.ts";
import { finish } from "./finish.ts";
import { project } from "./kinds/project.ts";
import { task } from "./kinds/task.ts";
import type { Turn } from "./turn.ts";

/**
 * Moves a token out of its node and everything that follows from it, until every token waits. A token that would
 * travel without end is stopped by the step budget and becomes an incident where it stands.
 */
export function leave(turn: Turn, token: number): void {
  const node = nodeOf(turn, turn.token(token).node);
  if (node.kind === "choice" || node.kind === "split") travel(turn, [{ token, to: node.id }]);
  else travel(turn, [{ token, to: only(node).to, finishes: only(node).finishes }]);
}

/** Puts a token to work at a node it was placed on. */
export function enter(turn: Turn, token: number, node: string): void {
  travel(turn, [{ token, to: node }]);
}

/** Takes a token past its whole step, to the node that closes it. */
export function pass(turn: Turn, token: number): void {
  const node = nodeOf(turn, turn.token(token).node);
  const exit = node.exit === null ? node : nodeOf(turn, node.exit);
  travel(turn, [{ token, to: only(exit).to, finishes: only(exit).finishes }]);
}

type Move = { readonly token: number; readonly to: string; readonly finishes?: string | null };

function travel(turn: Turn, moves: Move[]): void {
  let budget = 1_000 + 2 * turn.graph.nodes.size;
  for (let move = moves.shift(); move !== undefined; move = moves.shift()) {
    const node = nodeOf(turn, move.to);
    budget -= 1;
    if (budget < 0 && node.step !== null)
      stall(
        turn,
        move.token,
        node,
        "run.endlessLoop",
        `"${turn.step(node.step).title}" comes round again without anybody doing anything. Change the process so that somebody or something is waited for.`,
      );
    else moves.push(...arrive(turn, move, node));
  }
}

function arrive(turn: Turn, move: Move, node: GraphNode): Move[] {
  const { token } = move;
  switch (node.kind) {
    case "start":
    case "merge":
      return [along(token, only(node))];
    case "work":
      return activate(turn, token, node) === "passes" ? [along(token, only(node))] : [];
    case "choice": {
      const choice = choose(turn, node);
      if ("flow" in choice) {
        if (choice.flow.branch !== null)
          turn.record({ type: "branch.taken", token, step: turn.step(node.step).id, branch: choice.flow.branch });
        return [along(token, choice.flow)];
      }
      stall(turn, token, node, choice.code, choice.message);
      return [];
    }
    case "split":
      return split(turn, token, node);
    case "join":
      return join(turn, move, node);
    case "end":
      invariant(turn.state.tokens.length === 1, "a token reached the end while others are alive");
      finish(turn, { type: "run.completed" });
      return [];
  }
}

function activate(turn: Turn, token: number, node: GraphNode): "waits" | "passes" {
  const step = turn.step(node.step);
  switch (step.kind) {
    case "task":
    case "approval":
      return task.activate(turn, step, token);
    case "project":
      return project.activate(turn, step, token);
    default:
      invariant(false, `a ${step.kind} step is no work node`);
  }
}

function split(turn: Turn, token: number, node: GraphNode): Move[] {
  if (node.out.every((flow) => flow.branch === null)) return [along(token, only(node))];
  const into = node.out.map((flow, index) => ({ token: turn.state.next + index, branch: flow.branch ?? "" }));
  turn.record({ type: "parallel.started", token, step: turn.step(node.step).id, into });
  return node.out.map((flow, index) => along(into[index]?.token ?? 0, flow));
}

function join(turn: Turn, move: Move, node: GraphNode): Move[] {
  const step = turn.step(node.step).id;
  const { finishes } = move;
  // Only a split without branches gets here without finishing one.
  if (finishes === null || finishes === undefined) return [along(move.token, only(node))];
  turn.record({ type: "branch.finished", token: move.token, step, node: node.id, branch: finishes });
  const arrived = turn.state.tokens.filter((token) => token.node === node.id);
  if (arrived.length < node.arriving) return [];
  const token = turn.state.next;
  turn.record({ type: "parallel.finished", tokens: arrived.map(({ id }) => id), step, token, node: node.id });
  return [along(token, only(node))];
}

function stall(turn: Turn, token: number, node: GraphNode, code: string, message: string): void {
  const incident = turn.circumstances.newId();
  const step = turn.step(node.step).id;
  turn.record({ type: "incident.raised", token, step, node: node.id, incident, code, message });
  turn.effect({ type: "openIncident", incident, step, code, message });
}

function along(token: number, flow: Flow): Move {
  return { token, to: flow.to, finishes: flow.finishes };
}

function nodeOf(turn: Turn, id: string): GraphNode {
  const node = turn.graph.nodes.get(id);
  invariant(node, `no node ${id}`);
  return node;
}

function only(node: GraphNode): Flow {
  const [flow] = node.out;
  invariant(flow, `node ${node.id} has no way out`);
  return flow;
}
