import { type PublicKeyCredentialCreationOptionsJSON, startRegistration, WebAuthnError } from "@simplewebauthn/browser";
import { ownProblem, problemOf } from "../../api/index.ts";

/** One's own credentials, under `/api/auth`: the routes are listed and guarded by the server's gate. */
export type Passkey = { readonly id: string; readonly name: string | null; readonly createdAt: string };

export async function changePassword(currentPassword: string, newPassword: string): Promise<void> {
  await post("/change-password", { currentPassword, newPassword });
}

/** The key to be shown to the app, and codes to be kept; on only when a code has been confirmed. */
export async function beginSecondFactor(password: string): Promise<{ uri: string; codes: readonly string[] }> {
  const answer = (await post("/two-factor/enable", { password })) as { totpURI: string; backupCodes: string[] };
  return { uri: answer.totpURI, codes: answer.backupCodes };
}

export async function confirmSecondFactor(code: string): Promise<void> {
  await post("/two-factor/verify-totp", { code: code.replace(/\s/g, "") });
}

export async function endSecondFactor(password: string): Promise<void> {
  await post("/two-factor/disable", { password });
}

export async function newRecoveryCodes(password: string): Promise<readonly string[]> {
  return ((await post("/two-factor/generate-backup-codes", { password })) as { backupCodes: string[] }).backupCodes;
}

export async function listPasskeys(): Promise<readonly Passkey[]> {
  return ((await get("/passkey/list-user-passkeys")) as Passkey[] | null) ?? [];
}

/** Asks the device to make one. `false`: the person closed the question. */
export async function addPasskey(name: string): Promise<boolean> {
  const optionsJSON = (await get("/passkey/generate-register-options")) as PublicKeyCredentialCreationOptionsJSON;
  let response: unknown;
  try {
    response = await startRegistration({ optionsJSON });
  } catch (error) {
    if (error instanceof WebAuthnError || error instanceof DOMException) return false;
    throw error;
  }
  await post("/passkey/verify-registration", { response, ...(name.trim() ? { name: name.trim() } : {}) });
  return true;
}

export async function removePasskey(id: string): Promise<void> {
  await post("/passkey/delete-passkey", { id });
}

function post(path: string, body: object): Promise<unknown> {
  return ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}

function get(path: string): Promise<unknown> {
  return ask(path, { method: "GET" });
}

async function ask(path: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(`/api/auth${path}`, { ...init, credentials: "same-origin" }).catch(() => {
    throw ownProblem("unreachable");
  });
  if (!response.ok) throw await problemOf(response);
  return response.json().catch(() => null);
}
