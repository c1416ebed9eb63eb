import type { AnswerOf, operations } from "@rondo/contract";
import type { Key } from "../identity/index.ts";

type KeyShown = AnswerOf<typeof operations.createKey>["key"];

export function presentKey(key: Key): KeyShown {
  return {
    id: key.id,
    name: key.name,
    scopes: [...key.scopes],
    start: key.start,
    createdAt: key.createdAt,
    expiresAt: key.expiresAt,
    lastUsedAt: key.lastUsedAt,
  };
}
