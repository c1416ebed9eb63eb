import { type RefusalCode, refusals } from "@rondo/contract";
import type { Refusal } from "@rondo/core/kernel";

/** A refusal in one line: what happened, and what to do next. */
export function lineOf({ code, params }: Refusal): string {
  const known = Object.hasOwn(refusals, code) ? refusals[code as RefusalCode] : null;
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? "?"));
  if (code === "not_in_this_build") return `This build of Rondo can't do that yet: ${String(params["name"])} is missing from the server`;
  return known ? `${fill(known.title)}: ${fill(known.next)}` : `${code} ${JSON.stringify(params)}`;
}
