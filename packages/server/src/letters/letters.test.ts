import { createConnection } from "node:net";
import pg from "pg";
import fc from "fast-check";
import { freePort } from "@rondo/server/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type World, libraryOn } from "../../../testkit/src/client.ts";
import { digitise } from "../../../testkit/src/digitise.ts";
import { type TestServer, startTestServer } from "../../../testkit/src/server.ts";
import { until } from "../jobs/library.fixture.ts";
import { mailAddress, readMailAddress } from "../mail/address.ts";
import { answerOf } from "../mail/letter.ts";
import { openSmtp } from "../mail/smtp.fixture.ts";

let smtp: Awaited<ReturnType<typeof openSmtp>>;
let server: TestServer;
let world: World;
let owner: pg.Client;
let port: number;
beforeAll(async () => {
  smtp = await openSmtp();
  port = await freePort("127.0.0.1");
  server = await startTestServer({
    config: {
      smtp: { url: smtp.url, from: "Rondo <rondo@lindgren.example>" },
      mailIn: { host: "127.0.0.1", port, domain: "in.lindgren.example" },
    },
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
});

/** Says it to our port as a mail server would; answers the last reply of each command. */
async function deliver(to: readonly string[], message: string, from = "reader@outside.example"): Promise<string[]> {
  const socket = createConnection({ port, host: "127.0.0.1" });
  let buffer = "";
  let wake = (): void => undefined;
  socket.on("data", (chunk) => {
    buffer += chunk.toString();
    wake();
  });
  const reply = async (): Promise<string> => {
    for (;;) {
      const match = /^(?:\d{3}-.*\r\n)*(\d{3} .*)\r\n/.exec(buffer);
      if (match !== null) {
        buffer = buffer.slice(match[0].length);
        return match[1] as string;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  await reply();
  const replies: string[] = [];
  const say = async (line: string): Promise<string> => {
    socket.write(`${line}\r\n`);
    const answer = await reply();
    replies.push(answer);
    return answer;
  };
  await say("EHLO mail.outside.example");
  await say(`MAIL FROM:<${from}>`);
  let taken = 0;
  for (const one of to) if ((await say(`RCPT TO:<${one}>`)).startsWith("250")) taken += 1;
  if (taken > 0 && (await say("DATA")).startsWith("354")) await say(`${message.replaceAll("\n", "\r\n")}\r\n.`);
  socket.end("QUIT\r\n");
  return replies;
}

const letter = (head: Record<string, string>, text: string): string =>
  `${Object.entries({ From: "A Reader <reader@outside.example>", "Message-ID": `<${Math.random()}@outside.example>`, ...head })
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n")}\n\n${text}`;

async function openForm(name: string, intake: readonly string[]) {
  const { w, ines } = world;
  const process = await ines.ok("createProcess", {
    params: { w },
    body: { name, definition: { ...digitise, intake: [...intake] }, everyone: "contributor" },
  });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  const { intakeForm } = await ines.ok("openIntake", { params: { w, p: process.id }, body: { title: name } });
  return { id: process.id, mail: intakeForm?.mail as string };
}

test("a letter to the form's address starts a run, with its text and files, and its sender is told where it is", async () => {
  const { w, ines } = world;
  const { id, mail } = await openForm("Digitise by mail", ["volume"]);
  const message = letter(
    { To: mail, Subject: "Flora Batava, plate 12", "MIME-Version": "1.0", "Content-Type": 'multipart/mixed; boundary="x"' },
    '--x\nContent-Type: text/plain; charset=utf-8\n\nFor a talk in May.\n--x\nContent-Type: image/png; name="plate.png"\nContent-Disposition: attachment; filename="plate.png"\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=\n--x--\n',
  );
  expect((await deliver([mail.toUpperCase()], message)).at(-1)).toMatch(/^250/);
  const [run] = (await ines.ok("listRuns", { params: { w, p: id } })).items;
  expect(run).toMatchObject({ title: "Flora Batava, plate 12", startedVia: "mail", requester: "A Reader" });
  expect((await ines.ok("getRun", { params: { w, r: run!.id } })).answers["volume"]).toBe("Flora Batava, plate 12");
  const task = run!.at[0]?.taskId as string;
  expect((await ines.ok("listComments", { params: { w, t: task } })).items).toMatchObject([
    { text: "For a talk in May.", author: null, importedAuthor: "A Reader" },
  ]);
  expect((await ines.ok("listAttachments", { params: { w, t: task } })).items).toMatchObject([{ name: "plate.png", media: "image/png" }]);
  await until(() => smtp.messages.some((sent) => sent.includes("To: reader@outside.example")));
  expect(smtp.messages.find((sent) => sent.includes("To: reader@outside.example"))).toContain("/request/");
  // Its server was not sure and sends it again.
  await deliver([mail], message);
  expect((await ines.ok("listRuns", { params: { w, p: id } })).items).toHaveLength(1);
});

test("what a machine wrote starts nothing, a closed form takes nothing, and nobody's mail is passed on", async () => {
  const { w, ines } = world;
  const { id, mail } = await openForm("Quiet by mail", ["volume"]);
  for (const head of [{ "Auto-Submitted": "auto-replied" }, { Precedence: "bulk" }, { "List-Id": "<news.outside.example>" }])
    expect((await deliver([mail], letter({ Subject: "I am away", ...head }, "Until Monday"))).at(-1)).toMatch(/^250/);
  expect((await ines.ok("listRuns", { params: { w, p: id } })).items).toEqual([]);
  expect(
    (
      await deliver(
        [
          "somebody@elsewhere.example",
          "ines@in.lindgren.example",
          mailAddress("start", w, "01a00000-0000-7000-8000-000000000000", "in.lindgren.example"),
        ],
        letter({}, "x"),
      )
    )
      .slice(2)
      .every((reply) => reply.startsWith("550")),
  ).toBe(true);
  await ines.ok("closeIntake", { params: { w, p: id } });
  expect((await deliver([mail], letter({ Subject: "Too late" }, "x"))).at(-1)).toMatch(/^550/);
});

test("a reply to a notice is a comment of whom the notice was sent to, whoever the letter says it is from, and no more once they are gone", async () => {
  const { w, ines, tomas } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Press the leaves", ownerId: tomas.personId } });
  await until(async () => (await tomas.ok("getInbox", { params: { w } })).items.some((item) => item.subjectId === task.id));
  await owner.query("update due_moment set due_at = now() where kind = 'notices'");
  await server.sweeper.sweepNow();
  const address = () =>
    smtp.messages
      .filter((sent) => sent.includes("To: tomas@"))
      .flatMap((sent) => /Reply-To: (\S+)/.exec(sent.replace(/\n[ \t]+/g, " "))?.[1] ?? [])
      .at(-1);
  await until(() => address() !== undefined);
  const to = address() as string;
  expect(readMailAddress(to, "in.lindgren.example")).toMatchObject({ purpose: "reply", workspaceId: w });
  await deliver(
    [to],
    letter(
      { From: "Ines <ines@lindgren.example>", Subject: "Re: Press the leaves" },
      "They are pressed.\n\nOn Mon, 30 Nov 2026 at 09:00, Rondo <rondo@lindgren.example> wrote:\n> Ines Okafor gave you a task\n",
    ),
  );
  const said = async () => (await ines.ok("listComments", { params: { w, t: task.id } })).items;
  expect(await said()).toMatchObject([{ text: "They are pressed.", author: { name: "Tomas Brandt" } }]);
  await ines.ok("removeMember", { params: { w, m: tomas.personId } });
  expect((await deliver([to], letter({ Subject: "Re: again" }, "Still here"))).at(-1)).toMatch(/^550/);
  expect(await said()).toHaveLength(1);
});

test("a letter to too many, a broken one and one without a sender are refused, and nothing is left behind", async () => {
  const { mail } = await openForm("Refused by mail", ["volume"]);
  const others: string[] = [];
  for (let n = 0; n < 10; n += 1) others.push((await openForm(`Refused ${n}`, ["volume"])).mail);
  // The same address a thousand times is one recipient.
  const many = await deliver([...Array.from({ length: 1_000 }, () => mail), ...others], letter({ Subject: "Many" }, "x"));
  expect(many.filter((reply) => reply.startsWith("452")).length).toBe(1);
  expect((await deliver([mail], "Subject: no sender\n\nx")).at(-1)).toMatch(/^554/);
});

test("an address of ours survives being written in any case, and nothing else is read as one", () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), fc.constantFrom("start" as const, "reply" as const), (workspaceId, secretId, purpose) => {
      const address = mailAddress(purpose, workspaceId, secretId, "in.example.org");
      expect((address.split("@")[0] ?? "").length).toBeLessThanOrEqual(64);
      expect(readMailAddress(address.toUpperCase(), "in.example.org")).toEqual({ purpose, workspaceId, secretId });
      expect(readMailAddress(address, "other.example.org")).toBeNull();
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readMailAddress(text, "in.example.org")).toBeNull();
    }),
  );
});

test.each([
  ["Yes.\n\nAm Mo., 30. Nov. 2026 um 09:00 Uhr schrieb Rondo <r@x.example>:\n> Alt", "Yes."],
  ["Yes.\nReally.\n\n-----Original Message-----\nFrom: Rondo\n", "Yes.\nReally."],
  ["Yes.\n\nVon: Rondo <r@x.example>\nGesendet: Montag\nAn: Tomas", "Yes."],
  ["> quoted above\nMy answer\n> quoted below", "> quoted above\nMy answer"],
  ["From: here on it is mine", "From: here on it is mine"],
  ["-- \nonly a signature", ""],
])("of %j the answer is %j", (text, answer) => expect(answerOf(text)).toBe(answer));
