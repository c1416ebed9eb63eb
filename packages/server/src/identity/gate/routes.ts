import { z } from "zod";
import { longest } from "../password/rules.ts";

/** What a try at this route is a try at; decides whose account it counts for. */
export type TriedBy = "email" | "signedIn" | "challenge" | "nobody";

export type Route = {
  readonly method: "GET" | "POST";
  readonly body: z.ZodObject | null;
  /** Set on every route that tests a secret. */
  readonly tries?: { readonly kind: string; readonly by: TriedBy };
};

// The check of length stands before the hash, so that a long password costs nothing.
const password = z.string().min(1).max(longest);
const code = z.string().trim().min(6).max(20);
const nothing = z.strictObject({});
const credential = z.record(z.string(), z.unknown());
const id = z.uuid();

/**
 * The routes of Better Auth that exist here, and all that their bodies may hold. What is not listed is 404: sign-up,
 * change of address, deletion, linking, trusted devices and whatever a later version brings.
 */
export const routes: Readonly<Record<string, Route>> = {
  "/sign-in/email": {
    method: "POST",
    body: z.strictObject({ email: z.string().max(1_000), password, rememberMe: z.boolean().optional() }),
    tries: { kind: "sign-in", by: "email" },
  },
  "/sign-out": { method: "POST", body: nothing },
  "/get-session": { method: "GET", body: null },
  "/request-password-reset": {
    method: "POST",
    body: z.strictObject({ email: z.string().max(1_000) }),
    tries: { kind: "reset-request", by: "email" },
  },
  "/reset-password": {
    method: "POST",
    body: z.strictObject({ token: z.string().min(1).max(200), newPassword: password }),
    tries: { kind: "reset", by: "nobody" },
  },
  "/change-password": {
    method: "POST",
    body: z.strictObject({ currentPassword: password, newPassword: password }),
    tries: { kind: "password", by: "signedIn" },
  },
  "/two-factor/enable": { method: "POST", body: z.strictObject({ password }), tries: { kind: "password", by: "signedIn" } },
  "/two-factor/disable": { method: "POST", body: z.strictObject({ password }), tries: { kind: "password", by: "signedIn" } },
  "/two-factor/generate-backup-codes": { method: "POST", body: z.strictObject({ password }), tries: { kind: "password", by: "signedIn" } },
  "/two-factor/verify-totp": { method: "POST", body: z.strictObject({ code }), tries: { kind: "second-factor", by: "challenge" } },
  "/two-factor/verify-backup-code": { method: "POST", body: z.strictObject({ code }), tries: { kind: "second-factor", by: "challenge" } },
  "/passkey/generate-register-options": { method: "GET", body: null },
  "/passkey/verify-registration": {
    method: "POST",
    body: z.strictObject({ response: credential, name: z.string().trim().min(1).max(120).optional() }),
  },
  "/passkey/generate-authenticate-options": { method: "GET", body: null },
  "/passkey/verify-authentication": {
    method: "POST",
    body: z.strictObject({ response: credential }),
    tries: { kind: "passkey", by: "nobody" },
  },
  "/passkey/list-user-passkeys": { method: "GET", body: null },
  "/passkey/delete-passkey": { method: "POST", body: z.strictObject({ id }) },
  "/passkey/update-passkey": { method: "POST", body: z.strictObject({ id, name: z.string().trim().min(1).max(120) }) },
};
