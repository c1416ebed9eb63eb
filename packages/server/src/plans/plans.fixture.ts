import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";
import { afterAll, beforeAll } from "vitest";

export let server: TestServer;
export let world: World;
/** A server with the library in it, for the tests of one file. */
export function withServer(): void {
  beforeAll(async () => {
    server = await startTestServer();
    world = await libraryOn(server);
  });
  afterAll(() => server.stop());
}

/** A working day is seven hours, nine to five with an hour at noon; 2 March 2026 is a Monday. */
export const day = 420;

export const newProject = async () =>
  (await world.tomas.ok("createProject", { params: { w: world.w }, body: { name: "Move the rare-books room", start: "2026-03-02T09:00" } }))
    .id;
export const add = (p: string, title: string, body: object = {}) =>
  world.tomas.ok("addProjectTask", { params: { w: world.w, p }, body: { title, workingMinutes: day, ...body } });
export const link = (p: string, fromId: string, toId: string, body: object = {}) =>
  world.tomas.ok("addLink", { params: { w: world.w, p }, body: { fromId, toId, ...body } });
export const change = (task: { id: string; version: number }, body: object) =>
  world.tomas.call("changeTask", { params: { w: world.w, t: task.id }, version: task.version, body });
/** Ids as columns have them, 16 bytes each. */
export const idsIn = (base64: string): string[] =>
  (Buffer.from(base64, "base64").toString("hex").match(/.{32}/g) ?? []).map((hex) =>
    hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5"),
  );
export const planOf = (p: string) => world.tomas.ok("getPlan", { params: { w: world.w, p } });
export const policy = async (p: string, linkPolicy: "conflict" | "gap" | "earliest") => {
  const { version } = await world.tomas.ok("getProject", { params: { w: world.w, p } });
  await world.tomas.ok("changeProject", { params: { w: world.w, p }, version, body: { linkPolicy } });
};
export const datesOf = async (p: string) => {
  const plan = await planOf(p);
  const titles = new Map(plan.tasks.map((task) => [task.id, task.title]));
  return Object.fromEntries(plan.entries.map((entry) => [titles.get(entry.taskId), [entry.start, entry.finish]]));
};
export const entry = async (p: string, taskId: string) => (await planOf(p)).entries.find((one) => one.taskId === taskId);
