import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Client, type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";
import { pixelsOf } from "./present.ts";

let server: TestServer;
let world: World;

beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const png = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
const bytesAt = async (who: Client, t: string, a: string, query = "") =>
  fetch(`${server.url}/api/workspaces/${world.w}/tasks/${t}/attachments/${a}${query}`, { headers: { cookie: who.cookie } });
const attach = (who: Client, t: string, name: string, bytes: Uint8Array, headers: Record<string, string> = {}) =>
  who.call("attachFile", { params: { w: world.w, t }, bytes, headers: { "x-file-name": encodeURIComponent(name), ...headers } });

test("a file goes onto a task and comes back byte for byte, as what it is and not as what it is called", async () => {
  const { w, ines } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Photograph the map" } });
  const { status, body: file } = await attach(ines, task.id, "Kärte 33.png", png);
  expect([status, file]).toEqual([
    201,
    expect.objectContaining({ name: "Kärte 33.png", media: "image/png", size: png.length, preview: "image" }),
  ]);
  const back = await bytesAt(ines, task.id, file.id);
  expect(Buffer.from(await back.arrayBuffer())).toEqual(png);
  expect([back.headers.get("content-type"), back.headers.get("x-content-type-options")]).toEqual(["image/png", "nosniff"]);
  expect(back.headers.get("content-disposition")).toBe("inline; filename*=UTF-8''K%C3%A4rte%2033.png");
  expect((await bytesAt(ines, task.id, file.id, "?download=true")).headers.get("content-disposition")).toContain("attachment");
});

test("whoever sends a file may make its id, so that an answer names it before it has arrived; an id is taken once", async () => {
  const { w, ines, tomas } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Photograph the spine", ownerId: tomas.personId } });
  const id = "01970000-0000-7000-8000-00000000abcd";
  const send = (who: Client, bytes: Buffer, key: string) =>
    who.call("attachFile", {
      params: { w, t: task.id },
      query: { id },
      bytes,
      headers: { "x-file-name": "spine.png", "idempotency-key": key },
    });
  const first = await send(ines, png, "spine-1");
  expect([first.status, first.body.id]).toEqual([201, id]);
  expect((await send(ines, png, "spine-1")).body).toEqual(first.body);
  expect(await send(tomas, Buffer.from("another"), "spine-2")).toMatchObject({ status: 400, body: { code: "invalid_request" } });
  expect(Buffer.from(await (await bytesAt(ines, task.id, id)).arrayBuffer())).toEqual(png);
});

test.each([
  ["a page called a picture", "map.png", "<html><script>alert(1)</script>", "text/plain; charset=utf-8"],
  ["a drawing with script", "plan.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "text/plain; charset=utf-8"],
  ["bytes that are nothing known", "x.html", "\u0000\u0001<html>", "application/octet-stream"],
  [
    "a document with a style sheet of its own",
    "x.xml",
    `<?xml version="1.0"?><?xml-stylesheet href="//evil.example/x.xsl"?><a/>`,
    "text/plain; charset=utf-8",
  ],
  [
    "a saved page",
    "page.mht",
    "MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n<script>alert(1)</script>",
    "text/plain; charset=utf-8",
  ],
  ["a picture that is script too", "x.js", "GIF89a\u0001\u0000\u0001\u0000;alert(1)//", "image/gif"],
])("%s never runs: it is shown as text or kept for download", async (_what, name, text, media) => {
  const { w, ines } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Hostile" } });
  const { body: file } = await attach(ines, task.id, name, Buffer.from(text));
  const back = await bytesAt(ines, task.id, file.id);
  expect(back.headers.get("content-type")).toBe(media);
  expect(back.headers.get("content-security-policy")).toMatch(/default-src 'none'.*sandbox/);
  expect(back.headers.get("x-content-type-options")).toBe("nosniff");
});

const pictureOf = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))));

