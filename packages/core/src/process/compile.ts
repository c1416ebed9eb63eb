import { compileExpression } from "../expression/index.ts";
import { invariant, Refusal } from "../kernel/index.ts";
import type { Definition, Step } from "./definition.ts";
import type { Flow, Graph, GraphNode } from "./graph.ts";
import { draw, type LooseEnd, type Pen } from "./kinds/index.ts";
import { walk } from "./walk.ts";

/**
 * The graph of a definition. A draft with findings compiles too (an unreadable condition becomes an incident when a run
 * gets there); only ids used twice are refused (`process_not_runnable`), since a graph cannot hold them.
 */
export function compile(definition: Definition): Graph {
  const visits = walk(definition);
  const steps = new Map(visits.map(({ step }) => [step.id, step]));
  if (steps.size !== visits.length) throw new Refusal("process_not_runnable", { reason: "two steps have the same id" });
  for (const { attached = [], title } of steps.values())
    if (new Set(attached.map(({ id }) => id)).size !== attached.length)
      throw new Refusal("process_not_runnable", { reason: `two things attached to "${title}" have the same id` });

  const drawing = new Drawing(definition.fields.map((field) => field.key));
  drawing.add(startNode, "start", null, null);
  const end = drawing.sequence(definition.steps, { node: startNode, branch: null });
  drawing.add(endNode, "end", null, null);
  drawing.attach(end, endNode);

  return {
    definition,
    nodes: drawing.nodes,
    start: startNode,
    steps,
    fields: new Map(definition.fields.map((field) => [field.key, field])),
    places: new Map(visits.map(({ step, location }) => [step.id, location])),
    counted: new Set(visits.flatMap(({ step }) => ("due" in step && step.due?.from === "step" ? (step.due.of ?? []) : []))),
  };
}

const startNode = "/start";
const endNode = "/end";

type Draft = Omit<GraphNode, "out" | "arriving"> & { out: Flow[]; arriving: number };

class Drawing implements Pen {
  readonly nodes = new Map<string, Draft>();
  readonly names: readonly string[];

  constructor(names: readonly string[]) {
    this.names = names;
  }

  readonly node: Pen["node"] = (id, kind, step, exit) => this.add(id, kind, step, exit);

  readonly attach: Pen["attach"] = (end, to, finishes) => {
    const from = this.nodes.get(end.node);
    const head = this.nodes.get(to);
    invariant(from && head, `no node ${end.node} or ${to}`);
    const when = end.branch?.when ?? null;
    const condition = when === null ? null : compileExpression(when, this.names);
    from.out.push({
      from: end.node,
      to,
      branch: end.branch?.id ?? null,
      finishes: finishes ?? null,
      label: end.branch?.label ?? "",
      when: condition,
    });
    head.arriving += 1;
  };

  readonly sequence: Pen["sequence"] = (steps, entry) => steps.reduce((end: LooseEnd, step: Step) => draw(step, end, this), entry);

  add(id: string, kind: GraphNode["kind"], step: string | null, exit: string | null): void {
    invariant(!this.nodes.has(id), `node ${id} drawn twice`);
    this.nodes.set(id, { id, kind, step, exit, out: [], arriving: 0 });
  }
}
