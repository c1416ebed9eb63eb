import type { TaskDraft } from "../draft/index.ts";
import { dayOrderOf, readWhen } from "./dates.ts";
import type { Row } from "./table.ts";

/** Jira writes a comment as its moment, who wrote it, and what, with semicolons. */
export function saidBy(text: string, nameOf: (id: string) => string): { author: string | null; at: string | null; text: string } {
  const [, moment, author, words] = /^([^;\n]{6,40});([^;\n]{1,80});([\s\S]+)$/.exec(text) ?? [];
  const at = moment === undefined ? null : readWhen(moment, dayOrderOf([moment]));
  return at === null || words === undefined ? { author: null, at: null, text } : { author: nameOf(author ?? ""), at, text: words };
}

/** Jira knows a person by an id in one place and by a name in another: “Assignee” beside “Assignee Id”. */
export function namesById(head: Row, rows: readonly Row[]): (id: string) => string {
  const pairs = head.cells.flatMap((name, at) => {
    const own = head.cells.indexOf(name.replace(/ id$/i, ""));
    return / id$/i.test(name) && own >= 0 && own !== at ? [[at, own] as const] : [];
  });
  const names = new Map<string, string>();
  for (const { cells } of rows)
    for (const [id, name] of pairs)
      if ((cells[id] ?? "") !== "" && (cells[name] ?? "") !== "") names.set(cells[id] ?? "", cells[name] ?? "");
  return (id) => names.get(id) ?? id;
}

/** ClickUp writes all comments of a task into one cell, as JSON; each becomes what Jira would write. */
export function listed(text: string): string[] {
  const list = text.startsWith("[{") ? parsed(text) : null;
  if (!Array.isArray(list)) return [text];
  return list.flatMap((entry: unknown) => {
    const words = own(entry, "text");
    const [at, by] = [own(entry, "date"), own(entry, "by")];
    if (words === "") return [];
    return [at === "" || by === "" ? words : `${at};${by};${words}`];
  });
}

/** ClickUp: `{"Before": ["Fold", "Cut"]}`. */
export function checklistsOf(text: string, id: string): TaskDraft["checklists"] {
  const lists = text.startsWith("{") ? parsed(text) : null;
  if (typeof lists !== "object" || lists === null) return [];
  return Object.entries(lists).flatMap(([title, items], at) => {
    const names = Array.isArray(items) ? items.filter((item): item is string => typeof item === "string" && item !== "") : [];
    return names.length === 0
      ? []
      : [
          {
            sourceId: `${id}k${at}`,
            title,
            items: names.map((name, place) => ({ sourceId: `${id}k${at}i${place}`, title: name, done: false })),
          },
        ];
  });
}

/** Jira: moment, person, name and address, with semicolons; elsewhere an address alone. */
export function fileOf(text: string, id: string): TaskDraft["attachments"] {
  const parts = text.split(";");
  const url = parts.find((part) => /^https?:\/\/\S+$/.test(part.trim()))?.trim();
  if (url === undefined) return [];
  const name = parts.length >= 4 ? parts.slice(2, -1).join(";").trim() : (url.split("/").at(-1) ?? "");
  return [{ sourceId: id, name: name === "" ? url : name, url }];
}

function own(entry: unknown, key: string): string {
  const value = typeof entry === "object" && entry !== null && Object.hasOwn(entry, key) ? (entry as Record<string, unknown>)[key] : "";
  return typeof value === "string" ? value : "";
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
