import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { type TestServer, type World, libraryOn, listen, startTestServer } from "@rondo/testkit";
import { writerOn } from "./writer.fixture.ts";

let server: TestServer;
let world: World;

beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const made = async (body: Record<string, unknown> = {}) =>
  (await world.ines.ok("createDocument", { params: { w: world.w }, body: { title: "Handling of maps", ...body } })).id;
const send = (d: string, update: Uint8Array, who = world.ines) =>
  who.call("pushUpdate", { params: { w: world.w, d }, body: { update: Buffer.from(update).toString("base64") } });
const saying = (change: (fragment: Y.XmlFragment, doc: Y.Doc) => void): Uint8Array => {
  const doc = new Y.Doc();
  change(doc.getXmlFragment("content"), doc);
  return Y.encodeStateAsUpdate(doc);
};

test("what two people write at the same time is kept of both, and both see the same", async () => {
  const { w, ines, tomas } = world;
  const d = await made();
  const [one, two] = [writerOn(ines, w, d), writerOn(tomas, w, d)];
  one.write(0, "Gloves on.");
  await one.push();
  await two.pull();
  one.write(0, "Both hands. ");
  two.write(10, "XX");
  await Promise.all([one.push(), two.push()]);
  await Promise.all([one.pull(), two.pull()]);
  expect(one.text()).toBe(two.text());
  expect(one.text()).toContain("Both hands. ");
  expect(one.text()).toContain("XX");
});

test("however writing, losing answers, going away and opening anew interleave, all end with the same, and nothing acknowledged is lost", async () => {
  const { w, ines, tomas, mei } = world;
  const people = [ines, tomas, mei];
  const act = fc.record({
    who: fc.nat(2),
    does: fc.constantFrom("write", "write", "erase", "push", "pull", "send twice", "open anew"),
    at: fc.nat(60),
    length: fc.integer({ min: 1, max: 8 }),
  });
  let word = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 40 }), async (acts) => {
      const d = await made();
      const first = writerOn(ines, w, d);
      first.write(0, "|");
      await first.push();
      const writers = people.map((person) => writerOn(person, w, d));
      for (const writer of writers) await writer.pull();
      const unsent: string[][] = [[], [], []];
      const acknowledged = new Set<string>();
      let erased = false;
      for (const { who, does, at, length } of acts) {
        const writer = writers[who] as (typeof writers)[number];
        if (does === "write") {
          const mark = `<${(word += 1)}>`;
          writer.write(at, mark);
          unsent[who]?.push(mark);
        } else if (does === "erase") {
          writer.erase(at, length);
          erased = true;
        } else if (does === "pull") await writer.pull();
        else if (does === "open anew") {
          writers[who] = writerOn(people[who] as (typeof people)[number], w, d);
          await writers[who]?.pull();
          unsent[who] = [];
        } else {
          if (does === "send twice") await send(d, Y.encodeStateAsUpdate(writer.doc), people[who]);
          await writer.push();
          for (const mark of unsent[who] ?? []) acknowledged.add(mark);
          unsent[who] = [];
        }
      }
      for (const writer of writers) await writer.push();
      for (const writer of writers) await writer.pull();
      const fresh = writerOn(ines, w, d);
      await fresh.pull();
      const texts = new Set([...writers, fresh].map((writer) => writer.text()));
      expect(texts.size).toBe(1);
      // Words put into the middle of others' words part those, so letters are what is counted.
      if (!erased)
        expect(
          [
            ...fresh
              .text()
              .replaceAll("&lt;", "<")
              .replaceAll("&gt;", ">")
              .replace(/<\/?paragraph>/g, ""),
          ].length,
        ).toBeGreaterThanOrEqual([...acknowledged].join("").length + 1);
    }),
    { numRuns: process.env["RONDO_PROVE"] === "1" ? 300 : 20 },
  );
});

test("an update that is sent again changes nothing and costs no new one", async () => {
  const d = await made();
  const update = saying((fragment) => fragment.insert(0, [new Y.XmlElement("horizontalRule")]));
  expect([(await send(d, update)).body, (await send(d, update)).body]).toEqual([{ seq: 1 }, { seq: 1 }]);
});

