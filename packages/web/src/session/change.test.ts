import { MutationObserver, QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, expect, test } from "vitest";
import { type Change, mutationOf, refresh } from "./change.ts";

const key = ["w", "w1", "GET /projects/:p/plan", { params: { p: "p1" } }];
const leaves: (() => void)[] = [];
afterEach(() => leaves.splice(0).forEach((leave) => leave()));

/** A plan on the screen that is a list of titles, and a server that answers when it is told to, as things stand then. */
async function screen() {
  const client = new QueryClient();
  const stands: string[] = [];
  const reads: (() => void)[] = [];
  const observer = new QueryObserver<readonly string[]>(client, {
    queryKey: key,
    queryFn: () => {
      const seen = [...stands];
      return new Promise((resolve) => reads.push(() => resolve(seen)));
    },
    meta: { watch: ["project:p1"] },
  });
  leaves.push(observer.subscribe(() => undefined));
  reads.shift()!();
  await expect.poll(() => observer.getCurrentResult().status).toBe("success");
  const calls: ((refused?: Error) => void)[] = [];
  const change: Change<string, void> = {
    call: (title) =>
      new Promise((resolve, reject) =>
        calls.push((refused) => {
          if (refused) return reject(refused);
          stands.push(title);
          resolve();
        }),
      ),
    paint: (title, paint) => paint("GET /projects/:p/plan", (shown) => [...(shown as never as string[]), title] as never),
    touches: ["project:p1"],
    refused: () => true,
  };
  const add = (title: string) =>
    new MutationObserver(
      client,
      mutationOf(client, "w1", { current: change }, (text) => text),
    ).mutate(title);
  return { client, stands, reads, calls, add, shown: () => client.getQueryData(key) };
}

const idle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

test("a change on its way stays on the screen, whatever is answered or told before it", async () => {
  const { client, reads, calls, add, shown } = await screen();
  const [first, second] = [add("Measure"), add("Carry")];
  await expect.poll(() => calls.length).toBe(2);
  calls[0]!();
  await idle();
  void refresh(client, "w1", ["project:p1"]);
  await idle();
  for (const read of reads.splice(0)) read();
  await idle();
  expect(shown()).toEqual(["Measure", "Carry"]);
  calls[1]!();
  await expect.poll(() => reads.length).toBe(1);
  reads.shift()!();
  await Promise.all([first, second]);
  expect(shown()).toEqual(["Measure", "Carry"]);
});

test("what others did while a change was on its way is there once it is answered", async () => {
  const { client, stands, reads, calls, add, shown } = await screen();
  const done = add("Measure");
  await expect.poll(() => calls.length).toBe(1);
  stands.push("Order");
  await refresh(client, "w1", ["project:p1"]);
  expect(shown()).toEqual(["Measure"]);
  calls[0]!();
  await expect.poll(() => reads.length).toBe(1);
  reads.shift()!();
  await done;
  expect(shown()).toEqual(["Order", "Measure"]);
});

test("a screen that is left while it reads again does not leave what was before a change as new", async () => {
  const { client, stands, reads } = await screen();
  void refresh(client, "w1", ["project:p1"]);
  expect(reads).toHaveLength(1);
  leaves.splice(0).forEach((leave) => leave());
  stands.push("Order");
  await refresh(client, "w1", ["project:p1"]);
  reads.shift()!();
  await expect.poll(() => client.getQueryState(key)?.fetchStatus).toBe("idle");
  await expect.poll(() => client.getQueryState(key)?.isInvalidated).toBe(true);
});

test("what a no takes off the screen takes nothing of what was done after it, answered or not", async () => {
  const { client, reads, calls, add, shown } = await screen();
  const no = new Error("refused");
  const measure = add("Measure").catch(() => undefined);
  void add("Carry");
  const order = add("Order").catch(() => undefined);
  await expect.poll(() => calls.length).toBe(3);
  calls[1]!();
  await idle();
  calls[0]!(no);
  await expect.poll(shown).toEqual(["Carry", "Order"]);
  const later = add("Sort").catch(() => undefined);
  await expect.poll(() => calls.length).toBe(4);
  calls[2]!(no);
  await expect.poll(shown).toEqual(["Carry", "Sort"]);
  calls[3]!(no);
  await expect.poll(shown).toEqual(["Carry"]);
  await expect.poll(() => reads.length).toBeGreaterThan(0);
  while (client.isFetching() > 0) {
    for (const read of reads.splice(0)) read();
    await idle();
  }
  await Promise.all([measure, order, later]);
  expect(shown()).toEqual(["Carry"]);
});
