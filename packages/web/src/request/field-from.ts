import type { Field as DataField } from "@rondo/core/process";
import type { AnswerOf, Everything } from "../api/index.ts";

type Asked = AnswerOf<Everything["GET /api/forms/:token"]>["fields"][number];

/** Whoever asks is where they are; the server decides by the process's own zone. */
export const zoneHere = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function fieldFrom({
  required: _required,
  kind,
  help,
  currency,
  when,
  computed,
  min,
  max,
  pattern,
  rules,
  ...field
}: Asked): DataField {
  const given = { help, currency, when, computed, min, max, pattern };
  return {
    ...field,
    kind: kind as DataField["kind"],
    ...(rules.length > 0 && { rules }),
    ...(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null)) as Partial<DataField>),
  };
}
