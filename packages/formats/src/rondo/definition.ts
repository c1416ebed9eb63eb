import type { Definition } from "@rondo/core/process";
import { listOf, nullable, oneOf, record, type Strict, text } from "./shape.ts";
import { steps } from "./steps.ts";

export const field = record(
  {
    key: text,
    label: text,
    kind: oneOf("text", "longText", "number", "date", "choice", "yesNo", "person", "email", "link", "list", "people", "money", "duration", "table"),
  },
  { help: text, choices: listOf(text), columns: listOf(text), currency: text },
);

export const role = record({ key: text, name: text });

const deliverable = record({ title: text, message: text, fields: listOf(text) });

/** The shape only; whether it can be published is for the process's own findings. */
export const definition: Strict<Definition> = record({
  purpose: text,
  roles: listOf(role),
  fields: listOf(field),
  intake: listOf(text),
  steps: steps(),
  deliverable: nullable(deliverable),
});