test("bytes that are no update, or half of one, are refused and leave the document as it was (B41)", async () => {
  const { w, ines } = world;
  const d = await made({ markdown: "Gloves on." });
  const whole = saying((fragment) => fragment.insert(0, [new Y.XmlElement("horizontalRule")]));
  const before = (await ines.ok("pullUpdates", { params: { w, d } })).updates;
  for (const bytes of [
    whole.slice(0, 3),
    whole.slice(0, -2),
    randomBytes(200),
    Buffer.from([255, 255, 255, 255, 255, 255, 255, 255, 255, 1]),
    Buffer.alloc(0),
    Buffer.alloc(500_000, 7),
  ]) {
    const { status, body } = await send(d, bytes);
    expect([400, 409, 422]).toContain(status);
    expect(["update_unreadable", "update_incomplete", "document_refused"]).toContain((body as unknown as { code: string }).code);
  }
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), async (bytes) => {
      const { status } = await send(d, bytes);
      expect(status === 200 || (status >= 400 && status < 500)).toBe(true);
    }),
    { numRuns: 60 },
  );
  expect((await ines.ok("pullUpdates", { params: { w, d } })).updates).toEqual(before);
  expect((await send(d, whole)).status).toBe(200);
});

test("an update that builds on one that never came is refused, so that nobody waits for it for ever", async () => {
  const d = await made();
  const doc = new Y.Doc();
  doc.getXmlFragment("content").insert(0, [new Y.XmlElement("paragraph")]);
  const before = Y.encodeStateVector(doc);
  doc.getXmlFragment("content").insert(1, [new Y.XmlElement("paragraph")]);
  expect((await send(d, Y.encodeStateAsUpdate(doc, before))).status).toBe(409);
  expect((await send(d, Y.encodeStateAsUpdate(doc))).status).toBe(200);
});

test("what documents don't hold is refused: unknown parts, links that run, parts beside the text, nesting and size without end (B38-B40)", async () => {
  const { w, ines } = world;
  const d = await made();
  const deep = (levels: number) =>
    saying((fragment) => {
      let inner: Y.XmlElement = new Y.XmlElement("blockquote");
      fragment.insert(0, [inner]);
      for (let level = 0; level < levels; level += 1) {
        const next: Y.XmlElement = new Y.XmlElement("blockquote");
        inner.insert(0, [next]);
        inner = next;
      }
    });
  const linking = (href: string) =>
    saying((fragment) => {
      const paragraph = new Y.XmlElement("paragraph");
      const text = new Y.XmlText();
      paragraph.insert(0, [text]);
      fragment.insert(0, [paragraph]);
      text.insert(0, "x", { link: { href } });
    });
  for (const [bytes, status] of [
    [saying((fragment) => fragment.insert(0, [new Y.XmlElement("script")])), 422],
    [
      saying((fragment) => {
        const image = new Y.XmlElement("image");
        image.setAttribute("src", "x");
        fragment.insert(0, [image]);
      }),
      422,
    ],
    [
      saying((fragment) => {
        const paragraph = new Y.XmlElement("paragraph");
        paragraph.setAttribute("onclick", "alert(1)");
        fragment.insert(0, [paragraph]);
      }),
      422,
    ],
    [linking("javascript:alert(1)"), 422],
    [linking(" java\nscript:alert(1)"), 422],
    [linking("data:text/html,x"), 422],
    [linking("vbscript:x"), 422],
    [saying((_, doc) => doc.getMap("hidden").set("a", 1)), 422],
    [deep(50), 422],
    [deep(3_000), 422],
    [
      saying((fragment) =>
        fragment.insert(
          0,
          Array.from({ length: 60_000 }, () => new Y.XmlElement("paragraph")),
        ),
      ),
      413,
    ],
    [
      saying((fragment) => {
        const paragraph = new Y.XmlElement("paragraph");
        const text = new Y.XmlText();
        paragraph.insert(0, [text]);
        fragment.insert(0, [paragraph]);
        for (let index = 0; index < 21; index += 1) text.insert(0, String.fromCharCode(97 + index).repeat(20_000));
      }),
      200,
    ],
  ] as const)
    expect([(await send(d, bytes)).status, bytes.length]).toEqual([status, bytes.length]);
  expect((await ines.call("pushUpdate", { params: { w, d }, body: { update: "A".repeat(1_400_000) } })).status).toBe(413);
  expect((await ines.call("createDocument", { params: { w }, body: { title: "Pasted", markdown: "x".repeat(5_000_000) } })).status).toBe(
    413,
  );
  expect(
    (await ines.call("tellPresence", { params: { w, d }, body: { client: 1, cursor: { anchor: { a: "x".repeat(10_000) }, head: {} } } }))
      .status,
  ).toBe(400);
});

