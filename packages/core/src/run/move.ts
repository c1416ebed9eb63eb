import { invariant, type Told, toldBy } from "../kernel/index.ts";
import type { Flow, GraphNode } from "../process/index.ts";
import type { Turn } from "./turn.ts";

/** A token on its way to a node; `finishes` is the branch it thereby ends. */
export type Move = { readonly token: number; readonly to: string; readonly finishes: string | null };

export function along(token: number, flow: Flow): Move {
  return { token, to: flow.to, finishes: flow.finishes };
}

export function only(node: GraphNode): Flow {
  const [flow] = node.out;
  invariant(flow, `node ${node.id} has no way out`);
  return flow;
}

/** Why a run can't go on. */
export type Impasse = { readonly code: string } & Told;

/** The run could not go on here: it waits for a repair. */
export function stall(turn: Turn, token: number, node: GraphNode, { code, ...why }: Impasse): Move[] {
  const incident = turn.circumstances.newId();
  const step = turn.step(node.step).id;
  turn.record({ type: "incident.raised", token, step, node: node.id, incident, code, ...toldBy(why) });
  turn.effect({ type: "openIncident", incident, step, code, message: why.message });
  return [];
}
