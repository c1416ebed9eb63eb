import type { Expression } from "../expression/index.ts";
import type { Definition, Field, Step } from "./definition.ts";

/**
 * What a node does with a token: `work` waits for somebody, `choice` sends it along the first true flow, `merge` lets
 * any token through, `split` makes one token a branch, `join` waits for one token from each branch.
 */
export type NodeKind = "start" | "end" | "work" | "choice" | "merge" | "split" | "join";

export type GraphNode = {
  readonly id: string;
  readonly kind: NodeKind;
  /** The step this node belongs to; null for the start and the end. */
  readonly step: string | null;
  readonly out: readonly Flow[];
  /** How many flows arrive here. */
  readonly arriving: number;
  /** Where a token goes when the step as a whole is skipped: the node that closes it. */
  readonly exit: string | null;
};

export type Flow = {
  readonly from: string;
  readonly to: string;
  /** The branch this flow starts. */
  readonly branch: string | null;
  /** The branch this flow brings to its join or merge. */
  readonly finishes: string | null;
  readonly label: string;
  /** The condition of a choice's flow; null is "otherwise" there and means nothing elsewhere. */
  readonly when: Expression | null;
};

/**
 * What a rejection does to the tokens: those in `region` are withdrawn, one is placed at `target`, and one at the join
 * of each branch that stays finished because the target lies in its sibling (else that join would wait for ever).
 */
export type Return = {
  readonly target: string;
  readonly region: ReadonlySet<string>;
  readonly arrived: readonly { readonly node: string; readonly branch: string }[];
};

/** A revision made ready to run: nodes and flows that tokens travel. It depends on the definition alone. */
export type Graph = {
  readonly definition: Definition;
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly start: string;
  readonly steps: ReadonlyMap<string, Step>;
  readonly fields: ReadonlyMap<string, Field>;
  /** By approval step id. */
  readonly returns: ReadonlyMap<string, Return>;
};
