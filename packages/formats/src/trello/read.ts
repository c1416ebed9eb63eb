import { words } from "@rondo/core/kernel";
import { countWords } from "../draft/counting.ts";
import type { ProjectDraft, Reading } from "../draft/index.ts";
import { tooLarge, unreadable } from "../draft/refuse.ts";
import { isArray, isObject, type JsonObject, type JsonValue, readJson, shape } from "../json/index.ts";
import { readActions } from "./actions.ts";
import { readFields, readLabels, readLists, readMembers } from "./board.ts";
import { readCards } from "./cards.ts";
import { countCarried, countRead } from "./counts.ts";
import { boardFindings } from "./findings.ts";

/** A Trello board export (the board's menu, "Print, export and share", "Export as JSON"). */
export function readTrello(bytes: Uint8Array): Reading {
  const { value, findings } = readJson(bytes);
  return readTrelloJson(value, findings);
}

export function looksLikeTrello(value: JsonValue): boolean {
  if (!isObject(value) || !isArray(value["lists"]) || !isArray(value["cards"])) return false;
  return (
    !("_format" in value) &&
    ("actions" in value ||
      "prefs" in value ||
      "labelNames" in value ||
      "idOrganization" in value ||
      "shortLink" in value ||
      value["cards"].some((card) => isObject(card) && "idList" in card))
  );
}

export function readTrelloJson(given: JsonValue, before: Reading["findings"] = []): Reading {
  const value = isObject(given) ? withChecklists(given) : given;
  if (!isObject(value)) throw unreadable("This is no Trello board: a board export is one JSON object");
  if (!isArray(value["lists"]) || !isArray(value["cards"])) {
    throw unreadable("This is no whole Trello board: it has no “lists” and “cards”. Export the board itself, not a card or a workspace");
  }
  if (value["cards"].length > cardLimit) throw tooLarge(`${cardLimit} cards in one board`);

  const read = shape();
  const lists = readLists(value, read);
  const members = readMembers(value, read);
  const fields = readFields(value, read);
  const history = readActions(value, read);
  const { tasks, labels, homeless, counted } = readCards(value, read, { lists, fields, history, labels: readLabels(value, read) });
  const taskIds = new Set(tasks.map((task) => task.sourceId));
  const board: ProjectDraft = {
    kind: "project",
    sourceId: read.text(value, "id", ""),
    name: read.text(value, "name", "") || "Board without a name",
    description: read.text(value, "desc", ""),
    url: read.textOrNull(value, "url", ""),
    archived: read.flag(value, "closed", ""),
    lists,
    labels,
    members,
    fields,
    tasks,
    history: history.all.filter((entry) => entry.subject === null || !taskIds.has(entry.subject)),
  };
  const counts = { read: countRead(value, history, counted), carried: countCarried(board, value) };
  return {
    format: "trello",
    drafts: [board],
    counts,
    findings: [
      { code: "read", severity: "info", ...words`Read: ${countWords(counts.read, counts.carried)}.` },
      ...before,
      ...boardFindings(board, value, { homeless, history }),
      ...read.findings(),
    ],
  };
}

/** Trello itself stops at 5,000 open cards in a list; the largest real boards have some 20,000 with the archived ones. */
const cardLimit = 200_000;

/** What the programming interface gives has its checklists inside the cards; the board's own export has them beside. */
function withChecklists(board: JsonObject): JsonObject {
  const [beside, cards] = [board["checklists"], board["cards"]];
  if ((isArray(beside) && beside.length > 0) || !isArray(cards)) return board;
  const inside = cards.flatMap((card) =>
    isObject(card) && isArray(card["checklists"])
      ? card["checklists"].map((list) => (isObject(list) ? { ...list, idCard: card["id"] ?? null } : list))
      : [],
  );
  return inside.length === 0 ? board : { ...board, checklists: inside };
}
