import { looksLikeXlsx } from "../xlsx/index.ts";
import { otherKind } from "./other-kinds.ts";
import { looksLikeFace } from "../markdown/face-read.ts";

/** What a file is, by its first bytes where they tell, else by its name. `json`, `csv`: which one shows when it is read. */
export type Family = "json" | "xml" | "csv" | "markdown" | "xer" | "xlsx";

/** Null for what can't be text that Rondo reads: archives, pictures, office files, other binary. */
export function detect(bytes: Uint8Array, fileName: string): Family | null {
  const head = asciiHead(bytes);
  const name = fileName.toLowerCase();
  if (looksLikeXlsx(bytes, name)) return "xlsx";
  if (head.includes("\0") || otherKind(bytes, name) !== null) return null;
  const start = head.trimStart();
  if (start.startsWith("ERMHDR")) return "xer";
  if (looksLikeFace(head)) return "markdown";
  if (
    /^\{|^\[\s*\{/.test(start) ||
    (start.startsWith("[") && !/^\[[^\]]*\]\(|^\[[ x]\]/i.test(start) && !/\.(?:md|markdown|txt)$/.test(name))
  )
    return "json";
  if (name.endsWith(".json")) return "json";
  if (start.startsWith("<?xml")) return "xml";
  if (/^<(?:\?xml|!doctype|rss|project|[a-z]+:?[a-z]*[\s>])/i.test(start) && !/\.(?:md|markdown|txt)$/.test(name)) return "xml";
  if (/\.(?:xml|xes|bpmn)$/.test(name)) return "xml";
  if (/\.(?:csv|tsv|tab|xls)$/.test(name) && isWritten(start)) return "markdown";
  if (/\.(?:csv|tsv|tab|xls)$/.test(name) || (/\.(?:txt|text)$/.test(name) && isTabled(start))) return "csv";
  if (/\.(?:md|markdown|txt|text)$/.test(name) || !/\.[a-z0-9]{1,8}$/.test(name)) return "markdown";
  return null;
}

/** Markdown under the name of a table: a heading over entries of a list. */
function isWritten(head: string): boolean {
  return /^#{1,6} \S/.test(head) && /^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+\S/m.test(head);
}

/** Plain text as spreadsheets save it: the first lines have as many tabs each, or as many semicolons, at least two. */
function isTabled(head: string): boolean {
  const lines = head.split(/\r\n|\r|\n/).slice(0, 4);
  const marks = (line: string, mark: string): number => line.split(mark).length - 1;
  return (
    lines.length > 2 &&
    (["\t", ";"] as const).some((mark) => {
      const most = marks(lines[0]!, mark);
      return most >= (mark === "\t" ? 1 : 2) && lines.slice(1, -1).every((line) => marks(line, mark) === most);
    })
  );
}

/** The first kilobyte as characters 0-255 with UTF-16's zero bytes taken out, which is enough to see `{`, `<` and `---`. */
function asciiHead(bytes: Uint8Array): string {
  const mark =
    bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
      ? 3
      : (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
        ? 2
        : 0;
  const wide = mark === 2 || (bytes.length >= 4 && (bytes[0] === 0) !== (bytes[1] === 0) && (bytes[2] === 0) !== (bytes[3] === 0));
  const head = bytes.subarray(mark, mark + 1024);
  return String.fromCharCode(...(wide ? head.filter((byte) => byte !== 0) : head));
}
