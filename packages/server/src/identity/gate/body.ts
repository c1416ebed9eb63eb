import { Refusal } from "@rondo/core/kernel";
import type { z } from "zod";

/** A passkey's answer is the largest body here, a few kB. */
const limit = 64 * 1_024;

/** Reads a JSON body that has these members and no others. Refuses with 400, 413 or 415 as the contract says. */
export async function readBody(request: Request, schema: z.ZodObject): Promise<Record<string, unknown>> {
  // A form of another site can't send JSON under its own name without asking first (CORS).
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  const text = await textOf(request);
  if (text === "" && type === undefined) return checked({}, schema);
  if (type !== "application/json") throw new Refusal("unsupported_media_type", { expected: "application/json" });
  return checked(text === "" ? {} : parsed(text), schema);
}

function checked(value: unknown, schema: z.ZodObject): Record<string, unknown> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Refusal("invalid_request", {
    problems: result.error.issues.map((issue) => `${issue.path.join(".") || "body"}: ${issue.message}`).join("; "),
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new Refusal("bad_json", { reason: error instanceof Error ? error.message : "" });
  }
}

async function textOf(request: Request): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > limit) throw new Refusal("too_large", { limit: "64 kB" });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
