import type { Due } from "./due.ts";
import type { ServiceClock } from "./service-clock.ts";

/** What a process says: the words of a revision. Plain JSON, written by people in the editor, read by everything else. */
export type Definition = {
  /** Markdown. */
  readonly purpose: string;
  /** Placeholders for people, filled when a run starts or by the process's settings. */
  readonly roles: readonly Role[];
  /** All data of a run: entered once, used everywhere. */
  readonly fields: readonly Field[];
  /** Keys of the fields asked when a run is started. */
  readonly intake: readonly string[];
  /** Those of them that may be left empty. */
  readonly intakeOptional?: readonly string[];
  /** A message of this name starts a run, and what it brings answers the start form. */
  readonly startMessage?: string;
  /** Other messages that start a run, each with the way that it means. Absent: none. */
  readonly otherStarts?: readonly OtherStart[];
  /** The document, in order; nesting by branches. */
  readonly steps: readonly Step[];
  /** What is promised in working time. Absent: nothing. */
  readonly clocks?: readonly ServiceClock[];
  /** Who may do in a run what the procedure does not say. Absent: whoever may change the process (`editor`). */
  readonly liberties?: Readonly<Partial<Record<Liberty, Allowed>>>;
  /** What the requester gets at the end; `{{key}}` in its texts stands for a field's answer. */
  readonly deliverable: Deliverable | null;
};

/** A message starts a run as if `value` had been chosen in the field `key` of the start form. */
export type OtherStart = { readonly message: string; readonly key: string; readonly value: string };

/** To pass a step (or a wait), put it or the run on hold, go on elsewhere, add a step. */
export type Liberty = "skip" | "hold" | "jump" | "add";

/** `holder`: whoever has the step, and editors; `editor` and `manager` of the process; nobody at all. */
export type Allowed = "holder" | "editor" | "manager" | "nobody";

export type Role = { readonly key: string; readonly name: string };

export type FieldKind =
  | "text"
  | "longText"
  | "number"
  | "date"
  | "choice"
  | "yesNo"
  | "person"
  | "email"
  | "link"
  /** Several short texts. */
  | "list"
  /** Several person ids. */
  | "people"
  /** A number in the field's currency. */
  | "money"
  /** ISO 8601, such as `P3D` or `PT2H`. */
  | "duration"
  /** Rows of short texts and numbers, by column. */
  | "table"
  /** Markdown. */
  | "richText"
  /** Several of the choices. */
  | "choices"
  /** Ids of files that are attached to steps of the run. */
  | "file"
  /** The id of a run, or of a project. */
  | "run"
  | "project";

export type Field = {
  readonly key: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly help?: string;
  readonly choices?: readonly string[];
  /** Of a table: the names of its columns. */
  readonly columns?: readonly string[];
  /** Of money: ISO 4217. */
  readonly currency?: string;
  /** FEEL over the fields: it is asked for and shown only where this holds. */
  readonly when?: string;
  /** FEEL over the fields: its answer follows from theirs, and nobody enters it. */
  readonly computed?: string;
  /** The least and the most: of a number or money itself, of a date (`2026-12-24`), of a text its length, of a list how many. */
  readonly min?: number | string;
  readonly max?: number | string;
  /** A regular expression for the whole of a text, read in linear time (RE2). */
  readonly pattern?: string;
  /** FEEL over the fields: conditions that must not be false, each with what is said where it is. */
  readonly rules?: readonly FieldRule[];
};

export type FieldRule = { readonly holds: string; readonly message: string };

export type Deliverable = { readonly title: string; readonly message: string; readonly fields: readonly string[] };

export type FieldUse = { readonly key: string; readonly mode: "shown" | "editable" | "required" };

export type ChecklistItem = { readonly id: string; readonly title: string };

type StepText = {
  readonly id: string;
  readonly title: string;
  /** Markdown. */
  readonly instructions: string;
  /** What happens besides, while the run is in this step: escalations, time-outs, error paths. */
  readonly attached?: readonly Handler[];
  /** Steps with the same lock are never worked at the same time in one run; the later one waits for its turn. */
  readonly lock?: string;
};

/** A stretch of time; `working` counts on the process's calendar, else it is time as it passes. */
export type Span = { readonly minutes: number; readonly working: boolean };

/** Something that happens to a run without anybody working a step of it. */
export type Happening =
  | { readonly on: "time"; readonly after: Span }
  /** A FEEL expression for a date or a date and time. */
  | { readonly on: "moment"; readonly at: string }
  /** A message of this name; `key`, a FEEL expression, tells whose. `early`: what becomes of one that comes before. */
  | {
      readonly on: "message";
      readonly name: string;
      readonly key: string | null;
      readonly early: "kept" | "dropped";
      /** Fields whose answers it may bring. */ readonly fills?: readonly string[];
    }
  /** A FEEL condition over the fields that becomes true. */
  | { readonly on: "condition"; readonly when: string }
  /** A service clock warns, or has run past its target. */
  | { readonly on: "clock"; readonly clock: string; readonly reaches: "warning" | "target" };

