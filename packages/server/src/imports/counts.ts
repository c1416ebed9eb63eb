import { type Finding, words, type Words } from "@rondo/core/kernel";
import type { Definition, Step } from "@rondo/core/process";
import { stepsOf } from "@rondo/core/process";
import type { Reading } from "@rondo/formats/draft";
import { inOrder } from "./layout/words.ts";
import type { Counted, Tallied } from "./store/import.ts";

/**
 * Both sides of the count, in the source's own nouns: what the reader found in the file, and what the database holds
 * now. The second is never taken from the first. A noun that Rondo has no place for counts nothing.
 */
export function countBoth(
  reading: Reading,
  stored: { tally: Tallied; projects: number; definitions: readonly Definition[]; sources: number },
): Counted[] {
  const { tally, projects, definitions } = stored;
  const boxes = definitions.flatMap(stepsOf).reduce((sum, step: Step) => sum + (step.kind === "task" ? step.checklist.length : 0), 0);
  const processFields = definitions.reduce((sum, definition) => sum + definition.fields.length, 0);
  const inDatabase: Record<string, number> = {
    lists: reading.format === "ticktick" ? projects : tally.columns,
    openLists: tally.open_lists,
    boards: projects,
    projects,
    cards: tally.tasks,
    tasks: tally.tasks,
    rows: tally.tasks,
    issues: tally.tasks,
    sections: tally.columns,
    sheets: projects,
    openCards: tally.tasks - tally.archived,
    cardsWithDue: tally.with_due,
    labels: tally.labels,
    tags: tally.labels,
    members: tally.members,
    resources: tally.members + tally.places,
    assignments: tally.staffed,
    customFields: tally.fields,
    fields: processFields,
    checklists: tally.checklists,
    checkItems: tally.items + boxes,
    checkItemsComplete: tally.items_done,
    comments: tally.comments,
    attachments: tally.attachments,
    actions: tally.events,
    events: tally.events,
    cardCreations: tally.creations,
    cardChanges: tally.changes,
    listMoves: tally.moves,
    checkItemChanges: tally.item_changes,
    links: tally.links,
    calendars: tally.calendars,
    baselines: tally.baselines,
    processes: definitions.length,
    steps: definitions.reduce((sum, definition) => sum + stepsOf(definition).length, 0),
    roles: definitions.reduce((sum, definition) => sum + definition.roles.length, 0),
    // Of a text: every node of it stands in a step, a checklist, the instructions or the purpose (a property of the
    // reader), and the definition that the database gave back is the reader's own, so its count is the database's.
    // Of a file of BPMN: it is kept whole beside every process made of it, as the database gave it back.
    ...(reading.format === "bpmn" && stored.sources === reading.drafts.length ? reading.counts.carried : {}),
    ...Object.fromEntries(textNouns.map((noun) => [noun, sameAsRead(reading, definitions) ? (reading.counts.carried[noun] ?? 0) : 0])),
  };
  const baselines = reading.drafts.reduce((sum, draft) => sum + (draft.kind === "project" ? (draft.baselines?.length ?? 0) : 0), 0);
  return Object.entries({ ...reading.counts.read, baselines })
    .filter(([noun, read]) => read > 0 && noun !== "columns")
    .map(([noun, read]) => ({ noun, read, carried: inDatabase[noun] ?? 0 }));
}

/** What came short and no reader tells of: a word why. */
export function gaps(counts: readonly Counted[]): Finding[] {
  return counts.flatMap(({ noun, read, carried }): Finding[] => {
    const why = gapWords[noun];
    return why === undefined || carried >= read
      ? []
      : [{ code: "not_carried", severity: "warning", ...why(read - carried, read), subject: noun, params: { count: read - carried } }];
  });
}

const gapWords: Readonly<Record<string, (short: number, read: number) => Words>> = {
  resources: (short, read) => words`${short} of ${read} resources are not carried: they are no members here, and on no open task.`,
  assignments: (short, read) =>
    words`${short} of ${read} assignments are not carried: to nobody, to a material, or of finished tasks, whose notes say whose work it was.`,
  customFields: (short, read) => words`${short} of ${read} fields have no value on any task and are not carried.`,
};

const textNouns = ["headings", "checkboxItems", "orderedItems", "bulletItems"] as const;

function sameAsRead(reading: Reading, stored: readonly Definition[]): boolean {
  const read = reading.drafts.flatMap((draft) => (draft.kind === "process" ? [draft.definition] : []));
  return read.length === stored.length && read.every((definition, index) => inOrder(definition) === inOrder(stored[index]));
}
