import { rm } from "node:fs/promises";
import type { AnswerOf, operations } from "@rondo/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Owner, type RondoProcess, callOperation, setUpRondo, startRondo, temporaryDirectory } from "../index.ts";

type Audit = AnswerOf<typeof operations.getAudit>;

let directory: string;
let server: RondoProcess;
let owner: Owner;
const start = async (): Promise<void> => void (server = await startRondo({ args: ["--data", directory] }));

beforeAll(async () => {
  directory = await temporaryDirectory("rondo-audit-");
  await start();
  owner = await setUpRondo(server);
});
afterAll(async () => {
  await server.kill("SIGTERM");
  await rm(directory, { recursive: true, force: true });
});

const call = async <Body>(
  operation: "makeAudit" | "addAuditFile" | "compareAudit" | "getAudit",
  input: Record<string, unknown>,
  headers: Record<string, string> = {},
): Promise<Body> => {
  const answer = await callOperation(
    server,
    operation,
    {
      params: { w: owner.w, ...(input["params"] as object) },
      ...(input["body"] !== undefined && { body: input["body"] }),
      ...(input["bytes"] !== undefined && { bytes: input["bytes"] as Uint8Array }),
    },
    { ...owner.at(server), ...headers },
  );
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body as Body;
};

/** An event log that takes a while to read. */
function longLog(): Uint8Array {
  const lines = ["case id,activity,timestamp"];
  for (let at = 0; at < 60_000; at += 1)
    for (const [hour, activity] of [
      [1, "Receive"],
      [2, "Scan"],
      [3, "Deliver"],
    ] as const)
      lines.push(`${at},${activity},2026-03-02T1${hour}:00:00Z`);
  return new TextEncoder().encode(lines.join("\n"));
}

test(
  "an audit whose server is killed while it reads is read to its end by the next one: each file once, the broken one noted",
  { timeout: 180_000 },
  async () => {
    const { id: a } = await call<Audit>("makeAudit", { body: { name: "Killed" } });
    const log = longLog();
    const files: [string, Uint8Array][] = [
      ["one.md", steps("One")],
      ["log.csv", log],
      ["broken.json", new TextEncoder().encode('{"name":')],
      ["two.md", steps("Two")],
    ];
    for (const [name, bytes] of files) await call("addAuditFile", { params: { a }, bytes }, { "x-file-name": name });
    await call("compareAudit", { params: { a } });
    while ((await call<Audit>("getAudit", { params: { a } })).fileList[1]?.state !== "reading") await pause(5);
    await server.kill("SIGKILL");
    await start();
    let audit = await call<Audit>("getAudit", { params: { a } });
    expect(audit.unread).toBeGreaterThanOrEqual(3);
    while (audit.comparing) {
      await pause(100);
      audit = await call<Audit>("getAudit", { params: { a } });
    }
    expect(audit.fileList.map((file) => [file.fileName, file.state, file.containers, file.refused?.code ?? null])).toEqual([
      ["one.md", "read", 1, null],
      ["log.csv", "read", 1, null],
      ["broken.json", "read", 0, "unreadable"],
      ["two.md", "read", 1, null],
    ]);
    expect(audit.containers.map(({ name }) => name)).toEqual(["One", "log", "Two"]);
  },
);

function steps(name: string): Uint8Array {
  return new TextEncoder().encode(`# ${name}\n\n1. Begin\n2. End\n`);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
