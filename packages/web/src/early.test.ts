import { expect, test, vi } from "vitest";

const project = "01a22de1-9f3f-72cc-898e-6243631a2132";
const me = { workspaces: [{ id: "w1", slug: "lindgren-library" }] };

/** What is asked on this page before the app is there, in order; the server says `answers`, nothing else is found. */
async function asked(path: string, kept: Readonly<Record<string, string>>, answers: Readonly<Record<string, unknown>> = {}) {
  const addresses: string[] = [];
  const storage = { getItem: (name: string) => kept[name] ?? null };
  vi.stubGlobal("location", { pathname: path });
  vi.stubGlobal("localStorage", storage);
  vi.stubGlobal("sessionStorage", storage);
  vi.stubGlobal("fetch", async (address: string) => {
    addresses.push(address.replace(project, "p"));
    const answer = { "/api/me": me, ...answers }[address];
    return answer === undefined ? new Response(null, { status: 404 }) : Response.json(answer);
  });
  vi.resetModules();
  await import("./early.ts");
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  vi.unstubAllGlobals();
  return addresses;
}

const plan = `/w/lindgren-library/projects/${project}/plan`;
const at = "/api/workspaces/w1/projects/p";

test("a project's page asks for the plan once the server has said which workspace it is in, and beside that where the device knows", async () => {
  expect(await asked(plan, {})).toEqual(["/api/me", at, `${at}/plan/columns`]);
  const known = { "rondo.workspace lindgren-library": "w2" };
  expect(await asked(plan, known)).toEqual(["/api/me", at.replace("w1", "w2"), `${at.replace("w1", "w2")}/plan/columns`]);
});

test("the first lines of a large plan are asked for apart, as the plan's screen does", async () => {
  const size = (openTasks: number) => ({ [`/api/workspaces/w1/projects/${project}`]: { openTasks, closedTasks: 1 } });
  expect(await asked(plan, {}, size(5_000))).toEqual(["/api/me", at, `${at}/plan/columns`, `${at}/plan/columns?first=100`]);
  expect(await asked(plan, {}, size(4_999))).toEqual(["/api/me", at, `${at}/plan/columns`]);
  expect(await asked(plan.replace("/plan", "/board"), {}, size(5_000)), "only the plan shows them").toHaveLength(3);
});

test("a plan that the device knows as large has its first lines asked for before all else, and the whole after they came", async () => {
  const known = { "rondo.workspace lindgren-library": "w1", [`rondo.large ${project}`]: "1" };
  const first = `${at}/plan/columns?first=100`;
  expect(await asked(plan, known)).toEqual(["/api/me", first, at, `${at}/plan/columns`]);
  expect(await asked(plan.replace("/plan", "/board"), known)).toEqual(["/api/me", at, `${at}/plan/columns`]);
});

test("whoever looks as somebody else, and a page of no project, asks who one is alone", async () => {
  expect(await asked(plan, { "rondo seen as": "guest" })).toEqual(["/api/me"]);
  expect(await asked("/w/lindgren-library/tasks", {})).toEqual(["/api/me"]);
  expect(await asked("/sign-in", {})).toEqual([]);
});
