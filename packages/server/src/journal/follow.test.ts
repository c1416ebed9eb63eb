import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { followJournals } from "./follow.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function follower() {
  const read: string[] = [];
  const one = followJournals({
    what: "notices",
    database: { rounds: { rows: async () => [] } } as never,
    live: { onWake: () => () => undefined },
    log: { warn: () => undefined },
    batchSize: 10,
    gatherMs: 50,
    readBatch: async (workspaceId) => {
      read.push(workspaceId);
      return { count: 0, later: read.length === 1 };
    },
  });
  return { one, read };
}

test("a reader that found another at it looks again a little later", async () => {
  const { one, read } = follower();
  await one.readNow("lindgren");
  await vi.advanceTimersByTimeAsync(200);
  expect(read).toEqual(["lindgren", "lindgren"]);
});

test("a reader that was stopped reads no more, not even what it had meant to look at again", async () => {
  const { one, read } = follower();
  await one.readNow("lindgren");
  await one.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(read).toEqual(["lindgren"]);
});
