import { type Finding, words } from "@rondo/core/kernel";
import { countWords } from "./counting.ts";
import type { ProjectDraft } from "./project.ts";
import type { Reading } from "./reading.ts";

/** Findings that every board reader gives in the same words. */
export function boardNotes(drafts: readonly ProjectDraft[]): Finding[] {
  return drafts.flatMap((draft) => [...doneLists(draft), ...missingFiles(draft)]);
}

export function readLine(counts: Reading["counts"]): Finding {
  return { code: "read", severity: "info", ...words`Read: ${countWords(counts.read, counts.carried)}.` };
}

/** A reading with what else is to be said of it, behind the line of what was read. */
export function withFindings(reading: Reading, more: readonly Finding[]): Reading {
  if (more.length === 0) return reading;
  const [first, ...rest] = reading.findings;
  return { ...reading, findings: first === undefined ? more : [first, ...more, ...rest] };
}

/** Of readers written from a tool's description of its format: no export of that tool was at hand to try them on. */
export function unverified(tool: string): Finding {
  return {
    code: "reader_unverified",
    severity: "warning",
    ...words`Unverified: how Rondo reads files of ${tool} was made from the description of the format and not tried on a real one. Look over what came.`,
  };
}

function doneLists(board: ProjectDraft): Finding[] {
  return board.lists
    .filter((list) => list.done)
    .map((list) => ({
      code: "list_read_as_done",
      severity: "info",
      ...words`The ${board.tasks.filter((task) => task.list === list.sourceId).length} cards in “${list.name}” are read as completed, because of the list's name.`,
      subject: list.sourceId,
    }));
}

function missingFiles(board: ProjectDraft): Finding[] {
  const files = board.tasks.flatMap((task) => task.attachments);
  if (files.length === 0) return [];
  const named = files.slice(0, 5).map((file) => `“${file.name}”`);
  const rest = files.length > named.length ? ` and ${files.length - named.length} more` : "";
  return [
    {
      code: "attachments_not_in_file",
      severity: "warning",
      ...words`The export has no files, only the names and addresses of ${files.length === 1 ? words`one attachment` : words`${files.length} attachments`}, which stand with their tasks: ${named.join(", ")}${rest}. Fetch the files while the board is still there.`,
      subject: "attachments",
      params: { count: files.length },
    },
  ];
}
