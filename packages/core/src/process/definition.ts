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
  /** The document, in order; nesting by branches. */
  readonly steps: readonly Step[];
  /** What the requester gets at the end; `{{key}}` in its texts stands for a field's answer. */
  readonly deliverable: Deliverable | null;
};

export type Role = { readonly key: string; readonly name: string };

export type FieldKind = "text" | "longText" | "number" | "date" | "choice" | "yesNo" | "person" | "email" | "link";

export type Field = {
  readonly key: string;
  readonly label: string;
  readonly kind: FieldKind;
  readonly help?: string;
  readonly choices?: readonly string[];
};

export type Deliverable = { readonly title: string; readonly message: string; readonly fields: readonly string[] };

/** How long a step may take, in minutes of the process's working calendar. */
export type Due = { readonly from: "start" | "activation"; readonly workingMinutes: number };

export type FieldUse = { readonly key: string; readonly mode: "shown" | "editable" | "required" };

export type ChecklistItem = { readonly id: string; readonly title: string };

type StepText = { readonly id: string; readonly title: string; /** Markdown. */ readonly instructions: string };

export type TaskStep = StepText & {
  readonly kind: "task";
  readonly role: string | null;
  readonly due: Due | null;
  readonly fields: readonly FieldUse[];
  readonly checklist: readonly ChecklistItem[];
};

export type ApprovalStep = StepText & {
  readonly kind: "approval";
  readonly role: string | null;
  readonly due: Due | null;
  readonly fields: readonly FieldUse[];
  /** The step worked again after a rejection; null ends the run as rejected. */
  readonly returnTo: string | null;
};

export type DecisionBranch = {
  readonly id: string;
  readonly label: string;
  /** A FEEL condition over the fields; null is "otherwise". */
  readonly when: string | null;
  readonly steps: readonly Step[];
};

export type DecisionStep = StepText & { readonly kind: "decision"; readonly branches: readonly DecisionBranch[] };

export type ParallelBranch = { readonly id: string; readonly label: string; readonly steps: readonly Step[] };

export type ParallelStep = StepText & { readonly kind: "parallel"; readonly branches: readonly ParallelBranch[] };

export type ProjectStep = StepText & {
  readonly kind: "project";
  /** Name of the project to open; `{{key}}` stands for a field's answer. */
  readonly name: string;
  readonly role: string | null;
  readonly wait: boolean;
};

export type Step = TaskStep | ApprovalStep | DecisionStep | ParallelStep | ProjectStep;

/** The limits a definition is checked against before it is published. */
export const definitionLimits = {
  steps: 2_000,
  depth: 20,
  fields: 500,
  roles: 100,
  branches: 50,
  choices: 500,
  checklist: 200,
  title: 300,
  instructions: 100_000,
} as const;

export function emptyDefinition(): Definition {
  return { purpose: "", roles: [], fields: [], intake: [], steps: [], deliverable: null };
}
