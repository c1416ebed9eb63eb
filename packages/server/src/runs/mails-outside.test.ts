import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { emptyDefinition } from "@rondo/core/process";
import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";
import { openSmtp } from "../mail/smtp.fixture.ts";

const answers: string[] = [];
let smtp: Awaited<ReturnType<typeof openSmtp>>;
let server: TestServer;
let world: World;
beforeAll(async () => {
  smtp = await openSmtp((recipient) => (recipient.startsWith("reader") ? (answers.shift() ?? "250 ok") : "250 ok"));
  server = await startTestServer({ config: { smtp: { url: smtp.url, from: "Rondo <rondo@lindgren.example>" } } });
  world = await libraryOn(server);
});
afterAll(async () => {
  await server.stop();
  await smtp.close();
});

const mails = (): string[] => smtp.messages.filter((mail) => mail.includes("reader@"));
const again = (r: string) => world.ines.ok("getRun", { params: { w: world.w, r } });

async function told(to = "reader@lindgren.example") {
  const { w, ines } = world;
  const definition = {
    ...emptyDefinition(),
    steps: [
      {
        id: "tell",
        title: "Tell the reader",
        instructions: "",
        kind: "action" as const,
        act: { do: "mail" as const, to, subject: "Ready", text: "It is ready." },
        undo: null,
      },
      { id: "file", title: "File it", instructions: "", kind: "task" as const, role: null, due: null, fields: [], checklist: [] },
    ],
  };
  const { id: p } = await ines.ok("createProcess", { params: { w }, body: { name: "Tell", definition } });
  await ines.ok("publish", { params: { w, p }, body: {} });
  return ines.ok("startRun", { params: { w, p }, body: {} });
}

/** Lets what is due in a moment be done now, as a node would that sweeps. */
async function go(r: string): Promise<void> {
  await server.system.database.inWorkspace(world.w, (tx) =>
    tx.change(
      sql`update due_moment set due_at = now() - interval '1 second' where workspace_id = current_workspace() and kind = 'action' and subject_id in (select action_id from action where run_id = ${r})`,
    ),
  );
  await server.sweeper.sweepNow();
  await server.system.calls.idle();
}

test("a mail that the mail server does not take now is sent again, the same mail, and the run waits for it", async () => {
  answers.push("451 try again later", "250 ok");
  const run = await told();
  expect(run.waits).toMatchObject([{ stepId: "tell", what: "action" }]);
  await go(run.id);
  const waiting = (await again(run.id)).waits;
  expect(waiting).toMatchObject([{ stepId: "tell", tried: { count: 1, attempts: [{ number: 1 }], waits: [20, 60, 300, 900, 3_600] } }]);
  expect(waiting[0]?.tried?.attempts[0]?.failure).toContain("451");
  await go(run.id);
  expect((await again(run.id)).at).toMatchObject([{ stepId: "file" }]);
  expect(mails()).toHaveLength(1);
});

test("a mail that is refused for good is an incident with the server's words; with another address it is sent once, and the run goes on", async () => {
  smtp.messages.length = 0;
  answers.push("550 no such mailbox");
  const run = await told();
  await go(run.id);
  const stuck = await again(run.id);
  expect(stuck.incidents).toMatchObject([
    { stepId: "tell", code: "run.actionFailed", message: expect.stringContaining("no such mailbox") },
  ]);
  expect(mails()).toEqual([]);
  await world.ines.ok("retryIncident", { params: { w: world.w, r: run.id }, body: { stepId: "tell" } });
  await go(run.id);
  expect((await again(run.id)).at).toMatchObject([{ stepId: "file" }]);
  expect(mails()).toHaveLength(1);
});

test("a mail to what is no address is an incident that says so", async () => {
  const run = await told("nobody at all");
  await go(run.id);
  expect((await again(run.id)).incidents).toMatchObject([{ stepId: "tell", code: "run.actionFailed" }]);
});
