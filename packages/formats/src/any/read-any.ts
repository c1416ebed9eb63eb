import { Refusal } from "@rondo/core/kernel";
import type { Reading } from "../draft/index.ts";
import { unreadable } from "../draft/refuse.ts";
import { type JsonValue, readJson } from "../json/index.ts";
import { readMarkdown } from "../markdown/index.ts";
import { looksLikeRondo, readRondoJson } from "../rondo/index.ts";
import { looksLikeTrello, readTrelloJson } from "../trello/index.ts";
import { detect } from "./detect.ts";

type JsonFormat = { readonly label: string; looksLike(value: JsonValue): boolean; read(value: JsonValue, before: Reading["findings"]): Reading };

const jsonFormats: readonly JsonFormat[] = [
  { label: "Rondo's own JSON", looksLike: looksLikeRondo, read: readRondoJson },
  { label: "Trello boards (JSON)", looksLike: looksLikeTrello, read: readTrelloJson },
];

/** What a refusal names, and the screen shows beside "drop a file". */
export const readableFormats: readonly string[] = ["Markdown and plain-text procedures", ...jsonFormats.map(({ label }) => label)];

/** Reads any file of work or procedure that Rondo knows. Gives drafts, or throws one Refusal with the place in the file. */
export function readAny(bytes: Uint8Array, fileName: string): Reading {
  if (bytes.length === 0) throw unreadable("The file is empty");
  const family = detect(bytes, fileName);
  if (family === "json") return readAnyJson(bytes);
  if (family === "markdown") return readMarkdown(bytes, fileName);
  throw unknownFormat();
}

function readAnyJson(bytes: Uint8Array): Reading {
  const { value, findings } = readJson(bytes);
  const format = jsonFormats.find((candidate) => candidate.looksLike(value));
  if (format === undefined) throw unknownFormat();
  return format.read(value, findings);
}

function unknownFormat(): Refusal {
  return new Refusal("format_unknown", { formats: readableFormats.join(", ") });
}
