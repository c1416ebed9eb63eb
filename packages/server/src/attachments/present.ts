import type { FastifyReply } from "fastify";
import type { AnswerOf, operations } from "@rondo/contract";
import { ref } from "../tasks/index.ts";
import type { AttachmentRow } from "./store.ts";

export type Attachment = AnswerOf<typeof operations.attachFile>;

export function presentAttachment(row: AttachmentRow): Attachment {
  return {
    id: row.attachment_id,
    name: row.name,
    media: row.media,
    size: row.size,
    addedBy: ref(row.added_by, row.adder_name),
    addedAt: row.added_at,
    number: row.number,
    scan: row.scan,
    preview: previewOf(row.media),
  };
}

export function previewOf(media: string): Attachment["preview"] {
  if (media.startsWith("image/")) return "image";
  if (media === "application/pdf") return "pdf";
  if (media.startsWith("video/")) return "video";
  if (media.startsWith("audio/")) return "audio";
  return media.startsWith("text/") ? "text" : null;
}

const marks: readonly (readonly [media: string, at: number, mark: string])[] = [
  ["image/png", 0, "\x89PNG\r\n\x1a\n"],
  ["image/jpeg", 0, "\xff\xd8\xff"],
  ["image/gif", 0, "GIF8"],
  ["image/webp", 8, "WEBP"],
  ["application/pdf", 0, "%PDF-"],
  ["video/mp4", 4, "ftypiso"],
  ["video/mp4", 4, "ftypmp4"],
  ["video/mp4", 4, "ftypavc1"],
  ["video/mp4", 4, "ftypM4V"],
  ["video/mp4", 4, "ftypqt"],
  ["audio/mp4", 4, "ftypM4A"],
  ["video/webm", 0, "\x1aE\xdf\xa3"],
  ["audio/ogg", 0, "OggS"],
  ["audio/mpeg", 0, "ID3"],
  ["audio/wav", 8, "WAVE"],
];

/**
 * What the bytes are. The sender's word is not taken for it: a page of script called "map.png" must not run in our
 * origin. Only what a browser shows without running anything has a name of its own; SVG and HTML are text.
 */
export function mediaOf(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 16)).toString("latin1");
  const known = marks.find(([, at, mark]) => head.startsWith(mark, at));
  // So large a picture takes every browser that shows it gigabytes: it is a file.
  if (known !== undefined)
    return known[0].startsWith("image/") && pixelsOf(known[0], bytes) > mostPixels ? "application/octet-stream" : known[0];
  return isText(bytes) ? "text/plain; charset=utf-8" : "application/octet-stream";
}

/** Types that always begin with their mark: whatever does not is something else. */
const sure: ReadonlySet<string> = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf"]);

/**
 * What a file is, where its bytes contradict the type it is declared as; null where they may be of that type. Sound and film
 * share their containers, and what has no mark can be any type that needs none.
 */
export function contradictionOf(declared: string, bytes: Uint8Array): string | null {
  const said = (declared.split(";")[0] as string).trim().toLowerCase();
  const head = Buffer.from(bytes.subarray(0, 16)).toString("latin1");
  const is = marks.find(([, at, mark]) => head.startsWith(mark, at))?.[0];
  if (said === "" || said === "application/octet-stream" || said === is) return null;
  if (is === undefined) return sure.has(said) ? (mediaOf(bytes).split(";")[0] as string) : null;
  return sure.has(is) || sure.has(said) || !/^(?:audio|video)\//.test(said) ? is : null;
}

const mostPixels = 50_000_000;

/** What the picture's own head says of its size; 0 where it says nothing that can be read. */
export function pixelsOf(media: string, bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const has = (at: number, size: number): boolean => at + size <= view.byteLength;
  switch (media) {
    case "image/png":
      return has(16, 8) ? view.getUint32(16) * view.getUint32(20) : 0;
    case "image/gif":
      return has(6, 4) ? view.getUint16(6, true) * view.getUint16(8, true) : 0;
    case "image/webp": {
      if (!has(0, 30)) return 0;
      const three = (at: number): number => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
      const kind = Buffer.from(bytes.subarray(12, 16)).toString("latin1");
      if (kind === "VP8X") return (three(24) + 1) * (three(27) + 1);
      const packed = view.getUint32(21, true);
      return kind === "VP8L"
        ? ((packed & 0x3fff) + 1) * (((packed >>> 14) & 0x3fff) + 1)
        : (view.getUint16(26, true) & 0x3fff) * (view.getUint16(28, true) & 0x3fff);
    }
    default:
      // JPEG: segment after segment until the one of the frame.
      for (let at = 2; has(at, 9) && view.getUint8(at) === 0xff;) {
        const mark = view.getUint8(at + 1);
        if (mark >= 0xc0 && mark <= 0xcf && mark !== 0xc4 && mark !== 0xc8 && mark !== 0xcc)
          return view.getUint16(at + 5) * view.getUint16(at + 7);
        at += 2 + view.getUint16(at + 2);
      }
      return 0;
  }
}

function isText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    // eslint-disable-next-line no-control-regex -- what no text has
    return !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text);
  } catch {
    return false;
  }
}

/** Nothing in it may run: not as a page, not as a frame, not as another type than it is. */
export function contentHeaders(reply: FastifyReply, file: { name: string; media: string; shown: boolean }): void {
  void reply
    .header("content-type", file.media)
    .header(
      "content-disposition",
      `${file.shown ? "inline" : "attachment"}; filename*=UTF-8''${encodeURIComponent(file.name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`,
    )
    .header("x-content-type-options", "nosniff")
    // A browser's own reader of PDFs does not open in a sandbox.
    .header(
      "content-security-policy",
      `default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'${file.media === "application/pdf" ? "; object-src 'self'" : "; sandbox"}`,
    )
    .header("cache-control", "private, no-store");
}
