import { Refusal } from "@rondo/core/kernel";
import { commonPasswords } from "./guessable.ts";

export const shortest = 8;
export const longest = 256;

/**
 * Refuses a new password with `invalid_request` (length) or `password_weak` (among the first that anybody tries, or
 * made of the person's own address or name). No rules of composition: NIST SP 800-63B 3.1.1.2 advises against them.
 */
export function assertStrong(password: string, about: { email?: string | undefined; name?: string | undefined } = {}): void {
  if (password.length < shortest || password.length > longest) {
    throw new Refusal("invalid_request", { problems: `password: between ${shortest} and ${longest} characters` });
  }
  if (isCommon(password) || isAbout(password, about)) throw new Refusal("password_weak");
}

function isCommon(password: string): boolean {
  const bare = folded(password);
  return commonPasswords.has(bare) || commonPasswords.has(bare.replace(/[\d!.?*_-]+$/, "")) || new Set(bare).size <= 2;
}

function isAbout(password: string, about: { email?: string | undefined; name?: string | undefined }): boolean {
  const bare = folded(password).replace(/[\d!.?*_-]+$/, "");
  const email = about.email === undefined ? "" : folded(about.email);
  const own = [email, email.split("@")[0] ?? "", folded(about.name ?? ""), folded(about.name ?? "").replaceAll(" ", "")];
  return own.some((word) => word.length > 0 && (word === bare || word === folded(password)));
}

function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
