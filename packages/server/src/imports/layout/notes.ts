import type { ProjectDraft, TaskDraft } from "@rondo/formats/draft";
import { oneLine, plain } from "./words.ts";

/** What a task's notes tell of its source, in lines under the text: what Rondo has no field of its own for. */
export type Told = {
  readonly labels: ReadonlyMap<string, string>;
  readonly members: ReadonlyMap<string, string>;
  readonly fields: ReadonlyMap<string, string>;
};

export function toldBy(draft: ProjectDraft): Told {
  return {
    labels: new Map(
      draft.labels.map((label) => [label.sourceId, oneLine(label.name, 120) || oneLine(label.colour ?? "", 60) || "label without a name"]),
    ),
    members: new Map(draft.members.map((member) => [member.sourceId, oneLine(member.name, 120)])),
    fields: new Map(draft.fields.map((field) => [field.sourceId, oneLine(field.name, 120)])),
  };
}

/**
 * The notes of a task: its own, the title where it was too long for one, then labels, people that no member here stands
 * for, fields, attachments and the address it came from.
 */
export function notesOf(task: TaskDraft, told: Told, { title, unmatched }: { title: string; unmatched: readonly string[] }): string {
  const whole = oneLine(task.title, 100_000);
  const lines = [
    ...list(
      "Labels",
      task.labels
        .map((id) => told.labels.get(id) ?? "")
        .filter(Boolean)
        .map(literal),
    ),
    ...list(
      "People",
      unmatched
        .map((id) => told.members.get(id) ?? "")
        .filter(Boolean)
        .map(literal),
    ),
    ...task.fields.flatMap(({ field, value }) =>
      told.fields.has(field) ? [`- ${literal(told.fields.get(field) as string)}: ${literal(oneLine(value, 2_000))}`] : [],
    ),
    ...task.attachments.map((file) => `- Attachment: ${linked(oneLine(file.name, 300), file.url)}`),
    ...(task.url === null || !isWeb(task.url) ? [] : [`- ${linked("Where it came from", task.url)}`]),
  ];
  const own = [...(title === whole ? [] : [whole]), task.notes].map((part) => plain(part).trim()).filter(Boolean);
  const foot = lines.join("\n");
  const room = 100_000 - foot.length - 2;
  return [plain(own.join("\n\n"), Math.max(1_000, room)), foot].filter(Boolean).join("\n\n").slice(0, 100_000);
}

function list(name: string, entries: readonly string[]): string[] {
  return entries.length === 0 ? [] : [`- ${name}: ${entries.join(", ")}`];
}

function linked(name: string, url: string | null): string {
  return url !== null && isWeb(url) ? `[${literal(name)}](<${url.replace(/[<>\s]/g, (char) => encodeURIComponent(char))}>)` : literal(name);
}

function isWeb(url: string): boolean {
  return /^https?:\/\//i.test(url) && url.length <= 2_000 && URL.canParse(url);
}

/** Foreign words stay words: what Markdown would read as more is escaped. */
function literal(text: string): string {
  return text.replace(/[\\`*_[\]<>#|~]/g, (char) => `\\${char}`);
}
