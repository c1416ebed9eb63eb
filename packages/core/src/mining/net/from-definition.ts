import { type Definition, type ParallelBranch, type Step } from "../../process/index.ts";
import type { FlowGraph, FlowKind } from "./from-flow.ts";

/**
 * What a revision allows, as a flow of its steps by title: what people work at (tasks, approvals, projects) is done, all
 * else is passed silently. A rejected approval leads back to the step it names, or ends the run, as often as it is
 * rejected. Items of a list (`each`) are taken one after another, and a join that does not wait for all takes what comes.
 */
export function flowGraphOf(definition: Definition): FlowGraph {
  const drawing = new Drawing();
  const start = drawing.node("start");
  const last = drawing.sequence(definition.steps, start);
  drawing.end(last);
  drawing.finish();
  return { nodes: drawing.nodes, edges: drawing.edges };
}

/** One of several parallel branches: where its siblings arrive. */
type Branch = { readonly siblings: readonly string[] };

class Drawing {
  readonly nodes: FlowGraph["nodes"][number][] = [];
  readonly edges: FlowGraph["edges"][number][] = [];
  readonly #entries = new Map<string, string>();
  readonly #jumps: { from: string; to: string | null; around: readonly Branch[] }[] = [];
  /** In which parallel branches each step stands, and in which the drawing is. */
  readonly #places = new Map<string, readonly Branch[]>();
  #around: readonly Branch[] = [];
  readonly #end = this.node("end");

  node(kind: FlowKind, label = ""): string {
    const id = `n${this.nodes.length}`;
    this.nodes.push({ id, kind, label });
    return id;
  }

  /** From where the work goes on after these steps. */
  sequence(steps: readonly Step[], from: string): string {
    return steps.reduce((at, step) => this.#step(step, at), from);
  }

  end(from: string): void {
    this.edges.push({ from, to: this.#end });
  }

  /** Ways back and jumps, once every step has its place. Who jumps into a parallel branch finds its siblings finished. */
  finish(): void {
    for (const { from, to, around } of this.#jumps) {
      const entry = (to === null ? undefined : this.#entries.get(to)) ?? this.#end;
      const finished = (to === null ? [] : (this.#places.get(to) ?? []))
        .filter((branch) => !around.includes(branch))
        .flatMap(({ siblings }) => siblings);
      const way = finished.length === 0 ? from : this.#after(from, "parallel");
      for (const place of [entry, ...finished]) this.edges.push({ from: way, to: place });
    }
  }

  #step(step: Step, from: string): string {
    const entry = this.#after(from, "exclusive");
    this.#entries.set(step.id, entry);
    this.#places.set(step.id, this.#around);
    const exit = this.node("exclusive");
    let inner = entry;
    for (const handler of step.attached ?? []) {
      const begun = this.#after(inner, handler.interrupting ? "exclusive" : "inclusive");
      const way = this.sequence(handler.steps, begun);
      if (handler.interrupting) this.edges.push({ from: way, to: exit });
      else this.end(way);
      inner = begun;
    }
    this.edges.push({ from: this.#inside(step, inner), to: exit });
    return exit;
  }

  #inside(step: Step, from: string): string {
    switch (step.kind) {
      case "task":
      case "project":
        return this.#after(from, "task", step.title);
      case "approval": {
        const decided = this.#after(this.#after(from, "task", step.title), "exclusive");
        this.#jumps.push({ from: decided, to: step.returnTo, around: this.#around });
        return decided;
      }
      case "decision":
      case "race":
        return this.#ways(step.branches, from, "exclusive", "exclusive");
      case "parallel": {
        const kind = step.branches.some(({ when }) => when !== undefined && when !== null) ? "inclusive" : "parallel";
        return this.#ways(step.branches, from, kind, (step.join?.go ?? "all") === "all" ? kind : "exclusive");
      }
      case "group":
        return this.#ways(step.branches, from, "parallel", "parallel");
      case "repeat":
      case "each": {
        const again = this.#after(from, "exclusive");
        const done = this.#after(this.#ways(step.branches, again, "parallel", "parallel"), "exclusive");
        this.edges.push({ from: done, to: again });
        if (step.kind === "repeat" && step.test === "after") return done;
        const out = this.node("exclusive");
        this.edges.push({ from: again, to: out }, { from: done, to: out });
        return out;
      }
      case "goto":
      case "end": {
        const left = this.#after(from, "pass");
        if (step.kind === "goto") this.#jumps.push({ from: left, to: step.to, around: this.#around });
        else this.end(left);
        // Nothing comes here: what follows is reached by other ways alone.
        return this.node("exclusive");
      }
      default:
        return this.#after(from, "pass");
    }
  }

  #ways(branches: readonly Pick<ParallelBranch, "steps">[], from: string, split: FlowKind, join: FlowKind): string {
    const open = this.#after(from, split);
    const close = this.node(join);
    const arrivals = branches.map(() => this.node("exclusive"));
    const outside = this.#around;
    branches.forEach(({ steps }, at) => {
      if (join !== "exclusive") this.#around = [...outside, { siblings: arrivals.filter((_, other) => other !== at) }];
      this.edges.push({ from: this.sequence(steps, this.#after(open, "pass")), to: arrivals[at]! }, { from: arrivals[at]!, to: close });
      this.#around = outside;
    });
    if (branches.length === 0) this.edges.push({ from: open, to: close });
    return close;
  }

  #after(from: string, kind: FlowKind, label = ""): string {
    const made = this.node(kind, label);
    this.edges.push({ from, to: made });
    return made;
  }
}
