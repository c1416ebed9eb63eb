import { type RefusalCode, refusals } from "@rondo/contract";
import { Bug, Refusal } from "@rondo/core/kernel";

/** A refusal as `application/problem+json` (RFC 9457), for the routes that answer with a web `Response`. */
export function problem(refusal: Refusal): Response {
  const entry = (refusals as Record<string, { status: number; title: string; next: string }>)[refusal.code];
  if (entry === undefined) throw new Bug(`refusal ${refusal.code} is not in the contract`);
  const detail = entry.next.replace(/\{(\w+)\}/g, (_, name: string) => String(refusal.params[name] ?? ""));
  const headers = new Headers({ "content-type": "application/problem+json", "cache-control": "no-store" });
  if (typeof refusal.params["seconds"] === "number") headers.set("retry-after", String(refusal.params["seconds"]));
  return new Response(JSON.stringify({ type: "about:blank", title: entry.title, status: entry.status, code: refusal.code, detail }), {
    status: entry.status,
    headers,
  });
}

/** Better Auth's answer to a failure, in our codes. What tells apart who exists and who does not is one code. */
export function refusalOf(status: number, code: string | undefined): Refusal {
  const known = code === undefined ? undefined : codes[code];
  if (known !== undefined) return new Refusal(known, known === "too_many_requests" ? { seconds: 15 * 60 } : {});
  if (status === 400) return new Refusal("invalid_request", { problems: code?.toLowerCase().replaceAll("_", " ") ?? "the request" });
  return new Refusal(byStatus[status] ?? "sign_in_required");
}

const byStatus: Readonly<Record<number, RefusalCode>> = {
  401: "sign_in_required",
  403: "origin_refused",
  404: "not_found",
  405: "method_not_allowed",
  409: "conflict",
  415: "unsupported_media_type",
  429: "too_many_requests",
};

const codes: Readonly<Record<string, RefusalCode>> = {
  INVALID_EMAIL_OR_PASSWORD: "credentials_wrong",
  INVALID_EMAIL: "credentials_wrong",
  INVALID_PASSWORD: "password_wrong",
  CREDENTIAL_ACCOUNT_NOT_FOUND: "password_wrong",
  INVALID_TOKEN: "link_gone",
  USER_NOT_FOUND: "link_gone",
  INVALID_CODE: "code_wrong",
  INVALID_BACKUP_CODE: "code_wrong",
  INVALID_TWO_FACTOR_COOKIE: "sign_in_again",
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: "sign_in_again",
  ACCOUNT_TEMPORARILY_LOCKED: "too_many_requests",
  TOTP_NOT_ENABLED: "two_factor_off",
  BACKUP_CODES_NOT_ENABLED: "two_factor_off",
  TWO_FACTOR_NOT_ENABLED: "two_factor_off",
  TOTP_ALREADY_ENABLED: "two_factor_on",
  SESSION_NOT_FRESH: "session_not_fresh",
  CHALLENGE_NOT_FOUND: "sign_in_again",
  PASSKEY_NOT_FOUND: "passkey_refused",
  AUTHENTICATION_FAILED: "passkey_refused",
  FAILED_TO_VERIFY_REGISTRATION: "passkey_refused",
};
