import { invariant } from "../kernel/index.ts";
import type { Due, Graph, GraphNode, Step } from "../process/index.ts";
import type { Effect } from "./effect.ts";
import { derivedFrom } from "./derive.ts";
import type { EventBody, RunEvent } from "./event.ts";
import { evolve } from "./evolve.ts";
import type { Answer, RunState, Token } from "./state.ts";

/** What the core may not find out by itself. */
export type Circumstances = {
  /** Epoch milliseconds. */
  readonly now: number;
  /** IANA zone of the process, for `today()` and `now()` in conditions. */
  readonly zone: string;
  readonly newId: () => string;
  /** A task that is there already for a step: of a project that became this run. */
  readonly taskOf?: ((step: string) => string | undefined) | undefined;
  /** The due moment by the working calendar: all in and out epoch milliseconds. */
  readonly dueAt: (due: Due, startAt: number, activatedAt: number) => number;
  /** Working minutes between two moments on that calendar. */
  readonly workedBetween: (from: number, to: number) => number;
};

/** One command being decided: events recorded so far, the state they make, and the effects asked for. */
export class Turn {
  readonly graph: Graph;
  readonly circumstances: Circumstances;
  readonly by: string | null;
  readonly events: RunEvent[] = [];
  readonly effects: Effect[] = [];
  state: RunState;
  /** How many more moves this command may cause. */
  budget: number;
  /** What was known where something is being taken back, over what is known now. */
  recalled: Readonly<Record<string, Answer>> = {};

  constructor(graph: Graph, state: RunState, by: string | null, circumstances: Circumstances) {
    this.graph = graph;
    this.state = state;
    this.by = by;
    this.circumstances = circumstances;
    this.budget = 1_000 + 4 * graph.nodes.size;
  }

  record(body: EventBody): void {
    const event: RunEvent = { ...body, at: this.circumstances.now, by: this.by };
    this.events.push(event);
    this.state = evolve(this.graph, this.state, event);
    if ("answers" in body && body.type !== "data.derived") this.derive("own" in body ? body.own?.block : undefined);
  }

  /** What follows from answers by itself stands in the journal too, so that replaying needs no expression. */
  derive(block: number | undefined): void {
    const derived = derivedFrom(this.graph, this.state, block, this.circumstances);
    if (derived !== null) this.record({ type: "data.derived", ...derived });
  }

  effect(effect: Effect): void {
    this.effects.push(effect);
  }

  step(id: string | null): Step {
    const step = id === null ? undefined : this.graph.steps.get(id);
    invariant(step, `no step ${id}`);
    return step;
  }

  node(id: string): GraphNode {
    const node = this.graph.nodes.get(id);
    invariant(node, `no node ${id}`);
    return node;
  }

  token(id: number): Token {
    const token = this.state.tokens.find((candidate) => candidate.id === id);
    invariant(token, `no token ${id}`);
    return token;
  }
}
