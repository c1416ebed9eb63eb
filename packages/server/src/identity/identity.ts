import pg from "pg";
import { attemptsOf, type Attempts } from "./attempt/limit.ts";
import { deleteEnded } from "./attempt/store.ts";
import { type Log, authOf, mailedLinkSeconds } from "./auth.ts";
import { type Handler, handlerOf } from "./gate/handler.ts";
import { type Keys, keysFrom } from "./key/keys.ts";
import type { OutboundFetch } from "./oidc/client.ts";
import { flowOf } from "./oidc/flow.ts";
import { type Providers, providersOf } from "./oidc/providers.ts";
import { deleteExpiredFlows } from "./oidc/store.ts";
import { allowedOrigins, passkeyPlace } from "./passkey/place.ts";
import { type People, peopleOf, resetUrl } from "./person/people.ts";
import { deleteExpiredVerifications } from "./person/store.ts";
import { cookieRules } from "./session/cookie.ts";
import { type Sessions, sessionsOf } from "./session/sessions.ts";
import { deleteExpired } from "./session/store.ts";
import { type OneTimeTokens, tokensOf } from "./token/tokens.ts";

export type Message = { readonly to: string; readonly subject: string; readonly text: string };

export type IdentityInput = {
  /** The database as role identity, or a pool that is there already (which `close` then leaves open). */
  database: { readonly url: string } | { readonly pool: pg.Pool };
  /** Signs cookies and seals what must be read back; 32 characters or more. Another one ends every session. */
  secret: string;
  /** The address people open, scheme and port included. */
  publicUrl: string;
  /** `__Host-` cookies with Secure: set when people come over https. */
  secureCookies: boolean;
  sendMail: (message: Message) => Promise<void>;
  outboundFetch: OutboundFetch;
  log: Log;
};

export type Identity = Sessions &
  Keys &
  People &
  OneTimeTokens &
  Providers &
  Attempts & {
    /** Answers everything under /api/auth. `address` is the client's, as found with the proxies that are trusted. */
    handler: Handler;
    /** Whether browsers will do passkeys at the public address, and if not, why and what to do. */
    passkeysAvailable(): { available: boolean; why: string | null };
    /** Deletes what has expired. Safe at any time and on any node; an hour between calls is enough. */
    tidy(): Promise<void>;
    close(): Promise<void>;
  };

/** Who people are and how they prove it. Opens no connection before it is asked something. */
export function createIdentity(input: IdentityInput): Identity {
  const { secret, publicUrl, log } = input;
  const pool = "pool" in input.database ? input.database.pool : openPool(input.database.url, log);
  const rules = cookieRules(input.secureCookies);
  const origins = allowedOrigins(publicUrl);
  const passkeys = passkeyPlace(publicUrl);
  const mail = (message: Message) =>
    void input.sendMail(message).catch((error: unknown) => log("warn", `a mail was not sent: ${String(error)}`));
  const auth = authOf({
    pool,
    secret,
    publicUrl,
    origins,
    rules,
    passkeys,
    log,
    sendReset: async (email, token) => mail(resetMail(email, resetUrl(publicUrl, token), await localeOf(pool, email))),
  });

  const sessions = sessionsOf(pool, rules, secret);
  const attempts = attemptsOf(pool);
  const flow = flowOf({ pool, secret, publicUrl, rules, sessions, outboundFetch: input.outboundFetch, log });
  const gate = {
    auth,
    pool,
    sessions,
    attempts,
    rules,
    secret,
    publicUrl,
    log,
    passwordChanged: (email: string) =>
      void localeOf(pool, email)
        .catch(() => null)
        .then((locale) => mail(changedMail(email, locale))),
  };
  return {
    ...sessions,
    ...keysFrom(pool),
    ...peopleOf(pool, publicUrl, async (password) => (await auth.$context).password.hash(password)),
    ...tokensOf(pool),
    ...providersOf(pool, secret, publicUrl, input.outboundFetch),
    ...attempts,
    handler: handlerOf(gate, flow, origins),
    passkeysAvailable: () => ({ available: passkeys.available, why: passkeys.why }),
    async tidy() {
      for (const step of [deleteExpired, deleteExpiredVerifications, deleteExpiredFlows, deleteEnded]) await step(pool);
    },
    close: async () => void ("pool" in input.database || (await pool.end())),
  };
}

function openPool(url: string, log: Log): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 10, application_name: "rondo identity" });
  pool.on("error", (error) => log("warn", `a database connection was lost: ${error.message}`));
  return pool;
}

async function localeOf(pool: pg.Pool, email: string): Promise<string | null> {
  return (
    (await pool.query<{ locale: string | null }>("select locale from identity.person where email = $1", [email])).rows[0]?.locale ?? null
  );
}

function resetMail(to: string, url: string, locale: string | null): Message {
  const minutes = mailedLinkSeconds / 60;
  return isGerman(locale)
    ? {
        to,
        subject: "Neues Rondo-Passwort wählen",
        text: `Jemand, vermutlich Sie, hat um ein neues Passwort für ${to} gebeten.\n\nWählen Sie es hier innerhalb von ${minutes} Minuten:\n${url}\n\nWaren Sie es nicht, dann tun Sie nichts: Ihr Passwort bleibt, wie es ist.\n`,
      }
    : {
        to,
        subject: "Choose a new Rondo password",
        text: `Somebody, probably you, asked for a new password for ${to}.\n\nChoose one here within ${minutes} minutes:\n${url}\n\nIf it was not you, do nothing: your password stays as it is.\n`,
      };
}

function changedMail(to: string, locale: string | null): Message {
  return isGerman(locale)
    ? {
        to,
        subject: "Ihr Rondo-Passwort wurde geändert",
        text: `Das Passwort von ${to} wurde geändert, und alle anderen Sitzungen wurden beendet.\n\nWaren Sie es nicht, dann bitten Sie auf der Anmeldeseite sofort um ein neues.\n`,
      }
    : {
        to,
        subject: "Your Rondo password was changed",
        text: `The password of ${to} was changed, and all other sessions were ended.\n\nIf it was not you, ask for a new password on the sign-in page at once.\n`,
      };
}

function isGerman(locale: string | null): boolean {
  return locale?.split("-")[0] === "de";
}