test("a right is asked for each update: who may only read sends nothing, and who was let go neither reads nor hears, within a second", async () => {
  const { w, ines, tomas, freya } = world;
  const d = await made({ everyone: "viewer" });
  const stripe = (): Uint8Array => saying((fragment) => fragment.insert(0, [new Y.XmlElement("horizontalRule")]));
  expect((await send(d, stripe(), tomas)).status).toBe(403);
  expect((await send(d, stripe(), freya)).status).toBe(404);
  await ines.ok("shareDocument", { params: { w, d, m: freya.personId }, body: { role: "contributor" } });
  const stream = await listen(server, freya, w);
  await stream.next((heard) => heard.event === "ready");
  expect((await send(d, stripe(), freya)).status).toBe(200);
  await stream.next((heard) => heard.event === "whisper" && heard.data["kind"] === "written");
  const at = Date.now();
  await ines.ok("unshareDocument", { params: { w, d, m: freya.personId } });
  await stream.next((heard) => heard.event === "whisper" && heard.data["kind"] === "rights");
  expect(Date.now() - at).toBeLessThan(1_000);
  const heardBefore = stream.heard.length;
  expect((await send(d, stripe(), freya)).status).toBe(404);
  expect((await freya.call("pullUpdates", { params: { w, d } })).status).toBe(404);
  expect((await freya.call("tellPresence", { params: { w, d }, body: { client: 1, cursor: null } })).status).toBe(404);
  await send(d, stripe());
  const mine = await ines.ok("createTask", { params: { w }, body: { title: "For Freya", ownerId: freya.personId } });
  await stream.next((heard) => heard.data["subjectId"] === mine.id);
  expect(stream.heard.slice(heardBefore).filter((heard) => JSON.stringify(heard.data).includes(d))).toEqual([]);
  stream.close();
});

test("where a cursor is, others who have the document hear at once, and the server says whose it is", async () => {
  const { w, ines, tomas } = world;
  const d = await made();
  const stream = await listen(server, tomas, w);
  await stream.next((one) => one.event === "ready");
  await ines.ok("tellPresence", { params: { w, d }, body: { client: 7, cursor: { anchor: { type: null }, head: { type: null } } } });
  const heard = await stream.next((one) => one.event === "whisper" && one.data["kind"] === "presence");
  expect(heard.data).toMatchObject({ kind: "presence", documentId: d, personId: ines.personId, client: 7 });
  stream.close();
});

test("what is written reaches those who may read it with the news itself, and nobody else", async () => {
  const { w, ines, mei } = world;
  const d = await made({ everyone: null });
  const [own, other] = [await listen(server, ines, w), await listen(server, mei, w)];
  const update = saying((fragment) => fragment.insert(0, [new Y.XmlElement("horizontalRule")]));
  const answer = await send(d, update);
  expect(answer.status).toBe(200);
  const told = await own.next((heard) => heard.event === "whisper" && heard.data["documentId"] === d);
  const doc = new Y.Doc();
  for (const one of told.data["updates"] as string[]) Y.applyUpdate(doc, Buffer.from(one, "base64"));
  expect(doc.getXmlFragment("content").toString()).toBe("<horizontalrule></horizontalrule>");
  const seen = await ines.ok("createTask", { params: { w }, body: { title: "After it", ownerId: mei.personId } });
  await other.next((heard) => heard.data["subjectId"] === seen.id);
  expect(other.heard.filter((heard) => heard.event === "whisper" && heard.data["documentId"] === d)).toEqual([]);
  own.close();
  other.close();
});

test("news of a document and cursors reach a browser that listens on another node", async () => {
  const { w, ines, tomas } = world;
  const other = await startTestServer({ database: server.database });
  try {
    const d = await made();
    const stream = await listen(other, tomas, w);
    await stream.next((heard) => heard.event === "ready");
    expect(
      (
        await send(
          d,
          saying((fragment) => fragment.insert(0, [new Y.XmlElement("horizontalRule")])),
        )
      ).status,
    ).toBe(200);
    expect((await stream.next((heard) => heard.event === "whisper" && heard.data["kind"] === "written")).data).toEqual({
      kind: "written",
      documentId: d,
      seq: 1,
    });
    await ines.ok("tellPresence", { params: { w, d }, body: { client: 9, cursor: null } });
    await stream.next((heard) => heard.event === "whisper" && heard.data["client"] === 9);
    stream.close();
  } finally {
    await other.stop();
  }
});
