import { type PublicKeyCredentialRequestOptionsJSON, startAuthentication, WebAuthnError } from "@simplewebauthn/browser";
import { ownProblem, problemOf } from "../api/index.ts";

/**
 * The sign-in routes under `/api/auth`. They are Better Auth's, but behind a gate that takes only listed members and
 * answers `application/problem+json`, which its own client would not understand.
 */
export async function signInWithPassword(email: string, password: string): Promise<"in" | "second-factor"> {
  const answer = await post("/sign-in/email", { email, password });
  return typeof answer === "object" && answer !== null && "twoFactorRedirect" in answer && answer.twoFactorRedirect === true
    ? "second-factor"
    : "in";
}

export async function confirmSecondFactor(code: string, kind: "app" | "backup"): Promise<void> {
  await post(kind === "app" ? "/two-factor/verify-totp" : "/two-factor/verify-backup-code", { code: code.replace(/\s/g, "") });
}

/** Asks the device. `false`: the person closed the question. */
export async function signInWithPasskey(): Promise<boolean> {
  const options = (await get("/passkey/generate-authenticate-options")) as PublicKeyCredentialRequestOptionsJSON;
  try {
    const response = await startAuthentication({ optionsJSON: options });
    await post("/passkey/verify-authentication", { response });
    return true;
  } catch (error) {
    if (
      error instanceof WebAuthnError ||
      (error instanceof DOMException && (error.name === "NotAllowedError" || error.name === "AbortError"))
    )
      return false;
    throw error;
  }
}

/** Leaves for the provider's page; comes back to `returnTo`, or to sign-in with `?problem=`. */
export async function signInWithProvider(provider: string, returnTo: string): Promise<void> {
  const { url } = (await post("/oidc/start", { provider, returnTo })) as { url: string };
  location.assign(url);
}

export async function requestPasswordReset(email: string): Promise<void> {
  await post("/request-password-reset", { email });
}

export async function resetPassword(token: string, newPassword: string): Promise<void> {
  await post("/reset-password", { token, newPassword });
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
