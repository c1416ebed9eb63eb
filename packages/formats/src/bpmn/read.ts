import { compile, type Definition, emptyDefinition, type Role, type Step, validateDefinition } from "@rondo/core/process";
import { type Finding, words } from "@rondo/core/kernel";
import { countWords } from "../draft/counting.ts";
import type { ProcessDraft, Reading } from "../draft/index.ts";
import { unreadable } from "../draft/refuse.ts";
import { defaultXmlLimits, readTree, tags, textIn, writeTree, type XmlTag, type XmlTree } from "../xml/index.ts";
import { standIn } from "./calls.ts";
import { countElements } from "./counts.ts";
import type { ById } from "./events.ts";
import { graphOf, nameOf, spaces } from "./graph.ts";
import { Ids } from "./names.ts";
import { ownDefinition } from "./own.ts";
import type { CalledOf } from "./making.ts";
import { structureOf } from "./structure.ts";

export const bpmnLimits = { ...defaultXmlLimits, bytes: 32 * 1024 * 1024, elements: 500_000, depth: 100, textLength: 5_000_000 };

export function looksLikeBpmn(head: string): boolean {
  return head.includes(spaces.model);
}

/**
 * BPMN 2.0: a draft for every process with something in it. What Rondo runs becomes steps; the file as a whole stays
 * with the drafts, so that nothing of it is lost when they are written as BPMN again.
 */
export function readBpmn(bytes: Uint8Array, fileName = ""): Reading {
  const tree = readTree(bytes, bpmnLimits);
  if (tree.root.local !== "definitions" || tree.root.space !== spaces.model)
    throw unreadable("This is no BPMN file: its root is not “definitions” of BPMN 2.0");
  const text = writeTree(tree);
  const read = processesIn(tree, fileName);
  const counts = countElements(tree);
  const drafts = read.flatMap(({ element, title, definition }): ProcessDraft[] =>
    definition === null ? [] : [{ kind: "process", title, definition, source: { format: "bpmn", text, element } }],
  );
  const empty = read.filter(({ definition }) => definition === null).map(({ title }) => title);
  const findings: Finding[] = [
    { code: "read", severity: "info", ...words`Read: ${countWords(counts, counts)}.` },
    ...(drafts.length === 0
      ? [{ code: "bpmn.no_process", severity: "error" as const, ...words`No process of the file has a step in it.` }]
      : []),
    ...(empty.length > 0
      ? [
          {
            code: "bpmn.empty_process",
            severity: "info" as const,
            ...words`Processes without anything in them are kept in the file only: ${empty.join(", ")}.`,
          },
        ]
      : []),
    ...read.flatMap(({ findings: own, title }) =>
      read.length > 1 ? own.map((finding) => ({ ...finding, message: `${title}: ${finding.message}` })) : own,
    ),
  ];
  return { format: "bpmn", drafts, counts: { read: counts, carried: counts }, findings };
}

export type ReadProcess = {
  readonly element: string;
  readonly title: string;
  readonly definition: Definition | null;
  readonly findings: readonly Finding[];
};

/** Every process of a tree with what Rondo makes of it; null where there is nothing in it. */
export function processesIn(tree: XmlTree, fileName: string): ReadProcess[] {
  const processes = tags(tree.root, "process").filter((tag) => tag.space === spaces.model);
  const participants = new Map(
    tags(tree.root)
      .filter((tag) => tag.local === "collaboration")
      .flatMap((tag) => tags(tag, "participant"))
      .map((tag) => [tag.attributes.get("processRef")?.replace(/^.*:/u, "") ?? "", nameOf(tag)]),
  );
  const elements = new Map(tags(tree.root).map((tag) => [tag.attributes.get("id") ?? "", tag]));
  const byId: ById = (reference) => elements.get(reference);
  const known = new Map(processes.map((tag, index) => [elementOf(tag, index), tag]));
  const made = new Map<string, { definition: Definition; findings: readonly Finding[] }>();
  const begun = new Set<string>();
  // What calls itself, or in a circle, is asked for nothing at its start by that call.
  const define = (element: string, tag: XmlTag, pool: string): { definition: Definition; findings: readonly Finding[] } => {
    const before = made.get(element);
    if (before !== undefined) return before;
    begun.add(element);
    const read = definitionOf(tag, pool, byId, (other) => {
      const called = known.get(other);
      if (called === undefined || graphOf(called).nodes.size === 0) return null;
      const { intake, fields } =
        begun.has(other) && !made.has(other) ? emptyDefinition() : define(other, called, participants.get(other) ?? "").definition;
      return { process: standIn(other), intake: fields.filter(({ key }) => intake.includes(key)) };
    });
    made.set(element, read);
    return read;
  };
  return processes.map((tag, index) => {
    const element = elementOf(tag, index);
    const pool = participants.get(element) ?? "";
    const title = (
      nameOf(tag) ||
      pool ||
      nameOf(tree.root) ||
      fileName
        .replace(/^.*[\\/]/u, "")
        .replace(/\.\w+$/u, "")
        .replaceAll(/[._-]+/gu, " ")
        .trim() ||
      "Process"
    ).slice(0, 200);
    if (graphOf(tag).nodes.size === 0) return { element, title, definition: null, findings: [] };
    return { element, title, ...define(element, tag, pool) };
  });
}

