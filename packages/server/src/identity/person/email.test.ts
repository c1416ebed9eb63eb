import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { canonicalEmail } from "./email.ts";

test("any text is one canonical address that stays itself, or is refused", () => {
  const text = fc.oneof(
    fc.emailAddress(),
    fc.string(),
    fc.emailAddress().map((email) => email.replace("@", "\uff20").toUpperCase()),
    fc.emailAddress().map((email) => `${email}\n`),
  );
  fc.assert(
    fc.property(text, (given) => {
      let email: string;
      try {
        email = canonicalEmail(given);
      } catch (error) {
        expect(error).toMatchObject({ code: "invalid_request" });
        return;
      }
      expect(canonicalEmail(email)).toBe(email);
      expect(email).toMatch(/^[^@\s]+@[^@\s]+$/);
      // Better Auth asks zod at sign-in: what is kept must pass there, or somebody could never get in.
      expect(z.email().safeParse(email).success).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