/** Attached to a step: `interrupting` gives the step up and goes this way instead, else this way is gone besides. */
export type Handler = {
  readonly id: string;
  readonly label: string;
  /** An error is raised by an action that failed for good or by an end step, an escalation by an action; without a code any. */
  readonly when:
    | Happening
    | { readonly on: "error"; readonly code: string | null }
    | { readonly on: "escalation"; readonly code: string | null };
  readonly interrupting: boolean;
  /** Besides: as often as it happens, not once. Of a time, a message or an escalation. */
  readonly again?: boolean;
  /** Of what happens again: so many times in all. */
  readonly atMost?: number;
  readonly steps: readonly Step[];
};

/**
 * When a step with several branches goes on: when all of them are finished, with the n-th that is, with each that is,
 * or whenever there is one from each. `rest`: what becomes of the others after that; `wait` also keeps the step from
 * being begun again before they are finished.
 */
export type Join = {
  readonly go: "all" | "each" | "sets" | number;
  readonly rest?: "withdrawn" | "goesOn" | "wait";
};

/** Who among those whom a step is for gets it. Absent: the person who fills its role, or the team that does, as one. */
export type Who = {
  /**
   * `role`: as without a rule. `turn`: the members of the team that fills the role, one after another, across runs.
   * `load`: whoever of them has the least open work. `same`: whoever did the step `of`. `manager`: the manager of whoever
   * did the step `of`, or (null) of whoever asked for the run. Where that is nobody, as without a rule.
   */
  readonly give: "role" | "turn" | "load" | "same" | "manager";
  readonly of?: string | null;
  /** Four eyes: nobody who did one of these steps. */
  readonly except?: readonly string[];
  /** Nor whoever asked for the run. */
  readonly notRequester?: boolean;
};

export type TaskStep = StepText & {
  readonly kind: "task";
  readonly role: string | null;
  readonly who?: Who;
  readonly due: Due | null;
  readonly fields: readonly FieldUse[];
  readonly checklist: readonly ChecklistItem[];
  /** Every point has to be ticked off before the step can be completed. */
  readonly checkAll?: boolean;
  /** Done by somebody without an account, by a link that works once, mailed to the address in this field; null: to whoever asked for the run. */
  readonly outsider?: { readonly to: string | null };
  /** How a person takes it back, where an `undo` step asks for it. */
  readonly undo?: { readonly title: string; readonly role: string | null };
};

export type ApprovalStep = StepText & {
  readonly kind: "approval";
  readonly role: string | null;
  readonly who?: Who;
  readonly due: Due | null;
  readonly fields: readonly FieldUse[];
  /** The step worked again after a rejection; null ends the run as rejected. */
  readonly returnTo: string | null;
  /** Whoever rejects may choose another earlier step. */
  readonly returnChoice?: boolean;
  /** Several people decide: all of these roles, one after another, or so many of them. Absent: whoever has `role`. */
  readonly approvers?: { readonly roles: readonly string[]; readonly rule: "all" | "sequence" | number };
};

export type DecisionBranch = {
  readonly id: string;
  readonly label: string;
  /** A FEEL condition over the fields; null is "otherwise". */
  readonly when: string | null;
  readonly steps: readonly Step[];
};

export type DecisionStep = StepText & {
  readonly kind: "decision";
  readonly branches: readonly DecisionBranch[];
  /** Chooses the branch in place of the branches' own conditions; where no rule applies, "otherwise" is taken. */
  readonly table?: RuleTable;
};

/** A DMN decision table whose output is a branch. */
export type RuleTable = {
  readonly hitPolicy: "unique" | "first" | "any";
  /** `expression`: FEEL over the fields. */
  readonly inputs: readonly { readonly label: string; readonly expression: string }[];
  /** `when`: unary tests, one for each input; `then`: the id of a branch. */
  readonly rules: readonly { readonly when: readonly string[]; readonly then: string }[];
};

export type ParallelBranch = {
  readonly id: string;
  readonly label: string;
  /** A FEEL condition; the branch is left out where it does not hold. Absent or null: always. */
  readonly when?: string | null;
  readonly steps: readonly Step[];
};

export type ParallelStep = StepText & {
  readonly kind: "parallel";
  readonly branches: readonly ParallelBranch[];
  readonly join?: Join;
};

/** Whatever happens first decides: each branch begins with a wait or with work, and the others are given up. */
export type RaceStep = StepText & { readonly kind: "race"; readonly branches: readonly ParallelBranch[] };

/** A revision of a process that is kept to be placed in others. */
export type PlacedBlock = { readonly process: string; readonly revision: number };

/** Steps that belong together, to be repeated, timed, locked or given up as one. Its only branch holds them. */
export type GroupStep = StepText & {
  readonly kind: "group";
  /** The block that it holds: its steps are those of that revision. */
  readonly block?: PlacedBlock;
  readonly branches: readonly ParallelBranch[];
  readonly join?: Join;
  /** How a person takes it back once it is finished, in place of what its steps say of themselves. */
  readonly undo?: { readonly title: string; readonly role: string | null };
};

