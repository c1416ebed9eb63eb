import { namesDone } from "../draft/done.ts";
import type { FieldDraft, LabelDraft, ListDraft, MemberDraft } from "../draft/index.ts";
import type { JsonObject, Shape } from "../json/index.ts";

/** In board order, archived lists included. */
export function readLists(board: JsonObject, read: Shape): ListDraft[] {
  const lists = read.objects(board, "lists", "").map((list, index) => {
    const name = read.text(list, "name", `lists[${index}].`);
    return {
      sourceId: read.text(list, "id", `lists[${index}].`),
      name: name || "List without a name",
      position: read.number(list, "pos", `lists[${index}].`) ?? index,
      archived: read.flag(list, "closed", `lists[${index}].`),
      done: namesDone(name),
    };
  });
  return lists.sort((a, b) => a.position - b.position);
}

/** A label without a name is called by its colour, as Trello shows it. */
export function readLabels(board: JsonObject, read: Shape): LabelDraft[] {
  return read.objects(board, "labels", "").map((label, index) => readLabel(label, read, `labels[${index}].`));
}

export function readLabel(label: JsonObject, read: Shape, path: string): LabelDraft {
  const colour = read.textOrNull(label, "color", path);
  return { sourceId: labelId(label, read, path), name: read.text(label, "name", path) || (colour ?? "label"), colour };
}

/** A label that a card has without an id is known by its name and colour. */
export function labelId(label: JsonObject, read: Shape, path: string): string {
  const id = read.text(label, "id", path);
  const words = [read.text(label, "name", path), read.textOrNull(label, "color", path) ?? ""].filter((word) => word !== "");
  return id !== "" || words.length === 0 ? id : `label ${words.join(" ")}`;
}

export function readMembers(board: JsonObject, read: Shape): MemberDraft[] {
  return read.objects(board, "members", "").map((member, index) => {
    const path = `members[${index}].`;
    const username = read.textOrNull(member, "username", path);
    const sourceId = read.text(member, "id", path);
    return {
      sourceId,
      name: read.text(member, "fullName", path) || (username ?? sourceId),
      username,
      email: read.textOrNull(member, "email", path),
    };
  });
}

export function readFields(board: JsonObject, read: Shape): FieldDraft[] {
  return read.objects(board, "customFields", "").map((field, index) => {
    const path = `customFields[${index}].`;
    const options = read.objects(field, "options", path).map((option) => optionText(option, read, `${path}options.`));
    const kind = fieldKinds[read.text(field, "type", path)] ?? "text";
    return {
      sourceId: read.text(field, "id", path),
      name: read.text(field, "name", path) || "Field without a name",
      kind,
      choices: options,
    };
  });
}

export function optionText(option: JsonObject, read: Shape, path: string): string {
  return read.text(read.object(option["value"], `${path}value`), "text", `${path}value.`);
}

const fieldKinds: Readonly<Record<string, FieldDraft["kind"]>> = {
  text: "text",
  number: "number",
  date: "date",
  list: "choice",
  checkbox: "yesNo",
};
