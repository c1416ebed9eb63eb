import { Refusal } from "@rondo/core/kernel";
import type pg from "pg";
import type { Attempts, Try } from "../attempt/limit.ts";
import { type Auth, type Log, addressHeader } from "../auth.ts";
import { assertStrong } from "../password/rules.ts";
import { canonicalEmail } from "../person/email.ts";
import { hashedIdentifier } from "../person/people.ts";
import { type PersonRow, deleteVerificationsOf, findPerson, findVerification } from "../person/store.ts";
import { type CookieRules, readSessionToken, readSigned } from "../session/cookie.ts";
import { digest } from "../session/digest.ts";
import type { Sessions } from "../session/sessions.ts";
import { deleteByHash } from "../session/store.ts";
import { readBody } from "./body.ts";
import { deviceCookie, knownDevice } from "./device.ts";
import { mount } from "./mount.ts";
import { refusalOf } from "./problem.ts";
import { type Route, routes } from "./routes.ts";

/** Where a request comes from, as the server before us found it with the proxies it trusts. */
export type Caller = { readonly address: string };

export type GateInput = {
  auth: Auth;
  pool: pg.Pool;
  sessions: Sessions;
  attempts: Attempts;
  rules: CookieRules;
  secret: string;
  publicUrl: string;
  /** Tells the person that their password was changed; must not throw. */
  passwordChanged(email: string): void;
  log: Log;
};

/** One request to Better Auth: only listed routes, only listed members, counted, and nothing secret in the answer's body. */
export async function pass(input: GateInput, request: Request, caller: Caller): Promise<Response> {
  const path = new URL(request.url).pathname.slice(mount.length);
  const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (route === undefined) throw new Refusal("not_found");
  if (route.method !== request.method) throw new Refusal("method_not_allowed");
  const cookies = request.headers.get("cookie");
  const body = route.body === null ? {} : await readBody(request, route.body);
  if (typeof body["email"] === "string") body["email"] = canonicalEmail(body["email"]);
  const attempt = await attemptAt(input, route, body, cookies, caller);
  if (attempt) await input.attempts.assertMayTry(attempt);
  const changing = await assertAllowed(input, path, body, attempt);

  // The mail goes out after the answer: that takes as long whether there is such a person or not.
  if (path === "/request-password-reset") return resetRequested(input, request, body, caller);

  const answer = await input.auth.handler(forwarded(input, request, route, path, body, caller));
  if (!answer.ok) throw await failure(answer);
  if (attempt) await input.attempts.succeeded(attempt);
  if (changing) await afterPassword(input, changing);
  return answered(input, path, body, cookies, answer);
}

async function attemptAt(
  input: GateInput,
  route: Route,
  body: Record<string, unknown>,
  cookies: string | null,
  caller: Caller,
): Promise<Try | null> {
  if (!route.tries) return null;
  const { kind, by } = route.tries;
  const bare = { kind, address: caller.address };
  if (by === "nobody") return { ...bare, account: null };
  if (by === "email")
    return { ...bare, account: String(body["email"]), device: knownDevice(cookies, String(body["email"]), input.rules, input.secret) };
  const session = await input.sessions.lookupSession(cookies);
  if (session) return { ...bare, account: session.personId };
  if (by === "signedIn") throw new Refusal("sign_in_required");
  return { ...bare, account: await challenged(input, cookies) };
}

/** Who has given the right password and now owes a code. */
async function challenged(input: GateInput, cookies: string | null): Promise<string | null> {
  const challenge = readSigned(cookies, `${input.rules.prefix}.two_factor`, input.secret);
  return challenge === null ? null : findVerification(input.pool, hashedIdentifier(challenge));
}

