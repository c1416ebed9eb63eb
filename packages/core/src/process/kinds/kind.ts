import type { Finding } from "../../kernel/index.ts";
import type { Field, FieldUse, Role, Step } from "../definition.ts";

export type KindName = Step["kind"];
export type StepOf<K extends KindName> = Extract<Step, { kind: K }>;

export type BranchOf = {
  readonly id: string;
  readonly label: string;
  readonly when?: string | null;
  readonly steps: readonly Step[];
};

/** A flow whose head is not known yet: the node it leaves and the branch it starts. */
export type LooseEnd = {
  readonly node: string;
  readonly branch: { readonly id: string; readonly label: string; readonly when: string | null } | null;
};

/** Draws nodes and flows of the graph. `attach` ends a loose flow at a node, which may thereby finish a branch. */
export type Pen = {
  readonly node: (
    id: string,
    kind: "work" | "choice" | "merge" | "split" | "join" | "open" | "close" | "again" | "sink",
    step: string,
    exit: string | null,
  ) => void;
  readonly attach: (end: LooseEnd, to: string, finishes?: string) => void;
  readonly sequence: (steps: readonly Step[], entry: LooseEnd) => LooseEnd;
};

/** What a kind may look at when it checks one of its steps. */
export type Scene = {
  readonly roles: ReadonlyMap<string, Role>;
  readonly fields: ReadonlyMap<string, Field>;
  readonly steps: ReadonlyMap<string, Step>;
  /** Ids of the service clocks. */
  readonly clocks: ReadonlySet<string>;
  /** Whether `other` is always passed before the run stands at `step`. Null: no such step. */
  readonly isEarlier: (other: string, step: string) => boolean | null;
  /** Whether a run that is at `step` can go on at `other`. Null: no such step. */
  readonly isInReach: (other: string, step: string) => boolean | null;
};

/** One kind of step: what the rest of the core asks it about its definition. What it does in a run is in `run/kinds`. */
export type StepKind<K extends KindName> = {
  readonly kind: K;
  readonly role: (step: StepOf<K>) => string | null;
  readonly uses: (step: StepOf<K>) => readonly FieldUse[];
  readonly branches: (step: StepOf<K>) => readonly BranchOf[];
  readonly draw: (step: StepOf<K>, entry: LooseEnd, pen: Pen) => LooseEnd;
  readonly check: (step: StepOf<K>, scene: Scene) => Finding[];
};
