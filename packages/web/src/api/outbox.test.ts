import { expect, test } from "vitest";
import { openOutbox } from "./outbox.ts";
import { Problem } from "./problem.ts";

const away = new Problem("unreachable", 0, "Rondo can't be reached", "");
const no = new Problem("task_closed", 409, "The task is closed", "Reopen it first.");

let worlds = 0;

function world(kept = new Map<string, string>()) {
  const sent: string[] = [];
  let online = false;
  const answers = new Map<string, unknown>();
  const again: (() => void)[] = [];
  let ids = 0;
  const seed = (worlds += 1);
  const box = openOutbox({
    storage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
    send: async (key) => {
      if (!online) throw away;
      sent.push(key);
      const answer = answers.get(key) ?? "done";
      if (answer instanceof Error) throw answer;
      return answer;
    },
    newId: () => `id${(ids += 1)}-${seed}`,
    now: () => 0,
    later: (one) => void again.push(one),
    alone: (work) => work(),
  });
  box.belongTo("ines");
  return {
    box,
    sent,
    kept,
    answers,
    connect: async () => {
      online = true;
      for (const one of again.splice(0)) one();
      await box.flush();
      await new Promise((done) => setImmediate(done));
    },
  };
}

test("changes wait in their order and go out when the connection is back, and whoever waits gets the answers", async () => {
  const { box, sent, connect } = world();
  const [one, two] = [box.put("PUT /a", {}), box.put("PATCH /b", { version: 3 })];
  expect(box.waiting().map((waiting) => waiting.key)).toEqual(["PUT /a", "PATCH /b"]);
  await connect();
  expect(await Promise.all([one, two])).toEqual(["done", "done"]);
  expect([sent, box.waiting()]).toEqual([["PUT /a", "PATCH /b"], []]);
});

test("what waited before a reload is sent after it, with the same key", async () => {
  const before = world();
  void before.box.put("POST /tasks", { body: { title: "Order boxes" }, idempotencyKey: "k1" }).catch(() => undefined);
  const after = world(before.kept);
  expect(after.box.waiting()[0]?.call.idempotencyKey).toBe("k1");
  await after.connect();
  expect([after.sent, after.box.waiting()]).toEqual([["POST /tasks"], []]);
});

test("a no goes to whoever waits for it; after a reload it stays on the list until it was read, and does not stop the rest", async () => {
  const here = world();
  here.answers.set("PUT /a", no);
  const refused = here.box.put("PUT /a", {}).catch((error: unknown) => error);
  await here.connect();
  expect([await refused, here.box.waiting()]).toEqual([no, []]);

  const before = world();
  void before.box.put("PUT /a", {}).catch(() => undefined);
  void before.box.put("PUT /b", {}).catch(() => undefined);
  const after = world(before.kept);
  after.answers.set("PUT /a", no);
  await after.connect();
  expect(after.box.waiting()).toMatchObject([{ key: "PUT /a", refused: { title: "The task is closed" } }]);
  after.box.discard(after.box.waiting()[0]?.id ?? "");
  expect([after.sent, after.box.waiting()]).toEqual([["PUT /a", "PUT /b"], []]);
});

test("one person's changes are neither shown to nor sent as somebody else", async () => {
  const before = world();
  void before.box.put("PUT /a", {}).catch(() => undefined);
  const after = world(before.kept);
  after.box.belongTo("tomas");
  await after.connect();
  expect([after.box.waiting(), after.sent]).toEqual([[], []]);
  after.box.belongTo("ines");
  await after.connect();
  expect(after.sent).toEqual(["PUT /a"]);
});

test("what is taken back before it is sent is not sent", async () => {
  const { box, sent, connect } = world();
  const taken = box.put("DELETE /a", {}).catch((error: unknown) => (error as Error).name);
  box.discard(box.waiting()[0]?.id ?? "");
  await connect();
  expect([await taken, sent]).toEqual(["DiscardedChange", []]);
});

test("two windows keep one list, and what one of them sent the other does not send again", async () => {
  const here = world();
  const there = world(here.kept);
  const one = here.box.put("PUT /a", {});
  const two = there.box.put("PUT /b", {});
  expect(there.box.waiting().map((waiting) => waiting.key)).toEqual(["PUT /a", "PUT /b"]);
  await here.connect();
  expect(here.sent).toEqual(["PUT /a", "PUT /b"]);
  there.box.reread();
  await there.connect();
  await Promise.all([one, two]);
  expect([there.sent, there.box.waiting()]).toEqual([[], []]);
});

test("a kept list that is broken is no list", () => {
  for (const text of ["{", "[1,null,{}]", '"x"']) expect(world(new Map([["rondo.outbox", text]])).box.waiting()).toEqual([]);
});
