import type { MultipartFile } from "@fastify/multipart";
import type { FastifyRequest } from "fastify";
import { Refusal } from "@rondo/core/kernel";
import { refuse } from "../../http/index.ts";
import { oneLine } from "../layout/words.ts";

/** `declared`: the content type that a form gives its file; null for raw bytes, which say none. */
export type Upload = { readonly fileName: string; readonly bytes: Uint8Array; readonly declared: string | null };

/** Larger files are no boards or procedures; the server's parsers stop at the same size. */
export const uploadLimit = 64 * 1_048_576;

/** The file of a request: multipart field `file`, or raw bytes with their name in X-File-Name (percent-encoded). */
export async function uploadOf(request: FastifyRequest): Promise<Upload> {
  const upload = await anyUploadOf(request);
  if (upload.bytes.length === 0) refuse("unreadable", { reason: "The file is empty." });
  return upload;
}

/** The same, also of nothing. */
export async function anyUploadOf(request: FastifyRequest): Promise<Upload> {
  if (request.isMultipart()) return fromForm(request);
  if (!Buffer.isBuffer(request.body))
    refuse("unsupported_media_type", { expected: "multipart/form-data with a field `file`, or application/octet-stream with X-File-Name" });
  const name = request.headers["x-file-name"];
  return named(typeof name === "string" ? decoded(name) : "", request.body, null);
}

async function fromForm(request: FastifyRequest): Promise<Upload> {
  try {
    const part = (await request.file({ limits: { files: 1, fileSize: uploadLimit } })) as MultipartFile | undefined;
    if (part === undefined || part.fieldname !== "file")
      refuse("invalid_request", {
        problems: "file: the form has no file in a field of this name",
        fields: [{ path: "file", problem: "missing" }],
      });
    const bytes = await part.toBuffer();
    // Where the limit falls between two pieces, the parser ends the file there and throws nothing.
    if (part.file.truncated) refuse("too_large", { limit: "64 MiB" });
    return named(part.filename, bytes, part.mimetype);
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 413) refuse("too_large", { limit: "64 MiB" });
    if (error instanceof Refusal) throw error;
    refuse("invalid_request", { problems: "the form breaks off or is not well formed" });
  }
}

function named(name: string, bytes: Uint8Array, declared: string | null): Upload {
  return { fileName: oneLine(name.split(/[\\/]/).at(-1) ?? "", 200) || "file", bytes, declared };
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
