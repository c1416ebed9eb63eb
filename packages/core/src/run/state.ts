/** A field's answer. Dates are `YYYY-MM-DD`, people are person ids, choices are the chosen text; lists and tables are lists. */
export type Answer = string | number | boolean | readonly (string | Row)[];

/** A row of a table, by column. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

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
  /** When steps last ended from whose end others are due, by step id. Absent: none. */
  readonly ended?: Readonly<Record<string, number>>;
  /** The number the next token or block gets. */
  readonly next: number;
  /** Steps with inner life that have begun: branches, items, rounds, whatever is attached. Absent: none. */
  readonly blocks?: readonly Block[];
  /** What actions did that can be taken back, in order. `block`: where; the step is the action's. */
  readonly undoable?: readonly Done[];
  /** The last task or project that each step made, by step and item, to be changed later. Absent: none. */
  readonly made?: readonly Made[];
  /** Of a process that promises something, those that have begun. */
  readonly clocks?: readonly ClockNow[];
  /** Messages that came before anybody waited for them. */
  readonly mailbox?: readonly Message[];
  /** What moves to other revisions left without a place. */
  readonly kept?: readonly Kept[];
  readonly held?: Held;
  /** Open work that somebody added to this run alone; the run is not over before it. */
  readonly extra?: readonly Extra[];
};

export type Extra = { readonly task: string; readonly title: string; readonly person?: string };

/** A service clock of a run. Times are epoch milliseconds, counts are working minutes. */
export type ClockNow = {
  readonly id: string;
  readonly name: string;
  readonly target: number;
  /** Counted up to `since`, or in all. */
  readonly ran: number;
  /** Counting since then; absent: it stands still or is over. */
  readonly since?: number;
  /** What it stands still for. */
  readonly waits?: ClockWait;
  /** When the next mark is reached if it goes on counting, and how many were. */
  readonly next?: number;
  readonly marks: number;
  /** When the target is reached if it goes on counting. */
  readonly due?: number;
  /** Over: whether the promise was kept; null: it is not to be judged. */
  readonly kept?: boolean | null;
};

export type ClockWait = "question" | "message" | "outside" | "hold";

export type Done = {
  readonly step: string;
  readonly data?: Readonly<Record<string, Answer>>;
  /** The items that it was done in, the outermost first. */
  readonly items?: readonly number[];
  /** The action's title, where the revision that the run was moved to does not have it. */
  readonly gone?: string;
  /** The token that last began to take it back. */
  readonly taking?: number;
};

/** `id`: the action or activation that made it; `in`: the item in which it did. */
export type Made = { readonly step: string; readonly id: string; readonly in?: number };

/** On hold since when, by whom and why; `next`: what has a greater number began meanwhile. */
export type Held = { readonly at: number; readonly by: string | null; readonly reason: string; readonly next: number };

/** The moments of what was on hold, moved on. */
export type Moments = {
  readonly tokens: readonly { readonly token: number; readonly until: number }[];
  readonly blocks: readonly { readonly block: number; readonly due: NonNullable<Block["due"]> }[];
};

/** What was entered at a place, or for a field, that the revision has no place for: nothing entered is lost by a move. */
export type Kept = { readonly title: string; readonly answers: Readonly<Record<string, Answer>>; readonly rows?: readonly Row[] };

export type Message = { readonly name: string; readonly key: string | null; readonly answers: Answers };

export type RunStatus = "new" | "open" | "completed" | "rejected" | "cancelled";

/** A place in the run that is alive. At rest every token waits for something that it names. */
export type Token = {
  readonly id: number;
  /** Node of the graph. */
  readonly node: string;
  /** The block it is in; absent: the run itself. */
  readonly in?: number;
  /** Id of this activation of the step: the task given to somebody, the action, the wait. */
  readonly task?: string;
  readonly person?: string;
  /** Points of its checklist that are ticked off. */
  readonly ticked?: readonly string[];
  /** The person was chosen by a rule or stands in for somebody: another one in the role moves it. */
  readonly given?: true;
  /** Of an approval by several people: which of them. */
  readonly seat?: number;
  /** When its task is due, where that follows something that can change; null: not known yet. */
  readonly due?: number | null;
  /** Set while an approval waits for an answer. */
  readonly question?: Question;
  /** Set while a repair is awaited: the run could not go on here. */
  readonly incident?: string;
  /** Of a wait: epoch milliseconds, or the message; a condition is in the revision. */
  readonly until?: number;
  readonly message?: { readonly name: string; readonly key: string | null };
  /** Waits for its turn: the lock that another step holds, or what another is taking back. */
  readonly lock?: string;
  /** Of an undo step: what is being taken back. */
  readonly undoing?: string;
  /** It is taken back by a person. */
  readonly byHand?: true;
  readonly held?: Held;
};

/** One beginning of a step that has something going on inside it. `step` is its opening node. */
export type Block = {
  readonly id: number;
  readonly step: string;
  readonly in?: number;
  /** Branches finished so far, and how many ways have gone on from here. */
  readonly arrived?: readonly string[];
  readonly passed?: number;
  /** Of an approval by several: who has decided, so that nobody does twice. */
  readonly voted?: readonly string[];
  /** Of a race: the branch that was first. */
  readonly won?: string;
  /** Of a for-each: its items, how many were begun and finished, their rows; `closed`: no more come. */
  readonly items?: readonly (string | number | boolean | Row)[];
  readonly begun?: number;
  readonly finished?: number;
  readonly rows?: readonly Row[];
  readonly closed?: boolean;
  /** Of one item: which, and what is its own. */
  readonly item?: number;
  readonly data?: Readonly<Record<string, Answer>>;
  /** Of one item: who last worked which of its steps, by step id. */
  readonly worked?: Readonly<Record<string, string>>;
  /** Of one item: when its steps last ended from whose end others are due, by step id. */
  readonly ended?: Readonly<Record<string, number>>;
  readonly round?: number;
  /** What is attached and has not happened yet: when, or which message. */
  readonly due?: readonly { readonly handler: string; readonly at: number }[];
  readonly listens?: readonly { readonly handler: string; readonly name: string; readonly key: string | null }[];
  readonly fired?: readonly string[];
  /** How often what comes again has come. */
  readonly times?: Readonly<Record<string, number>>;
  readonly interrupted?: boolean;
  /** The lock that it holds while it lasts. */
  readonly lock?: string;
  /** The token at the step that is on hold: nothing attached falls due. */
  readonly held?: number;
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
