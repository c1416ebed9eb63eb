import { randomBytes } from "node:crypto";
import { Refusal } from "@rondo/core/kernel";
import type pg from "pg";
import { newId } from "../id.ts";
import { type CookieRules, readSessionToken, sessionCookie } from "./cookie.ts";
import { digest } from "./digest.ts";
import { absoluteLimit } from "./limits.ts";
import { deleteAllOf, deleteSession, findLive, insertSession, listOf, liveAmong, markSeen } from "./store.ts";

/** Who a cookie stands for. `tokenHash` names the session to `sessionsAlive`; `expiresAt` is its absolute limit. */
export type SessionFound = { readonly personId: string; readonly sessionId: string; readonly tokenHash: string; readonly expiresAt: Date };

/** One of a person's sessions, for their own list. */
export type SessionListed = {
  readonly id: string;
  readonly startedAt: string;
  readonly lastSeenAt: string;
  readonly agent: string | null;
  readonly address: string | null;
};

export type From = { readonly address?: string | null; readonly agent?: string | null };

export type Sessions = {
  /** One query, nothing remembered: a session that was ended a moment ago is not found. Null without a live session. */
  lookupSession(cookieHeader: string | null | undefined): Promise<SessionFound | null>;
  /** Those of the hashes that still stand for a live session: for streams, which outlast a request. */
  sessionsAlive(hashes: readonly string[]): Promise<ReadonlySet<string>>;
  /** Begins a session and answers the Set-Cookie values for it; the caller has made sure who it is. */
  signInAs(personId: string, from?: From): Promise<string[]>;
  /** The latest used first. */
  listSessions(personId: string): Promise<SessionListed[]>;
  /** Refuses with `session_not_found` when the person has no such session. */
  endSession(personId: string, sessionId: string): Promise<void>;
  /** How many ended. */
  endAllSessions(personId: string, exceptId?: string): Promise<number>;
};

export function sessionsOf(pool: pg.Pool, rules: CookieRules, secret: string): Sessions {
  return {
    async lookupSession(cookieHeader) {
      const token = readSessionToken(cookieHeader, rules, secret);
      if (token === null) return null;
      const tokenHash = digest(token);
      const row = await findLive(pool, tokenHash);
      if (row === null) return null;
      if (row.worn) await markSeen(pool, row.id);
      return { personId: row.person_id, sessionId: row.id, tokenHash, expiresAt: row.expires_at };
    },
    async sessionsAlive(hashes) {
      return new Set(hashes.length === 0 ? [] : await liveAmong(pool, hashes));
    },
    async signInAs(personId, from = {}) {
      const token = newToken();
      await insertSession(pool, {
        id: newId(),
        personId,
        tokenHash: digest(token),
        seconds: absoluteLimit,
        address: from.address ?? null,
        agent: from.agent?.slice(0, 500) ?? null,
      });
      return [sessionCookie(token, rules, secret)];
    },
    async listSessions(personId) {
      return (await listOf(pool, personId)).map((row) => ({
        id: row.id,
        startedAt: row.created_at.toISOString(),
        lastSeenAt: row.seen_at.toISOString(),
        agent: row.user_agent || null,
        address: row.ip_address || null,
      }));
    },
    async endSession(personId, sessionId) {
      if (!(await deleteSession(pool, sessionId, personId))) throw new Refusal("session_not_found");
    },
    endAllSessions: (personId, exceptId) => deleteAllOf(pool, personId, exceptId ?? null),
  };
}

/** 256 random bits. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}
