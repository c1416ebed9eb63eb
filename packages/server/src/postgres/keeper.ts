import { describeOperatingRefusal, reasonOf } from "../config/index.ts";
import type { Postmaster } from "./postmaster.ts";
import { pause } from "./process.ts";

/** Brings a server back that died under us, until told to let go. */
export type Keeper = {
  /** The server now; null while it is being brought back. */
  current(): Postmaster | null;
  restarts(): number;
  /** Ends the keeping; resolves with the server to stop, if one runs. */
  release(): Promise<Postmaster | null>;
};

export type Keeping = {
  readonly launch: () => Promise<Postmaster>;
  readonly log: (line: string) => void;
  /** Milliseconds between tries that fail: doubled from the first up to the last. */
  readonly backOff?: { first: number; last: number };
};

/**
 * States: serving → (death) → reviving → serving, and from either → released. The first try comes at once: a death is
 * seen within milliseconds for our child and within 200 for an adopted one.
 */
export function keep(first: Postmaster, { launch, log, backOff = { first: 250, last: 10_000 } }: Keeping): Keeper {
  let current: Postmaster | null = first;
  let released = false;
  let count = 0;
  let reviving: Promise<void> = Promise.resolve();

  const watch = (postmaster: Postmaster) => {
    void postmaster.died.then(() => {
      if (released) return;
      current = null;
      log("Postgres died; starting it again.");
      reviving = revive();
    });
  };

  const revive = async () => {
    for (let wait = backOff.first; !released; wait = Math.min(wait * 2, backOff.last)) {
      try {
        current = await launch();
        count += 1;
        log("Postgres is back.");
        watch(current);
        return;
      } catch (error) {
        log(`${describeOperatingRefusal(error)?.line ?? reasonOf(error)} Trying again in ${wait / 1000} s.`);
        await pause(wait);
      }
    }
  };

  watch(first);
  return {
    current: () => current,
    restarts: () => count,
    release: async () => {
      released = true;
      await reviving;
      return current;
    },
  };
}
