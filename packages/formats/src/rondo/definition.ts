import type { Definition } from "@rondo/core/process";
import { listOf, nullable, number, oneOf, record, type Strict, text } from "./shape.ts";
import { steps } from "./steps.ts";

const numberOrText: Strict<number | string> = (value, path, tell) =>
  typeof value === "number" ? number(value, path, tell) : text(value, path, tell);

export const field = record(
  {
    key: text,
    label: text,
    kind: oneOf(
      "text",
      "longText",
      "number",
      "date",
      "choice",
      "yesNo",
      "person",
      "email",
      "link",
      "list",
      "people",
      "money",
      "duration",
      "table",
      "richText",
      "choices",
      "file",
      "run",
      "project",
    ),
  },
  {
    help: text,
    choices: listOf(text),
    columns: listOf(text),
    currency: text,
    when: text,
    computed: text,
    min: numberOrText,
    max: numberOrText,
    pattern: text,
    rules: listOf(record({ holds: text, message: text })),
  },
);

export const role = record({ key: text, name: text });

const deliverable = record({ title: text, message: text, fields: listOf(text) });

const rung = record({ at: number, tell: listOf(text) }, { give: text });

export const serviceClock = record(
  {
    id: text,
    name: text,
    from: nullable(text),
    to: nullable(text),
    target: number,
    pauses: listOf(oneOf("question", "message")),
    ladder: listOf(rung),
  },
  { warnAt: number, outside: listOf(text) },
);

export const otherStart = record({ message: text, key: text, value: text });

const allowed = oneOf("holder", "editor", "manager", "nobody");
export const liberties = record({}, { skip: allowed, hold: allowed, jump: allowed, add: allowed });

/** The shape only; whether it can be published is for the process's own findings. */
export const definition: Strict<Definition> = record(
  {
    purpose: text,
    roles: listOf(role),
    fields: listOf(field),
    intake: listOf(text),
    steps: steps(),
    deliverable: nullable(deliverable),
  },
  { clocks: listOf(serviceClock), intakeOptional: listOf(text), startMessage: text, otherStarts: listOf(otherStart), liberties },
);
