import type { WorkUnits } from "../calendar/index.ts";
import type {
  ApprovalStep,
  DecisionBranch,
  DecisionStep,
  Definition,
  Due,
  Field,
  FieldUse,
  ParallelStep,
  Role,
  Step,
  TaskStep,
} from "../process/index.ts";

/** A procedure to begin with: what it is for in one line, and the whole of it. */
export type Starter = { readonly id: string; readonly name: string; readonly about: string; readonly definition: Definition };

type Words = {
  readonly role?: string;
  readonly text?: string;
  readonly within?: Due;
  readonly asks?: readonly string[];
  readonly shows?: readonly string[];
  readonly list?: readonly string[];
};

/** Working hours and days from when a step is reached; whole days are told by their length, so hours stay below one. */
export const hours = (count: number): Due => ({ from: "activation", workingMinutes: count * 60 });
export const days = (count: number): Due => ({ from: "activation", workingMinutes: count * writtenDay });

/** The day that the procedures are written with. */
const writtenDay = 480;

/** The procedure for a calendar on which a day is so long: two days are two of its days, hours are hours. */
export function starterOn({ definition }: Starter, { minutesPerDay }: WorkUnits): Definition {
  const length = (key: string, value: unknown): unknown =>
    key === "workingMinutes" && Number(value) % writtenDay === 0 ? (Number(value) / writtenDay) * minutesPerDay : value;
  return JSON.parse(JSON.stringify(definition), length) as Definition;
}

/** A field by its key, label and kind; `?` after a key of `asks` makes it one that may stay empty. */
export const field = (key: string, label: string, kind: Field["kind"], more: Pick<Field, "help" | "choices"> = {}): Field => ({
  key,
  label,
  kind,
  ...more,
});

export function task(id: string, title: string, { role, text = "", within, asks = [], shows = [], list = [] }: Words = {}): TaskStep {
  return {
    id,
    kind: "task",
    title,
    instructions: text,
    role: role ?? null,
    due: within ?? null,
    fields: usesOf(asks, shows),
    checklist: list.map((line, index) => ({ id: `${id}-${index + 1}`, title: line })),
  };
}

export function approval(
  id: string,
  title: string,
  { role, text = "", within, asks = [], shows = [], back }: Words & { readonly back?: string } = {},
): ApprovalStep {
  return {
    id,
    kind: "approval",
    title,
    instructions: text,
    role: role ?? null,
    due: within ?? null,
    fields: usesOf(asks, shows),
    returnTo: back ?? null,
  };
}

/** Branches by label, condition (null for otherwise) and steps. */
export function decision(
  id: string,
  title: string,
  branches: readonly (readonly [label: string, when: string | null, steps: readonly Step[]])[],
): DecisionStep {
  return {
    id,
    kind: "decision",
    title,
    instructions: "",
    branches: branches.map(([label, when, steps], index): DecisionBranch => ({ id: `${id}-${index + 1}`, label, when, steps })),
  };
}

export function together(id: string, title: string, branches: readonly (readonly [label: string, steps: readonly Step[]])[]): ParallelStep {
  return {
    id,
    kind: "parallel",
    title,
    instructions: "",
    branches: branches.map(([label, steps], index) => ({ id: `${id}-${index + 1}`, label, steps })),
  };
}

export function starter(
  id: string,
  name: string,
  about: string,
  parts: Omit<Definition, "roles" | "deliverable"> & {
    readonly roles: Readonly<Record<string, string>>;
    readonly deliverable?: Definition["deliverable"];
  },
): Starter {
  const roles = Object.entries(parts.roles).map(([key, called]): Role => ({ key, name: called }));
  return { id, name, about, definition: { ...parts, roles, deliverable: parts.deliverable ?? null } };
}

function usesOf(asks: readonly string[], shows: readonly string[]): FieldUse[] {
  return [
    ...shows.map((key): FieldUse => ({ key, mode: "shown" })),
    ...asks.map((key): FieldUse => (key.endsWith("?") ? { key: key.slice(0, -1), mode: "editable" } : { key, mode: "required" })),
  ];
}
