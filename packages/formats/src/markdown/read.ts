import { type Definition, definitionLimits, type Field, type Role, type TaskStep } from "@rondo/core/process";
import { type Finding, words } from "@rondo/core/kernel";
import type { List, Nodes } from "mdast";
import { countWords } from "../draft/counting.ts";
import type { Reading } from "../draft/index.ts";
import { tooLarge, unreadable } from "../draft/refuse.ts";
import { countDrafts } from "../rondo/counts.ts";
import { codePageFinding, decodeWithCodePage } from "../text/code-page.ts";
import { blanksIn, fieldKey } from "./blanks.ts";
import { countMarkdown } from "./counts.ts";
import { type MarkdownDocument, parseDocument } from "./document.ts";
import { looksLikeFace, readFace } from "./face-read.ts";
import { textFindings } from "./findings.ts";
import { type FrontMatter, frontValue, readFrontMatter } from "./front-matter.ts";
import { itemsWithin } from "./items.ts";
import { outline, type Section } from "./outline.ts";
import { roleKeyOf } from "./roles.ts";
import { refuseBombs } from "./limits.ts";
import { numberedLines } from "./step-words.ts";
import { findSteps, type FoundStep, type FoundSteps, titleSection } from "./steps.ts";

/** A procedure in Markdown or plain text, as people write them, to one draft process. `fileName` names it when nothing else does. */
export function readMarkdown(bytes: Uint8Array, fileName = "procedure.md"): Reading {
  if (bytes.length > faceLimit) throw tooLarge(`${faceLimit / 1048576} MiB of text`);
  const { text, codePage } = decodeWithCodePage(bytes);
  if (text.trim() === "") throw unreadable("The file is empty");
  if (looksLikeFace(text)) return readOwnFace(text);
  refuseBombs(text);
  const front = readFrontMatter(text);
  const parsed = parseDocument(numberedLines(text.slice(front.end)).replaceAll("\0", "\uFFFD"));
  const contents = parsed.children.filter((node): node is List => node.type === "list" && isContents(parsed, node));
  const document: MarkdownDocument = { ...parsed, children: parsed.children.filter((node) => !contents.includes(node as List)) };
  const sections = outline(document);
  const found = findSteps(document, sections);
  if (found.steps.length > definitionLimits.steps)
    throw unreadable(`The text makes ${found.steps.length} steps; a process has at most ${definitionLimits.steps}`);
  const roles = rolesOf(found.steps);
  const { fields, steps } = fillIns(found.steps, roles);
  const definition: Definition = {
    purpose: [described(front), ...found.purpose, headOfFile(front)].filter((part) => part.trim() !== "").join("\n\n"),
    roles: roles.map(({ key, name }) => ({ key, name })),
    fields,
    intake: [],
    steps,
    deliverable: null,
  };

  const inBody = countMarkdown(parsed, parsed.children);
  const read = { ...inBody, bulletItems: inBody.bulletItems + front.listItems };
  // Every node of the document lands in a step, a checklist, the instructions or the purpose; that nothing is dropped
  // is a tested property (markdown.test.ts), so the carried side counts the nodes that were handed to the steps.
  const handed = countMarkdown(document, document.children);
  const left = countMarkdown(parsed, contents);
  const carried = {
    ...handed,
    bulletItems: handed.bulletItems + left.bulletItems + front.listItems,
    orderedItems: handed.orderedItems + left.orderedItems,
  };
  const lineOffset = text.slice(0, front.end).split("\n").length - 1;
  return {
    format: "markdown",
    drafts: [{ kind: "process", title: titleOf(front, sections, fileName), definition }],
    counts: { read, carried },
    findings: [
      { code: "read", severity: "info", ...words`Read: ${countWords(read, carried)}.` },
      ...(codePage ? [codePageFinding] : []),
      ...shapeFindings(found, contents.length),
      ...roleFindings(roles, found.steps, lineOffset),
      ...fields.map((field): Finding => ({
        code: "field_found",
        severity: "info",
        ...words`A place to fill in became the field “${field.label}”.`,
        subject: field.key,
      })),
      ...textFindings(document, lineOffset, isBlank),
    ],
  };
}

function readOwnFace(text: string): Reading {
  const { draft, findings } = readFace(text);
  const counts = countDrafts([draft]);
  return {
    format: "markdown",
    drafts: [draft],
    counts: { read: counts, carried: counts },
    findings: [{ code: "read", severity: "info", ...words`Read: ${countWords(counts, counts)}.` }, ...findings],
  };
}

/** Rondo's own text has no parser to fear: it is read line by line. */
const faceLimit = 32 * 1024 * 1024;

function titleOf(front: FrontMatter, root: Section, fileName: string): string {
  // An issue template has `name` for itself and `title` for the issues made from it.
  const named = frontValue(front, "about") === "" ? frontValue(front, "title", "name") : frontValue(front, "name", "title");
  const file = (fileName.split(/[\\/]/).at(-1) ?? "")
    .replace(/\.[a-z]+$/i, "")
    .replace(/[-_]+/g, " ")
    .trim();
  const title = named || titleSection(root)?.title || file.charAt(0).toUpperCase() + file.slice(1) || "Procedure";
  return title.slice(0, 200).toWellFormed();
}

