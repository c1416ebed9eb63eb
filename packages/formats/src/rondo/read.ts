import { type Finding, words } from "@rondo/core/kernel";
import { countWords } from "../draft/counting.ts";
import type { Draft, ProcessDraft, Reading } from "../draft/index.ts";
import { unreadable } from "../draft/refuse.ts";
import { isObject, type JsonValue, readJson } from "../json/index.ts";
import { countDrafts } from "./counts.ts";
import { definition } from "./definition.ts";
import { project } from "./project.ts";
import { listOf, oneOf, record, type Strict, text } from "./shape.ts";

/** Rondo's own JSON, `{ "rondo": 1, "projects": [...], "processes": [...] }`: see docs/formats.md. */
export function readRondo(bytes: Uint8Array): Reading {
  const { value, findings } = readJson(bytes);
  return readRondoJson(value, findings);
}

export function looksLikeRondo(value: JsonValue): boolean {
  return isObject(value) && value["rondo"] !== undefined && (value["projects"] !== undefined || value["processes"] !== undefined);
}

export function readRondoJson(value: JsonValue, before: readonly Finding[] = []): Reading {
  if (!isObject(value) || value["rondo"] === undefined) throw unreadable("This is no Rondo file: it does not say “rondo”");
  if (value["rondo"] !== 1)
    throw unreadable("This file was written by another version of Rondo; this one reads version 1", { path: "rondo" });
  const findings: Finding[] = [...before];
  let untold = 0;
  const file = whole(value, "", (finding) => {
    if (findings.length < 50) findings.push(finding);
    else untold += 1;
  });
  if (untold > 0)
    findings.push({
      code: "key_unknown",
      severity: "warning",
      ...words`${untold} more keys mean nothing in this version and are passed over.`,
    });
  const drafts: Draft[] = [...(file.projects ?? []), ...(file.processes ?? [])];
  const counts = countDrafts(drafts);
  return {
    format: "rondo",
    drafts,
    counts: { read: counts, carried: counts },
    findings: [{ code: "read", severity: "info", ...words`Read: ${countWords(counts, counts)}.` }, ...findings],
  };
}

const source = record({ format: oneOf("bpmn"), text, element: text });
const bareProcess = record({ title: text, definition }, { source });
const process: Strict<ProcessDraft> = (value, path, tell) => ({ kind: "process", ...bareProcess(value, path, tell) });
const whole = record({ rondo: (value) => value }, { projects: listOf(project), processes: listOf(process) });
