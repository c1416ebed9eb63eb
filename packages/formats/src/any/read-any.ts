import { Refusal } from "@rondo/core/kernel";
import type { Reading } from "../draft/index.ts";
import { unreadable } from "../draft/refuse.ts";
import { withFindings } from "../draft/told.ts";
import { looksLikeAsana, readAsanaJson } from "../asana/index.ts";
import { readTable, readWork, type TableOptions } from "../csv/index.ts";
import { looksLikeBpmn, readBpmn } from "../bpmn/index.ts";
import { looksLikeDeck, readDeckJson } from "../deck/index.ts";
import { looksLikeGithub, readGithubJson } from "../github/index.ts";
import { looksLikeJiraXml, readJiraXml } from "../jira/index.ts";
import { type JsonValue, readJson } from "../json/index.ts";
import { readMarkdown } from "../markdown/index.ts";
import { looksLikePlanka, readPlankaJson } from "../planka/index.ts";
import { looksLikeRondo, readRondoJson } from "../rondo/index.ts";
import { looksLikeTrello, readTrelloJson } from "../trello/index.ts";
import { looksLikeMspdi, readMspdi } from "../mspdi/index.ts";
import { looksLikePmxml, readPmxml } from "../pmxml/index.ts";
import { readTicktick, ticktickHeader } from "../ticktick/index.ts";
import { readXer } from "../xer/index.ts";
import { readXlsx } from "../xlsx/index.ts";
import { looksLikeWekan, readWekanJson } from "../wekan/index.ts";
import { looksLikeDfg } from "../dfg/index.ts";
import { looksLikeLog } from "../eventlog/index.ts";
import { detect } from "./detect.ts";
import { otherKind } from "./other-kinds.ts";
import { asProject } from "./plan-project.ts";

type JsonFormat = {
  readonly label: string;
  looksLike(value: JsonValue): boolean;
  read(value: JsonValue, before: Reading["findings"]): Reading;
};

const jsonFormats: readonly JsonFormat[] = [
  { label: "Rondo's own JSON", looksLike: looksLikeRondo, read: readRondoJson },
  { label: "WeKan boards (JSON)", looksLike: looksLikeWekan, read: readWekanJson },
  { label: "Nextcloud Deck boards (JSON)", looksLike: looksLikeDeck, read: readDeckJson },
  { label: "Trello boards (JSON)", looksLike: looksLikeTrello, read: readTrelloJson },
  { label: "Asana projects (JSON)", looksLike: looksLikeAsana, read: readAsanaJson },
  { label: "Planka boards (JSON)", looksLike: looksLikePlanka, read: readPlankaJson },
  { label: "GitHub issues and project items (JSON)", looksLike: looksLikeGithub, read: readGithubJson },
];

/** What a refusal names, and the screen shows beside "drop a file". */
export const readableFormats: readonly string[] = [
  "Markdown and plain-text procedures",
  "Microsoft Project plans (XML)",
  "Primavera plans (XER, XML)",
  "BPMN 2.0 processes (.bpmn)",
  "TickTick backups (CSV)",
  "tables of work (CSV, XLSX)",
  "Jira issues (XML)",
  ...jsonFormats.map(({ label }) => label),
];

/** Reads any file of work or procedure that Rondo knows. Gives drafts, or throws one Refusal with the place in the file. */
export function readAny(bytes: Uint8Array, fileName: string, tables: TableOptions = {}): Reading {
  if (bytes.length === 0) throw unreadable("The file is empty");
  const family = detect(bytes, fileName);
  if (family === "json") return readAnyJson(bytes);
  if (family === "markdown") return readMarkdown(bytes, fileName);
  if (family === "csv") return readAnyTable(bytes, fileName, tables);
  if (family === "xlsx") return readXlsx(bytes, fileName, tables);
  if (family === "xml" && looksLikeJiraXml(decodeHead(bytes))) return readJiraXml(bytes);
  if (family === "xer") return asProject(readXer(bytes));
  if (family === "xml" && looksLikeMspdi(decodeHead(bytes))) return asProject(readMspdi(bytes));
  if (family === "xml" && looksLikePmxml(decodeHead(bytes))) return asProject(readPmxml(bytes));
  if (family === "xml" && looksLikeBpmn(decodeHead(bytes))) return readBpmn(bytes, fileName);
  const other = otherKind(bytes, fileName) ?? otherUse(bytes);
  throw other === null ? unknownFormat() : unreadable(other);
}

/** What another part of Rondo reads. */
function otherUse(bytes: Uint8Array): string | null {
  const head = decodeHead(bytes);
  if (looksLikeLog(bytes)) return "This is an event log: look at it with Audit, or “rondo mine”";
  if (/<(?:\w+:)?(?:pnml|ptml)[\s>]/.test(head) || looksLikeDfg(head))
    return "This is a model to compare runs with: give it to “rondo conform”";
  if (/<(?:\w+:)?definitions[^>]*\/DMN\//.test(head))
    return "These are decisions (DMN): bring them in at a process’s rule table, or give them to “rondo decide”";
  return null;
}

function readAnyJson(bytes: Uint8Array): Reading {
  const { value, findings } = readJson(bytes);
  const format = jsonFormats.find((candidate) => candidate.looksLike(value));
  if (format === undefined) {
    const other = otherUse(bytes);
    throw other === null ? unknownFormat() : unreadable(other);
  }
  return format.read(value, findings);
}

function readAnyTable(bytes: Uint8Array, fileName: string, tables: TableOptions): Reading {
  const { rows, findings } = readTable(bytes);
  return withFindings(ticktickHeader(rows) === null ? readWork(rows, fileName, tables) : readTicktick(rows), findings);
}

/** Enough to see the root element; what isn't UTF-8 there is for the reader to refuse. */
function decodeHead(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 4000).filter((byte) => byte !== 0));
}

function unknownFormat(): Refusal {
  return new Refusal("format_unknown", { formats: readableFormats.join(", ") });
}
