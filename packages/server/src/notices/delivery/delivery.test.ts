import { createDecipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";
import { type IncomingMessage, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { emptyDefinition } from "@rondo/core/process";
import { type World, callOperation, libraryOn } from "../../../../testkit/src/client.ts";
import { digitise } from "../../../../testkit/src/digitise.ts";
import { type TestServer, startTestServer } from "../../../../testkit/src/server.ts";
import { until } from "../../jobs/library.fixture.ts";
import { openSmtp } from "../../mail/smtp.fixture.ts";

let smtp: Awaited<ReturnType<typeof openSmtp>>;
let server: TestServer;
let world: World;
let owner: pg.Client;
const called: { path: string; headers: IncomingMessage["headers"]; body: Buffer }[] = [];
let outside: { url: string; close(): void };

beforeAll(async () => {
  smtp = await openSmtp();
  outside = await listen();
  server = await startTestServer({
    config: { smtp: { url: smtp.url, from: "Rondo <rondo@lindgren.example>" }, outboundAllow: ["127.0.0.1"] },
  });
  server.begin();
  world = await libraryOn(server);
  owner = new pg.Client({ connectionString: server.database.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.stop();
  await smtp.close();
  outside.close();
});
beforeEach(() => {
  smtp.messages.length = 0;
  called.length = 0;
});

const choice = { kinds: {}, digest: { every: "day" as const, hour: 8, weekday: 1 }, quiet: null, zone: "Europe/Berlin" };
const inboxCount = async (person: World["ines"]): Promise<number> => (await person.ok("getInbox", { params: { w: world.w } })).items.length;
/** The gathering is over: what is due for these people is due now. */
const sweep = async (kind: "notices" | "digest" | "soon" = "notices"): Promise<void> => {
  await owner.query("update due_moment set due_at = now() where kind = $1", [kind]);
  await server.sweeper.sweepNow();
};
const mailsTo = (name: string): string[] => smtp.messages.map(decoded).filter((mail) => mail.includes(`To: ${name}@lindgren.example`));

test("a planning session of thirty-five edits is one mail to each person it concerns, and none to who did it", async () => {
  const { w, ines, tomas, mei } = world;
  const project = await ines.ok("createProject", { params: { w }, body: { name: "Move the rare-books room", everyone: "contributor" } });
  for (let edit = 0; edit < 35; edit += 1)
    await ines.ok("addProjectTask", {
      params: { w, p: project.id },
      body: { title: `Shelf ${edit + 1}`, ownerId: (edit % 2 === 0 ? tomas : mei).personId },
    });
  await until(async () => (await inboxCount(tomas)) === 18 && (await inboxCount(mei)) === 17);
  expect(await server.sweeper.sweepNow()).toBe(0);
  await sweep();
  await until(() => smtp.messages.length === 2);
  const [mail] = mailsTo("tomas");
  expect(mail).toContain("Subject: 18 things need you in ");
  expect(mail).toContain("Ines Okafor gave you a task: Shelf 1 · Move the rare-books room (because it was given to you)");
  expect(mail).toContain(`${server.url}/w/`);
  expect(mail).not.toContain("Shelf 2 ");
  expect(mailsTo("ines")).toEqual([]);
  await sweep();
  expect(smtp.messages).toHaveLength(2);
});

test("what was read meanwhile is not mailed, nor what somebody may no longer see", async () => {
  const { w, ines, tomas, mei } = world;
  const project = await ines.ok("createProject", { params: { w }, body: { name: "Quiet matters", everyone: "contributor" } });
  const before = await inboxCount(tomas);
  const read = await ines.ok("createTask", { params: { w }, body: { title: "Read at once", ownerId: tomas.personId } });
  await ines.ok("addProjectTask", { params: { w, p: project.id }, body: { title: "Hidden later", ownerId: mei.personId } });
  await until(
    async () =>
      (await inboxCount(tomas)) === before + 1 && (await owner.query("select from notice where title = 'Hidden later'")).rowCount === 1,
  );
  const notice = (await tomas.ok("getInbox", { params: { w } })).items.find((item) => item.subjectId === read.id);
  await tomas.ok("readNotice", { params: { w, n: notice!.id } });
  const { version } = await ines.ok("getProject", { params: { w, p: project.id } });
  await ines.ok("changeProject", { params: { w, p: project.id }, version, body: { everyone: null } });
  const task = (await ines.ok("listTasks", { params: { w }, query: { home: project.id } })).items[0];
  await ines.ok("changeTask", { params: { w, t: task!.id }, version: task!.version, body: { ownerId: null } });
  await sweep();
  await until(async () => (await owner.query("select from notice where told_at is null")).rowCount === 0);
  expect(smtp.messages).toEqual([]);
});

test("of a run that cannot go on, inbox and mail say at which step, and why, in their reader’s language", async () => {
  const { w, ines } = world;
  const steps = [
    {
      id: "ask",
      title: "Ask the binder",
      instructions: "",
      kind: "action" as const,
      act: { do: "http" as const, method: "POST" as const, url: "https://10.0.0.1/", body: null, into: [] },
      undo: null,
    },
  ];
  const process = await ines.ok("createProcess", { params: { w }, body: { name: "Bind", definition: { ...emptyDefinition(), steps } } });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  const run = await ines.ok("startRun", { params: { w, p: process.id }, body: {} });
  const told = async () => (await ines.ok("getInbox", { params: { w } })).items.filter((item) => item.kind === "incident");
  await until(async () => (await told()).length === 1);
  const reason = "the address can't be called from here: this is no public address";
  expect(await told()).toMatchObject([
    {
      subjectId: run.id,
      title: run.title,
      stop: {
        step: "Ask the binder",
        message: expect.stringContaining(reason),
        said: { values: [{ text: "this is no public address", values: [] }] },
      },
    },
  ]);
  await sweep();
  await until(() => mailsTo("ines").length === 1);
  expect(mailsTo("ines")[0]).toMatch(new RegExp(`A run cannot go on: .*At “Ask the binder”: ${reason}`, "s"));
  await ines.ok("cancelRun", { params: { w, r: run.id }, body: { reason: "It was bound by hand" } });
  await ines.call("changeMe", { body: { locale: "de" } });
  const again = await ines.ok("startRun", { params: { w, p: process.id }, body: {} });
  await until(async () => (await told()).some(({ subjectId }) => subjectId === again.id));
  await sweep();
  await until(() => mailsTo("ines").length === 2);
  expect(mailsTo("ines")[1]).toMatch(/Ein Durchlauf kommt nicht weiter: .*Bei „Ask the binder“: .*das ist keine öffentliche Adresse/s);
  await ines.call("changeMe", { body: { locale: null } });
});

test("a decision is taken by the link in the mail, as its person, once", async () => {
  const { w, ines, tomas } = world;
  const run = await approvalFor(tomas.personId);
  await until(async () => (await tomas.ok("getInbox", { params: { w } })).items.some((item) => item.kind === "approval"));
  await sweep();
  await until(() => mailsTo("tomas").length === 1);
  const token = /\/decide\/([\w-]+)/.exec(mailsTo("tomas")[0] ?? "")?.[1] as string;
  const anybody = (id: "getDecision" | "decideByLink", body?: object) =>
    callOperation(server, id, { params: { token }, ...(body && { body }) }, {});
  expect((await anybody("getDecision")).body).toMatchObject({
    state: "open",
    title: "Check the scans",
    run: run.title,
    person: "Tomas Brandt",
    fields: [{ label: "Link to the scans", value: "https://scans.example/1" }],
    mayAsk: true,
  });
  expect((await anybody("decideByLink", { verdict: "reject", comment: " " })).body).toMatchObject({ code: "reason_required" });
  expect((await anybody("decideByLink", { verdict: "approve", comment: "Sharp" })).body).toMatchObject({
    state: "used",
    decided: { verdict: "approved", by: { name: "Tomas Brandt" } },
  });
  expect((await ines.ok("getRun", { params: { w, r: run.id } })).outcome).toBe("delivered");
  expect((await anybody("decideByLink", { verdict: "approve" })).status).toBe(410);
  expect((await anybody("getDecision")).body).toMatchObject({ state: "used" });
  const { items } = await ines.ok("listRunEvents", { params: { w, r: run.id } });
  expect(
    items.find((event) => event.name === "approval.approved" || event.name === "step.approved" || event.data["verdict"] === "approved")
      ?.actor?.name,
  ).toBe("Tomas Brandt");
});

test("a decision link leads nowhere once the step is somebody else's, the person is gone, or a week has passed", async () => {
  const { w, ines, tomas, mei } = world;
  const run = await approvalFor(tomas.personId);
  await until(
    async () =>
      (
        await owner.query("select from notice n join task t on t.task_id = n.subject_id where t.run_id = $1 and n.kind = 'approval'", [
          run.id,
        ])
      ).rowCount === 1,
  );
  await sweep();
  await until(() => mailsTo("tomas").length === 1);
  const token = /\/decide\/([\w-]+)/.exec(mailsTo("tomas")[0] ?? "")?.[1] as string;
  const look = () => callOperation(server, "getDecision", { params: { token } }, {});
  const step = (await ines.ok("getRun", { params: { w, r: run.id } })).at[0]?.taskId as string;
  await ines.ok("reassignStep", { params: { w, t: step }, body: { personId: mei.personId } });
  expect((await look()).body).toMatchObject({ state: "over", fields: [], instructions: "" });
  expect((await callOperation(server, "decideByLink", { params: { token }, body: { verdict: "approve" } }, {})).status).toBe(410);
  await owner.query("update decision_link set made_at = now() - interval '8 days'");
  expect((await look()).status).toBe(410);
  expect((await callOperation(server, "getDecision", { params: { token: "nonsense" } }, {})).status).toBe(410);
});

test("a digest says what is unread and what is due, in the person's language, and only when there is something", async () => {
  const { w, ines, mei } = world;
  await until(async () => (await mei.ok("getInbox", { params: { w } })).items.some((item) => item.kind === "approval"));
  await sweep();
  await mei.call("changeMe", { body: { locale: "de" } });
  await mei.ok("readAllNotices", { params: { w } });
  for (const { id } of (await mei.ok("getInbox", { params: { w }, query: { show: "unread" } })).items)
    await mei.ok("readNotice", { params: { w, n: id } });
  await sweep("digest");
  expect((await owner.query("select from outgoing_mail where recipient like 'mei@%' and subject like 'Was Sie%'")).rowCount).toBe(0);
  await mei.ok("changeNoticeSettings", { params: { w }, body: { choice: { ...choice, kinds: { assigned: [] } } } });
  await ines.ok("createTask", {
    params: { w },
    body: { title: "Karten falten", ownerId: mei.personId, dueAt: new Date(Date.now() - 86_400_000).toISOString() },
  });
  await until(
    async () => (await owner.query("select from due_moment where kind = 'digest' and subject_id = $1", [mei.personId])).rowCount === 1,
  );
  await sweep();
  await sweep("digest");
  const digests = () => mailsTo("mei").filter((one) => one.includes("Was Sie in "));
  await until(() => digests().length === 1);
  const [mail] = digests();
  expect(mail).toContain("Ines Okafor hat Ihnen eine Aufgabe gegeben: Karten falten");
  expect(mail).toContain("Heute oder früher fällig");
  expect(mailsTo("mei").filter((one) => one.includes("Karten falten"))).toHaveLength(1);
});

test("what is muted tells nobody any more, but for what one must act on", async () => {
  const { w, ines, tomas } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Talkative", ownerId: tomas.personId } });
  await until(async () => (await tomas.ok("getInbox", { params: { w } })).items.some((item) => item.subjectId === task.id));
  await tomas.ok("mute", { params: { w, kind: "task", id: task.id } });
  await ines.ok("addComment", { params: { w, t: task.id }, body: { text: "One" } });
  const heard = async () =>
    (await tomas.ok("getInbox", { params: { w } })).items.filter((item) => item.subjectId === task.id).map((item) => item.kind);
  const other = await ines.ok("createTask", { params: { w }, body: { title: "After it", ownerId: tomas.personId } });
  await until(async () => (await tomas.ok("getInbox", { params: { w } })).items.some((item) => item.subjectId === other.id));
  expect(await heard()).toEqual(["assigned"]);
  expect((await tomas.ok("getNoticeSettings", { params: { w } })).mutes).toMatchObject([{ kind: "task", id: task.id, title: "Talkative" }]);
  await tomas.ok("unmute", { params: { w, kind: "task", id: task.id } });
  await ines.ok("addComment", { params: { w, t: task.id }, body: { text: "Two" } });
  await until(async () => (await heard()).length === 2);
});

test("a browser is told by Web Push, sealed for it alone, and forgotten when its service says that it is gone; a chat by its webhook", async () => {
  const { w, ines, tomas } = world;
  await sweep();
  const key = createECDH("prime256v1");
  const keys = { p256dh: key.generateKeys("base64url"), auth: randomBytes(16).toString("base64url") };
  await tomas.ok("addPushBrowser", { params: { w }, body: { endpoint: `${outside.url}/push/1`, keys, name: "Chromium" } });
  await tomas.ok("addPushBrowser", { params: { w }, body: { endpoint: `${outside.url}/gone`, keys, name: "Old one" } });
  await tomas.ok("changeNoticeSettings", {
    params: { w },
    body: { choice: { ...choice, kinds: { assigned: ["push", "chat"] } }, chat: { format: "slack", url: `${outside.url}/chat` } },
  });
  expect(await tomas.ok("getNoticeSettings", { params: { w } })).toMatchObject({
    chat: { format: "slack", host: new URL(outside.url).host },
    push: { browsers: [{ name: "Chromium" }, { name: "Old one" }] },
  });
  await ines.ok("createTask", { params: { w }, body: { title: "Oil <!channel> & hinges", ownerId: tomas.personId } });
  await until(async () => (await owner.query("select from notice where title like 'Oil%'")).rowCount === 1);
  await sweep();
  await until(() => called.length >= 3);
  const push = called.find((call) => call.path === "/push/1");
  expect(push?.headers["authorization"]).toMatch(/^vapid t=.+, k=/);
  expect(JSON.parse(opened(push!.body, key, keys.auth))).toMatchObject({
    title: "Ines Okafor gave you a task",
    text: "Oil <!channel> & hinges",
    url: expect.stringContaining("/tasks/") as string,
  });
  expect(JSON.parse(called.find((call) => call.path === "/chat")!.body.toString())).toEqual({
    text: expect.stringContaining("Oil &lt;!channel&gt; &amp; hinges") as string,
  });
  await until(async () => (await tomas.ok("getNoticeSettings", { params: { w } })).push.browsers.length === 1);
  expect(mailsTo("tomas").filter((mail) => mail.includes("hinges"))).toEqual([]);
});

test("a mail names the project of a task to members, and not to a guest who was only shown the task", async () => {
  const { w, ines, tomas, freya } = world;
  const p = (await ines.ok("createProject", { params: { w }, body: { name: "Rehang the gallery", everyone: "contributor" } })).id;
  const t = (await ines.ok("addProjectTask", { params: { w, p }, body: { title: "Measure the wall" } })).id;
  await ines.ok("shareTask", { params: { w, t, m: freya.personId }, body: { role: "viewer" } });
  for (const person of [tomas, freya])
    await person.ok("changeNoticeSettings", { params: { w }, body: { choice: { ...choice, kinds: { mentioned: ["mail"] } } } });
  await ines.ok("addComment", { params: { w, t }, body: { text: "Look", mentions: [tomas.personId, freya.personId] } });
  await until(async () => (await owner.query("select from notice where title = 'Measure the wall' and kind = 'mentioned'")).rowCount === 2);
  await sweep();
  await until(() => mailsTo("tomas").length > 0 && mailsTo("freya").length > 0);
  const named = (name: string) => mailsTo(name).some((mail) => mail.includes("Rehang the gallery"));
  expect([named("tomas"), named("freya"), mailsTo("freya").some((mail) => mail.includes("Measure the wall"))]).toEqual([true, false, true]);
});

test("a chat is tried out at once, and its refusal said", async () => {
  const { w, tomas, mei } = world;
  expect((await mei.call("testChat", { params: { w }, body: {} })).body).toMatchObject({ code: "chat_not_set" });
  expect((await tomas.call("testChat", { params: { w }, body: {} })).status).toBe(204);
  await tomas.ok("changeNoticeSettings", { params: { w }, body: { choice, chat: { format: "teams", url: `${outside.url}/refuses` } } });
  expect((await tomas.call("testChat", { params: { w }, body: {} })).body).toMatchObject({
    code: "chat_failed",
    detail: expect.stringContaining("it answered 403: not here") as string,
  });
  expect(
    (
      await tomas.call("changeNoticeSettings", {
        params: { w },
        body: { choice, chat: { format: "slack", url: "http://169.254.169.254/" } },
      })
    ).body,
  ).toMatchObject({ code: "address_refused" });
});

async function approvalFor(lead: string) {
  const { w, ines } = world;
  const definition = {
    ...digitise,
    steps: digitise.steps.filter((step) => step.id === "check").map((step) => ({ ...step, returnTo: null })),
    intake: ["scans"],
    fields: digitise.fields.filter((field) => field.key === "scans"),
    roles: digitise.roles.filter((role) => role.key === "lead"),
  };
  const process = await ines.ok("createProcess", {
    params: { w },
    body: { name: "Check", definition: definition as never, everyone: "contributor" },
  });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  return ines.ok("startRun", {
    params: { w, p: process.id },
    body: { answers: { scans: "https://scans.example/1" }, fillings: [{ role: "lead", personId: lead, teamId: null }] },
  });
}

/** What the mail library made of it, read back: quoted-printable or base64, soft breaks, encoded words. */
function decoded(message: string): string {
  const [head = "", ...rest] = message.split("\n\n");
  const body = rest.join("\n\n");
  const plain = /base64/i.test(head)
    ? Buffer.from(body, "base64").toString()
    : Buffer.from(
        body.replace(/=\n/g, "").replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        /quoted-printable/i.test(head) ? "latin1" : "utf8",
      ).toString();
  const words = head.replace(/=\?UTF-8\?(?:Q\?([^?]*)|B\?([^?]*))\?=\s*/gi, (_, q: string | undefined, b: string | undefined) =>
    b !== undefined
      ? Buffer.from(b, "base64").toString()
      : Buffer.from(
          (q ?? "").replaceAll("_", " ").replace(/=([0-9A-F]{2})/g, (__, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
          "latin1",
        ).toString(),
  );
  return `${words.replace(/\n[ \t]+/g, " ")}\n\n${plain}`;
}

/** RFC 8291 from the browser's side. */
function opened(body: Buffer, key: ReturnType<typeof createECDH>, auth: string): string {
  const [salt, length] = [body.subarray(0, 16), body[20] as number];
  const theirs = body.subarray(21, 21 + length);
  const secret = Buffer.from(
    hkdfSync(
      "sha256",
      key.computeSecret(theirs),
      Buffer.from(auth, "base64url"),
      Buffer.concat([Buffer.from("WebPush: info\0"), key.getPublicKey(), theirs]),
      32,
    ),
  );
  const sealed = body.subarray(21 + length);
  const decipher = createDecipheriv(
    "aes-128-gcm",
    Buffer.from(hkdfSync("sha256", secret, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16)),
    Buffer.from(hkdfSync("sha256", secret, salt, Buffer.from("Content-Encoding: nonce\0"), 12)),
  );
  decipher.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString();
}

async function listen(): Promise<{ url: string; close(): void }> {
  const http = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request
      .on("data", (chunk: Buffer) => chunks.push(chunk))
      .on("end", () => {
        called.push({ path: request.url ?? "", headers: request.headers, body: Buffer.concat(chunks) });
        response
          .writeHead(request.url === "/gone" ? 410 : request.url === "/refuses" ? 403 : 201)
          .end(request.url === "/refuses" ? "not here" : "");
      });
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, close: () => void http.close() };
}

test("who asked for it is told once of work that will be due, and nobody else", async () => {
  const { w, ines, tomas } = world;
  await tomas.ok("changeNoticeSettings", { params: { w }, body: { choice: { ...choice, soon: 24 } } });
  const in24 = (minutes: number): string => new Date(Date.now() + 24 * 3_600_000 + minutes * 60_000).toISOString();
  await tomas.ok("createTask", { params: { w }, body: { title: "Water the ferns", dueAt: in24(-5) } });
  await tomas.ok("createTask", { params: { w }, body: { title: "Much later", dueAt: in24(600) } });
  await ines.ok("createTask", { params: { w }, body: { title: "Not of Tomas", dueAt: in24(-5) } });
  await sweep("soon");
  const soon = async (who: World["ines"]) =>
    (await who.ok("getInbox", { params: { w } })).items.filter((item) => item.kind === "soon").map((item) => [item.title, item.why]);
  await until(async () => (await soon(tomas)).length === 1);
  expect(await soon(tomas)).toEqual([["Water the ferns", "youAskedFor"]]);
  expect(await soon(ines)).toEqual([]);
  await tomas.ok("changeNoticeSettings", { params: { w }, body: { choice: { ...choice, soon: null } } });
  expect((await owner.query("select from due_moment where kind = 'soon'")).rowCount).toBe(0);
});
