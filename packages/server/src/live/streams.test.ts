import { expect, test } from "vitest";
import type { Listener } from "./reader.ts";
import { createStreams } from "./streams.ts";

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("who comes while the last one leaves is read for with those who come then", async () => {
  const held: (() => void)[] = [];
  const tx = { first: async () => ({ epoch: "1", xid: "1", seq: "1" }), rows: async () => [] };
  const streams = createStreams({
    database: {
      epoch: 1,
      // A reading goes on when the test says so.
      inWorkspace: async (_workspace: string, work: (on: unknown) => unknown) => {
        await new Promise<void>((go) => held.push(go));
        return work(tx);
      },
    },
    identity: {},
    live: { onWake: () => () => undefined, onTell: () => () => undefined },
  } as unknown as Parameters<typeof createStreams>[0]);
  const open = (personId: string) => streams.open("w", { personId, end: () => undefined } as unknown as Listener, null);
  const all = async <T>(openings: readonly Promise<T>[]): Promise<T[]> => {
    let done = false;
    const opened = Promise.all(openings).finally(() => (done = true));
    while (!done) {
      for (const go of held.splice(0)) go();
      await turn();
    }
    return opened;
  };
  const [first] = await all([open("first")]);
  const second = open("second");
  first?.leave();
  const third = open("third");
  await all([second, third]);
  expect(streams.count()).toBe(2);
  streams.close();
});
