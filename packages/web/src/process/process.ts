import type { Definition, Field } from "@rondo/core/process";
import type { Answer } from "../api/index.ts";

export type Process = Answer<"GET /processes/:p">;
/** As the directory of processes shows it. */
export type Listed = Answer<"GET /processes">["items"][number];
export type Cadence = Answer<"GET /processes/:p/cadences">["items"][number];
export type RunSummary = Answer<"GET /processes/:p/runs">["items"][number];

/** Whether somebody with this role in the process may do what the other one may. */
export function mayAs(process: Pick<Process, "mine">, role: "manager" | "editor" | "contributor"): boolean {
  const ranks = ["viewer", "contributor", "editor", "manager"];
  return process.mine !== null && ranks.indexOf(process.mine) >= ranks.indexOf(role);
}

/** What is asked when a run is started, and whether it may be left empty. */
export function intakeOf({ fields, intake, intakeOptional = [] }: Pick<Definition, "fields" | "intake" | "intakeOptional">): { field: Field; mode: "editable" | "required" }[] {
  return intake.flatMap((key) => {
    const field = fields.find((one) => one.key === key);
    return field ? [{ field, mode: mayBeEmpty.has(field.kind) || intakeOptional.includes(key) ? ("editable" as const) : ("required" as const) }] : [];
  });
}

/** Kinds of which nothing is an answer too. */
export const mayBeEmpty: ReadonlySet<string> = new Set(["yesNo", "longText", "richText", "choices", "list", "table"]);
