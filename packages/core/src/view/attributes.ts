/** What views show: tasks (steps of runs and tasks of projects alike), runs, or projects. */
export type Subject = "tasks" | "runs" | "projects";

export type AttributeType = "text" | "choice" | "person" | "place" | "team" | "date" | "number" | "duration" | "yesNo";

/** Something one can filter, sort and group by: built in, or a field of one's own (its key is the field's id). */
export type Attribute = {
  readonly key: string;
  readonly type: AttributeType;
  readonly of: readonly Subject[];
  readonly choices?: readonly string[];
};

const every: readonly Subject[] = ["tasks", "runs", "projects"];
const tasks: readonly Subject[] = ["tasks"];

export const states = ["open", "done", "skipped", "withdrawn", "cancelled"] as const;
export const rowPriorities = ["none", "low", "high", "urgent"] as const;

export const attributes = [
  { key: "title", type: "text", of: every },
  { key: "state", type: "choice", of: every, choices: states },
  { key: "owner", type: "person", of: every },
  { key: "creator", type: "person", of: every },
  { key: "team", type: "team", of: tasks },
  { key: "in", type: "place", of: ["tasks", "runs"] },
  { key: "step", type: "text", of: ["tasks", "runs"] },
  { key: "column", type: "text", of: tasks },
  { key: "role", type: "text", of: tasks },
  { key: "skill", type: "text", of: tasks },
  { key: "priority", type: "choice", of: tasks, choices: rowPriorities },
  { key: "due", type: "date", of: every },
  { key: "start", type: "date", of: ["tasks", "projects"] },
  { key: "finish", type: "date", of: ["tasks", "projects"] },
  { key: "postponed", type: "date", of: tasks },
  { key: "created", type: "date", of: every },
  { key: "closed", type: "date", of: every },
  { key: "effort", type: "duration", of: tasks },
  { key: "spent", type: "duration", of: tasks },
  { key: "critical", type: "yesNo", of: tasks },
  { key: "milestone", type: "yesNo", of: tasks },
] as const satisfies readonly Attribute[];

export type BuiltIn = (typeof attributes)[number]["key"];

export const builtIns: ReadonlyMap<string, Attribute> = new Map(attributes.map((one) => [one.key, one]));
