/** What a DMN model says: plain values, read from a file or made in the editor. */
export type DecisionModel = {
  readonly name: string;
  /** By name; of imported models under the name of the import and a dot. */
  readonly types: ReadonlyMap<string, ItemType>;
  readonly nodes: readonly DecisionNode[];
};

/** Something that has a value in a decision: what is given, what is decided, and the functions in between. */
export type DecisionNode = {
  readonly id: string;
  readonly name: string;
  readonly type: string | null;
  /** The name under which its model was imported; "" for the model's own. */
  readonly from: string;
} & (
  | { readonly kind: "input" }
  | { readonly kind: "decision"; readonly logic: Logic | null; readonly requires: readonly string[] }
  | { readonly kind: "function"; readonly logic: Logic | null; readonly requires: readonly string[] }
  | {
      readonly kind: "service";
      readonly inputs: readonly string[];
      readonly outputs: readonly string[];
    }
);

/** How a value comes about. `type` is the type it must have, null for any. */
export type Logic = { readonly type: string | null } & (
  | { readonly kind: "expression"; readonly text: string }
  | DecisionTable
  | { readonly kind: "context"; readonly entries: readonly { readonly name: string | null; readonly logic: Logic }[] }
  | {
      readonly kind: "invocation";
      readonly of: Logic;
      readonly bindings: readonly { readonly name: string; readonly logic: Logic }[];
    }
  | { readonly kind: "function"; readonly params: readonly Param[]; readonly body: Logic | null }
  | { readonly kind: "list"; readonly items: readonly Logic[] }
  | { readonly kind: "relation"; readonly columns: readonly string[]; readonly rows: readonly (readonly Logic[])[] }
  | { readonly kind: "conditional"; readonly condition: Logic; readonly yes: Logic; readonly no: Logic }
  | { readonly kind: "filter"; readonly of: Logic; readonly by: Logic }
  | { readonly kind: "for" | "some" | "every"; readonly name: string; readonly over: Logic; readonly result: Logic }
  /** Something that is kept but not run; `what` names it. */
  | { readonly kind: "foreign"; readonly what: string }
);

export type Param = { readonly name: string; readonly type: string | null };

export type HitPolicy = "unique" | "any" | "first" | "priority" | "ruleOrder" | "outputOrder" | "collect";

export type DecisionTable = {
  readonly kind: "table";
  readonly hitPolicy: HitPolicy;
  /** Of collect: what is made of the outputs; null is the list of them. */
  readonly aggregation: "sum" | "min" | "max" | "count" | null;
  readonly inputs: readonly {
    readonly label: string;
    readonly expression: string;
    readonly type: string | null;
    /** Tests that name what the input may be. */
    readonly allowed: string | null;
  }[];
  readonly outputs: readonly {
    readonly name: string;
    readonly type: string | null;
    /** Expressions, the most important first: what priority and output order go by. */
    readonly values: string | null;
    readonly otherwise: string | null;
  }[];
  readonly rules: readonly { readonly when: readonly string[]; readonly then: readonly string[] }[];
};

export type ItemType = {
  readonly name: string;
  /** The type it is built on; null where it has parts of its own, or is a function. */
  readonly base: string | null;
  readonly isList: boolean;
  readonly parts: readonly ItemType[];
  /** Tests that every single value must pass. */
  readonly allowed: string | null;
  /** Tests that the value as a whole must pass. */
  readonly constraint: string | null;
  /** Of a function: what it gives. */
  readonly gives: string | null;
  readonly isFunction: boolean;
};
