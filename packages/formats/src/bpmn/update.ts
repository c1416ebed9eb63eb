import { branchesOf, type Definition, type Step, stepsOf } from "@rondo/core/process";
import { type Finding, words } from "@rondo/core/kernel";
import type { ProcessDraft } from "../draft/index.ts";
import { tags, type XmlNode, type XmlTag, type XmlTree } from "../xml/index.ts";
import { uncalled } from "./calls.ts";
import { drawProcess } from "./draw.ts";
import { elementsOf, indented, kept, picturesOf } from "./elements.ts";
import { spaces } from "./graph.ts";
import { processesIn } from "./read.ts";

/**
 * Puts what was changed in Rondo into the source's tree. Nothing changed: nothing is touched. Words changed: names and
 * documentation are. Steps changed: the process's inside is drawn anew, and everything around it stays.
 */
export function updated(tree: XmlTree, { definition: given, title, source }: ProcessDraft): Finding[] {
  const process = tags(tree.root, "process").find((tag) => tag.attributes.get("id") === source?.element);
  const before = processesIn(tree, title).find((one) => one.element === source?.element);
  if (process === undefined || before === undefined)
    return [{ code: "bpmn.process_missing", severity: "error", ...words`The source has no process “${source?.element ?? ""}” any more.` }];
  const definition = before.definition === null ? given : uncalled(given, before.definition);
  if (before.definition !== null && same(before.definition, definition)) return [];
  const prefix = process.name.slice(0, process.name.length - process.local.length);
  if (before.definition !== null && skeleton(before.definition.steps) === skeleton(definition.steps))
    rename(process, before.definition, definition, prefix);
  else redraw(tree, process, definition, prefix);
  keep(process, definition, prefix);
  const redrawn = before.definition === null || skeleton(before.definition.steps) !== skeleton(definition.steps);
  return redrawn
    ? [
        {
          code: "bpmn.redrawn",
          severity: "warning",
          ...words`The steps of “${title}” were changed in Rondo, so their picture is drawn anew; what the source had inside of this process beside them is left out. Everything else of the source is kept.`,
        },
      ]
    : [];
}

function same(a: Definition, b: Definition): boolean {
  return canonical(a) === canonical(b);
}

/** Which steps there are and how they hang together. */
function skeleton(steps: readonly Step[]): string {
  return canonical(steps, ["title", "instructions", "label", "role", "due", "fields", "checklist", "name"]);
}

/** As a text that does not depend on the order of keys: a database has its own. */
function canonical(value: unknown, without: readonly string[] = []): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, without)).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value)
    .filter(([key, item]) => item !== undefined && !without.includes(key))
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, item]) => `${key}:${canonical(item, without)}`).join()}}`;
}

function rename(process: XmlTag, before: Definition, after: Definition, prefix: string): void {
  const elements = new Map<string, XmlTag>();
  const collect = (tag: XmlTag): void => {
    const id = tag.attributes.get("id");
    if (id !== undefined) elements.set(id.replaceAll(/[^A-Za-z0-9_-]/gu, "_"), tag);
    tags(tag).forEach(collect);
  };
  collect(process);
  const old = new Map(stepsOf(before).map((step) => [step.id, step]));
  for (const step of stepsOf(after)) {
    const was = old.get(step.id);
    const element = elements.get(step.id);
    if (was === undefined || element === undefined) continue;
    if (was.title !== step.title) element.attributes.set("name", step.title);
    if (was.instructions !== step.instructions) document(element, step.instructions, prefix);
    const labels = new Map(branchesOf(was).map((branch) => [branch.id, branch.label]));
    for (const branch of branchesOf(step))
      if (labels.get(branch.id) !== branch.label) elements.get(branch.id)?.attributes.set("name", branch.label);
  }
  if (before.purpose !== after.purpose) document(process, after.purpose, prefix);
}

function document(element: XmlTag, text: string, prefix: string): void {
  remove(element, (child) => child.local === "documentation");
  if (text.trim() === "") return;
  element.children.unshift({
    kind: "tag",
    name: `${prefix}documentation`,
    local: "documentation",
    space: spaces.model,
    attributes: new Map(),
    children: [{ kind: "text", text }],
    at: {},
  });
}

function redraw(tree: XmlTree, process: XmlTag, definition: Definition, prefix: string): void {
  const gone = new Set<string>();
  const collect = (tag: XmlTag): void => {
    const id = tag.attributes.get("id");
    if (id !== undefined) gone.add(id);
    tags(tag).forEach(collect);
  };
  for (const child of tags(process)) if (!stays.has(child.local)) collect(child);
  const planes = tags(tree.root, "BPMNDiagram").flatMap((diagram) => tags(diagram, "BPMNPlane"));
  const places = planes.flatMap((plane) =>
    tags(plane, "BPMNShape")
      .filter((shape) => gone.has(shape.attributes.get("bpmnElement") ?? ""))
      .flatMap((shape) => tags(shape, "Bounds")),
  );
  const least = (axis: string): number => Math.min(...places.map((bounds) => Number(bounds.attributes.get(axis) ?? 0)));
  const origin = places.length === 0 ? undefined : { x: least("x"), y: least("y") };
  const drawing = drawProcess(definition, origin);
  remove(process, (child) => !stays.has(child.local));
  for (const plane of planes) remove(plane, (child) => gone.has(child.attributes.get("bpmnElement") ?? ""));
  // Lanes name elements that are no longer there.
  const forget = (tag: XmlTag): void => {
    remove(tag, (child) => child.local === "flowNodeRef");
    tags(tag).forEach(forget);
  };
  tags(process, "laneSet").forEach(forget);
  process.children.push(...elementsOf(drawing, prefix).map((element) => indented(element, 2)));
  const [plane] = planes;
  plane?.children.push(...picturesOf(drawing, prefixes(plane)).map((element) => withSpaces(indented(element, 3))));
}

/** What of a process is not its flow. */
const stays = new Set([
  "documentation",
  "extensionElements",
  "laneSet",
  "auditing",
  "monitoring",
  "property",
  "ioSpecification",
  "dataObject",
]);

function prefixes(plane: XmlTag): { diagram: string; bounds: string; points: string } {
  return { diagram: plane.name.slice(0, plane.name.length - plane.local.length), bounds: "rondo_dc:", points: "rondo_di:" };
}

function withSpaces(element: XmlTag): XmlTag {
  element.attributes.set("xmlns:rondo_dc", spaces.bounds);
  element.attributes.set("xmlns:rondo_di", spaces.points);
  return element;
}

function keep(process: XmlTag, definition: Definition, prefix: string): void {
  const own = kept(definition, prefix);
  const extensions = tags(process, "extensionElements")[0];
  if (extensions === undefined) {
    const at = process.children.findIndex((child) => child.kind === "tag" && child.local !== "documentation");
    process.children.splice(at === -1 ? process.children.length : at, 0, own);
    return;
  }
  remove(extensions, (child) => child.local === "definition" && child.space === spaces.rondo);
  extensions.children.push(...own.children);
}

function remove(tag: XmlTag, which: (child: XmlTag) => boolean): void {
  const stay = tag.children.filter((child: XmlNode) => child.kind !== "tag" || !which(child));
  tag.children.splice(0, tag.children.length, ...stay);
}
