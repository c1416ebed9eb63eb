import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Jobs, createJobs } from "../jobs/index.ts";
import { type Library, openLibrary, silent, until } from "../jobs/library.fixture.ts";
import { createMail } from "./mail.ts";
import { openSmtp } from "./smtp.fixture.ts";

let library: Library;
let smtp: Awaited<ReturnType<typeof openSmtp>>;
let jobs: Jobs;
let mail: ReturnType<typeof createMail>;

beforeAll(async () => {
  library = await openLibrary();
  smtp = await openSmtp((recipient) => (recipient.startsWith("nobody") ? "550 no such mailbox" : "250 ok"));
  mail = createMail({ database: library.database, smtp: { url: smtp.url, from: "Rondo <rondo@lindgren.example>" } });
  jobs = createJobs({ url: library.urls.worker, log: silent, kinds: [mail.job] });
  await jobs.prepare();
  await jobs.start();
});
afterAll(async () => {
  await jobs.stop();
  await smtp.close();
  await library.close();
});

const queue = (to: string, subject: string, text: string) =>
  library.database.inWorkspace(library.workspaceId, (tx) => mail.queue(tx, library.workspaceId, { to, subject, text }));
const rowOf = async (to: string) => (await library.owner.query("select * from outgoing_mail where recipient = $1", [to])).rows[0];

test("a mail queued in a transaction is sent after its commit, and its text is then forgotten", async () => {
  await queue("tomas@lindgren.example", "You are invited", "Open this link.");
  await until(async () => (await rowOf("tomas@lindgren.example")).sent_at !== null);
  expect(smtp.messages.filter((message) => message.includes("Subject: You are invited"))).toHaveLength(1);
  expect(await rowOf("tomas@lindgren.example")).toMatchObject({ attempts: 1, body: "", failure: null });
});