function elementOf(tag: XmlTag, index: number): string {
  return tag.attributes.get("id") ?? `process_${index + 1}`;
}

function definitionOf(tag: XmlTag, pool: string, byId: ById, calledOf: CalledOf): { definition: Definition; findings: readonly Finding[] } {
  const own = ownDefinition(tag);
  if (own !== null) return { definition: own, findings: [] };
  const roles = rolesOf(tag, pool);
  const { findings, ...structure } = structureOf(graphOf(tag), ({ id, tag: node }) => roles.of(id, node), byId, calledOf);
  const purpose = tags(tag, "documentation")
    .map(textIn)
    .filter((text) => text !== "")
    .join("\n\n")
    .slice(0, 100_000);
  const { definition, left } = runnable({ purpose, roles: roles.all, ...structure, deliverable: null });
  // Ids are made here; two of one would be a mistake of the reader, not of the file.
  compile(definition);
  return { definition, findings: [...findings, ...left] };
}

/** Without the ways that a document can't go, such as into the middle of a branch at the same time. */
function runnable(given: Definition): { definition: Definition; left: Finding[] } {
  const wrong = new Set(
    validateDefinition(given).flatMap(({ severity, code, subject }) =>
      severity === "error" && subject !== undefined && impossible.has(code) ? [subject] : [],
    ),
  );
  if (wrong.size === 0) return { definition: given, left: [] };
  const names: string[] = [];
  const steps = without(given.steps, wrong, names);
  const left: Finding = {
    code: "bpmn.way_not_run",
    severity: "warning",
    ...words`Ways to places that a document can't go to are kept but not run: ${names.slice(0, 8).join(", ")}${names.length > 8 ? words` and ${names.length - 8} more` : ""}.`,
    params: { count: names.length },
  };
  return { definition: { ...given, steps }, left: [left] };
}

const impossible = new Set(["process.gotoUnknown", "process.gotoOutOfReach"]);

function without(steps: readonly Step[], wrong: ReadonlySet<string>, names: string[]): Step[] {
  return steps.flatMap((step): Step[] => {
    if (wrong.has(step.id)) {
      names.push(step.title);
      return step.kind === "goto" ? [{ id: step.id, kind: "end", title: step.title, instructions: "", ends: { what: "way" } }] : [];
    }
    const attached =
      step.attached === undefined
        ? {}
        : { attached: step.attached.map((handler) => ({ ...handler, steps: without(handler.steps, wrong, names) })) };
    if (!("branches" in step)) return [{ ...step, ...attached }];
    return [
      {
        ...step,
        ...attached,
        branches: step.branches.map((branch) => ({ ...branch, steps: without(branch.steps, wrong, names) })),
      } as Step,
    ];
  });
}

/** Lanes are roles; without lanes a pool is one, and so is whoever an engine's own attributes name. */
function rolesOf(process: XmlTag, pool: string): { all: Role[]; of(id: string, node: XmlTag): string | null } {
  const lanes = new Map<string, string>();
  const collect = (set: XmlTag): void => {
    for (const lane of tags(set, "lane")) {
      for (const ref of tags(lane, "flowNodeRef")) if (nameOf(lane) !== "") lanes.set(textIn(ref).replace(/^.*:/u, ""), nameOf(lane));
      for (const inner of tags(lane, "childLaneSet")) collect(inner);
    }
  };
  for (const set of tags(process, "laneSet")) collect(set);
  const ids = new Ids();
  const keys = new Map<string, string>();
  const all: Role[] = [];
  const keyOf = (name: string): string => {
    const known = keys.get(name);
    if (known !== undefined) return known;
    const key = ids.key(name);
    keys.set(name, key);
    if (all.length < 100) all.push({ key, name });
    return key;
  };
  return {
    all,
    of(id, node) {
      const groups = [...node.attributes].find(([name]) => /:(?:candidateGroups|assignee)$/u.test(name))?.[1] ?? "";
      const named = lanes.get(id) ?? (/^[\p{L}\p{N} _.-]{1,100}$/u.test(groups) ? groups : pool);
      if (named === "") return null;
      const key = keyOf(named);
      return all.some((role) => role.key === key) ? key : null;
    },
  };
}
