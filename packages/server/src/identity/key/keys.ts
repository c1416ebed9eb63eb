import { Refusal } from "@rondo/core/kernel";
import type pg from "pg";
import { newId } from "../id.ts";
import { digest } from "../session/digest.ts";
import { newToken } from "../session/sessions.ts";
import { type KeyRow, type Scope, findAlive, findByHash, insertKey, keysOf, markUsed, removeKey, removeKeysOf } from "./store.ts";

export type Key = {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly start: string;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedAt: string | null;
};

/** Who a key stands for, and what it may at most; the person's own rights are looked up as for a session. */
export type KeyFound = {
  readonly keyId: string;
  readonly personId: string;
  readonly workspaceId: string;
  readonly scopes: readonly Scope[];
};

export type Keys = {
  /** `secret` is answered here and never again. */
  createKey(key: {
    personId: string;
    workspaceId: string;
    name: string;
    scopes: readonly Scope[];
    expiresInDays: number | null;
  }): Promise<{ key: Key; secret: string }>;
  /** From an Authorization header's value or the bare key; null when it is none of ours, deleted or expired. One query. */
  lookupKey(bearer: string | null | undefined): Promise<KeyFound | null>;
  /** Those of the keys, by id, that still open: for streams that stay open long after the look-up. */
  keysAlive(ids: readonly string[]): Promise<ReadonlySet<string>>;
  listKeys(personId: string, workspaceId: string): Promise<Key[]>;
  /** Refuses with `key_not_found`. */
  deleteKey(personId: string, workspaceId: string, keyId: string): Promise<void>;
  /** When somebody leaves the workspace; answers how many. */
  deleteKeysOf(personId: string, workspaceId: string): Promise<number>;
};

export function keysFrom(pool: pg.Pool): Keys {
  return {
    async createKey({ expiresInDays, ...key }) {
      // A prefix of our own, so that secret scanners can find a key that was committed or pasted somewhere.
      const secret = `rondo_${newToken()}`;
      const expiresAt = expiresInDays === null ? null : new Date(Date.now() + expiresInDays * 86_400_000);
      const row = await insertKey(pool, { ...key, id: newId(), secretHash: digest(secret), start: secret.slice(0, 12), expiresAt });
      return { key: presented(row), secret };
    },
    async lookupKey(bearer) {
      const secret = /^(?:Bearer +)?(rondo_[A-Za-z0-9_-]{43})$/i.exec(bearer ?? "")?.[1];
      if (secret === undefined) return null;
      const row = await findByHash(pool, digest(secret));
      if (row === null) return null;
      if (row.worn) await markUsed(pool, row.id);
      return { keyId: row.id, personId: row.person_id, workspaceId: row.workspace_id, scopes: row.scopes };
    },
    keysAlive: async (ids) => new Set(await findAlive(pool, ids)),
    async listKeys(personId, workspaceId) {
      return (await keysOf(pool, personId, workspaceId)).map(presented);
    },
    async deleteKey(personId, workspaceId, keyId) {
      if (!(await removeKey(pool, keyId, personId, workspaceId))) throw new Refusal("key_not_found");
    },
    deleteKeysOf: (personId, workspaceId) => removeKeysOf(pool, personId, workspaceId),
  };
}

function presented(row: KeyRow): Key {
  return {
    id: row.id,
    name: row.name,
    scopes: row.scopes,
    start: row.start,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  };
}
