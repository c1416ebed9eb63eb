import type { Expression } from "../expression/index.ts";
import type { Definition, Field, Step } from "./definition.ts";
import type { Location } from "./walk.ts";

/**
 * What a node does with a token: `work` waits for somebody or something, `choice` sends it along the first true flow,
 * `merge` lets any token through. A block begins at an `open` or (with several ways at once) a `split`, and is left at
 * its `close` or `join`, as its step says. `again` goes round in a repeat or leaves it; at a `sink` a way besides ends.
 */
export type NodeKind = "start" | "end" | "work" | "choice" | "merge" | "split" | "join" | "open" | "close" | "again" | "sink";

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

/** A revision made ready to run: nodes and flows that tokens travel. It depends on the definition alone. */
export type Graph = {
  readonly definition: Definition;
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly start: string;
  readonly steps: ReadonlyMap<string, Step>;
  readonly fields: ReadonlyMap<string, Field>;
  /** Where each step stands in the document. */
  readonly places: ReadonlyMap<string, Location>;
  /** Steps from whose end others are due. */
  readonly counted: ReadonlySet<string>;
};
