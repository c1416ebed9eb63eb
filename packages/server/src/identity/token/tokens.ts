import { Refusal } from "@rondo/core/kernel";
import type pg from "pg";
import { digest } from "../session/digest.ts";
import { newToken } from "../session/sessions.ts";
import { giveBack, replaceToken, useToken } from "./store.ts";

/** What a printed link opens: the first-run set-up, or the sample world. */
export type Purpose = "set-up" | "demo";

export type OneTimeTokens = {
  /** Makes the token and voids the one before. `seconds` null: until the next start. */
  makeToken(purpose: Purpose, seconds?: number | null): Promise<string>;
  /**
   * Does the work if the token is right and unused; of many at once exactly one does. Refuses with `setup_token_wrong`.
   * If the work fails, the token is whole again, so that a weak password in the set-up form does not lock the owner out.
   */
  withToken<Result>(purpose: Purpose, token: string, work: () => Promise<Result>): Promise<Result>;
};

export function tokensOf(pool: pg.Pool): OneTimeTokens {
  return {
    async makeToken(purpose, seconds = null) {
      const token = newToken();
      await replaceToken(pool, { hash: digest(token), purpose, seconds });
      return token;
    },
    async withToken(purpose, token, work) {
      // A digest passes `digest` unchanged, so it must not be taken for a token.
      if (!/^[A-Za-z0-9_-]{43}$/.test(token) || !(await useToken(pool, digest(token), purpose))) throw new Refusal("setup_token_wrong");
      try {
        return await work();
      } catch (error) {
        await giveBack(pool, digest(token), purpose);
        throw error;
      }
    },
  };
}
