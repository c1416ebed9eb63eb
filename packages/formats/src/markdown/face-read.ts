import type { Definition, Due, FieldUse, RuleTable, Step } from "@rondo/core/process";
import type { Finding } from "@rondo/core/kernel";
import { unreadable } from "../draft/refuse.ts";
import type { ProcessDraft } from "../draft/index.ts";
import { field, liberties, otherStart, role, serviceClock } from "../rondo/definition.ts";
import { checklistItem, fieldUse, ruleTable, steps as stepsShape } from "../rondo/steps.ts";
import { listOf, text as textShape } from "../rondo/shape.ts";
import { readInline, readJsonAt, unescapeProse } from "./face-values.ts";
import { readWho } from "./face-who.ts";
import { type Part, readParts } from "./face-parts.ts";

export function looksLikeFace(text: string): boolean {
  return /^---[ \t]*\r?\n(?:[^\n]*\n){0,3}?rondo: process[ \t]*\r?\n/.test(text);
}

/** Reads what `writeMarkdown` writes, and what people make of it. A fault is refused with its line. */
export function readFace(source: string): { draft: ProcessDraft; findings: readonly Finding[] } {
  const { front, purpose, parts } = readParts(source.replaceAll("\r\n", "\n"));
  const findings: Finding[] = [];
  const tell = (finding: Finding): void => void findings.push(finding);
  const version = front.get("version");
  if (version !== undefined && version.value !== "1")
    throw unreadable("This process was written by another version of Rondo; this one reads version 1", { line: version.line });
  const steps: Step[] = [];
  let deliverable: Definition["deliverable"] = null;
  let at = 0;
  readSteps(2, steps);
  const stray = parts[at];
  if (stray !== undefined)
    throw unreadable(`“${stray.title}” stands deeper than what it belongs to; give it ${"#".repeat(2)}`, { line: stray.line });

  const titled = front.get("title");
  const said = front.get("liberties");
  const draft: ProcessDraft = {
    kind: "process",
    title: titled === undefined ? "Process" : readInline(titled.value, titled.line),
    definition: {
      purpose: jsonText(front.get("purpose")) ?? unescapeProse(purpose),
      roles: (front.get("roles")?.items ?? []).map(({ value, line }) => {
        if (value.startsWith("{")) return role(readJsonAt(value, line), "roles", tell);
        const [key, name] = pair(value, line);
        return { key, name: readInline(name, line) };
      }),
      fields: (front.get("fields")?.items ?? []).map(({ value, line }) => field(readJsonAt(value, line), "fields", tell)),
      ...(front.has("clocks") && {
        clocks: (front.get("clocks")?.items ?? []).map(({ value, line }) => serviceClock(readJsonAt(value, line), "clocks", tell)),
      }),
      ...(said !== undefined && { liberties: liberties(readJsonAt(said.value, said.line), "liberties", tell) }),
      intake: keys(front.get("intake")),
      ...(front.has("intakeOptional") && { intakeOptional: keys(front.get("intakeOptional")) }),
      ...(front.has("startMessage") && { startMessage: jsonText(front.get("startMessage")) ?? "" }),
      ...(front.has("otherStarts") && {
        otherStarts: (front.get("otherStarts")?.items ?? []).map(({ value, line }) =>
          otherStart(readJsonAt(value, line), "otherStarts", tell),
        ),
      }),
      steps,
      deliverable,
    },
  };
  return { draft, findings };

  function readSteps(level: number, into: Step[]): void {
    for (let part = parts[at]; part !== undefined && part.level === level && part.fence !== "branch"; part = parts[at]) {
      at += 1;
      if (part.fence === "deliverable") {
        deliverable = {
          title: titleOf(part),
          message: jsonText(part.meta.get("message")) ?? part.prose,
          fields: keys(part.meta.get("fields")),
        };
      } else {
        into.push(readStep(part, level));
      }
    }
  }

  function readStep(part: Part, level: number): Step {
    const own = { id: required(part, "id"), title: titleOf(part), instructions: jsonText(part.meta.get("instructions")) ?? part.prose };
    const kind = required(part, "kind");
    // What has no words of its own here stands whole, as JSON.
    const whole = part.meta.get("whole");
    if (whole !== undefined) {
      const [step] = stepsShape()([{ ...(readJsonAt(whole.value, whole.line) as object), ...own, kind }], "", tell);
      if (step !== undefined) return step;
    }
    if (kind === "task") {
      const listed = part.meta.get("checklist");
      const checklist =
        listed === undefined
          ? part.checklist.map((item, index) => ({ id: item.id ?? `${own.id}c${index + 1}`, title: item.title }))
          : listOf(checklistItem)(readJsonAt(listed.value, listed.line), "checklist", tell);
      return {
        ...own,
        kind,
        role: optional(part, "role"),
        ...readWho(part.meta),
        due: dueOf(part),
        fields: usesOf(part),
        checklist,
        ...(part.meta.has("checkAll") && { checkAll: part.meta.get("checkAll")?.value === "yes" }),
        ...outsiderOf(part),
      };
    }
    if (kind === "approval")
      return {
        ...own,
        kind,
        role: optional(part, "role"),
        ...readWho(part.meta),
        due: dueOf(part),
        fields: usesOf(part),
        returnTo: optional(part, "returnTo"),
      };
    if (kind === "project")
      return { ...own, kind, name: required(part, "name"), role: optional(part, "role"), wait: required(part, "wait") === "yes" };
    if (kind === "parallel")
      return { ...own, kind, branches: readBranches(level + 1).map(({ id, label, steps: inner }) => ({ id, label, steps: inner })) };
    if (kind === "decision") return { ...own, kind, branches: readBranches(level + 1), ...tableOf(part) };
    throw unreadable(`A step is a task, an approval, a decision, a parallel or a project, not “${kind}”`, { line: part.line });
  }

  function readBranches(level: number): { id: string; label: string; when: string | null; steps: Step[] }[] {
    const branches: { id: string; label: string; when: string | null; steps: Step[] }[] = [];
    for (let part = parts[at]; part !== undefined && part.level === level && part.fence === "branch"; part = parts[at]) {
      at += 1;
      const inner: Step[] = [];
      readSteps(level + 1, inner);
      branches.push({ id: required(part, "id"), label: titleOf(part), when: optional(part, "when"), steps: inner });
    }
    return branches;
  }

  function usesOf(part: Part): FieldUse[] {
    const entry = part.meta.get("fields");
    if (entry === undefined) return [];
    if (entry.value.startsWith("[")) return listOf(fieldUse)(readJsonAt(entry.value, entry.line), "fields", tell);
    return entry.value.split(",").map((use) => {
      const [key = "", mode = "editable"] = use.trim().split(/\s+/);
      if (mode !== "shown" && mode !== "editable" && mode !== "required")
        throw unreadable(`A field is shown, editable or required, not “${mode}”`, { line: entry.line });
      return { key, mode };
    });
  }

  function keys(entry: Entry): string[] {
    if (entry === undefined || entry.value === "") return [];
    if (entry.value.startsWith("[")) return listOf(textShape)(readJsonAt(entry.value, entry.line), "", tell);
    return entry.value.split(",").map((key) => key.trim());
  }
}

