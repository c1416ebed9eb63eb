import { looksLikeCsvLog, readCsvLog } from "../csvlog/index.ts";
import { readOcel } from "../ocel/index.ts";
import { unreadable } from "../draft/refuse.ts";
import { type LogOptions, type LogReader, readXes } from "../xes/index.ts";

/** Gzip. Nothing but event logs is read packed. */
export function isPacked(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** Whether a file is an event log beyond doubt, by its first kilobytes unpacked: XES, OCEL, or a table whose columns say so. */
export function looksLikeLog(head: Uint8Array): boolean {
  const text = textOf(head);
  return (
    (text.startsWith("<") && /<(?:\w+:)?log[\s>]/.test(text)) ||
    (text.startsWith("{") && /"(?:objectTypes|eventTypes)"\s*:/.test(text)) ||
    looksLikeCsvLog(text)
  );
}

/** A reader of any event log, in pieces, unpacked; which format it is shows in its first characters. */
export function readEventLog(options: LogOptions): LogReader {
  let reader: LogReader | null = null;
  return {
    write(bytes) {
      if (bytes.length === 0) return;
      reader ??= readerFor(bytes, options);
      reader.write(bytes);
    },
    end() {
      if (reader === null) throw unreadable("The file is empty");
      return reader.end();
    },
  };
}

function readerFor(bytes: Uint8Array, options: LogOptions): LogReader {
  const head = textOf(bytes.subarray(0, 512));
  if (head.startsWith("<")) return readXes(options);
  return head.startsWith("{") ? readOcel(options) : readCsvLog(options);
}

/** Characters 0 to 255 are enough for tags and column names; UTF-16's zero bytes and marks are taken out. */
function textOf(head: Uint8Array): string {
  let text = "";
  for (const byte of head.subarray(0, 8_192)) if (byte !== 0) text += String.fromCharCode(byte);
  return text.replace(/^(?:\xEF\xBB\xBF|\xFF\xFE|\xFE\xFF)/, "").trimStart();
}
