import type { FastifyInstance } from "fastify";
import { Refusal } from "@rondo/core/kernel";
import { type JsonLimits, readJson } from "@rondo/formats/json";
import { refuse } from "./problem.ts";

/** A request is not a file: 32 levels and 50,000 values are far beyond any form or draft of ours. */
const limits: JsonLimits = { bytes: 1_048_576, depth: 32, values: 50_000, keysPerObject: 10_000, stringLength: 1_048_576 };

/** JSON alone, strictly: no repeated or prototype-reaching keys, no lone surrogates, limits on size and depth. */
export function takeJsonBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("application/json", { parseAs: "buffer", bodyLimit: limits.bytes }, (_request, bytes, done) => {
    if (bytes.length === 0) return done(null, undefined);
    try {
      done(null, readStrictly(bytes as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
}

/** Halves of surrogate pairs, which escapes alone can bring in and no UTF-8 can hold. */
function isText(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed();
  if (value === null || typeof value !== "object") return true;
  return Object.entries(value).every(([key, member]) => isText(key) && isText(member));
}

function readStrictly(bytes: Buffer): unknown {
  try {
    const { value, findings } = readJson(bytes, limits);
    const finding = findings[0];
    if (finding !== undefined) refuse("bad_json", { reason: finding.message });
    if (bytes.includes("\\u") && !isText(value)) refuse("bad_json", { reason: "It has half of a character in it" });
    return value;
  } catch (error) {
    if (error instanceof Refusal && error.code === "unreadable") refuse("bad_json", { reason: error.params["reason"] });
    if (error instanceof Refusal && error.code === "too_large") refuse("too_complex", { limit: error.params["limit"] });
    throw error;
  }
}
