import { createHash } from "node:crypto";

/**
 * What stands in the database for a token: "sha256:" and the digest. The mark lets a value that is hashed already pass
 * unchanged, and no token that we hand out begins with it.
 */
export function digest(token: string): string {
  return isDigest(token) ? token : mark + createHash("sha256").update(token).digest("base64url");
}

export function isDigest(value: string): boolean {
  return value.startsWith(mark);
}

const mark = "sha256:";