test("a mail of a transaction that failed is never sent", async () => {
  const undone = library.database.inWorkspace(library.workspaceId, async (tx) => {
    await mail.queue(tx, library.workspaceId, { to: "mei@lindgren.example", subject: "Undone", text: "" });
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  expect((await library.owner.query("select from graphile_worker._private_jobs where key like 'mail:%'")).rowCount).toBe(0);
});

test("an address that the mail server refuses for good is set aside with what the server said", async () => {
  await queue("nobody@lindgren.example", "Hello", "");
  await until(async () => (await rowOf("nobody@lindgren.example")).failure !== null);
  expect(await rowOf("nobody@lindgren.example")).toMatchObject({
    sent_at: null,
    attempts: 1,
    failure: expect.stringContaining("550 no such mailbox"),
  });
});

test("a wrong address undoes nothing of the change that decided the mail: its record says what was wrong", async () => {
  await queue("not an address", "Done", "");
  await until(async () => (await rowOf("not an address")).failure !== null);
  expect(await rowOf("not an address")).toMatchObject({
    sent_at: null,
    failure: expect.stringContaining("not one that mail can be sent to"),
  });
});

test("line breaks in a subject make no header, and none get into an address", async () => {
  await mail.sendNow({ to: "mei@lindgren.example", subject: "Hello\r\nBcc: spy@evil.example", text: "." });
  const message = smtp.messages.find((each) => each.includes("Subject: Hello"));
  expect(message).toContain("Subject: Hello Bcc: spy@evil.example\n");
  for (const to of [
    "mei@lindgren.example\r\nBcc: spy@evil.example",
    "mei@lindgren.example, spy@evil.example",
    "Mei <mei@lindgren.example>",
    "mei@lindgren.example>\r\nRCPT TO:<spy@evil.example",
  ]) {
    await expect(mail.sendNow({ to, subject: "x", text: "" })).rejects.toMatchObject({ code: "mail_failed" });
  }
});

test("a kill after the mail server's yes sends again under the same id, and the later attempt alone is written down", async () => {
  const id = "01990000-0000-7000-8000-000000000001";
  let first = true;
  const stalled = createMail({
    database: library.database,
    smtp: { url: smtp.url, from: "rondo@lindgren.example" },
    seams: {
      async sent() {
        if (first) {
          first = false;
          throw new Error("killed here");
        }
      },
    },
  });
  const run = (attempt: number) =>
    stalled.job.run({ workspaceId: library.workspaceId, subjectId: id, attempt, lastFailure: null, signal: AbortSignal.timeout(10_000) });
  await library.owner.query(
    "insert into outgoing_mail (workspace_id, mail_id, recipient, subject, body) values ($1, $2, 'samir@lindgren.example', 'Twice', 'x')",
    [library.workspaceId, id],
  );
  await expect(run(1)).rejects.toThrow("killed here");
  await run(2);
  const sent = smtp.messages.filter((message) => message.includes("Subject: Twice"));
  expect(sent).toHaveLength(2);
  expect(sent.every((message) => message.includes(`Message-ID: <${id}@lindgren.example>`))).toBe(true);
  await run(1); // the frozen node wakes up and finds nothing of its own
  expect(smtp.messages.filter((message) => message.includes("Subject: Twice"))).toHaveLength(2);
  expect((await library.owner.query("select attempts from outgoing_mail where mail_id = $1", [id])).rows[0].attempts).toBe(2);
});

test("the test button tells what is wrong with the mail server", async () => {
  await mail.verify();
  const away = createMail({ database: library.database, smtp: { url: "smtp://127.0.0.1:1", from: "rondo@lindgren.example" } });
  await expect(away.verify()).rejects.toMatchObject({ code: "mail_failed" });
  const none = createMail({ database: library.database, smtp: null });
  await expect(none.verify()).rejects.toMatchObject({ code: "mail_not_configured" });
});

test("the app's role reaches the queue through that function alone", async () => {
  await expect(library.database.pools.app.query("select * from graphile_worker._private_jobs")).rejects.toThrow("permission denied");
  await expect(library.database.pools.app.query("select graphile_worker.add_job('mail')")).rejects.toThrow("permission denied");
  await expect(library.database.pools.app.query("select job.add_mail(gen_random_uuid())")).rejects.toThrow("no workspace is set");
  await expect(library.database.pools.worker.query("create table public.mine ()")).rejects.toThrow("permission denied");
  await expect(library.database.pools.worker.query("select * from outgoing_mail")).rejects.toThrow("permission denied");
});

test("a mail in several languages is said in its reader's, else in that of whoever it comes from, else in English", async () => {
  const { mails } = await import("./words.ts");
  const words = mails.delivery("Scan of Rara 52", "http://rondo.example/request/x");
  const sent = async (to: string, like: string | null) => {
    await library.database.inWorkspace(library.workspaceId, (tx) => mail.queue(tx, library.workspaceId, { to, words, like }));
    return (
      await library.database.inWorkspace(library.workspaceId, (tx) =>
        tx.first(
          sql<{
            subject: string;
          }>`select subject from outgoing_mail where workspace_id = current_workspace() and recipient = ${to} order by created_at desc limit 1`,
        ),
      )
    )?.subject;
  };
  const person = async (email: string, locale: string | null) =>
    (
      await library.owner.query<{ id: string }>(
        "insert into identity.person (id, name, email, locale) values (gen_random_uuid(), 'Reader', $1, $2) returning id",
        [email, locale],
      )
    ).rows[0]?.id as string;
  const german = await person("leserin@lindgren.example", "de-AT");
  await person("reader@lindgren.example", "en-GB");
  expect([
    await sent("leserin@lindgren.example", null),
    await sent("reader@lindgren.example", german),
    await sent("new@outside.example", german),
    await sent("other@outside.example", null),
  ]).toEqual(["Erledigt: Scan of Rara 52", "Done: Scan of Rara 52", "Erledigt: Scan of Rara 52", "Done: Scan of Rara 52"]);
});
