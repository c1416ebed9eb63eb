import type { List, RootContent } from "mdast";
import type { TaskStep } from "@rondo/core/process";
import { type Blank, blanksIn } from "./blanks.ts";
import { hasCheckbox, lineOf, type MarkdownDocument } from "./document.ts";
import { type Item, itemsWithin, readItem, shortTitle } from "./items.ts";
import type { Section } from "./outline.ts";
import { roleOfHeading, roleOfText } from "./roles.ts";

export type StepSource = "section" | "item";

/** A step with what the report needs to say where it came from. */
export type FoundStep = {
  readonly step: TaskStep;
  readonly from: StepSource;
  readonly line: number;
  readonly roleName: string | null;
  readonly blanks: readonly Blank[];
};

export type FoundSteps = {
  readonly steps: readonly FoundStep[];
  /** Markdown of what is about the procedure, not part of it. */ readonly purpose: readonly string[];
  readonly background: readonly string[];
  /** Sections that say there is nothing to do: no steps, and their words are in the purpose. */
  readonly nothingToDo: readonly string[];
};

const titleLimit = 200;
const checkTitleLimit = 200;
/** What `definitionLimits.checklist` takes; the rest of a longer list stays text. */
const checklistLimit = 200;

/**
 * How a document becomes steps: an entry of a numbered list or of a list with check boxes is a step, and the lists
 * inside it are its checklist. A section with only bullets is one step with the bullets as checklist; one with only
 * text is one step with the text as instructions. Text before the first step is the purpose; text over a group of
 * sections goes to the first step in it. Sections about the document ("References", "Notes") join the purpose, and so
 * do those that say that there is nothing to do.
 */
export function findSteps(document: MarkdownDocument, root: Section): FoundSteps {
  const steps: Growing[] = [];
  const purpose: string[] = [];
  const background: string[] = [];
  const nothingToDo: string[] = [];
  const known: string[] = [];
  let pending: string[] = [];

  const main = titleSection(root) ?? root;
  if (main !== root) purpose.push(...root.nodes.map((node) => document.source(node)));
  preamble(main, main.sections.length === 0);
  for (const section of main.sections) walk(section, [], null);
  if (pending.length > 0) appendTo(steps.at(-1), pending, purpose);
  return { steps: steps.map(finish), purpose, background, nothingToDo };

  function preamble(section: Section, alone: boolean): void {
    const listed = section.nodes.some((node) => isStepList(document, node) || (alone && node.type === "list"));
    if (!listed) {
      purpose.push(...section.nodes.map((node) => document.source(node)));
      return;
    }
    itemSteps(section, [], null, (node) => isStepList(document, node) || (alone && node.type === "list"), purpose);
  }

  function walk(section: Section, trail: readonly string[], role: string | null): void {
    if (isBackground(section) && !containsStepList(document, section)) {
      background.push(section.title);
      purpose.push(wholeSource(document, section, 2));
      return;
    }
    if (saysNothingToDo(document, section)) {
      nothingToDo.push(section.title);
      purpose.push(wholeSource(document, section, 2));
      return;
    }
    const own = roleOfHeading(section.title) ?? role;
    if (own !== null && !known.includes(own)) known.push(own);
    const lists = section.nodes.filter((node): node is List => node.type === "list");
    const below = [...trail, section.source || section.title];
    if (lists.some((list) => isStepList(document, list))) {
      itemSteps(section, below, own, (node) => isStepList(document, node), null);
    } else if (lists.length > 0 || section.sections.length === 0 || (section.numbered && section.nodes.length > 0)) {
      sectionStep(section, trail, own, lists);
    } else {
      pending.push(...section.nodes.map((node) => document.source(node)));
    }
    for (const child of section.sections) walk(child, below, own);
  }

  function sectionStep(section: Section, trail: readonly string[], role: string | null, lists: readonly List[]): void {
    const step = begin("section", section.heading === null ? 1 : lineOf(section.heading), role);
    const text = section.nodes.filter((node) => node.type !== "list").map((node) => document.source(node));
    step.title = shortTitle(section.title, titleLimit);
    if (section.heading !== null) step.blanks.push(...blanksIn(section.heading));
    if (trail.length > 0) step.text.push(`*${trail.join(" › ")}*`);
    if (!isSame(section.source, step.title)) step.text.push(`**${section.source}**`);
    step.text.push(...takePending(), ...text);
    addChecklist(step, itemsWithin(document, lists));
    step.roleName =
      role ??
      roleOfText(
        "",
        text.length > 0 ? document.words(section.nodes.find((node) => node.type === "paragraph") ?? { type: "text", value: "" }) : "",
        known,
      );
  }

  /** Each entry of a list that `takes` says is one of steps; what stands between goes to the step before, or the first. */
  function itemSteps(
    section: Section,
    trail: readonly string[],
    role: string | null,
    takes: (node: RootContent) => boolean,
    intro: string[] | null,
  ): void {
    let before: string[] = [];
    let last: Growing | undefined;
    for (const node of section.nodes) {
      if (node.type !== "list" || !takes(node)) {
        if (last !== undefined) last.text.push(document.source(node));
        else (intro ?? before).push(document.source(node));
        continue;
      }
      for (const child of node.children) {
        const item = readItem(document, child);
        const step = begin("item", lineOf(child), role);
        if (trail.length > 0) step.text.push(`*${trail.join(" › ")}*`);
        step.text.push(...takePending(), ...before);
        before = [];
        step.title = shortTitle(item.words, titleLimit) || "Step without words";
        if (!isSame(item.source, step.title)) step.text.push(item.source);
        step.text.push(...item.rest);
        step.blanks.push(...item.blanks);
        addChecklist(step, itemsWithin(document, item.lists));
        step.roleName = roleOfText(item.source, item.words, known) ?? role;
        if (step.roleName !== null && !known.includes(step.roleName)) known.push(step.roleName);
        last = step;
      }
    }
    if (before.length > 0) pending.push(...before);
  }

  function begin(from: StepSource, line: number, role: string | null): Growing {
    const step: Growing = {
      id: `s${steps.length + 1}`,
      from,
      line,
      title: "",
      text: [],
      details: [],
      checklist: [],
      roleName: role,
      blanks: [],
    };
    steps.push(step);
    return step;
  }

  function takePending(): string[] {
    const taken = pending;
    pending = [];
    return taken;
  }
}

