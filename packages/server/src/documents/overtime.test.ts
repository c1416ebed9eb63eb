import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchTime } from "./overtime.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A thread that gets this share of the time that passes. */
function threadWith(share: number) {
  const begun = Date.now();
  return { cpuUsage: async () => ({ user: (Date.now() - begun) * share * 1_000, system: 0 }) };
}

async function endAfter(thread: Parameters<typeof watchTime>[0], passing: number): Promise<number | null> {
  const begun = Date.now();
  let over: number | null = null;
  const stop = watchTime(thread, 10_000, () => (over ??= Date.now() - begun));
  await vi.advanceTimersByTimeAsync(passing);
  stop();
  return over;
}

test("a thread that works all the time is over when its time is", async () => {
  expect(await endAfter(threadWith(1), 10_000)).toBe(10_000);
});

test("one that a busy machine lets wait has the time that it works, and no more", async () => {
  expect(await endAfter(threadWith(0.25), 39_000)).toBeNull();
  expect(await endAfter(threadWith(0.25), 45_000)).toBeGreaterThanOrEqual(40_000);
});

test("one that says nothing of its time is over in the end, and one that is done is not watched", async () => {
  const silent = { cpuUsage: () => new Promise<never>(() => undefined) };
  expect(await endAfter(silent, 59_000)).toBeNull();
  expect(await endAfter(silent, 60_000)).toBe(60_000);
  const over = vi.fn();
  watchTime(threadWith(1), 10_000, over)();
  await vi.advanceTimersByTimeAsync(100_000);
  expect(over).not.toHaveBeenCalled();
});
