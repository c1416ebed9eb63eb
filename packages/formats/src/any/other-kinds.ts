import { partNames } from "../zip/index.ts";

/** What a file is that Rondo does not read, and what to do with it; null for what it may read. */
export function otherKind(bytes: Uint8Array, fileName: string): string | null {
  const name = fileName.toLowerCase();
  const head = String.fromCharCode(...bytes.subarray(0, 256));
  if (head.startsWith("\xd0\xcf\x11\xe0")) return ofOldOffice(name);
  if (head.startsWith("PK")) return ofZip(bytes);
  if (head.startsWith("%PDF")) return "This is a PDF: drop the text or the table that it was made from";
  if (head.startsWith("\x1f\x8b"))
    return "The file is packed, and only event logs are read packed: unpack it, or look at a log with Audit or “rondo mine”";
  if (/^\x89PNG|^\xff\xd8\xff|^GIF8|^RIFF/.test(head)) return "This is a picture: drop the text or the table that it shows";
  if (/^\s*<(?:!doctype html|html|table)[\s>]/i.test(head.replace(/^\xef\xbb\xbf/, "")) && !/\.(?:md|markdown|txt)$/.test(name))
    return "This is a web page, whatever its name says: open it in a spreadsheet and save it as .xlsx or CSV";
  return null;
}

/** Files of Office before 2007; what a password protects is put into such a one. */
function ofOldOffice(name: string): string {
  if (name.endsWith(".mpp")) return "This is a Microsoft Project file of its own kind: save it there as XML (Save As, XML Format)";
  if (/\.(?:docx?|rtf)$/.test(name)) return "This is a Word document: save it as plain text (.txt), or as Markdown";
  if (/\.xls[xm]$/.test(name)) return "The workbook has a password: save it without one";
  return "This is a file of old Office programs: save a table as .xlsx or CSV, a plan as XML, a text as plain text";
}

function ofZip(bytes: Uint8Array): string | null {
  const names = partNames(bytes);
  // The first part of an OpenDocument file is its kind, unpacked.
  const kind = String.fromCharCode(...bytes.subarray(0, 128));
  if (names.includes("xl/workbook.xml")) return null;
  if (kind.includes("opendocument.spreadsheet")) return "This is an OpenDocument table: save it as .xlsx or CSV";
  if (names.includes("word/document.xml") || kind.includes("opendocument.text"))
    return "This is a text document: save it as plain text (.txt), or as Markdown";
  return "This is a packed folder: unpack it, and drop the files that are in it";
}
