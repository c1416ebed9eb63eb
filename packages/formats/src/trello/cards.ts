import type { AttachmentDraft, ChecklistDraft, FieldDraft, FieldValueDraft, LabelDraft, ListDraft, TaskDraft } from "../draft/index.ts";
import { completionMoment } from "../draft/done.ts";
import type { JsonObject, Shape } from "../json/index.ts";
import type { BoardHistory } from "./actions.ts";
import { labelId, optionText, readLabel } from "./board.ts";

type Around = {
  readonly lists: readonly ListDraft[];
  readonly fields: readonly FieldDraft[];
  readonly labels: readonly LabelDraft[];
  readonly history: BoardHistory;
};

type ReadCards = {
  readonly tasks: readonly TaskDraft[];
  /** The board's labels and those that only stand on cards. */
  readonly labels: readonly LabelDraft[];
  /** How many cards name a list that isn't in the file. */
  readonly homeless: number;
  readonly counted: {
    readonly attachments: number;
    readonly checklists: number;
    readonly checkItems: number;
    readonly checkItemsComplete: number;
  };
};

export function readCards(board: JsonObject, read: Shape, around: Around): ReadCards {
  const labels = new Map(around.labels.map((label) => [label.sourceId, label]));
  const lists = new Map(around.lists.map((list) => [list.sourceId, list]));
  const options = fieldOptions(board, read);
  const checklists = checklistsOfCards(board, read);
  const taken = new Set<string>();
  let homeless = 0;
  let attachments = 0;

  const tasks = read.objects(board, "cards", "").map((card, index): TaskDraft => {
    const path = `cards[${index}].`;
    const sourceId = unusedId(read.text(card, "id", path), index, taken);
    const list = lists.get(read.text(card, "idList", path));
    if (list === undefined) homeless += 1;
    for (const [at, label] of read.objects(card, "labels", path).entries()) {
      const known = readLabel(label, read, `${path}labels[${at}].`);
      if (known.sourceId !== "" && !labels.has(known.sourceId)) labels.set(known.sourceId, known);
    }
    const history = around.history.ofCard.get(sourceId) ?? [];
    const files = readAttachments(card, read, path);
    attachments += files.length;
    const dueComplete = read.flag(card, "dueComplete", path);
    const completed = dueComplete || list?.done === true;
    return {
      sourceId,
      title: read.text(card, "name", path) || "Card without a name",
      notes: read.text(card, "desc", path),
      url: read.textOrNull(card, "url", path),
      list: list?.sourceId ?? null,
      parent: null,
      position: read.number(card, "pos", path) ?? index,
      labels: labelsOf(card, read, path),
      members: read.texts(card, "idMembers", path),
      start: read.instant(card, "start", path),
      due: read.instant(card, "due", path),
      createdAt: history.find((entry) => entry.kind === "created")?.at ?? bornAt(sourceId),
      completed,
      completedAt: completed ? completionMoment(history, list) : null,
      archived: read.flag(card, "closed", path),
      fields: fieldValues(card, read, path, around.fields, options),
      checklists: (checklists.of.get(sourceId) ?? []).map((entry) => entry.draft),
      comments: around.history.comments.get(sourceId) ?? [],
      attachments: files,
      history,
    };
  });
  return {
    tasks: tasks.sort((a, b) => a.position - b.position),
    labels: [...labels.values()],
    homeless,
    counted: { attachments, ...checklists.counted },
  };
}

/** Two cards of one id (an edited file) stay two cards; the first keeps the history. */
function unusedId(id: string, index: number, taken: Set<string>): string {
  const own = id === "" || taken.has(id) ? `${id}#${index}` : id;
  taken.add(own);
  return own;
}

/** Newer exports list label ids beside the labels; either may be missing. */
function labelsOf(card: JsonObject, read: Shape, path: string): string[] {
  const inline = read.objects(card, "labels", path).map((label) => labelId(label, read, `${path}labels.`));
  return [...new Set([...inline, ...read.texts(card, "idLabels", path)])].filter((id) => id !== "");
}

function readAttachments(card: JsonObject, read: Shape, path: string): AttachmentDraft[] {
  return read.objects(card, "attachments", path).map((file, index) => {
    const at = `${path}attachments[${index}].`;
    const url = read.textOrNull(file, "url", at);
    return { sourceId: read.text(file, "id", at), name: read.text(file, "name", at) || (url ?? "attachment"), url };
  });
}

function checklistsOfCards(board: JsonObject, read: Shape) {
  const of = new Map<string, { draft: ChecklistDraft; position: number }[]>();
  const counted = { checklists: 0, checkItems: 0, checkItemsComplete: 0 };
  for (const [index, checklist] of read.objects(board, "checklists", "").entries()) {
    const path = `checklists[${index}].`;
    const items = read
      .objects(checklist, "checkItems", path)
      .map((item, at) => ({
        sourceId: read.text(item, "id", `${path}checkItems[${at}].`),
        title: read.text(item, "name", `${path}checkItems[${at}].`),
        done: read.text(item, "state", `${path}checkItems[${at}].`) === "complete",
        position: read.number(item, "pos", `${path}checkItems[${at}].`) ?? at,
      }))
      .sort((a, b) => a.position - b.position);
    counted.checklists += 1;
    counted.checkItems += items.length;
    counted.checkItemsComplete += items.filter((item) => item.done).length;
    const card = read.text(checklist, "idCard", path);
    const draft = {
      sourceId: read.text(checklist, "id", path),
      title: read.text(checklist, "name", path) || "Checklist",
      items: items.map(({ sourceId, title, done }) => ({ sourceId, title, done })),
    };
    const place = { draft, position: read.number(checklist, "pos", path) ?? index };
    const others = of.get(card);
    if (others === undefined) of.set(card, [place]);
    else others.push(place);
  }
  for (const places of of.values()) places.sort((a, b) => a.position - b.position);
  return { of, counted };
}

function fieldOptions(board: JsonObject, read: Shape): Map<string, string> {
  const options = new Map<string, string>();
  for (const field of read.objects(board, "customFields", "")) {
    for (const option of read.objects(field, "options", "customFields.")) {
      options.set(read.text(option, "id", "customFields.options."), optionText(option, read, "customFields.options."));
    }
  }
  return options;
}

/** A choice is held as the option's id, every other value as text under its kind's name: `{ number: "3" }`. */
function fieldValues(
  card: JsonObject,
  read: Shape,
  path: string,
  fields: readonly FieldDraft[],
  options: Map<string, string>,
): FieldValueDraft[] {
  const known = new Set(fields.map((field) => field.sourceId));
  return read.objects(card, "customFieldItems", path).flatMap((item) => {
    const field = read.text(item, "idCustomField", `${path}customFieldItems.`);
    const option = read.textOrNull(item, "idValue", `${path}customFieldItems.`);
    const held = read.object(item["value"], `${path}customFieldItems.value`);
    const value = option === null ? Object.values(held).find((entry) => typeof entry === "string") : options.get(option);
    return known.has(field) && typeof value === "string" ? [{ field, value }] : [];
  });
}

/** The first eight digits of a Trello id are the second it was made in. */
function bornAt(sourceId: string): string | null {
  if (!/^[0-9a-f]{24}$/.test(sourceId)) return null;
  return new Date(Number.parseInt(sourceId.slice(0, 8), 16) * 1000).toISOString();
}
