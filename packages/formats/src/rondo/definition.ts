import type { Definition, Step } from "@rondo/core/process";
import { unreadable } from "../draft/refuse.ts";
import { isObject, type JsonObject } from "../json/index.ts";
import { flag, listOf, nullable, number, oneOf, record, type Strict, text } from "./shape.ts";

export const field = record(
  { key: text, label: text, kind: oneOf("text", "longText", "number", "date", "choice", "yesNo", "person", "email", "link") },
  { help: text, choices: listOf(text) },
);

export const role = record({ key: text, name: text });

export const fieldUse = record({ key: text, mode: oneOf("shown", "editable", "required") });

export const checklistItem = record({ id: text, title: text });

const due = record({ from: oneOf("start", "activation"), workingMinutes: number });

const deliverable = record({ title: text, message: text, fields: listOf(text) });

const own = { id: text, title: text, instructions: text };
const worked = { ...own, role: nullable(text), due: nullable(due), fields: listOf(fieldUse) };

const kinds: Readonly<Record<Step["kind"], Strict<unknown>>> = {
  task: record({ ...worked, kind: oneOf("task"), checklist: listOf(checklistItem) }),
  approval: record({ ...worked, kind: oneOf("approval"), returnTo: nullable(text) }),
  decision: record({ ...own, kind: oneOf("decision"), branches: listOf(record({ id: text, label: text, when: nullable(text), steps: steps() })) }),
  parallel: record({ ...own, kind: oneOf("parallel"), branches: listOf(record({ id: text, label: text, steps: steps() })) }),
  project: record({ ...own, kind: oneOf("project"), name: text, role: nullable(text), wait: flag }),
};

/** The shape only; whether it can be published is for the process's own findings. */
export const definition: Strict<Definition> = record({
  purpose: text,
  roles: listOf(role),
  fields: listOf(field),
  intake: listOf(text),
  steps: steps(),
  deliverable: nullable(deliverable),
});

function steps(): Strict<Step[]> {
  return listOf((value, path, tell) => {
    const kind = isObject(value) ? (value as JsonObject)["kind"] : undefined;
    if (typeof kind !== "string" || !Object.hasOwn(kinds, kind)) throw unreadable(`A step is one of ${Object.keys(kinds).join(", ")}`, { path: `${path}.kind` });
    return kinds[kind as Step["kind"]](value, path, tell) as Step;
  });
}