/** A title says all that a line does, but for the full stop at its end. */
function isSame(line: string, title: string): boolean {
  return line.trim().replace(/\.$/, "") === title;
}

/** The one heading over everything else: the document's own title. */
export function titleSection(root: Section): Section | null {
  const only = root.sections.length === 1 ? root.sections[0] : undefined;
  return only !== undefined && only.heading?.depth === 1 ? only : null;
}

type Growing = {
  id: string;
  from: StepSource;
  line: number;
  title: string;
  text: string[];
  details: string[];
  checklist: { id: string; title: string }[];
  roleName: string | null;
  blanks: Blank[];
};

function addChecklist(step: Growing, items: readonly Item[]): void {
  for (const item of items) {
    step.blanks.push(...item.blanks);
    const title = shortTitle(item.words, checkTitleLimit);
    const fits = step.checklist.length < checklistLimit && title !== "";
    if (fits) step.checklist.push({ id: `${step.id}c${step.checklist.length + 1}`, title });
    if (!fits || item.rich || title.endsWith("…") || title.length + 2 < item.words.length) {
      step.details.push(
        [item.source, ...item.rest]
          .filter((text) => text !== "")
          .join("\n\n")
          .replace(/\n(?=.)/g, "\n  "),
      );
    }
  }
}

function finish(step: Growing): FoundStep {
  const details = step.details.length === 0 ? [] : [step.details.map((text) => `- ${text}`).join("\n")];
  const instructions = [...step.text, ...details].filter((text) => text.trim() !== "").join("\n\n");
  return {
    step: { kind: "task", id: step.id, title: step.title, instructions, role: null, due: null, fields: [], checklist: step.checklist },
    from: step.from,
    line: step.line,
    roleName: step.roleName,
    blanks: step.blanks,
  };
}

function appendTo(step: Growing | undefined, texts: readonly string[], purpose: string[]): void {
  if (step === undefined) purpose.push(...texts);
  else step.text.push(...texts);
}

function isStepList(document: MarkdownDocument, node: RootContent): boolean {
  return node.type === "list" && (node.ordered === true || hasCheckbox(document.text, node));
}

function containsStepList(document: MarkdownDocument, section: Section): boolean {
  return section.nodes.some((node) => isStepList(document, node)) || section.sections.some((child) => containsStepList(document, child));
}

const backgroundTitle =
  /^(?:(?:additional |further |other |useful |related )?(?:resources|reading|references|links|information)|see also|notes?|background|introduction|overview|purpose|scope|about.*|glossary|definitions|terminology|abbreviations|table of contents|contents|toc|change ?log|revision history|version history|faqs?|frequently asked questions|appendix.*|a note (?:about|on) .*|license|who .*\?|what is .*\?|why .*\?)$/i;

function isBackground(section: Section): boolean {
  return backgroundTitle.test(section.title);
}

const nothing =
  /^(?:none|nothing|n\/a|not applicable|no (?:(?:additional|further|other|more) )?(?:steps?|tasks?|actions?)(?: (?:are )?(?:needed|required|necessary))?|(?:there (?:are|is) )(?:currently )?(?:no (?:(?:additional|further|other|more|specific) )?(?:steps?|tasks?|actions?)|nothing (?:else |more |further )?to (?:do|be done))\b.*|nothing (?:else |more |further )?(?:to (?:do|be done)|is (?:needed|required)))$/i;

/** "There are no additional steps", "None.": all that a section without lists begins with, and nothing is under it. */
function saysNothingToDo(document: MarkdownDocument, section: Section): boolean {
  const [only, ...more] = section.nodes;
  if (only?.type !== "paragraph" || more.length > 0 || section.sections.length > 0) return false;
  const sentence = /^[^.!;]*/.exec(document.words(only))?.[0] ?? "";
  return nothing.test(sentence.trim());
}

function wholeSource(document: MarkdownDocument, section: Section, depth: number): string {
  const own = [
    `${"#".repeat(Math.min(depth, 6))} ${section.source || section.title}`,
    ...section.nodes.map((node) => document.source(node)),
  ];
  return [...own, ...section.sections.map((child) => wholeSource(document, child, depth + 1))].join("\n\n");
}