export type RepeatStep = StepText & {
  readonly kind: "repeat";
  /** A FEEL condition. */
  readonly until: string;
  readonly test: "before" | "after";
  readonly atMost: number;
  readonly branches: readonly ParallelBranch[];
};

export type EachStep = StepText & {
  readonly kind: "each";
  /** A FEEL expression: a list, or how many times. */
  readonly over: string;
  /** The field that holds the item inside. */
  readonly item: string | null;
  /** Fields of which every item has its own. */
  readonly own: readonly string[];
  /** The table field that gets a row for each item: the item and its own fields. */
  readonly collect: string | null;
  readonly order: "together" | "sequence";
  /** `when` is a FEEL condition over the fields and `finished` and `total`; with it the step goes on early. `none` does not wait at all. */
  readonly join: { readonly go: "all" | "each" | "none" | number; readonly rest?: Join["rest"]; readonly when?: string | null };
  /** Whether items can be added while it runs; it then goes on when it is said that no more come. */
  readonly growing: boolean;
  readonly branches: readonly ParallelBranch[];
};

/** What is done without anybody. Texts may hold `{{key}}`; `values` are FEEL expressions by field. */
export type Act =
  | { readonly do: "set"; readonly values: readonly { readonly key: string; readonly value: string }[] }
  | { readonly do: "mail"; readonly to: string; readonly subject: string; readonly text: string }
  | {
      readonly do: "http";
      readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
      readonly url: string;
      readonly body: string | null;
      /** FEEL expressions over `status` and `body` by field. */
      readonly into: readonly { readonly key: string; readonly value: string }[];
    }
  | { readonly do: "task"; readonly title: string; readonly role: string | null }
  /**
   * `of`: the step of this run that made it; null: the one to which the expression `at` leads, by its id or its address.
   * `values`: FEEL expressions by what is changed: `title`, `notes`, `owner`, `due`, `priority`, `state`, or the id of a field of one's own.
   */
  | {
      readonly do: "change";
      readonly what: "task" | "project";
      readonly of: string | null;
      readonly at: string;
      readonly values: readonly { readonly key: string; readonly value: string }[];
    }
  /** `process` null: this process itself; `unchosenProcess`: still to be chosen. `into`: FEEL expressions over the answers of the other run, by field. */
  | {
      readonly do: "start";
      readonly process: string | null;
      readonly values: readonly { readonly key: string; readonly value: string }[];
      readonly wait: boolean;
      readonly into: readonly { readonly key: string; readonly value: string }[];
    }
  | {
      readonly do: "send";
      readonly name: string;
      readonly key: string | null;
      readonly values: readonly { readonly key: string; readonly value: string }[];
    }
  /** Tells whatever is attached for it around this step, the innermost; nothing where nothing is. */
  | { readonly do: "escalate"; readonly code: string };

/** Of a step that starts a run of another process which nobody has named yet. */
export const unchosenProcess = "00000000-0000-0000-0000-000000000000";

export type ActionStep = StepText & { readonly kind: "action"; readonly act: Act; /** How to take it back. */ readonly undo: Act | null };

export type WaitStep = StepText & { readonly kind: "wait"; readonly until: Happening };

/** Goes on at another step of the document, before or after this one. */
export type GotoStep = StepText & { readonly kind: "goto"; readonly to: string | null };

/** Ends the whole run, this way alone, other steps that are still going on, or what it is in, with an error. */
export type EndStep = StepText & {
  readonly kind: "end";
  readonly ends:
    | { readonly what: "run"; readonly outcome: "completed" | "rejected" | "cancelled" }
    | { readonly what: "way" }
    | { readonly what: "steps"; readonly steps: readonly string[] }
    | { readonly what: "error"; readonly code: string };
};

/** Takes back what steps did that say how: those inside the step named, or all of the run, the latest first. */
export type UndoStep = StepText & { readonly kind: "undo"; readonly of: string | null };

export type ProjectStep = StepText & {
  readonly kind: "project";
  /** Name of the project to open; `{{key}}` stands for a field's answer. */
  readonly name: string;
  readonly role: string | null;
  readonly wait: boolean;
};

export type Step =
  | TaskStep
  | ApprovalStep
  | DecisionStep
  | ParallelStep
  | ProjectStep
  | RaceStep
  | GroupStep
  | RepeatStep
  | EachStep
  | ActionStep
  | WaitStep
  | GotoStep
  | EndStep
  | UndoStep;

/** The limits a definition is checked against before it is published. */
export const definitionLimits = {
  steps: 2_000,
  depth: 20,
  fields: 500,
  roles: 100,
  branches: 50,
  choices: 500,
  checklist: 200,
  clocks: 20,
  ladder: 20,
  title: 300,
  instructions: 100_000,
  attached: 20,
  /** Items of a for-each: of one after another, and of those all open at once. */
  items: 10_000,
  itemsTogether: 1_000,
  rounds: 1_000,
} as const;

export function emptyDefinition(): Definition {
  return { purpose: "", roles: [], fields: [], intake: [], steps: [], deliverable: null };
}