/** Answers whose password is about to change, if one is. */
async function assertAllowed(
  input: GateInput,
  path: string,
  body: Record<string, unknown>,
  attempt: Try | null,
): Promise<PersonRow | null> {
  const changing = typeof body["newPassword"] === "string" ? await whose(input, path, body, attempt) : null;
  if (typeof body["newPassword"] === "string") assertStrong(body["newPassword"], changing ?? {});
  if (path === "/change-password") body["revokeOtherSessions"] = true;
  // Better Auth takes a TOTP code as often as it comes within its minute and a half; RFC 6238 5.2 wants it taken once.
  if (
    path === "/two-factor/verify-totp" &&
    attempt?.account &&
    !(await input.attempts.claimOnce("totp", `${attempt.account} ${String(body["code"])}`, 120))
  ) {
    throw new Refusal("code_wrong");
  }
  return changing;
}

async function whose(input: GateInput, path: string, body: Record<string, unknown>, attempt: Try | null): Promise<PersonRow | null> {
  const id =
    path === "/reset-password"
      ? await findVerification(input.pool, hashedIdentifier(`reset-password:${String(body["token"])}`))
      : (attempt?.account ?? null);
  return id === null ? null : findPerson(input.pool, id);
}

function resetRequested(input: GateInput, request: Request, body: Record<string, unknown>, caller: Caller): Response {
  const path = "/request-password-reset";
  input.auth.handler(forwarded(input, request, routes[path]!, path, body, caller)).then(
    (answer) => answer.ok || input.log("warn", `a password reset was not begun: ${answer.status}`),
    () => input.log("error", "a password reset was not begun"),
  );
  return Response.json({ status: true }, { headers: { "cache-control": "no-store" } });
}

/** Made anew: of the caller's headers only those that Better Auth needs, and the address as we know it. */
function forwarded(input: GateInput, request: Request, route: Route, path: string, body: Record<string, unknown>, caller: Caller): Request {
  const headers = new Headers({ [addressHeader]: caller.address });
  for (const name of ["cookie", "user-agent"]) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value.slice(0, name === "cookie" ? 16_384 : 500));
  }
  const base = new URL(input.publicUrl).origin;
  if (route.method === "GET") return new Request(`${base}${mount}${path}`, { headers });
  headers.set("content-type", "application/json");
  headers.set("origin", base);
  return new Request(`${base}${mount}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
}

async function failure(answer: Response): Promise<Refusal> {
  const code = ((await answer.json().catch(() => null)) as { code?: unknown } | null)?.code;
  if (answer.status >= 500 && code !== "FAILED_TO_VERIFY_REGISTRATION")
    throw new Error(`Better Auth answered ${answer.status} ${String(code)}`);
  return refusalOf(answer.status, typeof code === "string" ? code : undefined);
}

async function answered(
  input: GateInput,
  path: string,
  body: Record<string, unknown>,
  cookies: string | null,
  answer: Response,
): Promise<Response> {
  const headers = new Headers({ "content-type": "application/json", "cache-control": "no-store" });
  for (const cookie of answer.headers.getSetCookie()) headers.append("set-cookie", cookie);
  const old = readSessionToken(cookies, input.rules, input.secret);
  const value = (await answer.json()) as unknown;
  if (path === "/sign-in/email") headers.append("set-cookie", deviceCookie(String(body["email"]), input.rules, input.secret));
  // Who signs in again leaves no session behind that an older cookie opens.
  if ((path === "/sign-in/email" || path === "/passkey/verify-authentication") && old !== null) await deleteByHash(input.pool, digest(old));
  return new Response(JSON.stringify(withoutTokens(value)), { status: answer.status, headers });
}

/** Links that were asked for under the old password are void, and the person hears of it. */
async function afterPassword(input: GateInput, person: PersonRow): Promise<void> {
  await deleteVerificationsOf(input.pool, person.id);
  input.passwordChanged(person.email);
}

/** The token is in an HttpOnly cookie so that no script can read it; Better Auth would also put it in the body. */
function withoutTokens(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const { token: _token, session, ...rest } = value as Record<string, unknown>;
  return session === undefined ? rest : { ...rest, session: withoutTokens(session) };
}
