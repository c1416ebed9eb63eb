import { passkey } from "@better-auth/passkey";
import { type BetterAuthOptions, betterAuth } from "better-auth";
import { kyselyAdapter } from "@better-auth/kysely-adapter";
import { APIError } from "better-auth/api";
import { twoFactor } from "better-auth/plugins/two-factor";
import { Kysely, PostgresDialect } from "kysely";
import type pg from "pg";
import { newId } from "./id.ts";
import type { PasskeyPlace } from "./passkey/place.ts";
import { longest, shortest } from "./password/rules.ts";
import type { CookieRules } from "./session/cookie.ts";
import { hashedTokens } from "./session/hashedTokens.ts";
import { absoluteLimit } from "./session/limits.ts";
import { newToken } from "./session/sessions.ts";

export type Log = (level: "info" | "warn" | "error", message: string) => void;

export type AuthInput = {
  pool: pg.Pool;
  secret: string;
  publicUrl: string;
  origins: readonly string[];
  rules: CookieRules;
  passkeys: PasskeyPlace;
  sendReset(email: string, token: string): Promise<void>;
  log: Log;
};

/** The header in which the gate tells Better Auth the address that it was given; one from outside never gets through. */
export const addressHeader = "x-rondo-address";

/** How long the link in a mail works, in seconds (ASVS 6.4.1). */
export const mailedLinkSeconds = 15 * 60;

/**
 * Better Auth with our names for its tables and with what it leaves open closed: no sign-up, no account linking, no
 * session cache, tokens hashed. Its own rate limit is off because it counts by address alone (`attempt/limit.ts`).
 * Only the routes in `gate/routes.ts` can be reached from outside.
 */
export function authOf(input: AuthInput) {
  const kysely = new Kysely({ dialect: new PostgresDialect({ pool: input.pool }) }).withSchema("identity");
  const adapter = kyselyAdapter(kysely, { type: "postgres", transaction: true });
  return betterAuth({
    appName: "Rondo",
    baseURL: new URL(input.publicUrl).origin,
    basePath: "/api/auth",
    secret: input.secret,
    trustedOrigins: [...input.origins],
    telemetry: { enabled: false },
    // Its warnings name the account a guess was made for; the gate says what an operator needs.
    logger: { level: "error", log: (level, message) => input.log(level === "error" ? "error" : "warn", message) },
    database: (options: BetterAuthOptions) => hashedTokens(adapter(options)),
    user: { modelName: "person", fields: { emailVerified: "email_verified", ...stamps } },
    session: {
      modelName: "session",
      fields: {
        userId: "person_id",
        token: "token_hash",
        expiresAt: "expires_at",
        ipAddress: "ip_address",
        userAgent: "user_agent",
        ...stamps,
      },
      additionalFields: {
        seenAt: { type: "date", fieldName: "seen_at", required: false, input: false, returned: false, defaultValue: () => new Date() },
      },
      expiresIn: absoluteLimit,
      disableSessionRefresh: true,
      freshAge: 3_600,
      cookieCache: { enabled: false },
    },
    account: { modelName: "account", fields: accountFields, accountLinking: { enabled: false } },
    verification: {
      modelName: "verification",
      fields: { expiresAt: "expires_at", ...stamps },
      storeIdentifier: "hashed",
      disableCleanup: true,
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortest,
      maxPasswordLength: longest,
      resetPasswordTokenExpiresIn: mailedLinkSeconds,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }) => input.sendReset(user.email, token),
    },
    databaseHooks: { session: { create: { before: async (session) => ({ data: { ...session, token: newToken() } }) } } },
    rateLimit: { enabled: false },
    advanced: {
      // With `useSecureCookies` Better Auth would write `__Secure-`; ours is `__Host-`, which also pins host and path.
      useSecureCookies: false,
      cookiePrefix: input.rules.prefix,
      defaultCookieAttributes: { secure: input.rules.secure, httpOnly: true, sameSite: "lax", path: "/" },
      ipAddress: { ipAddressHeaders: [addressHeader] },
      database: { generateId: () => newId(), validateSchema: false },
    },
    plugins: [
      twoFactor({
        issuer: "Rondo",
        backupCodeOptions: { storeBackupCodes: "encrypted" },
        schema: {
          user: { fields: { twoFactorEnabled: "two_factor_enabled" } },
          twoFactor: { modelName: "two_factor", fields: twoFactorFields },
        },
      }),
      passkey({
        rpID: input.passkeys.rpId,
        rpName: "Rondo",
        origin: [...input.origins],
        advanced: { webAuthnChallengeCookie: "passkey_challenge" },
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        // A passkey stands for both factors only if the device asked for finger, face or PIN.
        registration: { afterVerification: async ({ verification }) => assertVerified(verification.registrationInfo?.userVerified) },
        authentication: { afterVerification: async ({ verification }) => assertVerified(verification.authenticationInfo.userVerified) },
        schema: { passkey: { modelName: "passkey", fields: passkeyFields } },
      }),
    ],
  });
}

export type Auth = ReturnType<typeof authOf>;

const stamps = { createdAt: "created_at", updatedAt: "updated_at" };

const accountFields = {
  userId: "person_id",
  providerId: "provider_id",
  accountId: "account_id",
  accessToken: "access_token",
  refreshToken: "refresh_token",
  idToken: "id_token",
  accessTokenExpiresAt: "access_token_expires_at",
  refreshTokenExpiresAt: "refresh_token_expires_at",
  ...stamps,
};

const twoFactorFields = {
  userId: "person_id",
  backupCodes: "backup_codes",
  failedVerificationCount: "failed_verification_count",
  lockedUntil: "locked_until",
};

const passkeyFields = {
  userId: "person_id",
  publicKey: "public_key",
  credentialID: "credential_id",
  deviceType: "device_type",
  backedUp: "backed_up",
  createdAt: "created_at",
};

function assertVerified(userVerified: boolean | undefined): void {
  if (userVerified !== true)
    throw new APIError("UNAUTHORIZED", { code: "AUTHENTICATION_FAILED", message: "The device did not check who uses it" });
}
