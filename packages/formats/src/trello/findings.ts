import { type Finding, words } from "@rondo/core/kernel";
import type { ProjectDraft } from "../draft/index.ts";
import { boardNotes } from "../draft/told.ts";
import { isArray, isObject, type JsonObject } from "../json/index.ts";
import type { BoardHistory } from "./actions.ts";

/** What a person should know about this board before saying yes. */
export function boardFindings(
  board: ProjectDraft,
  source: JsonObject,
  { homeless, history }: { homeless: number; history: BoardHistory },
): Finding[] {
  return [
    ...cutHistory(source, history),
    ...missingComments(board, source, history),
    ...boardNotes([board]),
    ...strayParts(board, source, homeless),
    ...people(board),
  ];
}

/** An export stops at the newest 1,000 actions (and comments are actions). */
function cutHistory(source: JsonObject, history: BoardHistory): Finding[] {
  if (history.all.length < 1000) return [];
  const since = history.all.find((entry) => entry.at !== null)?.at ?? "an unknown day";
  return [
    {
      code: "trello_history_cut",
      severity: "warning",
      ...words`Trello exports only the newest 1,000 actions of a board: history and comments before ${since} are not in the file.`,
      subject: "actions",
      params: { actions: history.all.length, since },
    },
  ];
}

/** Each card says how many comments it has, whether or not they are in the file. */
function missingComments(board: ProjectDraft, source: JsonObject, history: BoardHistory): Finding[] {
  const cards = isArray(source["cards"]) ? source["cards"] : [];
  const said = cards.reduce((sum: number, card) => {
    const badges = isObject(card) ? card["badges"] : undefined;
    const count = isObject(badges) ? badges["comments"] : 0;
    return sum + (typeof count === "number" && Number.isSafeInteger(count) && count > 0 ? count : 0);
  }, 0);
  const carried = board.tasks.reduce((sum, task) => sum + task.comments.length, 0);
  const findings: Finding[] = [];
  if (said > history.commentsRead) {
    findings.push({
      code: "comments_not_in_file",
      severity: "warning",
      ...words`${said - history.commentsRead} of ${said} comments that the cards count are not in the file.`,
      subject: "comments",
      params: { missing: said - history.commentsRead, said },
    });
  }
  if (carried < history.commentsRead) {
    findings.push({
      code: "comments_without_card",
      severity: "warning",
      ...words`${history.commentsRead - carried} comments belong to cards that are not in the file; they stay in the board's history.`,
      subject: "comments",
      params: { count: history.commentsRead - carried },
    });
  }
  return findings;
}

function strayParts(board: ProjectDraft, source: JsonObject, homeless: number): Finding[] {
  const findings: Finding[] = [];
  if (homeless > 0) {
    findings.push({
      code: "list_not_in_file",
      severity: "warning",
      ...words`${homeless} cards name a list that is not in the file; they are read without one.`,
      subject: "cards",
      params: { count: homeless },
    });
  }
  const listed = isArray(source["labels"]) ? source["labels"].length : 0;
  if (board.labels.length > listed) {
    findings.push({
      code: "labels_only_on_cards",
      severity: "info",
      ...words`${board.labels.length - listed} labels stand on cards but not in the board's own list; they are carried too.`,
      subject: "labels",
      params: { count: board.labels.length - listed },
    });
  }
  const cards = new Set(board.tasks.map((task) => task.sourceId));
  const checklists = isArray(source["checklists"]) ? source["checklists"] : [];
  const lost = checklists.filter(
    (checklist) => !isObject(checklist) || typeof checklist["idCard"] !== "string" || !cards.has(checklist["idCard"]),
  ).length;
  if (lost > 0) {
    findings.push({
      code: "checklists_without_card",
      severity: "warning",
      ...words`${lost} checklists belong to no card in the file and are not carried.`,
      subject: "checklists",
      params: { count: lost },
    });
  }
  return findings;
}

/** Old cards keep people who left the board: their ids are there, their names are not. */
function people(board: ProjectDraft): Finding[] {
  const known = new Set(board.members.map((member) => member.sourceId));
  const named = new Set(board.tasks.flatMap((task) => [...task.members, ...task.comments.flatMap((comment) => comment.author ?? [])]));
  const gone = [...named].filter((id) => !known.has(id));
  const findings: Finding[] = [];
  if (gone.length > 0) {
    findings.push({
      code: "members_not_in_file",
      severity: "info",
      ...words`${gone.length} people stand on cards or comments but are no longer members of the board: the file has their ids, not their names.`,
      subject: "members",
      params: { count: gone.length },
    });
  }
  return findings;
}
