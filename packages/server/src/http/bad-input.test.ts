import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, type World, callOperation, digitise, libraryOn, listen, startTestServer } from "@rondo/testkit";

let server: TestServer;
let world: World;

beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const hidden = ["\u202egnp.exe", "a\u2066b", "a\u0000b", "a\u0007b"];

test("a name that is too long, empty, of spaces, of two lines or with signs that hide is no title, of whatever it is (B34)", async () => {
  const { w, ines } = world;
  const project = (await ines.ok("createProject", { params: { w }, body: { name: "Move" } })).id;
  for (const name of ["", "   ", "x".repeat(10_000), "two\nlines", ...hidden]) {
    const answers = await Promise.all([
      ines.call("createTask", { params: { w }, body: { title: name } }),
      ines.call("addProjectTask", { params: { w, p: project }, body: { title: name } }),
      ines.call("createProject", { params: { w }, body: { name } }),
      ines.call("createProcess", { params: { w }, body: { name } }),
      ines.call("createTeam", { params: { w }, body: { name } }),
      ines.call("createView", { params: { w }, body: { name, definition: { of: "tasks" } } }),
      ines.call("putMySkills", { params: { w }, body: { skills: [name] } }),
    ]);
    expect([name.slice(0, 12), answers.map((answer) => answer.status)]).toEqual([name.slice(0, 12), answers.map(() => 400)]);
  }
});

test("markup, flags and what looks like a template are a title like any other, and come back letter for letter (B34, B81)", async () => {
  const { w, ines } = world;
  for (const title of [
    "<script>alert(1)</script>",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿 🇩🇪",
    "{{constructor.constructor('return 1')()}}",
    "${7*7} <%= 7*7 %> #{7*7}",
    '=HYPERLINK("http://x")',
    "'; drop table task; --",
  ]) {
    const task = await ines.ok("createTask", { params: { w }, body: { title } });
    expect((await ines.ok("getTask", { params: { w, t: task.id } })).title).toBe(title);
  }
});

test("what people answer is put into texts as it is, and never read as a template again (B81)", async () => {
  const { w, ines } = world;
  const definition = { ...digitise, deliverable: { title: "Scans", message: "Of {{volume}} and {{missing}}", fields: [] } };
  const process = await ines.ok("createProcess", { params: { w }, body: { name: "Digitise", definition } });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  const run = await ines.ok("startRun", { params: { w, p: process.id }, body: { answers: { volume: "{{volume}} {{requester}} ${1+1}" } } });
  expect(JSON.stringify(run)).toContain("{{volume}} {{requester}} ${1+1}");
});

test("a search takes whatever is typed as words: nothing of it is read as SQL, pattern or query (B77)", async () => {
  const { w, ines } = world;
  await ines.ok("createTask", { params: { w }, body: { title: "Percent sign" } });
  for (const q of [
    "' OR 1=1 --",
    "%",
    "_",
    "\\",
    "!&|()",
    "a",
    ".*(a+)+$",
    "🦊",
    "картина مخطوطة 写本",
    "kind:",
    "owner:",
    'in:"',
    "due:<",
    "-",
    '"',
    "x".repeat(200),
  ]) {
    const answer = await ines.call("search", { params: { w }, query: { q } });
    expect([
      q,
      answer.status === 200 || (answer.status === 400 && (answer.body as unknown as { code: string }).code !== "internal"),
    ]).toEqual([q, true]);
    if (answer.status === 200) expect(answer.body.items.length).toBeLessThanOrEqual(20);
  }
  expect((await ines.call("search", { params: { w }, query: { q: "x".repeat(10_000) } })).status).toBe(400);
  expect((await ines.ok("search", { params: { w }, query: { q: "%" } })).items).toEqual([]);
});

test("a name of an uploaded file is data: kept as it is or refused, and never the beginning of a header (B44)", async () => {
  const { w, ines } = world;
  const task = (await ines.ok("createTask", { params: { w }, body: { title: "Files" } })).id;
  for (const name of [
    "../../etc/passwd",
    "CON.txt",
    "a\"; filename*=UTF-8''x.html",
    "\u202egnp.exe",
    "line\nbreak.txt",
    "x".repeat(4_000),
  ]) {
    const answer = await ines.call("attachFile", {
      params: { w, t: task },
      bytes: Buffer.from("x"),
      headers: { "x-file-name": encodeURIComponent(name) },
    });
    expect([name.slice(0, 20), [201, 400, 413, 431].includes(answer.status)]).toEqual([name.slice(0, 20), true]);
    if (answer.status !== 201) continue;
    const file = await fetch(`${server.url}/api/workspaces/${w}/tasks/${task}/attachments/${answer.body.id}?download=true`, {
      headers: { cookie: ines.cookie },
    });
    const header = file.headers.get("content-disposition") ?? "";
    expect([header.startsWith("attachment; filename*=UTF-8''"), /["\r\n]/.test(header), header.split(";").length]).toEqual([
      true,
      false,
      2,
    ]);
  }
});

test("an upload of a thousand parts, without a boundary, or one that ends early is refused and leaves nothing (B45, B47)", async () => {
  const { w, ines } = world;
  const task = (await ines.ok("createTask", { params: { w }, body: { title: "Parts" } })).id;
  const send = (type: string, body: string) =>
    fetch(`${server.url}/api/workspaces/${w}/tasks/${task}/attachments`, {
      method: "POST",
      headers: { cookie: ines.cookie, origin: server.url, "content-type": type },
      body,
    });
  const part = (name: string, file: boolean) =>
    `--b\r\ncontent-disposition: form-data; name="${name}"${file ? '; filename="a.txt"' : ""}\r\n\r\nx\r\n`;
  const bodies: [string, string][] = [
    ["multipart/form-data; boundary=b", `${Array.from({ length: 1_000 }, (_, index) => part(`f${index}`, true)).join("")}--b--\r\n`],
    ["multipart/form-data", `${part("file", true)}--b--\r\n`],
    ["multipart/form-data; boundary=b", part("file", true).slice(0, 40)],
    ["multipart/form-data; boundary=b", `${part(`a${"[a".repeat(200)}`, false)}--b--\r\n`],
    ["multipart/form-data; boundary=b", "--b--\r\n"],
  ];
  for (const [type, body] of bodies) {
    const { status } = await send(type, body);
    expect([body.slice(0, 30), status >= 400 && status < 500]).toEqual([body.slice(0, 30), true]);
  }
  expect((await ines.ok("listAttachments", { params: { w, t: task } })).items).toEqual([]);
});

test("addresses of forms and public pages that nobody was given lead nowhere, and whoever tries many is slowed down (B68, B70)", async () => {
  const guess = (index: number) => Buffer.alloc(32, index).toString("base64url");
  const seen = new Set<number>();
  for (let index = 0; index < 400 && !seen.has(429); index += 1)
    seen.add((await callOperation(server, "getForm", { params: { token: guess(index % 256) } }, {})).status);
  expect([...seen].every((status) => status >= 400 && status < 500)).toBe(true);
  expect(seen).toContain(429);
});

test("nobody holds more streams than a person has windows (B75)", async () => {
  const { w, mei } = world;
  const streams = [];
  for (let index = 0; index < 20; index += 1) streams.push(await listen(server, mei, w));
  expect((await listen(server, mei, w)).status).toBe(429);
  for (const stream of streams) stream.close();
});