test.each([
  ["PNG", pictureOf("\x89PNG\r\n\x1a\n", [0, 0, 0, 13], "IHDR", [0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]), 3_600_000_000],
  ["GIF", pictureOf("GIF89a", [0x60, 0xea, 0x60, 0xea]), 3_600_000_000],
  ["JPEG", pictureOf([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc2, 0, 11, 8, 0xea, 0x60, 0xea, 0x60, 1, 0, 0]), 3_600_000_000],
  ["WebP", pictureOf("RIFF", [0, 0, 0, 0], "WEBPVP8X", [10, 0, 0, 0, 0, 0, 0, 0, 0x5f, 0xea, 0, 0x5f, 0xea, 0]), 3_600_000_000],
  ["lossless WebP", pictureOf("RIFF", [0, 0, 0, 0], "WEBPVP8L", [0, 0, 0, 0, 0x2f, 0xff, 0xff, 0xff, 0x0f, 0, 0, 0, 0, 0]), 268_435_456],
])("a %s that says it is larger than any screen is a file to keep, not a picture to show", async (_what, bytes, pixels) => {
  const { w, ines } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Large" } });
  const { body: file } = await attach(ines, task.id, "large.png", bytes);
  expect(file).toMatchObject({ media: "application/octet-stream", preview: null });
  expect((await bytesAt(ines, task.id, file.id)).headers.get("content-disposition")).toMatch(/^attachment/);
  const media = ["image/png", "image/gif", "image/jpeg", "image/webp"].find((one) => pixelsOf(one, bytes) === pixels);
  expect(media).toBeDefined();
});

test("of a picture whose head is cut or broken nothing is read beyond its end", () => {
  fc.assert(
    fc.property(
      fc.constantFrom("image/png", "image/gif", "image/jpeg", "image/webp"),
      fc.uint8Array({ maxLength: 64 }),
      (media, bytes) => pixelsOf(media, bytes) >= 0,
    ),
    { numRuns: 500 },
  );
});

test("nothing, too much, and a file without a body are refused and leave nothing behind", async () => {
  const { w, ines } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Refusals" } });
  expect((await attach(ines, task.id, "empty.txt", new Uint8Array())).status).toBe(400);
  expect((await attach(ines, task.id, "film.bin", new Uint8Array(25 * 1_048_576 + 1))).body).toMatchObject({ code: "too_large" });
  expect((await ines.ok("listAttachments", { params: { w, t: task.id } })).items).toEqual([]);
});

test("a file that is declared as something else than its bytes are is refused by name; one that may be what it says is taken", async () => {
  const { w, ines } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Declared" } });
  let number = 0;
  const declare = async (type: string, bytes: Uint8Array): Promise<{ status: number; detail: string }> => {
    const form = new FormData();
    form.append("file", new Blob([new Uint8Array(bytes)], { type }), "map");
    const answer = await fetch(`${server.url}/api/workspaces/${w}/tasks/${task.id}/attachments`, {
      method: "POST",
      headers: { cookie: ines.cookie, origin: server.url, "idempotency-key": `declared-${(number += 1)}` },
      body: form,
    });
    return { status: answer.status, detail: JSON.stringify(await answer.json()) };
  };
  const text = Buffer.from("<html>a page</html>");
  const film = Buffer.from("\0\0\0\u0018ftypmp42....", "latin1");
  expect((await declare("image/gif", png)).detail).toContain("image/png");
  const said: readonly (readonly [string, Uint8Array, number])[] = [
    ["image/gif", png, 415],
    ["text/plain", png, 415],
    ["image/png", text, 415],
    ["application/pdf", text, 415],
    ["image/png", png, 201],
    ["text/html", text, 201],
    ["text/csv", Buffer.from("a;b"), 201],
    ["application/octet-stream", png, 201],
    ["video/quicktime", film, 201],
    ["audio/mp4", film, 201],
  ];
  for (const [type, bytes, status] of said) expect([type, (await declare(type, bytes)).status]).toEqual([type, status]);
});

test("exactly as large as may be is taken", async () => {
  const { w, ines } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Large" } });
  expect((await attach(ines, task.id, "film.bin", new Uint8Array(25 * 1_048_576))).status).toBe(201);
});

test("who may not see the task sees neither its files nor their bytes", async () => {
  const { w, ines, tomas, stranger } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "My own" } });
  const { body: file } = await attach(ines, task.id, "own.png", png);
  for (const who of [tomas, stranger]) {
    expect((await who.call("listAttachments", { params: { w, t: task.id } })).status).toBe(404);
    expect((await bytesAt(who, task.id, file.id)).status).toBe(404);
  }
  const other = await tomas.ok("createTask", { params: { w }, body: { title: "Tomas's" } });
  expect((await bytesAt(tomas, other.id, file.id)).status).toBe(404);
});

test("the same upload sent twice under one key is one file", async () => {
  const { w, ines } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Twice" } });
  const [one, two] = [
    await attach(ines, task.id, "a.png", png, { "idempotency-key": "photo-1" }),
    await attach(ines, task.id, "a.png", png, { "idempotency-key": "photo-1" }),
  ];
  expect(two.body).toEqual(one.body);
  expect((await ines.ok("listAttachments", { params: { w, t: task.id } })).items).toHaveLength(1);
});

