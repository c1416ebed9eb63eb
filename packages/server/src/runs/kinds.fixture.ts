import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { afterAll, beforeAll, expect } from "vitest";
import { compile, type Definition, emptyDefinition, type Step } from "@rondo/core/process";
import { type RecordedEvent, eventOf, evolve, newRun } from "@rondo/core/run";
import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";

export let server: TestServer;
export let world: World;
export let outside: Server;
export const answers: { status: number; body: string }[] = [];
export const calls: { url: string; key: string | undefined }[] = [];

/** A server with the library in it, for the tests of one file. */
export function withServer(): void {
  beforeAll(async () => {
    outside = createServer((request, response) => {
      calls.push({ url: request.url ?? "", key: request.headers["idempotency-key"] as string | undefined });
      const { status, body } = answers.shift() ?? { status: 200, body: "{}" };
      response.writeHead(status, { "content-type": "application/json" }).end(body);
    });
    await new Promise<void>((resolve) => void outside.listen(0, "127.0.0.1", resolve));
    server = await startTestServer({ config: { outboundAllow: [`127.0.0.1:${(outside.address() as AddressInfo).port}`] } });
    world = await libraryOn(server);
  });
  afterAll(async () => {
    await server.stop();
    outside.close();
  });
}

export const base = (id: string) => ({ id, title: id, instructions: "" });
export const task = (id: string): Step => ({ ...base(id), kind: "task", role: null, due: null, fields: [], checklist: [] });
export const address = (path: string) => `http://127.0.0.1:${(outside.address() as AddressInfo).port}${path}`;

export async function started(definition: Partial<Definition>, given: Record<string, unknown> = {}) {
  const { w, ines } = world;
  const process = await ines.ok("createProcess", {
    params: { w },
    body: { name: "A process", definition: { ...emptyDefinition(), ...definition } },
  });
  await ines.ok("publish", { params: { w, p: process.id }, body: {} });
  return ines.ok("startRun", { params: { w, p: process.id }, body: { answers: given } });
}
export type Run = Awaited<ReturnType<typeof started>>;
export const again = (run: Run) => world.ines.ok("getRun", { params: { w: world.w, r: run.id } });
export const complete = (run: Run, stepId: string) =>
  world.ines.ok("completeTask", { params: { w: world.w, t: run.at.find((place) => place.stepId === stepId)?.taskId as string }, body: {} });
export const inside = <T>(work: Parameters<typeof server.system.database.inWorkspace<T>>[1]) =>
  server.system.database.inWorkspace(world.w, work);
/** Lets the call that a run has ordered be made, as a node would that sweeps. */
export const call = async (run: Run): Promise<void> => {
  const [waiting] = (await again(run)).waits;
  await inside((tx) =>
    tx.change(
      sql`update due_moment set due_at = now() - interval '1 second' where workspace_id = current_workspace() and (kind = 'action' and subject_id = ${waiting?.id as string} or kind = 'calls' and subject_id = ${run.id})`,
    ),
  );
  await server.sweeper.sweepNow();
  await server.system.calls.idle();
};

/** What the journal says is what the run's row says. */
export async function rebuilt(run: Run): Promise<void> {
  const rows = await inside((tx) =>
    tx.rows(
      sql<RecordedEvent>`select name, actor_id as actor, data from event where workspace_id = current_workspace() and subject_id = ${run.id} and subject_kind = 'run' order by version`,
    ),
  );
  const stored = await inside((tx) =>
    tx.first(sql<{ state: unknown }>`select state from run where workspace_id = current_workspace() and run_id = ${run.id}`),
  );
  const graph = compile(run.definition);
  expect(rows.reduce((state, row) => evolve(graph, state, eventOf(row)), newRun())).toEqual(stored?.state);
}
