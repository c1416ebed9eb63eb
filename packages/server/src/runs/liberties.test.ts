import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Allowed, emptyDefinition, type Liberty, type Step } from "@rondo/core/process";
import { type Client, type TestServer, type World, libraryOn, personOn, startTestServer } from "@rondo/testkit";

/*
 * The authorization matrix of what a procedure allows: each act, each rule, and everybody who is not a stranger to the
 * process: its manager, an editor, a contributor who has the step, one who has none, a viewer, a guest who has the step.
 */
const people = ["manager", "editor", "holder", "contributor", "viewer", "guest"] as const;
type Who = (typeof people)[number];
const may: Readonly<Record<Allowed | "silent", readonly Who[]>> = {
  silent: ["manager", "editor"],
  editor: ["manager", "editor"],
  manager: ["manager"],
  nobody: [],
  holder: ["manager", "editor", "holder", "guest"],
};

let server: TestServer;
let world: World;
let cast: Record<Who, Client>;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
  const join = async (name: string, role: string): Promise<Client> => {
    const person = await personOn(server, { name, email: `${name.toLowerCase()}@lindgren.example` });
    await server.system.database.inWorkspace(world.w, (tx) =>
      tx.change(sql`insert into membership (workspace_id, person_id, role) values (current_workspace(), ${person.personId}, ${role})`),
    );
    return person;
  };
  // Whoever owns the workspace manages every process; they only prepare here.
  cast = {
    manager: world.tomas,
    editor: world.mei,
    holder: await join("Amara", "member"),
    contributor: await join("Jonas", "member"),
    viewer: await join("Samir", "member"),
    guest: world.freya,
  };
});
afterAll(() => server.stop());

const work = (id: string, role: string): Step => ({
  id,
  title: id,
  instructions: "",
  kind: "task",
  role,
  due: null,
  fields: [],
  checklist: [],
});

async function processWith(rule: Allowed | "silent"): Promise<string> {
  const { w, ines } = world;
  const liberties = rule === "silent" ? {} : { liberties: { skip: rule, hold: rule, jump: rule, add: rule } };
  const definition = {
    ...emptyDefinition(),
    roles: [
      { key: "desk", name: "Desk" },
      { key: "help", name: "Help" },
    ],
    steps: [
      {
        id: "both",
        title: "both",
        instructions: "",
        kind: "parallel",
        branches: [
          { id: "a", label: "", steps: [work("scan", "desk")] },
          { id: "b", label: "", steps: [work("carry", "help")] },
        ],
      } as Step,
      work("send", "desk"),
    ],
    ...liberties,
  };
  const { id: p } = await ines.ok("createProcess", { params: { w }, body: { name: `Lend (${rule})`, definition, everyone: null } });
  await ines.ok("publish", { params: { w, p }, body: {} });
  for (const [who, role] of [
    ["manager", "manager"],
    ["editor", "editor"],
    ["holder", "contributor"],
    ["contributor", "contributor"],
    ["viewer", "viewer"],
  ] as const)
    await ines.ok("shareProcess", { params: { w, p, m: cast[who].personId }, body: { role } });
  return p;
}

/** Each act with the step that `holder` has; the guest has the other one of the two, which is theirs. */
const acts: Readonly<
  Record<
    string,
    { readonly liberty: Liberty; readonly call: (who: Client, run: string, task: string) => Promise<{ status: number; body: unknown }> }
  >
> = {
  skipStep: {
    liberty: "skip",
    call: (who, _run, t) => who.call("skipStep", { params: { w: world.w, t }, body: { reason: "Not needed" } }),
  },
  holdStep: {
    liberty: "hold",
    call: (who, _run, t) => who.call("holdStep", { params: { w: world.w, t }, body: { reason: "The reader is away" } }),
  },
  holdRun: {
    liberty: "hold",
    call: (who, r) => who.call("holdRun", { params: { w: world.w, r }, body: { reason: "The reader is away" } }),
  },
  jumpStep: {
    liberty: "jump",
    call: (who, r, t) => who.call("jumpStep", { params: { w: world.w, r }, body: { from: t, to: "send", reason: "It is known" } }),
  },
  addStep: {
    liberty: "add",
    call: (who, r) => who.call("addStep", { params: { w: world.w, r }, body: { title: "Mend it", reason: "It is loose" } }),
  },
};

