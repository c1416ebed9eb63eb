import { type Finding, words, type Words } from "@rondo/core/kernel";
import type { ProjectDraft } from "@rondo/formats/draft";
import { oneLine } from "./words.ts";

/** What was met while laying a project out, counted for the report. */
export type Tally = {
  /** Titles too long for one line. */ clipped: number;
  /** Finished, nobody says when. */ undated: number;
  uncheckedInFinished: number;
  /** Put away without being finished. */ archived: number;
  /** Tasks without a length in the source. */ invented: number;
  /** Of the plan, by what it was. */ readonly plan: Map<string, number>;
};

export function count(tally: Tally, what: string): void {
  tally.plan.set(what, (tally.plan.get(what) ?? 0) + 1);
}

/** What Rondo did with what it has no exact place for. */
export function tallyFindings(
  tally: Tally,
  { draft, people, lists, loops }: { draft: ProjectDraft; people: ReadonlyMap<string, string>; lists: readonly string[]; loops: number },
): Finding[] {
  const about = (number: number, code: string, severity: Finding["severity"], text: Words): Finding[] =>
    number === 0 ? [] : [{ code, severity, ...text, params: { count: number } }];
  const strangers = draft.members.filter((member) => !people.has(member.sourceId));
  const used = new Set(draft.tasks.flatMap((task) => task.labels));
  const unused = draft.labels.filter((label) => !used.has(label.sourceId)).length;
  return [
    ...about(
      strangers.length,
      "members_not_matched",
      "warning",
      draft.plan !== undefined
        ? strangers.length === 1
          ? words`${namesOf(strangers)} has no member here with the same e-mail address. Each open task keeps a place under that name, until you say who it is or fill it in the plan.`
          : words`${strangers.length} people or roles have no member here with the same e-mail address: ${namesOf(strangers)}${strangers.length > 10 ? " …" : ""}. Each open task keeps a place for them under that name, until you say who they are or fill it in the plan.`
        : strangers.length === 1
          ? words`${namesOf(strangers)} has no member here with the same e-mail address. Their work has no owner yet; the tasks say whose it was.`
          : words`${strangers.length} people have no member here with the same e-mail address: ${namesOf(strangers)}${strangers.length > 10 ? " …" : ""}. Their work has no owner yet; the tasks say whose it was.`,
    ),
    ...about(used.size > 0 ? used.size : 0, "labels_in_notes", "info", words`Labels stand in the notes of the tasks that have them.`),
    ...about(unused, "labels_unused", "info", words`${unused} labels stand on no task and are not carried.`),
    ...about(
      lists.length,
      "lists_left",
      "warning",
      words`A board has at most 30 columns: tasks of ${lists
        .slice(0, 5)
        .map((name) => `“${name}”`)
        .join(", ")} stand in none.`,
    ),
    ...about(
      tally.archived,
      "archived_read_as_done",
      "info",
      words`${tally.archived} archived tasks that were never marked done are closed.`,
    ),
    ...about(
      tally.undated,
      "finish_unknown",
      "info",
      words`${tally.undated} finished tasks have no date of it in the file: the last that is known of them is taken.`,
    ),
    ...about(
      tally.uncheckedInFinished,
      "unchecked_withdrawn",
      "info",
      words`${tally.uncheckedInFinished} unchecked items of finished tasks are closed as not done.`,
    ),
    ...about(
      tally.clipped,
      "title_long",
      "info",
      words`${tally.clipped} titles are longer than one line: the whole of each stands in the notes.`,
    ),
    ...about(
      tally.invented,
      "length_unknown",
      "info",
      words`The file says nothing of how long work takes: the plan begins when somebody does.`,
    ),
    ...about(loops, "parent_loop", "warning", words`${loops} tasks were inside themselves or too deep, and stand at the top.`),
    ...[...tally.plan].flatMap(([what, number]) =>
      about(
        number,
        `plan_${what}`,
        "warning",
        (planWords[what] ?? ((count) => words`${count} parts of the plan are not carried.`))(number),
      ),
    ),
  ];
}

function namesOf(members: ProjectDraft["members"]): string {
  return members
    .slice(0, 10)
    .map((member) => oneLine(member.name, 60))
    .join(", ");
}

const planWords: Readonly<Record<string, (count: number) => Words>> = {
  delay: (count) => words`${count} tasks were put off by levelling, which is not carried.`,
  link: (count) => words`${count} links are not carried: they lead nowhere, to themselves, or stand twice.`,
};
