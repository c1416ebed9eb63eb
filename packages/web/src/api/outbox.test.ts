import { expect, test } from "vitest";
import { openOutbox, type Waiting } from "./outbox.ts";
import { Problem } from "./problem.ts";

const away = new Problem("unreachable", 0, "Rondo can't be reached", "");
const no = new Problem("task_closed", 409, "The task is closed", "Reopen it first.");

let worlds = 0;

function world(kept = new Map<string, string>(), disk = new Map<string, Blob>()) {
  const sent: string[] = [];
  const calls: Waiting["call"][] = [];
  const files: (File | undefined)[] = [];
  let online = false;
  const answers = new Map<string, unknown>();
  const again: (() => void)[] = [];
  let ids = 0;
  let clock = 0;
  const seed = (worlds += 1);
  const box = openOutbox({
    storage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
    files: {
      keep: async (id, file) => void disk.set(id, file),
      load: async (id) => disk.get(id) ?? null,
      drop: async (id) => void disk.delete(id),
    },
    send: async (key, call, file) => {
      if (!online) throw away;
      sent.push(key);
      calls.push(call);
      files.push(file);
      const answer = answers.get(key) ?? "done";
      if (answer instanceof Error) throw answer;
      return answer;
    },
    newId: () => `id${(ids += 1)}-${seed}`,
    now: () => clock,
    later: (one) => void again.push(one),
    alone: (work) => work(),
  });
  box.belongTo("ines");
  return {
    box,
    sent,
    calls,
    files,
    disk,
    kept,
    later: (to: number) => void (clock = to),
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

test("a no goes to whoever waits for it and stays on the list with what was entered until its author has seen to it, and does not stop the rest", async () => {
  const here = world();
  here.answers.set("PUT /a", no);
  const refused = here.box.put("PUT /a", { body: { text: "Mind the clasp" } }).catch((error: unknown) => error);
  void here.box.put("PUT /b", {});
  await here.connect();
  expect([await refused, here.sent]).toEqual([no, ["PUT /a", "PUT /b"]]);
  expect(here.box.waiting()).toMatchObject([
    { key: "PUT /a", call: { body: { text: "Mind the clasp" } }, refused: { code: "task_closed", title: "The task is closed" } },
  ]);
  const after = world(here.kept);
  await after.connect();
  expect([after.sent, after.box.waiting().length]).toEqual([[], 1]);
  after.box.discard(after.box.waiting()[0]?.id ?? "");
  expect(after.box.waiting()).toEqual([]);
});

test("what was refused is sent once more when its author says so, on what stands there now", async () => {
  const { box, answers, connect, calls } = world();
  answers.set("PATCH /a", no);
  void box.put("PATCH /a", { version: 3, body: { title: "Boxes" } }).catch(() => undefined);
  await connect();
  answers.delete("PATCH /a");
  box.again(box.waiting()[0]?.id ?? "", { version: 7 });
  await connect();
  expect([calls.map(({ version }) => version), box.waiting()]).toEqual([[3, 7], []]);
});

test("what was refused goes from the list when the same is done by itself; two comments are never the same", async () => {
  const { box, answers, connect } = world();
  for (const key of ["PUT /tasks/:t/completion", "POST /tasks/:t/comments"]) {
    answers.set(key, no);
    void box.put(key, { params: { t: "t1" } }).catch(() => undefined);
  }
  await connect();
  box.overtake("PUT /tasks/:t/completion", { params: { t: "t2" } });
  box.overtake("POST /tasks/:t/comments", { params: { t: "t1" } });
  expect(box.waiting()).toHaveLength(2);
  box.overtake("PUT /tasks/:t/completion", { params: { t: "t1" } });
  expect(box.waiting().map(({ key }) => key)).toEqual(["POST /tasks/:t/comments"]);
});

test("two edits of one thing wait as one, on the version that was seen first, unless something else was done to it between them", async () => {
  const { box, connect, calls, sent } = world();
  const [first, second] = [
    box.put("PATCH /tasks/:t", { params: { t: "t1" }, version: 3, body: { title: "Boxes" }, base: { title: "Box" } }),
    box.put("PATCH /tasks/:t", {
      params: { t: "t1" },
      version: 3,
      body: { title: "Big boxes", notBefore: null },
      base: { title: "Boxes" },
    }),
  ];
  void box.put("PATCH /tasks/:t", { params: { t: "t2" }, version: 1, body: { title: "Labels" } });
  void box.put("PUT /tasks/:t/completion", { params: { t: "t1" } });
  void box.put("PATCH /tasks/:t", { params: { t: "t1" }, version: 3, body: { notes: "x" } });
  await connect();
  expect(await Promise.all([first, second])).toEqual(["done", "done"]);
  expect(calls[0]).toEqual({ params: { t: "t1" }, version: 3, body: { title: "Big boxes", notBefore: null }, base: { title: "Box" } });
  expect(sent).toEqual(["PATCH /tasks/:t", "PATCH /tasks/:t", "PUT /tasks/:t/completion", "PATCH /tasks/:t"]);
});

test("a file waits with its bytes over a reload, in its turn, and leaves the device when it is sent", async () => {
  const before = world();
  void before.box
    .put("POST /files", { idempotencyKey: "k1" }, new File(["Calf over boards"], "binding.txt", { type: "text/plain" }))
    .catch(() => undefined);
  void before.box.put("PUT /completion", {}).catch(() => undefined);
  await new Promise((done) => setImmediate(done));
  const after = world(before.kept, before.disk);
  expect(after.box.waiting()[0]).toMatchObject({ file: { name: "binding.txt", size: 16 } });
  await after.connect();
  expect([after.sent, await after.files[0]?.text(), after.files[0]?.name, after.disk.size]).toEqual([
    ["POST /files", "PUT /completion"],
    "Calf over boards",
    "binding.txt",
    0,
  ]);
});

test("a file that the device no longer has is said to be lost and does not stop the rest", async () => {
  const before = world();
  void before.box.put("POST /files", {}, new File(["x"], "a.txt")).catch(() => undefined);
  void before.box.put("PUT /completion", {}).catch(() => undefined);
  const after = world(before.kept, new Map());
  after.later(61_000);
  await after.connect();
  expect([after.sent, after.box.waiting().map(({ refused }) => refused?.code)]).toEqual([["PUT /completion"], ["file_lost"]]);
});

test("where there is no room for a file it waits in its page, which says so", async () => {
  const { box, disk, connect, files } = world(
    new Map(),
    Object.assign(new Map<string, Blob>(), {
      set: () => {
        throw new Error("full");
      },
    }),
  );
  void box.put("POST /files", {}, new File(["x"], "a.txt"));
  await new Promise((done) => setImmediate(done));
  expect([box.waiting()[0]?.file?.onlyHere, disk.size]).toEqual([true, 0]);
  await connect();
  expect(await files[0]?.text()).toBe("x");
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
