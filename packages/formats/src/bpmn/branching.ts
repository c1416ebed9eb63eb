import type { DecisionBranch, GotoStep, Handler, ParallelBranch, Step } from "@rondo/core/process";
import { words } from "@rondo/core/kernel";
import { type BpmnFlow, type BpmnGraph, type BpmnNode, isGateway } from "./graph.ts";
import { Maker } from "./making.ts";
import type { Ordered } from "./order.ts";
import { called, type Growing, labelOf } from "./questions.ts";

/** A way that goes on at a node of the source; which step that is shows at the end. */
export type Going = { -readonly [K in keyof GotoStep]: GotoStep[K] };
export type Hosting = Step & { attached?: readonly Handler[] };

/** A graph with its order from a start, as it is gone through. */
export class Path {
  readonly graph: BpmnGraph;
  readonly order: Ordered;
  readonly visited: Set<string>;
  /** Flows back that a step runs. */
  readonly returns = new Set<string>();

  constructor(graph: BpmnGraph, order: Ordered, visited: Set<string>) {
    this.graph = graph;
    this.order = order;
    this.visited = visited;
  }
}

/** Where ways part and meet again. */
export abstract class Branching extends Maker {
  /** The steps that stand for nodes. */
  protected readonly made = new Map<string, Hosting>();
  protected readonly going: { step: Going; node: string; graph: BpmnGraph }[] = [];

  /** The steps from a node up to `stop`. */
  protected abstract sequence(
    path: Path,
    from: string | null,
    stop: string | null,
    before: Growing | null,
  ): { steps: Step[]; asker: Growing | null };

  /** A gateway after a task, with one way on and one back: an approval that sends back. */
  protected approval(path: Path, node: BpmnNode, steps: Step[], out: readonly BpmnFlow[]): void {
    if (node.kind !== "exclusiveGateway" || out.length !== 1 || node.out.length !== 2 || node.in.length !== 1) return;
    const back = path.order.back.find((flow) => flow.from === node.id);
    const last = steps.at(-1);
    const target = back === undefined ? undefined : this.byNode.get(back.to);
    if (
      back === undefined ||
      target === undefined ||
      last?.kind !== "task" ||
      last.id !== this.byNode.get(node.in[0]!.from) ||
      last.id === target
    )
      return;
    // Back to a step that stands in this very sequence: what lies further out might not be earlier.
    if (!steps.some((step) => step.id === target)) return;
    const { checklist: _, fields, ...rest } = last;
    const approves: Step = { ...rest, kind: "approval", fields, returnTo: target };
    steps[steps.length - 1] = approves;
    this.made.set(node.in[0]!.from, approves);
    path.returns.add(back.id);
  }

  protected split(path: Path, node: BpmnNode, out: readonly BpmnFlow[], meet: string | null, asker: Growing | null): Step {
    const id = isGateway(node.kind) ? this.stepId(node) : this.ids.id(`${node.id}_next`);
    const back = new Set(path.order.back.map((flow) => flow.id));
    const branch = (flow: BpmnFlow): { id: string; label: string; steps: readonly Step[] } => ({
      id: this.ids.id(flow.id === "" ? `${id}_branch` : flow.id),
      label: labelOf(path.graph, flow, out),
      steps: back.has(flow.id) ? [this.goTo(path, flow.to)] : this.sequence(path, flow.to, meet, asker).steps,
    });
    const title = isGateway(node.kind) ? node.name : "";
    const parallel =
      node.kind === "parallelGateway" || (!isGateway(node.kind) && out.every((flow) => flow.condition === null && !flow.isDefault));
    if (parallel) {
      this.tellMerge(path, meet, node);
      return { id, kind: "parallel", title: title || "At the same time", instructions: "", branches: out.map(branch) };
    }
    if (node.kind === "eventBasedGateway")
      return {
        id,
        kind: "race",
        title: title || "Whatever comes first",
        instructions: "",
        branches: out.map((flow) => this.awaited(branch(flow))),
      };
    const conditions = this.questions.conditions(path.graph, node, out, asker);
    if (node.kind === "inclusiveGateway" || !isGateway(node.kind))
      return this.inclusive(id, title || "What applies", out, conditions, branch);
    const branches = out.map((flow, index): DecisionBranch => ({ ...branch(flow), when: conditions[index] ?? null }));
    return {
      id,
      kind: "decision",
      title: title || "Which way?",
      instructions: "",
      branches: [...branches.filter(({ when }) => when !== null), ...branches.filter(({ when }) => when === null)],
    };
  }

  /** A branch that is raced for begins with something that is waited for; else a person tells that it has happened. */
  private awaited(branch: ParallelBranch): ParallelBranch {
    if (["wait", "task", "approval", "action"].includes(branch.steps[0]?.kind ?? "")) return branch;
    const told: Step = {
      id: this.ids.id(`${branch.id}_happened`),
      kind: "task",
      title: `It has happened: ${branch.label}`.slice(0, 300),
      instructions: "",
      role: null,
      due: null,
      fields: [],
      checklist: [],
    };
    return { ...branch, steps: [told, ...branch.steps] };
  }

  /** Every branch whose condition holds, at the same time. */
  private inclusive(
    id: string,
    title: string,
    out: readonly BpmnFlow[],
    conditions: readonly (string | null)[],
    branch: (flow: BpmnFlow) => ParallelBranch,
  ): Step {
    const others = conditions.filter((when) => when !== null);
    const branches = out.map((flow, index): ParallelBranch => {
      const when = conditions[index] ?? (others.length === 0 ? null : `not(${others.map((one) => `(${one})`).join(" or ")})`);
      return { ...branch(flow), ...(when === null ? {} : { when }) };
    });
    return { id, kind: "parallel", title, instructions: "", branches };
  }

  private tellMerge(path: Path, meet: string | null, node: BpmnNode): void {
    const joins = meet === null ? null : path.graph.nodes.get(meet);
    if (joins !== null && joins?.kind !== "parallelGateway" && joins?.kind !== "endEvent")
      this.note(
        "bpmn.joined",
        called(node),
        "info",
        (names) => words`Branches that start together are waited for here, where the source goes on with each: after ${names}.`,
      );
  }

  protected goTo(path: Path, to: string): Step {
    const node = path.graph.nodes.get(to);
    const step: Going = {
      id: this.ids.id(`goto_${to}`),
      kind: "goto",
      title: `On to “${called(node)}”`.slice(0, 300),
      instructions: "",
      to: null,
    };
    this.going.push({ step, node: to, graph: path.graph });
    return step;
  }
}
