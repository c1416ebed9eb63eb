/** A field's answer. Dates are `YYYY-MM-DD`, people are person ids, choices are the chosen text. */
export type Answer = string | number | boolean;

/** By field key; null takes an answer back. */
export type Answers = Readonly<Record<string, Answer | null>>;

/** The state of one run: compact JSON, a fold of its events. A run that waits for a few people stays under 2 kB. */
export type RunState = {
  readonly status: RunStatus;
  /** How many events made this state. */
  readonly version: number;
  /** Epoch milliseconds; 0 before the start. */
  readonly startedAt: number;
  readonly requester: string | null;
  /** Person ids by role key, as far as they are filled. */
  readonly people: Readonly<Record<string, string>>;
  readonly data: Readonly<Record<string, Answer>>;
  readonly tokens: readonly Token[];
  /** Who last worked which steps: step ids by person id. */
  readonly worked: Readonly<Record<string, readonly string[]>>;
  /** The number the next token gets. */
  readonly next: number;
};

export type RunStatus = "new" | "open" | "completed" | "rejected" | "cancelled";

/** A place in the run that is alive. At rest every token waits: for a task, a project, its siblings, or a repair. */
export type Token = {
  readonly id: number;
  /** Node of the graph. */
  readonly node: string;
  /** Id of this activation of the step: the task given to somebody. */
  readonly task?: string;
  readonly person?: string;
  /** Set while an approval waits for an answer. */
  readonly question?: Question;
  /** Set while a repair is awaited: the run could not go on here. */
  readonly incident?: string;
  /** At a join: the branch this token finished. */
  readonly finished?: string;
};

/** Asked of the requester (`step` null) or of whoever worked an earlier step. `person` null: the requester has no account. */
export type Question = { readonly id: string; readonly step: string | null; readonly person: string | null };

export function newRun(): RunState {
  return {
    status: "new",
    version: 0,
    startedAt: 0,
    requester: null,
    people: {},
    data: {},
    tokens: [],
    worked: {},
    next: 1,
  };
}
