import { createHash } from "node:crypto";
import { Refusal, invariant } from "@rondo/core/kernel";
import type pg from "pg";
import { newId } from "../id.ts";
import { assertStrong } from "../password/rules.ts";
import { newToken } from "../session/sessions.ts";
import { canonicalEmail } from "./email.ts";
import {
  type PersonRow,
  countPeople,
  erase,
  findByEmail,
  findPerson,
  insertPerson,
  insertVerification,
  removePerson,
  updatePerson,
} from "./store.ts";

export type Person = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly image: string | null;
  readonly locale: string | null;
  readonly twoFactor: boolean;
  readonly erased: boolean;
};

export type People = {
  /**
   * Makes somebody who can sign in. Without a password they sign in by a link (`resetPassword`) or a provider.
   * Refuses with `email_taken`, `password_weak`, `invalid_request`.
   */
  createPerson(person: { name: string; email: string; password?: string | undefined }): Promise<{ id: string }>;
  person(id: string): Promise<Person | null>;
  personByEmail(email: string): Promise<Person | null>;
  /** How many there are, the erased left out. */
  countPeople(): Promise<number>;
  changePerson(id: string, change: { name?: string | undefined; locale?: string | null | undefined }): Promise<Person | null>;
  /** A one-time link with which the person chooses a new password; the old one and the sessions hold until then. An hour. */
  resetPassword(personId: string): Promise<{ token: string; url: string; expiresAt: Date }>;
  /** Takes back a `createPerson` whose purpose failed (a set-up, an invitation). Whoever appears in the journal is erased instead. */
  removePerson(personId: string): Promise<void>;
  /** Removes name, address, picture, keys and every way in; ends all sessions. False when there was nobody to erase. */
  erasePerson(personId: string): Promise<boolean>;
};

export function peopleOf(pool: pg.Pool, publicUrl: string, hashPassword: (password: string) => Promise<string>): People {
  return {
    async createPerson({ name, email, password }) {
      const canonical = canonicalEmail(email);
      if (password !== undefined) assertStrong(password, { email: canonical, name });
      const id = newId();
      const account =
        password === undefined ? null : { id: newId(), providerId: "credential", accountId: id, password: await hashPassword(password) };
      if (!(await insertPerson(pool, { id, name, email: canonical, verified: false, account }))) throw new Refusal("email_taken");
      return { id };
    },
    person: async (id) => presented(await findPerson(pool, id)),
    personByEmail: async (email) => presented(await findByEmail(pool, canonicalEmail(email))),
    countPeople: () => countPeople(pool),
    async changePerson(id, { name, locale }) {
      return presented(await updatePerson(pool, id, { name: name ?? null, locale: locale ?? null, setLocale: locale !== undefined }));
    },
    async resetPassword(personId) {
      const person = await findPerson(pool, personId);
      invariant(person && !person.erased, "a password is reset for somebody who is there");
      const token = newToken();
      await insertVerification(pool, {
        id: newId(),
        identifier: hashedIdentifier(`reset-password:${token}`),
        value: personId,
        seconds: 3_600,
      });
      return { token, url: resetUrl(publicUrl, token), expiresAt: new Date(Date.now() + 3_600_000) };
    },
    removePerson: (personId) => removePerson(pool, personId),
    erasePerson: (personId) => erase(pool, personId),
  };
}

/** The token is in the fragment: it reaches no server, no log and no Referer. */
export function resetUrl(publicUrl: string, token: string): string {
  return `${new URL(publicUrl).origin}/reset-password#token=${token}`;
}

/** As Better Auth stores an identifier under `verification.storeIdentifier: "hashed"`; a test holds the two together. */
export function hashedIdentifier(identifier: string): string {
  return createHash("sha256").update(identifier).digest("base64url");
}

function presented(row: PersonRow | null): Person | null {
  return (
    row && {
      id: row.id,
      name: row.name,
      email: row.email,
      image: row.image,
      locale: row.locale,
      twoFactor: row.two_factor_enabled,
      erased: row.erased,
    }
  );
}
