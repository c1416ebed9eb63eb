import { createHash, randomUUID } from "node:crypto";
import { linkToken, readLinkToken } from "../http/index.ts";

/** What stands in the link, and what is kept of it: a digest, so that nobody who reads the table gets in. */
export function newInvitationToken(workspaceId: string): { token: string; hash: Buffer } {
  const token = linkToken(workspaceId, randomUUID());
  return { token, hash: digestOf(token) };
}

/** Refuses with `invitation_gone` what is no such token. */
export function readInvitationToken(token: string): { workspaceId: string; hash: Buffer } {
  return { workspaceId: readLinkToken(token, "invitation_gone").workspaceId, hash: digestOf(token) };
}

function digestOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
