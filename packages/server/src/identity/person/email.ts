import { Refusal } from "@rondo/core/kernel";

/**
 * The one form of an address that is stored and looked up: NFKC (so that a full-width `＠` or letter is its plain
 * twin *before* the check, not after), lower case. Refuses with `invalid_request` what is no single address of at most
 * 254 characters (RFC 5321 4.5.3.1.3).
 */
export function canonicalEmail(given: string): string {
  const email = given.normalize("NFKC").toLowerCase();
  if (email.length > 254 || !address.test(email))
    throw new Refusal("invalid_request", { problems: "email: one address such as name@example.org" });
  return email;
}

// As narrow as zod's own, so that what is stored can also be signed in with; ASCII after NFKC, one @, no list, no line end.
const address = /^(?!\.)(?!.*\.\.)[a-z0-9_'+\-.]*[a-z0-9_+-]@([a-z0-9][a-z0-9-]*\.)+[a-z]{2,}$/;
