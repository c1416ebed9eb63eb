import { type Definition, intakeOf } from "@rondo/core/process";
import { useText } from "../../messages/index.ts";
import { useRead, useWorkspace } from "../../session/index.ts";
import { useFormat } from "../../ui/index.ts";
import type { Cadence, Process } from "../process.ts";
import { cadenceTexts } from "./en.ts";

/** Before a revision is published: cadences that do not answer what its start form asks, and would start nothing. */
export function CadencesThatStop({ process, definition }: { process: Process; definition: Definition }) {
  const t = useText(cadenceTexts);
  const format = useFormat(useWorkspace().zone);
  const { data } = useRead("GET /processes/:p/cadences", { params: { p: process.id } }, { watch: [`process:${process.id}`, "cadence"] });
  const stopping = (data?.items ?? []).flatMap((cadence) => {
    const missing = unanswered(cadence, definition);
    return cadence.next.length > 0 && missing.length > 0 ? [{ cadence, missing }] : [];
  });
  if (stopping.length === 0) return null;
  return (
    <ul className="flex flex-col gap-1 rounded-md bg-sunken px-3 py-2.5 text-sm">
      {stopping.map(({ cadence, missing }) => (
        <li key={cadence.id}>{t("willStop", { name: cadence.name, fields: format.list(missing) })}</li>
      ))}
    </ul>
  );
}

/** Fields that must be given and are not, or that are given and not asked any more. */
function unanswered({ answers, expressions }: Cadence, definition: Definition): string[] {
  const intake = intakeOf(definition);
  const given = new Set([...Object.keys(answers), ...Object.keys(expressions)]);
  const missing = intake
    .filter(({ field, mode }) => mode === "required" && field.when === undefined && field.computed === undefined && !given.has(field.key))
    .map(({ field }) => field.label);
  const gone = [...given]
    .filter((key) => !intake.some(({ field }) => field.key === key))
    .map((key) => definition.fields.find((field) => field.key === key)?.label ?? key);
  return [...missing, ...gone];
}
