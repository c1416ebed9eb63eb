import { Refusal } from "@rondo/core/kernel";
import type { Plan } from "@rondo/core/plan";
import type { HistoryKind, ProjectDraft } from "../draft/index.ts";
import { unreadable } from "../draft/refuse.ts";
import { readPlanJson } from "../plan/index.ts";
import { encodeText } from "../text/encode.ts";
import { flag, listOf, mapOf, nullable, number, oneOf, record, type Strict, text } from "./shape.ts";

const historyKinds: readonly HistoryKind[] = [
  "created",
  "moved",
  "reordered",
  "renamed",
  "described",
  "dueChanged",
  "completed",
  "reopened",
  "archived",
  "restored",
  "deleted",
  "assigned",
  "unassigned",
  "labelled",
  "unlabelled",
  "commented",
  "checklistAdded",
  "checklistRemoved",
  "itemChecked",
  "itemUnchecked",
  "attached",
  "detached",
  "other",
];

const history = record({
  sourceId: text,
  at: nullable(text),
  kind: oneOf(...historyKinds),
  sourceKind: text,
  subject: nullable(text),
  from: nullable(text),
  to: nullable(text),
  actor: nullable(text),
});

const task = record(
  {
    sourceId: text,
    title: text,
    notes: text,
    url: nullable(text),
    list: nullable(text),
    parent: nullable(text),
    position: number,
    labels: listOf(text),
    members: listOf(text),
    start: nullable(text),
    due: nullable(text),
    createdAt: nullable(text),
    completed: flag,
    completedAt: nullable(text),
    archived: flag,
    fields: listOf(record({ field: text, value: text })),
    checklists: listOf(record({ sourceId: text, title: text, items: listOf(record({ sourceId: text, title: text, done: flag })) })),
    comments: listOf(record({ sourceId: text, author: nullable(text), at: nullable(text), text })),
    attachments: listOf(record({ sourceId: text, name: text, url: nullable(text) })),
    history: listOf(history),
  },
  {
    shares: mapOf(number),
    placeholders: listOf(record({ role: text, percent: number, count: number })),
    type: record({ fixed: oneOf("duration", "units", "work") }, { effortDriven: flag }),
  },
);

const members = {
  sourceId: text,
  name: text,
  description: text,
  url: nullable(text),
  archived: flag,
  lists: listOf(record({ sourceId: text, name: text, position: number, archived: flag, done: flag })),
  labels: listOf(record({ sourceId: text, name: text, colour: nullable(text) })),
  members: listOf(record({ sourceId: text, name: text, username: nullable(text), email: nullable(text) })),
  fields: listOf(record({ sourceId: text, name: text, kind: oneOf("text", "number", "date", "choice", "yesNo"), choices: listOf(text) })),
  tasks: listOf(task),
  history: listOf(history),
};

/** A plan stands in a project in the form of a plan file (`rondo-plan`), and is read by that reader. */
const plan: Strict<Plan> = (value, path, tell) => {
  try {
    const read = readPlanJson(encodeText(JSON.stringify(value ?? null)));
    for (const finding of read.findings) tell(finding);
    return read.plan;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw unreadable(String(error.params["reason"] ?? "The plan is too large"), { path });
  }
};

const baseline = record({ name: text, entries: listOf(record({ task: text, start: text, finish: text, minutes: number })) });

const whole = record(members, { plan, baselines: listOf(baseline) });

export const project: Strict<ProjectDraft> = (value, path, tell) => ({ kind: "project", ...whole(value, path, tell) });