/** A list of links to the document's own headings. */
function isContents(document: MarkdownDocument, list: List): boolean {
  const items = itemsWithin(document, [list]);
  return items.length >= 3 && items.every((item) => /^\[[^\n]*\]\(#[^)\s]*\)$/.test(item.source));
}

function described(front: FrontMatter): string {
  return frontValue(front, "description", "about", "summary", "subtitle");
}

function headOfFile(front: FrontMatter): string {
  const description = described(front);
  const used = new Set(["title", "name", "description", "about", "summary", "subtitle"]);
  const other = front.entries.filter(
    (entry) =>
      (!used.has(entry.key.toLowerCase()) || (entry.value !== description && entry.items.length > 0)) &&
      (entry.value !== "" || entry.items.length > 0),
  );
  const lines = other.map((entry) => `- ${entry.key}: ${[entry.value, ...entry.items].filter((part) => part !== "").join("; ")}`);
  return lines.length === 0 ? "" : `From the head of the file:\n\n${lines.join("\n")}`;
}

type NamedRole = Role & { readonly line: number };

function rolesOf(steps: readonly FoundStep[]): NamedRole[] {
  const roles = new Map<string, NamedRole>();
  for (const { roleName, line } of steps) {
    if (roleName === null || roles.size >= 100) continue;
    const key = roleKeyOf(roleName);
    if (!roles.has(key)) roles.set(key, { key, name: roleName, line });
  }
  return [...roles.values()];
}

function fillIns(found: readonly FoundStep[], roles: readonly NamedRole[]): { fields: Field[]; steps: TaskStep[] } {
  const fields: Field[] = [];
  const used = new Set<string>();
  const known = new Set(roles.map((role) => role.key));
  const steps = found.map(({ step, roleName, blanks }) => {
    const uses = blanks.map((blank) => {
      const key = fieldKey(blank.label, used);
      used.add(key);
      fields.push({
        key,
        label: blanks.length > 1 || key.endsWith("2") ? `${blank.label} (${step.title})`.slice(0, 200).toWellFormed() : blank.label,
        kind: blank.kind,
        help: step.title,
      });
      return { key, mode: "editable" as const };
    });
    const role = roleName === null ? null : roleKeyOf(roleName);
    return { ...step, role: role !== null && known.has(role) ? role : null, fields: uses };
  });
  return { fields, steps };
}

function isBlank(comment: Nodes): boolean {
  return blanksIn(comment).length > 0;
}

function shapeFindings({ steps, background, nothingToDo }: FoundSteps, contents: number): Finding[] {
  const sections = steps.filter((step) => step.from === "section");
  const items = steps.length - sections.length;
  const checks = steps.reduce((sum, { step }) => sum + step.checklist.length, 0);
  const findings: Finding[] = [
    {
      code: "steps_found",
      severity: steps.length === 0 ? "warning" : "info",
      ...(steps.length === 0
        ? words`Nothing in the file looks like a step; all of it is in the purpose. Add steps, or mark them in the file as a numbered list.`
        : words`${steps.length} steps: ${items} from numbered or check-box entries, ${sections.length} from sections; ${checks} entries under them became checklist items.`),
      params: { steps: steps.length, items, sections: sections.length, checks },
    },
  ];
  const empty = sections.filter(({ step }) => step.instructions === "" && step.checklist.length === 0);
  if (empty.length > 0)
    findings.push({
      code: "sections_empty",
      severity: "info",
      ...words`Nothing stands under ${quoted(empty.map(({ step }) => step.title))}: check whether they are steps.`,
    });
  if (background.length > 0)
    findings.push({
      code: "sections_in_purpose",
      severity: "info",
      ...words`About the procedure rather than part of it, so put in the purpose: ${quoted(background)}.`,
    });
  if (nothingToDo.length > 0)
    findings.push({
      code: "sections_nothing_to_do",
      severity: "info",
      ...words`The file itself says that there is nothing to do under ${quoted(nothingToDo)}: no step was made, and the words are in the purpose.`,
    });
  if (contents > 0)
    findings.push({
      code: "contents_left_out",
      severity: "info",
      ...words`The table of contents is not carried: its entries are the sections themselves.`,
    });
  return findings;
}

function roleFindings(roles: readonly NamedRole[], steps: readonly FoundStep[], lineOffset: number): Finding[] {
  const findings = roles.map((role): Finding => {
    const count = steps.filter((step) => step.roleName !== null && roleKeyOf(step.roleName) === role.key).length;
    return {
      code: "role_found",
      severity: "info",
      ...(count === 1
        ? words`“${role.name}” became a role: one step names it. Say who it is before the first run.`
        : words`“${role.name}” became a role: ${count} steps name it. Say who it is before the first run.`),
      subject: role.key,
      params: { steps: count },
      at: { line: role.line + lineOffset },
    };
  });
  const nobody = steps.filter((step) => step.roleName === null).length;
  if (nobody > 0)
    findings.push({
      code: "steps_without_role",
      severity: "info",
      ...words`${nobody} of ${steps.length} steps name nobody: until a role is set they go to whoever starts the run.`,
      params: { steps: nobody },
    });
  if (
    roles.length > 2 &&
    steps.every(
      (step, index) =>
        step.roleName === null ||
        step.roleName === steps[index - 1]?.roleName ||
        !steps.slice(0, index).some((before) => before.roleName === step.roleName),
    )
  ) {
    findings.push({
      code: "roles_side_by_side",
      severity: "info",
      ...words`The document goes role by role (${quoted(roles.map((role) => role.name))}). The steps stand one after the other here; if these people work at the same time, put each role's steps in a branch of a parallel.`,
    });
  }
  return findings;
}

function quoted(titles: readonly string[]): string {
  const named = titles.slice(0, 6).map((title) => `“${title}”`);
  return titles.length > 6 ? `${named.join(", ")} and ${titles.length - 6} more` : named.join(", ");
}