test.each(["silent", "editor", "manager", "holder", "nobody"] as const)(
  "what the procedure allows to %s is done by them and by nobody else, and the run says so beforehand",
  async (rule) => {
    const { w, ines } = world;
    const p = await processWith(rule);
    const start = () =>
      ines.ok("startRun", {
        params: { w, p },
        body: {
          fillings: [
            { role: "desk", personId: cast.holder.personId, teamId: null },
            { role: "help", personId: cast.guest.personId, teamId: null },
          ],
        },
      });
    let run = await start();
    for (const [act, { liberty, call }] of Object.entries(acts))
      for (const who of people) {
        const task = run.at.find(({ owner }) => owner?.id === cast[who === "guest" ? "guest" : "holder"].personId)?.taskId as string;
        const said = (await cast[who].ok("getRun", { params: { w, r: run.id } })).may[liberty];
        const { status, body } = await call(cast[who], run.id, task);
        const free = may[rule].includes(who);
        expect([act, who, status < 300, said !== "no"]).toEqual([act, who, free, free]);
        if (status >= 300)
          expect([act, who, status, (body as { code: string }).code]).toEqual([
            act,
            who,
            403,
            rule === "nobody" ? "procedure_forbids" : "forbidden",
          ]);
        if (status < 300) {
          await ines.ok("cancelRun", { params: { w, r: run.id }, body: { reason: "Again" } });
          run = await start();
        }
      }
  },
);

test("who has one step is not free with another's, and whoever had one before has none now", async () => {
  const { w, ines } = world;
  const p = await processWith("holder");
  const run = await ines.ok("startRun", {
    params: { w, p },
    body: {
      fillings: [
        { role: "desk", personId: cast.holder.personId, teamId: null },
        { role: "help", personId: cast.guest.personId, teamId: null },
      ],
    },
  });
  const task = (who: Who) => run.at.find(({ owner }) => owner?.id === cast[who].personId)?.taskId as string;
  expect(await cast.holder.call("skipStep", { params: { w, t: task("guest") }, body: { reason: "Not needed" } })).toMatchObject({
    status: 403,
  });
  await cast.guest.ok("completeTask", { params: { w, t: task("guest") }, body: {} });
  expect(await cast.guest.call("holdRun", { params: { w, r: run.id }, body: { reason: "Wait" } })).toMatchObject({ status: 403 });
  expect(await world.stranger.call("holdRun", { params: { w, r: run.id }, body: { reason: "Wait" } })).toMatchObject({ status: 404 });
});

test("every liberty that was taken with a run stands there as done otherwise, with who took it and why", async () => {
  const { w, ines } = world;
  const p = await processWith("silent");
  const { id: r, at } = await ines.ok("startRun", {
    params: { w, p },
    body: { fillings: [{ role: "desk", personId: cast.holder.personId, teamId: null }] },
  });
  const scan = at.find(({ stepId }) => stepId === "scan")?.taskId as string;
  await cast.editor.ok("holdRun", { params: { w, r }, body: { reason: "The reader is away" } });
  await cast.editor.ok("releaseRun", { params: { w, r } });
  await cast.editor.ok("addStep", { params: { w, r }, body: { title: "Mend it", reason: "It is loose" } });
  await cast.manager.ok("jumpStep", { params: { w, r }, body: { from: scan, to: "send", reason: "It is scanned already" } });
  const { taken } = await cast.viewer.ok("getRunConformance", { params: { w, r } });
  expect(taken.map(({ name, actor, stepId, data }) => [name, actor?.id, stepId, data["reason"]])).toEqual([
    ["run.held", cast.editor.personId, null, "The reader is away"],
    ["extra.added", cast.editor.personId, null, "It is loose"],
    ["run.returned", cast.manager.personId, "send", "It is scanned already"],
  ]);
});
