/** Who works on a plan. `units` is how much of a person there is, or how much of them a task takes: 1 = all day. */
export type Staffing = {
  readonly people: readonly Person[];
  readonly assignments: readonly { readonly task: string; readonly person: string; readonly units: number }[];
};

export type Person = {
  readonly id: string;
  readonly name: string;
  readonly units: number;
  /** What is taken already: recurring work, a reserved share, other projects. Wall-clock `YYYY-MM-DDTHH:MM`. */
  readonly taken?: readonly Taken[];
};

export type Taken = { readonly from: string; readonly to: string; readonly units: number; readonly what: string };
