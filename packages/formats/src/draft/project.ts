import type { Plan } from "@rondo/core/plan";

/** An ISO instant with `Z` (`2015-06-18T12:19:06.083Z`), or a day (`2015-06-18`) where the source knows only the day. */
export type When = string;

/** What any board, list or sheet of work becomes before a person says yes. All ids are the source's own, as text. */
export type ProjectDraft = {
  readonly kind: "project";
  readonly sourceId: string;
  readonly name: string;
  readonly description: string;
  readonly url: string | null;
  readonly archived: boolean;
  readonly lists: readonly ListDraft[];
  readonly labels: readonly LabelDraft[];
  readonly members: readonly MemberDraft[];
  readonly fields: readonly FieldDraft[];
  readonly tasks: readonly TaskDraft[];
  /** Events of the board itself, and of tasks that the file no longer holds. */
  readonly history: readonly HistoryDraft[];
  /** Durations, links, constraints and calendars, from a source that has them; its task ids are the tasks' `sourceId`s. */
  readonly plan?: Plan;
  /** Its dates as they were frozen, the newest first. */
  readonly baselines?: readonly BaselineDraft[];
};

/** Dates that were frozen under a name; minutes are working ones. A task of the plan without an entry was not there then. */
export type BaselineDraft = {
  readonly name: string;
  readonly entries: readonly { readonly task: string; readonly start: string; readonly finish: string; readonly minutes: number }[];
};

/** A column of a board. `done` is a guess from its name: what stands there is read as completed. */
export type ListDraft = {
  readonly sourceId: string;
  readonly name: string;
  readonly position: number;
  readonly archived: boolean;
  readonly done: boolean;
};

export type LabelDraft = { readonly sourceId: string; readonly name: string; readonly colour: string | null };

/** A task type as planners know it: fixed duration, units or work; effort-driven where more people share the same work. */
export type TypeDraft = { readonly fixed: "duration" | "units" | "work"; readonly effortDriven?: boolean };

/** Somebody in the source. Whom it means here is said by a person, or matched by e-mail where the file has one. */
export type MemberDraft = {
  readonly sourceId: string;
  readonly name: string;
  readonly username: string | null;
  readonly email: string | null;
};

export type FieldDraft = {
  readonly sourceId: string;
  readonly name: string;
  readonly kind: "text" | "number" | "date" | "choice" | "yesNo";
  readonly choices: readonly string[];
};

export type TaskDraft = {
  readonly sourceId: string;
  readonly title: string;
  /** Markdown. */
  readonly notes: string;
  readonly url: string | null;
  /** `sourceId` of its list; null when the source has none or names one that isn't in the file. */
  readonly list: string | null;
  readonly parent: string | null;
  readonly position: number;
  readonly labels: readonly string[];
  readonly members: readonly string[];
  /** How much of a day each of its members gives it, in percent; all of it where nothing is said. */
  readonly shares?: Readonly<Record<string, number>>;
  /** So many of a role, each for so much of a day in percent, whom nobody has been named for. */
  readonly placeholders?: readonly PlaceholderDraft[];
  /** What stays of its length, shares and work when one of them is changed. */
  readonly type?: TypeDraft;
  readonly start: When | null;
  readonly due: When | null;
  readonly createdAt: When | null;
  readonly completed: boolean;
  /** Null when it isn't completed, or the source doesn't say when. */
  readonly completedAt: When | null;
  readonly archived: boolean;
  readonly fields: readonly FieldValueDraft[];
  readonly checklists: readonly ChecklistDraft[];
  readonly comments: readonly CommentDraft[];
  readonly attachments: readonly AttachmentDraft[];
  readonly history: readonly HistoryDraft[];
};

export type PlaceholderDraft = { readonly role: string; readonly percent: number; readonly count: number };

export type FieldValueDraft = { readonly field: string; readonly value: string };

export type ChecklistDraft = {
  readonly sourceId: string;
  readonly title: string;
  readonly items: readonly CheckItemDraft[];
};

export type CheckItemDraft = { readonly sourceId: string; readonly title: string; readonly done: boolean };

export type CommentDraft = {
  readonly sourceId: string;
  readonly author: string | null;
  readonly at: When | null;
  readonly text: string;
};

/** Named by the export, but not in it: the bytes have to be fetched by hand where `url` still answers. */
export type AttachmentDraft = { readonly sourceId: string; readonly name: string; readonly url: string | null };

export type HistoryKind =
  | "created"
  | "moved"
  | "reordered"
  | "renamed"
  | "described"
  | "dueChanged"
  | "completed"
  | "reopened"
  | "archived"
  | "restored"
  | "deleted"
  | "assigned"
  | "unassigned"
  | "labelled"
  | "unlabelled"
  | "commented"
  | "checklistAdded"
  | "checklistRemoved"
  | "itemChecked"
  | "itemUnchecked"
  | "attached"
  | "detached"
  | "other";

/** One thing that happened. `sourceKind` is the source's own word, so that nothing is lost where `kind` is "other". */
export type HistoryDraft = {
  readonly sourceId: string;
  readonly at: When | null;
  readonly kind: HistoryKind;
  readonly sourceKind: string;
  readonly subject: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly actor: string | null;
};
