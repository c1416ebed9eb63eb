import { randomBytes } from "node:crypto";
import { type CookieRules, readCookie, setCookie, signatureOf } from "../session/cookie.ts";

const year = 365 * 24 * 3_600;

/** Marks a browser in which this account gave its right password once (`attempt/limit.ts`); opens nothing by itself. */
export function deviceCookie(email: string, rules: CookieRules, secret: string): string {
  const nonce = randomBytes(16).toString("base64url");
  return setCookie(nameOf(rules), `${nonce}.${mark(nonce, email, secret)}`, year, rules);
}

/** The mark, if the browser has one for this very account. */
export function knownDevice(cookies: string | null, email: string, rules: CookieRules, secret: string): string | null {
  const [nonce, signature] = (readCookie(cookies, nameOf(rules)) ?? "").split(".");
  return nonce && signature === mark(nonce, email, secret) ? nonce : null;
}

function nameOf(rules: CookieRules): string {
  return `${rules.prefix}.device`;
}

function mark(nonce: string, email: string, secret: string): string {
  return Buffer.from(signatureOf(`device ${nonce} ${email}`, secret), "base64").toString("base64url");
}
