import type { Who } from "@rondo/core/process";
import { who as whoShape } from "../rondo/steps.ts";
import { unreadable } from "../draft/refuse.ts";
import { isKey, json, readJsonAt } from "./face-values.ts";
import type { Meta } from "./face-parts.ts";

/** The rule for people of a step: `who: in turn`, `who: same as assess`, `never: check, write`; else as JSON. */
export function whoLines(who: Who | undefined): string[] {
  if (who === undefined) return [];
  const words = wordsFor(who);
  if (words === null || (who.except ?? []).some((id) => !isKey(id)) || who.except?.length === 0 || who.notRequester === false)
    return [`who: ${json(who)}`];
  return [
    ...(words === "" && (who.except !== undefined || who.notRequester !== undefined) ? [] : [`who: ${words === "" ? "the role" : words}`]),
    ...(who.except === undefined ? [] : [`never: ${who.except.join(", ")}`]),
    ...(who.notRequester === undefined ? [] : ["notRequester: yes"]),
  ];
}

/** Null: no words for it. */
function wordsFor({ give, of }: Who): string | null {
  if (give === "manager" && of === null) return "manager of whoever asked";
  if (of === undefined) return give === "role" ? "" : give === "turn" ? "in turn" : give === "load" ? "least loaded" : null;
  if (of === null || !isKey(of)) return null;
  return give === "same" ? `same as ${of}` : give === "manager" ? `manager of ${of}` : null;
}

export function readWho(meta: Meta): { who?: Who } {
  const [said, never, notRequester] = [meta.get("who"), meta.get("never"), meta.get("notRequester")];
  if (said?.value.startsWith("{") === true) return { who: whoShape(readJsonAt(said.value, said.line), "who", () => undefined) };
  if (said === undefined && never === undefined && notRequester === undefined) return {};
  return {
    who: {
      ...(said === undefined ? { give: "role" as const } : readWords(said.value, said.line)),
      ...(never !== undefined && { except: never.value.split(",").map((id) => id.trim()) }),
      ...(notRequester?.value === "yes" && { notRequester: true }),
    },
  };
}

function readWords(value: string, line: number): Pick<Who, "give" | "of"> {
  if (value === "the role") return { give: "role" };
  if (value === "in turn") return { give: "turn" };
  if (value === "least loaded") return { give: "load" };
  if (value === "manager of whoever asked") return { give: "manager", of: null };
  const [, words, of = ""] = /^(same as|manager of) (\S+)$/.exec(value) ?? [];
  if (words === undefined)
    throw unreadable("Who gets a step reads “in turn”, “least loaded”, “same as STEP”, “manager of STEP” or “manager of whoever asked”", {
      line,
    });
  return { give: words === "same as" ? "same" : "manager", of };
}