test("a file is taken away by whoever put it there, and put back; the history says both", async () => {
  const { w, ines, tomas } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Shared", ownerId: tomas.personId } });
  const { body: file } = await attach(tomas, task.id, "note.txt", Buffer.from("The target is missing"));
  await tomas.ok("deleteAttachment", { params: { w, t: task.id, a: file.id } });
  expect((await bytesAt(tomas, task.id, file.id)).status).toBe(404);
  expect((await tomas.call("deleteAttachment", { params: { w, t: task.id, a: file.id } })).body).toMatchObject({
    code: "attachment_not_found",
  });
  await tomas.ok("restoreAttachment", { params: { w, t: task.id, a: file.id } });
  expect(await (await bytesAt(ines, task.id, file.id)).text()).toBe("The target is missing");
  const { items } = await ines.ok("listTaskEvents", { params: { w, t: task.id } });
  expect(items.map((event) => event.name)).toEqual(["task.created", "attachment.added", "attachment.deleted", "attachment.restored"]);
});

test("a new version stands in the file's place, the ones before stay readable, and taking the newest away brings the last one back", async () => {
  const { w, ines, tomas } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Floor plan", ownerId: tomas.personId } });
  const { body: first } = await attach(ines, task.id, "plan.txt", Buffer.from("one"));
  const next = async (who: Client, text: string, of: string) =>
    who.ok("attachFile", {
      params: { w, t: task.id },
      query: { newVersionOf: of },
      bytes: Buffer.from(text),
      headers: { "x-file-name": "plan.txt" },
    });
  const second = await next(tomas, "two", first.id);
  const thirds = await Promise.all([next(ines, "three", first.id), next(tomas, "four", second.id)]);
  expect(thirds.map((file) => file.number).sort()).toEqual([3, 4]);
  const listed = async () => (await ines.ok("listAttachments", { params: { w, t: task.id } })).items.map((file) => file.number);
  expect(await listed()).toEqual([4]);
  const versions = (await ines.ok("listAttachmentVersions", { params: { w, t: task.id, a: first.id } })).items;
  expect(versions.map((file) => file.number)).toEqual([4, 3, 2, 1]);
  expect(await (await bytesAt(ines, task.id, first.id)).text()).toBe("one");
  await ines.ok("deleteAttachment", { params: { w, t: task.id, a: versions[0]?.id as string } });
  expect(await listed()).toEqual([3]);
  const other = await ines.ok("createTask", { params: { w }, body: { title: "Elsewhere" } });
  expect(
    (
      await ines.call("attachFile", {
        params: { w, t: other.id },
        query: { newVersionOf: first.id },
        bytes: Buffer.from("x"),
        headers: { "x-file-name": "x" },
      })
    ).body,
  ).toMatchObject({ code: "attachment_not_found" });
});

test.each([
  ["bytes=2-4", 206, "cde", "bytes 2-4/10"],
  ["bytes=7-", 206, "hij", "bytes 7-9/10"],
  ["bytes=-2", 206, "ij", "bytes 8-9/10"],
  ["bytes=5-99", 206, "fghij", "bytes 5-9/10"],
  ["bytes=0-9", 200, "abcdefghij", null],
  ["words=1-2", 200, "abcdefghij", null],
  ["bytes=4-2", 416, null, null],
  ["bytes=10-", 416, null, null],
  ["bytes=-0", 416, null, null],
  [`bytes=${Array.from({ length: 1_000 }, (_, index) => `${index}-${index}`).join(",")}`, 416, null, null],
])("the range %.12s is one part, the whole, or refused", async (range, status, text, part) => {
  const { w, ines } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Film" } });
  const { body: file } = await attach(ines, task.id, "letters.txt", Buffer.from("abcdefghij"));
  const answer = await fetch(`${server.url}/api/workspaces/${w}/tasks/${task.id}/attachments/${file.id}`, {
    headers: { cookie: ines.cookie, range },
  });
  expect([answer.status, answer.headers.get("content-range")]).toEqual([status, part]);
  if (text !== null) expect(await answer.text()).toBe(text);
});

test("a film is shown as one, and nothing else of its kind by its name alone", async () => {
  const { w, ines } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Film" } });
  const { body: film } = await attach(
    ines,
    task.id,
    "tour.bin",
    Buffer.concat([Buffer.from("00000018", "hex"), Buffer.from("ftypmp42"), Buffer.alloc(16)]),
  );
  expect([film.media, film.preview]).toEqual(["video/mp4", "video"]);
  const { body: named } = await attach(ines, task.id, "tour.mp4", Buffer.from([0, 1, 2, 3]));
  expect([named.media, named.preview]).toEqual(["application/octet-stream", null]);
});
