import type { CallMessage, ReaderRow, TellingRow } from "./store.ts";
import type { Stop } from "../sight.ts";
import { type Words, wordsOf } from "./words.ts";

/** Where it is written from: the address people type, without a slash at the end. */
export type Sender = { readonly publicUrl: string; decisionUrl(row: TellingRow): string | null; readonly mayReply: boolean };

const shown = 20;

/** One mail of several notices: what needs the reader first, each with its reason and its address. */
export function composeMail(reader: ReaderRow, rows: readonly TellingRow[], sender: Sender): { subject: string; text: string } {
  return { subject: subjectOf(reader, rows), text: textOf(reader, rows, sender, []) };
}

/** The digest: what is unread, and what is due. */
export function composeDigest(
  reader: ReaderRow,
  rows: readonly TellingRow[],
  due: readonly { task_id: string; title: string; due_at: string }[],
  sender: Sender,
): { subject: string; text: string } {
  const words = wordsOf(reader.locale);
  const day = new Intl.DateTimeFormat(reader.locale ?? "en", {
    day: "numeric",
    month: "short",
    timeZone: reader.choice?.zone ?? reader.zone,
  });
  const tasks =
    due.length === 0
      ? []
      : [
          [
            words.due,
            ...due
              .slice(0, shown)
              .map(
                (task) =>
                  `- ${line(task.title)} (${words.dueOn(day.format(new Date(task.due_at)))})\n  ${addressOf(reader, sender, "task", task.task_id)}`,
              ),
            ...(due.length > shown ? [words.more(due.length - shown)] : []),
          ].join("\n\n"),
        ];
  return { subject: words.digest(line(reader.workspace)), text: textOf(reader, rows, sender, tasks) };
}

/** The same in a line or two, for a chat or a browser. */
export function composeCall(reader: ReaderRow, rows: readonly TellingRow[], sender: Sender): CallMessage {
  const words = wordsOf(reader.locale);
  const [only] = rows;
  if (rows.length === 1 && only !== undefined)
    return {
      title: words.said(only, only.actor),
      text: [titleOf(only), ...(only.stop === null ? [] : [stopIn(words, only.stop)])].join("\n"),
      url: addressOf(reader, sender, only.subject_kind, only.subject_id),
    };
  const lines = rows.slice(0, 5).map((row) => `${words.said(row, row.actor)}: ${titleOf(row)}`);
  return {
    title: subjectOf(reader, rows),
    text: [...lines, ...(rows.length > 5 ? [words.more(rows.length - 5)] : [])].join("\n"),
    url: `${sender.publicUrl}/w/${reader.slug}/inbox`,
  };
}

function subjectOf(reader: ReaderRow, rows: readonly TellingRow[]): string {
  const words = wordsOf(reader.locale);
  const [only] = rows;
  if (rows.length === 1 && only !== undefined) return `${words.said(only, only.actor)}: ${titleOf(only)}`;
  const acts = rows.filter((row) => row.act).length;
  return acts > 0 ? words.subjectAct(acts, line(reader.workspace)) : words.subjectNews(rows.length, line(reader.workspace));
}

function textOf(reader: ReaderRow, rows: readonly TellingRow[], sender: Sender, further: readonly string[]): string {
  const words = wordsOf(reader.locale);
  const part = (heading: string, own: readonly TellingRow[]): string[] =>
    own.length === 0
      ? []
      : [
          [
            heading,
            ...own.slice(0, shown).map((row) => item(reader, row, sender)),
            ...(own.length > shown ? [words.more(own.length - shown)] : []),
          ].join("\n\n"),
        ];
  return (
    [
      ...part(
        words.act,
        rows.filter((row) => row.act),
      ),
      ...further,
      ...part(
        words.news,
        rows.filter((row) => !row.act),
      ),
      ...(sender.mayReply ? [words.reply] : []),
      `-- \n${words.footer(line(reader.workspace), `${sender.publicUrl}/w/${reader.slug}/settings/notices`)}`,
    ].join("\n\n\n") + "\n"
  );
}

function item(reader: ReaderRow, row: TellingRow, sender: Sender): string {
  const words = wordsOf(reader.locale);
  const why = words.why(row.why);
  const decision = sender.decisionUrl(row);
  return [
    `- ${words.said(row, row.actor)}: ${titleOf(row)}${why === null ? "" : ` (${why})`}`,
    ...(row.stop === null ? [] : [`  ${stopIn(words, row.stop)}`]),
    `  ${addressOf(reader, sender, row.subject_kind, row.subject_id)}`,
    ...(decision === null ? [] : [`  ${words.decide(decision)}`]),
  ].join("\n");
}

function stopIn(words: Words, { step, message, said }: Stop): string {
  return words.stop(line(step), line(said === null ? message : words.sentence(said), 1_000));
}

function titleOf(row: TellingRow): string {
  return row.home === null ? line(row.title) : `${line(row.title)} · ${line(row.home)}`;
}

function addressOf(reader: ReaderRow, sender: Sender, kind: string, id: string): string {
  const place =
    {
      task: `tasks/${id}`,
      run: `runs/${id}`,
      handover: `handovers/${id}`,
      project: `projects/${id}`,
      process: `processes/${id}`,
      document: `documents/${id}`,
    }[kind] ?? "people";
  return `${sender.publicUrl}/w/${reader.slug}/${place}`;
}

/** A title on one line: nothing of it may look like the mail's own structure. */
function line(text: string, limit = 200): string {
  return text.replace(/\s+/g, " ").trim().slice(0, limit);
}
