import type { FieldUse, Step } from "@rondo/core/process";
import type { ProcessDraft } from "../draft/index.ts";
import { whoLines } from "./face-who.ts";
import { escapeProse, inline, isKey, isPlainLine, isPlainProse, json } from "./face-values.ts";

/**
 * A process as text that people can read, review and change, and that reads back as exactly the same definition.
 * Roles, fields and the form stand in the front matter; every step is a heading, a `step` block with what is not
 * prose, its instructions, and its checklist. docs/formats.md describes it.
 */
export function writeMarkdown(draft: ProcessDraft): string {
  const { definition } = draft;
  const front = [
    "---",
    "rondo: process",
    "version: 1",
    `title: ${inline(draft.title)}`,
    ...(definition.roles.length === 0
      ? []
      : ["roles:", ...definition.roles.map((role) => (isKey(role.key) ? `  - ${role.key}: ${inline(role.name)}` : `  - ${json(role)}`))]),
    ...(definition.fields.length === 0 ? [] : ["fields:", ...definition.fields.map((field) => `  - ${json(field)}`)]),
    ...(definition.clocks === undefined ? [] : ["clocks:", ...definition.clocks.map((clock) => `  - ${json(clock)}`)]),
    ...(definition.liberties === undefined ? [] : [`liberties: ${json(definition.liberties)}`]),
    ...(definition.intake.length === 0 ? [] : [`intake: ${keyList(definition.intake)}`]),
    ...(definition.intakeOptional === undefined ? [] : [`intakeOptional: ${keyList(definition.intakeOptional)}`]),
    ...(definition.startMessage === undefined ? [] : [`startMessage: ${inline(definition.startMessage)}`]),
    ...(definition.otherStarts === undefined ? [] : ["otherStarts:", ...definition.otherStarts.map((start) => `  - ${json(start)}`)]),
    ...(definition.purpose !== "" && !isPlainProse(definition.purpose) ? [`purpose: ${json(definition.purpose)}`] : []),
    "---",
  ];
  const parts = [front.join("\n")];
  if (isPlainProse(definition.purpose)) parts.push(escapeProse(definition.purpose));
  writeSteps(definition.steps, 2, parts);
  const { deliverable } = definition;
  if (deliverable !== null) {
    const meta = deliverable.fields.length === 0 ? [] : [`fields: ${keyList(deliverable.fields)}`];
    writePart(parts, { fence: "deliverable", level: 2, title: deliverable.title, meta, prose: ["message", deliverable.message] });
  }
  return `${parts.join("\n\n")}\n`;
}

function writeSteps(steps: readonly Step[], level: number, parts: string[]): void {
  for (const step of steps) {
    writePart(parts, { fence: "step", level, title: step.title, meta: stepMeta(step), prose: ["instructions", step.instructions] });
    if (!hasWords(step)) continue;
    if (step.kind === "task" && step.checklist.length > 0 && step.checklist.every(isPlainItem)) {
      parts.push(step.checklist.map((item) => `- [ ] ${item.title} {#${item.id}}`).join("\n"));
    }
    if (step.kind === "decision") {
      for (const branch of step.branches) {
        writePart(parts, {
          fence: "branch",
          level: level + 1,
          title: branch.label,
          meta: [`id: ${inline(branch.id)}`, ...(branch.when === null ? [] : [`when: ${inline(branch.when)}`])],
          prose: null,
        });
        writeSteps(branch.steps, level + 2, parts);
      }
    }
    if (step.kind === "parallel") {
      for (const branch of step.branches) {
        writePart(parts, { fence: "branch", level: level + 1, title: branch.label, meta: [`id: ${inline(branch.id)}`], prose: null });
        writeSteps(branch.steps, level + 2, parts);
      }
    }
  }
}

type Part = {
  readonly fence: string;
  readonly level: number;
  readonly title: string;
  readonly meta: readonly string[];
  readonly prose: readonly [string, string] | null;
};

function writePart(parts: string[], { fence, level, title, meta, prose }: Part): void {
  const lines = [...meta];
  if (!isPlainLine(title)) lines.push(`title: ${json(title)}`);
  if (prose !== null && prose[1] !== "" && !isPlainProse(prose[1])) lines.push(`${prose[0]}: ${json(prose[1])}`);
  parts.push(`${"#".repeat(level)} ${isPlainLine(title) ? title : "…"}`, ["```" + fence, ...lines, "```"].join("\n"));
  if (prose !== null && isPlainProse(prose[1])) parts.push(escapeProse(prose[1]));
}

/** Whether all of a step can be said in headings and lines; else it stands whole, as JSON. */
function hasWords(step: Step): boolean {
  if (step.attached !== undefined || step.lock !== undefined) return false;
  if (step.kind === "parallel") return step.join === undefined && step.branches.every(({ when }) => when === undefined);
  if (step.kind === "approval") return step.approvers === undefined && step.returnChoice === undefined;
  return step.kind === "task" ? step.undo === undefined : step.kind === "decision" || step.kind === "project";
}

function stepMeta(step: Step): string[] {
  if (!hasWords(step)) {
    const { id, title: _title, instructions: _instructions, kind, ...whole } = step;
    return [`id: ${inline(id)}`, `kind: ${kind}`, `whole: ${json(whole)}`];
  }
  const lines = [`id: ${inline(step.id)}`, `kind: ${step.kind}`];
  if (step.kind === "project") lines.push(`name: ${inline(step.name)}`);
  if ("role" in step && step.role !== null) lines.push(`role: ${inline(step.role)}`);
  if (step.kind === "task" || step.kind === "approval") lines.push(...whoLines(step.who));
  if (step.kind === "task" && step.checkAll !== undefined) lines.push(`checkAll: ${step.checkAll ? "yes" : "no"}`);
  if (step.kind === "task" && step.outsider !== undefined)
    lines.push(`outsider: ${step.outsider.to === null ? "whoever asked" : json(step.outsider.to)}`);
  if (step.kind === "project") lines.push(`wait: ${step.wait ? "yes" : "no"}`);
  if (step.kind === "task" || step.kind === "approval") {
    if (step.due !== null)
      lines.push(
        `due: ${step.due.workingMinutes} working minutes from ${step.due.from}${step.due.of === undefined ? "" : ` ${inline(step.due.of)}`}`,
      );
    if (step.fields.length > 0) lines.push(`fields: ${useList(step.fields)}`);
  }
  if (step.kind === "decision" && step.table !== undefined) {
    const { hitPolicy, inputs, rules } = step.table;
    lines.push(
      `table: ${hitPolicy}`,
      ...inputs.map((input) => `  - ${json(input)}`),
      "rules:",
      ...rules.map((rule) => `  - ${json([...rule.when, rule.then])}`),
    );
  }
  if (step.kind === "approval" && step.returnTo !== null) lines.push(`returnTo: ${inline(step.returnTo)}`);
  if (step.kind === "task" && step.checklist.length > 0 && !step.checklist.every(isPlainItem))
    lines.push(`checklist: ${json(step.checklist)}`);
  return lines;
}

function isPlainItem(item: { readonly id: string; readonly title: string }): boolean {
  return isKey(item.id) && isPlainLine(item.title);
}

function keyList(keys: readonly string[]): string {
  return keys.every(isKey) ? keys.join(", ") : json(keys);
}

function useList(uses: readonly FieldUse[]): string {
  return uses.every((use) => isKey(use.key)) ? uses.map((use) => `${use.key} ${use.mode}`).join(", ") : json(uses);
}
