import { Refusal } from "@rondo/core/kernel";
import * as oidc from "openid-client";
import type pg from "pg";
import type { Log } from "../auth.ts";
import { ownPath } from "../gate/origin.ts";
import { newId } from "../id.ts";
import { canonicalEmail } from "../person/email.ts";
import { findByAccount, findByEmail, insertAccount, insertPerson } from "../person/store.ts";
import { type CookieRules, readCookie, setCookie } from "../session/cookie.ts";
import { digest } from "../session/digest.ts";
import { type From, type Sessions, newToken } from "../session/sessions.ts";
import { type OutboundFetch, discovered } from "./client.ts";
import { redirectUrlOf } from "./providers.ts";
import { unseal } from "./seal.ts";
import { type FlowRow, type ProviderRow, findProvider, insertFlow, takeFlow } from "./store.ts";

export type FlowInput = {
  pool: pg.Pool;
  secret: string;
  publicUrl: string;
  rules: CookieRules;
  sessions: Sessions;
  outboundFetch: OutboundFetch;
  log: Log;
};

export type Flow = {
  /** The provider's page to go to, and the cookie that ties the way back to this browser. `linking`: who is signed in and wants to add this way in. */
  start(providerId: string, returnTo: string | null, linking: string | null): Promise<{ url: string; cookies: string[] }>;
  /** The way back. Always ends on a page of ours: `location` is an own path, with `?problem=<code>` when it failed. */
  finish(callback: URL, cookieHeader: string | null, from: From): Promise<{ location: string; cookies: string[] }>;
};

/** A person needs this long at their provider at most, in seconds. */
const patience = 600;

/**
 * Authorization code with PKCE, state and nonce (OAuth 2.1, ASVS 10.2), by openid-client. A person is known by issuer
 * and subject alone: an address that somebody here has too is no proof, so nothing is ever linked silently (B27).
 */
export function flowOf(input: FlowInput): Flow {
  const cookieName = `${input.rules.prefix}.oidc`;
  return {
    async start(providerId, returnTo, linking) {
      const provider = await findProvider(input.pool, providerId);
      if (!provider) throw new Refusal("provider_not_found");
      const config = await configOf(input, provider);
      const [state, nonce, browser, codeVerifier] = [newToken(), newToken(), newToken(), oidc.randomPKCECodeVerifier()];
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUrlOf(input.publicUrl),
        scope: "openid email profile",
        state,
        nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: "S256",
      });
      await insertFlow(input.pool, {
        stateHash: digest(state),
        browserHash: digest(browser),
        providerId,
        nonce,
        codeVerifier,
        returnTo: ownPath(returnTo, input.publicUrl),
        linking,
        seconds: patience,
      });
      return { url: url.href, cookies: [setCookie(cookieName, browser, patience, input.rules)] };
    },
    async finish(callback, cookieHeader, from) {
      const done = setCookie(cookieName, "", 0, input.rules);
      try {
        const state = callback.searchParams.get("state") ?? "";
        const flow = await takeFlow(input.pool, digest(state), digest(readCookie(cookieHeader, cookieName) ?? ""));
        if (!flow) throw new Refusal("sign_in_again");
        const personId = await personAt(input, flow, await claimsOf(input, flow, callback, state));
        return {
          location: flow.return_to,
          cookies: [done, ...(flow.linking === null ? await input.sessions.signInAs(personId, from) : [])],
        };
      } catch (error) {
        if (!(error instanceof Refusal))
          input.log("warn", `sign-in by a provider failed: ${error instanceof Error ? error.message : "unknown"}`);
        const code = error instanceof Refusal ? error.code : "provider_refused";
        return { location: `/sign-in?problem=${code}`, cookies: [done] };
      }
    },
  };
}

type Claims = { subject: string; email: string | null; emailVerified: boolean; name: string | null; provider: ProviderRow };

async function claimsOf(input: FlowInput, flow: FlowRow, callback: URL, state: string): Promise<Claims> {
  const provider = await findProvider(input.pool, flow.provider_id);
  if (!provider) throw new Refusal("provider_not_found");
  const config = await configOf(input, provider);
  const current = new URL(redirectUrlOf(input.publicUrl));
  current.search = callback.search;
  const tokens = await oidc.authorizationCodeGrant(config, current, {
    pkceCodeVerifier: flow.code_verifier,
    expectedState: state,
    expectedNonce: flow.nonce,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (!claims) throw new Refusal("provider_refused");
  return {
    subject: claims.sub,
    email: typeof claims["email"] === "string" ? claims["email"] : null,
    emailVerified: claims["email_verified"] === true,
    name: typeof claims["name"] === "string" ? claims["name"] : null,
    provider,
  };
}

async function personAt(input: FlowInput, flow: FlowRow, claims: Claims): Promise<string> {
  const providerId = `oidc:${claims.provider.id}`;
  const known = await findByAccount(input.pool, providerId, claims.subject);
  if (flow.linking !== null) {
    const linked =
      known === flow.linking ||
      (known === null && (await insertAccount(input.pool, { id: newId(), personId: flow.linking, providerId, accountId: claims.subject })));
    if (!linked) throw new Refusal("provider_not_linked");
    return flow.linking;
  }
  return known ?? (await newcomer(input, claims, providerId));
}

async function newcomer(input: FlowInput, claims: Claims, providerId: string): Promise<string> {
  if (!claims.provider.creates_people || !claims.emailVerified || claims.email === null) throw new Refusal("provider_not_linked");
  const email = canonicalEmail(claims.email);
  if (await findByEmail(input.pool, email)) throw new Refusal("provider_not_linked");
  const id = newId();
  const name = claims.name?.trim().slice(0, 120) || email.split("@")[0]!;
  if (
    !(await insertPerson(input.pool, {
      id,
      name,
      email,
      verified: true,
      account: { id: newId(), providerId, accountId: claims.subject, password: null },
    }))
  )
    throw new Refusal("provider_not_linked");
  return id;
}

function configOf(input: FlowInput, provider: ProviderRow): Promise<oidc.Configuration> {
  return discovered(
    { issuer: provider.issuer, clientId: provider.client_id, clientSecret: unseal(provider.sealed_secret, provider.id, input.secret) },
    input.outboundFetch,
  );
}
