import { createHash } from "node:crypto";
import { Refusal } from "@rondo/core/kernel";
import type pg from "pg";
import { addressPrefix } from "./address.ts";
import { claim, countTry, forgetTries, takeBackTry } from "./store.ts";

/** A try to pass with a secret. `account` is what it is tried for, null when there is no telling. */
export type Try = {
  /** Tries of one kind count together: "sign-in", "second-factor", "invitation" ... */
  readonly kind: string;
  readonly account: string | null;
  readonly address: string;
  /** Set when the browser has signed in to this account before: it has a bucket of its own. */
  readonly device?: string | null;
};

export type Attempts = {
  /** Counts the try and refuses with `too_many_requests` (`seconds`) when there were too many. Call before the check. */
  assertMayTry(attempt: Try): Promise<void>;
  /** The secret was right: the account's count starts anew, the address gets its try back. */
  succeeded(attempt: Try): Promise<void>;
  /** True for the first use of a secret that may be used once; `seconds` is how long it could be used again. */
  claimOnce(kind: string, secret: string, seconds: number): Promise<boolean>;
};

const window = 15 * 60;

/**
 * Three counts for a try: account and address together, the address, the account. The last stops a guesser with many
 * addresses, and would let anybody lock anybody out; so it does not count for a browser that has signed in to the
 * account before, which carries a device cookie (the OWASP page on them has the idea). Nobody is out for more than the
 * quarter of an hour either way.
 */
export function attemptsOf(pool: pg.Pool): Attempts {
  return {
    async assertMayTry(attempt) {
      for (const { key, limit } of buckets(attempt)) {
        const { count, secondsLeft } = await countTry(pool, key, window);
        if (count > limit) throw new Refusal("too_many_requests", { seconds: secondsLeft });
      }
    },
    async succeeded(attempt) {
      const [account, address] = split(buckets(attempt), (bucket) => bucket.ofAccount);
      if (account.length > 0) await forgetTries(pool, account);
      await takeBackTry(pool, address);
    },
    claimOnce: (kind, secret, seconds) => claim(pool, hashed("once", kind, secret), seconds),
  };
}

type Bucket = { key: string; limit: number; ofAccount: boolean };

function buckets({ kind, account, address, device }: Try): Bucket[] {
  const prefix = addressPrefix(address);
  const ofAddress = { key: hashed("address", kind, prefix), limit: 60, ofAccount: false };
  if (account === null) return [ofAddress];
  if (device) return [{ key: hashed("device", kind, account, device), limit: 10, ofAccount: true }];
  return [
    { key: hashed("both", kind, account, prefix), limit: 10, ofAccount: true },
    ofAddress,
    { key: hashed("account", kind, account), limit: 30, ofAccount: true },
  ];
}

/** Hashed, so that the table is no list of addresses and people. */
function hashed(...parts: string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}

function split(all: Bucket[], test: (bucket: Bucket) => boolean): [string[], string[]] {
  return [all.filter(test).map((bucket) => bucket.key), all.filter((bucket) => !test(bucket)).map((bucket) => bucket.key)];
}
