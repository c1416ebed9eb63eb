import { sha256 } from "@noble/hashes/sha2.js";
import { zeroBits } from "@rondo/core/kernel";

/** Work goes on for so long before the page may do something else: milliseconds. */
const slice = 12;

/**
 * A proof of work for a form that is sent very often: text with which SHA-256 of the ticket, a full stop and it begins with so
 * many zero bits. By a library, for browsers have no digest of their own on pages that came without TLS.
 */
export async function proofFor(ticket: string, bits: number): Promise<string> {
  const encoder = new TextEncoder();
  const begun = sha256.create().update(encoder.encode(`${ticket}.`));
  for (let number = 0; ;) {
    const until = performance.now() + slice;
    do {
      const proof = (number++).toString(36);
      if (zeroBits(begun.clone().update(encoder.encode(proof)).digest()) >= bits) return proof;
    } while (performance.now() < until);
    await new Promise((resolve) => setTimeout(resolve));
  }
}
