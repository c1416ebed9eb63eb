import { expect, test } from "vitest";
import { keep } from "./keeper.ts";
import type { Postmaster } from "./postmaster.ts";
import { waitUntil } from "./process.ts";

const backOff = { first: 1, last: 4 };

test("a start that fails is tried again until it works", async () => {
  const first = server(1);
  const second = server(2);
  let tries = 0;
  const heard: string[] = [];
  const launch = async () => {
    tries += 1;
    if (tries < 4) throw new Error("the disk is full.");
    return second;
  };
  const keeper = keep(first, { launch, log: (line) => heard.push(line), backOff });
  first.die();
  await waitUntil(() => keeper.restarts() === 1, { every: 1, limit: 5_000 });
  expect(keeper.current()).toBe(second);
  expect(heard).toEqual([
    "Postgres died; starting it again.",
    "the disk is full. Trying again in 0.001 s.",
    "the disk is full. Trying again in 0.002 s.",
    "the disk is full. Trying again in 0.004 s.",
    "Postgres is back.",
  ]);
});

test("a server that dies after the keeper was released stays dead", async () => {
  const first = server(1);
  let tries = 0;
  const launch = async () => {
    tries += 1;
    return server(2);
  };
  const keeper = keep(first, { launch, log: () => {}, backOff });
  expect(await keeper.release()).toBe(first);
  first.die();
  await first.died;
  expect([tries, keeper.restarts()]).toEqual([0, 0]);
});

test("released in the middle of a start, the keeper hands out the server that came of it", async () => {
  const first = server(1);
  const second = server(2);
  const started = Promise.withResolvers<Postmaster>();
  const asked = Promise.withResolvers<void>();
  const launch = () => {
    asked.resolve();
    return started.promise;
  };
  const keeper = keep(first, { launch, log: () => {}, backOff });
  first.die();
  await asked.promise;
  const released = keeper.release();
  started.resolve(second);
  expect(await released).toBe(second);
});

function server(pid: number): Postmaster & { die(): void } {
  const died = Promise.withResolvers<void>();
  const settings = { fsync: "on", full_page_writes: "on", synchronous_commit: "on", data_checksums: "on" };
  const found = { version: "18.4", major: 18, dataDirectory: null, settings };
  return { identity: { pid, began: "1" }, died: died.promise, found, die: () => died.resolve() };
}