type Entry = { readonly value: string; readonly line: number } | undefined;

function titleOf(part: Part): string {
  return jsonText(part.meta.get("title")) ?? part.title;
}

function jsonText(entry: Entry): string | null {
  return entry === undefined ? null : readInline(entry.value, entry.line);
}

function required(part: Part, key: string): string {
  const value = optional(part, key);
  if (value === null) throw unreadable(`“${part.title}” has no ${key}`, { line: part.line });
  return value;
}

function optional(part: Part, key: string): string | null {
  return jsonText(part.meta.get(key));
}

function dueOf(part: Part): Due | null {
  const entry = part.meta.get("due");
  if (entry === undefined) return null;
  const match = /^(\S+) working minutes? from (start|activation|step|clock|field)(?: (.+))?$/.exec(entry.value);
  const workingMinutes = Number(match?.[1] ?? Number.NaN);
  if (match === null || !Number.isFinite(workingMinutes))
    throw unreadable(
      "A due time reads “480 working minutes from activation” (or “from start”, “from step …”, “from clock …”, “from field …”)",
      { line: entry.line },
    );
  const of = match[3] === undefined ? {} : { of: readInline(match[3], entry.line) };
  return { from: match[2] as Due["from"], workingMinutes, ...of };
}

function outsiderOf(part: Part): { outsider?: { to: string | null } } {
  const entry = part.meta.get("outsider");
  return entry === undefined ? {} : { outsider: { to: entry.value === "whoever asked" ? null : readInline(entry.value, entry.line) } };
}

/** Columns as JSON objects, rules as JSON lists whose last entry is the branch. */
function tableOf(part: Part): { table?: RuleTable } {
  const entry = part.meta.get("table");
  if (entry === undefined) return {};
  const inputs = entry.items.map(({ value, line }) => readJsonAt(value, line));
  const rules = (part.meta.get("rules")?.items ?? []).map(({ value, line }) => {
    const cells = listOf(textShape)(readJsonAt(value, line), "rules", () => undefined);
    return { when: cells.slice(0, -1), then: cells.at(-1) ?? "" };
  });
  return { table: ruleTable({ hitPolicy: entry.value, inputs, rules }, "table", () => undefined) };
}

function pair(value: string, line: number): [string, string] {
  const colon = value.indexOf(": ");
  if (colon < 1) throw unreadable("A key, a colon and a name are expected", { line });
  return [value.slice(0, colon), value.slice(colon + 2).trim()];
}
