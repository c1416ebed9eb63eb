import { createHmac, timingSafeEqual } from "node:crypto";
import { isDigest } from "./digest.ts";
import { absoluteLimit } from "./limits.ts";

/** How cookies of this installation are called and marked; `__Host-` and Secure need https. */
export type CookieRules = { readonly prefix: string; readonly secure: boolean };

export function cookieRules(secure: boolean): CookieRules {
  return { prefix: secure ? "__Host-rondo" : "rondo", secure };
}

function sessionCookieName(rules: CookieRules): string {
  return `${rules.prefix}.session_token`;
}

/** The session token in a Cookie header, if its signature is ours; null otherwise. Takes the first cookie of the name. */
export function readSessionToken(header: string | null | undefined, rules: CookieRules, secret: string): string | null {
  return readSigned(header, sessionCookieName(rules), secret);
}

export function readSigned(header: string | null | undefined, name: string, secret: string): string | null {
  const raw = readCookie(header, name);
  if (raw === null) return null;
  const signed = decoded(raw);
  const dot = signed.lastIndexOf(".");
  if (dot < 1) return null;
  const value = signed.slice(0, dot);
  if (isDigest(value) || !isSignature(signed.slice(dot + 1), signatureOf(value, secret))) return null;
  return value;
}

export function readCookie(header: string | null | undefined, name: string): string | null {
  if (!header) return null;
  for (const part of header.split(";")) {
    const equals = part.indexOf("=");
    if (equals > 0 && part.slice(0, equals).trim() === name) return part.slice(equals + 1).trim();
  }
  return null;
}

/** A Set-Cookie value as Better Auth would write it: the token, a dot and its HMAC-SHA256. */
export function sessionCookie(token: string, rules: CookieRules, secret: string): string {
  return setCookie(sessionCookieName(rules), `${token}.${signatureOf(token, secret)}`, absoluteLimit, rules);
}

/** `maxAge` in seconds; 0 removes the cookie. */
export function setCookie(name: string, value: string, maxAge: number, rules: CookieRules): string {
  return `${name}=${encodeURIComponent(value)}; Max-Age=${maxAge}; Path=/; HttpOnly; ${rules.secure ? "Secure; " : ""}SameSite=Lax`;
}

/** For cookies of our own: a value that only this installation can have made for this purpose. */
export function signatureOf(value: string, secret: string): string {
  return createHmac("sha256", secret).update(value).digest("base64");
}

function isSignature(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}
