import { refuse } from "./problem.ts";

/**
 * The unguessable part of an address that needs no account: the workspace and a random id, so that the look-up happens
 * behind the wall like any other. 128 random bits; closing a form or ending a link changes the id.
 */
export function linkToken(workspaceId: string, secretId: string): string {
  return Buffer.from((workspaceId + secretId).replaceAll("-", ""), "hex").toString("base64url");
}

/** Refuses with the code given what is no such token. */
export function readLinkToken(token: string, missing: Parameters<typeof refuse>[0]): { workspaceId: string; secretId: string } {
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length !== 32 || bytes.toString("base64url") !== token) refuse(missing);
  return { workspaceId: uuidOf(bytes.subarray(0, 16)), secretId: uuidOf(bytes.subarray(16)) };
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
