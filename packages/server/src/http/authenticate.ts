import type { FastifyRequest } from "fastify";
import { type Operation } from "@rondo/contract";
import { policy } from "@rondo/core/access";
import type { System } from "../system.ts";
import { refuse } from "./problem.ts";

export type Scope = "read" | "write" | "admin";

/** Who sent the request, looked up each time: no cache outlives a right that was taken away. */
export type Caller =
  | { readonly via: "session"; readonly personId: string; readonly sessionId: string; readonly sessionHash: string }
  | {
      readonly via: "key";
      readonly keyId: string;
      readonly personId: string;
      readonly workspaceId: string;
      readonly scopes: readonly Scope[];
    };

export async function authenticate(system: System, request: FastifyRequest): Promise<Caller | null> {
  const authorization = request.headers.authorization;
  if (authorization !== undefined) {
    const key = /^Bearer (\S+)$/.exec(authorization)?.[1];
    const found = key === undefined ? null : await system.identity.lookupKey(key);
    return found === null
      ? null
      : {
          via: "key",
          keyId: found.keyId,
          personId: found.personId,
          workspaceId: found.workspaceId,
          scopes: found.scopes as readonly Scope[],
        };
  }
  const cookie = request.headers.cookie;
  if (cookie === undefined) return null;
  const session = await system.identity.lookupSession(cookie);
  if (session === null) return null;
  return { via: "session", personId: session.personId, sessionId: session.sessionId, sessionHash: session.tokenHash };
}

/** What a key must carry: administering is what members may not do either, reading the audit trail or the whole export included. */
export function scopeOf(operation: Operation): Scope {
  const rule = operation.needs === null ? null : policy[operation.needs];
  if (rule?.kind === "workspace" && (rule.role === "owner" || rule.role === "admin")) return "admin";
  return operation.method === "GET" ? "read" : "write";
}

export function mustHaveScope(caller: Caller, operation: Operation): void {
  if (caller.via !== "key") return;
  const scope = scopeOf(operation);
  if (!caller.scopes.includes(scope)) refuse("scope_missing", { scope });
}

/**
 * A change sent with a cookie must come from our own pages. Programs with a key send no cookie and need no origin.
 * `Sec-Fetch-Site` is set by every current browser and can't be set by a page; Origin covers the others.
 */
export function mustBeOwnOrigin(system: System, request: FastifyRequest): void {
  const { origin, "sec-fetch-site": site, host } = request.headers;
  if (site === "same-origin" || (site === "none" && origin === undefined)) return;
  if (origin !== undefined && (origin === system.publicUrl || isSameLoopback(origin, host))) return;
  refuse("origin_refused");
}

/** On this machine people type localhost or 127.0.0.1 as they like; the page and the server must still be the same. */
function isSameLoopback(origin: string, host: string | undefined): boolean {
  if (!URL.canParse(origin)) return false;
  const url = new URL(origin);
  return url.host === host && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
}
