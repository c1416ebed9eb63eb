import type { FastifyInstance } from "fastify";
import { invariant } from "@rondo/core/kernel";
import { refuse, through, workIn } from "../http/index.ts";
import { newId } from "../identity/index.ts";
import { putInWorkspace } from "../members/index.ts";
import type { System } from "../system.ts";
import { makeWorkspace } from "../workspaces/index.ts";
import { type Caller, callerOn } from "./caller.ts";
import { holidaysOfBerlin, instantAt } from "./dates.ts";
import { type InMaking, inMaking, removeHalfMade } from "./half-made.ts";
import type { Here } from "./here.ts";
import { minutesOf, projectFile } from "./project-file.ts";
import { storyClock, tellPast } from "./past.ts";
import { playRuns } from "./play.ts";
import { endMaking, isSample, markPeople, openTask, removeSample, setMaking } from "./store.ts";
import { type World, readWorld } from "./world.ts";

/** With which everybody of a world can sign in where `--demo` made it, on this machine alone. Elsewhere they have none. */
export const demoPassword = "rondo library";

export type Seeded = { readonly workspaceId: string; readonly counts: Record<string, number> };

/**
 * `demo`: its people can sign in. `again`: another one, of the people who are here already. `viewer`: for somebody who wants
 * to look at it, and owns it beside the people of the world, whose addresses are then its own.
 */
type Making = { readonly world: string; readonly demo?: boolean; readonly again?: boolean; readonly viewer?: string };

/**
 * Puts a sample world into the installation, as a workspace of its own. Everything in it is made by its people through the
 * product's own operations, so its journal tells the truth. What happened before today is done by a clock that stands at
 * its time; the projects are imported with a past of their own; the rest happens now.
 */
export async function seedWorld(system: System, app: Pick<FastifyInstance, "inject">, input: Making): Promise<Seeded> {
  await removeHalfMade(system);
  const now = new Date();
  const read = await readWorld(input.world, now);
  const world = input.viewer === undefined ? read : withOwnAddresses(read);
  const clock = storyClock(new Date(instantAt(world.past.begins, world.zone)));
  const past = system.openPast(clock.now);
  const w = newId();
  const making = inMaking(system, w);
  let signOut = async (): Promise<void> => undefined;
  try {
    const here = await through(past.system, () => populate(past.system, app, { w, world, now, making }, input));
    signOut = here.signOut;
    await through(past.system, async () => {
      await layCalendar(here);
      await tellPast(here, system, clock, past.sweep);
    });
    await system.database.inWorkspace(w, endMaking);
    // What does not need one another side by side: the database works on one while this process thinks about the next.
    await Promise.all([playRuns(here), ...world.projects.map((project) => importProject(here, project)), makeTasks(here)]);
    await comment(here);
    await tryOtherwise(here);
    await offerHandovers(here);
    await writeDocuments(here);
    // Last, so that nothing else in it is about them: no turn, no name that is like another.
    const { viewer } = input;
    await workIn(system, w, null, async (work) => {
      await making.end(work.tx);
      if (viewer !== undefined) await putInWorkspace(work, viewer, "owner");
    });
    if (viewer !== undefined) await giveWork(here, viewer);
    return {
      workspaceId: w,
      counts: {
        people: world.people.length,
        teams: world.teams.length,
        processes: world.processes.length,
        runs: world.runs.length + world.past.runs.length,
        projects: world.projects.length,
        tasks: world.tasks.length,
        documents: world.documents.length,
        handovers: world.handovers.length,
      },
    };
  } catch (error) {
    // Half a world is none.
    await system.database.inWorkspace(w, async (tx) => {
      if (await isSample(tx)) await removeSample(tx);
    });
    throw error;
  } finally {
    await signOut();
  }
}

/** So that each sample has people of its own, who are removed with it. */
function withOwnAddresses(world: World): World {
  const mark = newId().slice(-8);
  return { ...world, people: world.people.map((person) => ({ ...person, email: person.email.replace("@", `.${mark}@`) })) };
}

type Begun = { readonly w: string; readonly world: World; readonly now: Date; readonly making: InMaking };

/** People by invitation, each into their teams. The workspace is there before all but its owner, to be removed with them. */
async function populate(
  system: System,
  app: Pick<FastifyInstance, "inject">,
  { w, world, now, making }: Begun,
  input: Making,
): Promise<Here> {
  const { identity } = system;
  const ids = new Map<string, string>();
  const cookies = new Map<string, string>();
  for (const person of world.people) {
    const known = await identity.personByEmail(person.email);
    if (known !== null && input.again !== true) refuse("world_here", { email: world.people.find(({ key }) => key === world.owner)?.email });
    if (known !== null) ids.set(person.key, known.id);
  }
  const enter = async ({ key, name, email }: World["people"][number]): Promise<void> => {
    if (ids.has(key)) return;
    const { id } = await identity.createPerson({ name, email, ...(input.demo && { password: demoPassword }) });
    await markPeople(system.database.directory, w, [id]);
    ids.set(key, id);
  };
  await Promise.all(world.people.filter(({ key }) => key === world.owner).map(enter));
  await makeWorkspace(
    system.database,
    { id: w, name: world.name, zone: world.zone, ownerId: ids.get(world.owner) as string, demo: true },
    async (tx) => {
      await setMaking(tx);
      await making.begin(tx);
    },
  );
  await Promise.all(world.people.map(enter));
  for (const { key } of world.people)
    cookies.set(key, (await identity.signInAs(ids.get(key) as string)).map((line) => line.split(";")[0]).join("; "));
  const as = (key: string): Caller => callerOn(app, system.publicUrl, cookies.get(key) as string, making.goOn);
  const owner = as(world.owner);
  const teams = new Map<string, string>();
  for (const name of world.teams) teams.set(name, (await owner("createTeam", { params: { w }, body: { name } })).id);
  await Promise.all(
    world.people
      .filter(({ key }) => key !== world.owner)
      .map(async (person) => {
        const { url } = await owner("invite", {
          params: { w },
          body: { email: person.email, role: person.role, teamIds: person.teams.map((team) => teams.get(team)) },
        });
        await as(person.key)("acceptInvitation", { params: { token: url.split("/").at(-1) as string }, body: {} });
      }),
  );
  const signOut = async (): Promise<void> => {
    for (const [key, cookie] of cookies) {
      const session = await identity.lookupSession(cookie); // only these: with `again` somebody may be signed in for good
      if (session !== null) await identity.endSession(ids.get(key) as string, session.sessionId);
    }
  };
  return {
    signOut,
    world,
    w,
    now,
    as,
    personOf: (key) => ids.get(key) as string,
    openTask: (runId, step) => system.database.inWorkspace(w, (tx) => openTask(tx, runId, step), "read"),
    stranger: callerOn(app, system.publicUrl, null, making.goOn),
    teams,
    runs: new Map(),
    played: new Map(),
    processes: new Map(),
    projects: new Map(),
  };
}

/** Nine to five with an hour at noon, and the public holidays. */
async function layCalendar({ w, as, world, now }: Here): Promise<void> {
  const owner = as(world.owner);
  const [calendar] = (await owner("listCalendars", { params: { w } })).items;
  if (calendar === undefined) return;
  const year = now.getUTCFullYear();
  await owner("changeCalendar", {
    params: { w, c: calendar.id },
    version: calendar.version,
    body: { name: "Library, Berlin", exceptions: holidaysOfBerlin(year - 1, year + 3) },
  });
}

async function importProject(here: Here, project: World["projects"][number]): Promise<void> {
  const { w, as, world } = here;
  const by = as(project.by);
  const [calendar] = (await by("listCalendars", { params: { w } })).items;
  const bytes = projectFile(project, world, { week: calendar?.week ?? [], exceptions: calendar?.exceptions ?? [] });
  const { made } = await by("importFile", { params: { w }, query: {}, file: { name: `${project.name}.json`, bytes } });
  const id = made[0]?.id as string;
  const { version } = await by("getProject", { params: { w, p: id } });
  await by("changeProject", { params: { w, p: id }, version, body: { endCondition: project.endCondition } });
  const { tasks } = await by("getPlan", { params: { w, p: id } });
  const titles = new Map(tasks.map((task) => [task.title, task.id]));
  here.projects.set(project.key, { id, tasks: new Map(project.tasks.map((task) => [task.id, titles.get(task.title) as string])) });
  const guests = world.people.filter(({ key, role }) => role === "guest" && project.tasks.some((task) => task.owner === key));
  for (const { key } of guests) await by("shareProject", { params: { w, p: id, m: here.personOf(key) }, body: { role: "contributor" } });
}

async function makeTasks({ world, w, as, personOf }: Here): Promise<void> {
  for (const { by, owner, due, done, ...task } of world.tasks) {
    const dueAt = due === null ? null : instantAt(due, world.zone);
    const made = await as(by)("createTask", {
      params: { w },
      body: { ...task, dueAt, ...(owner !== undefined && { ownerId: personOf(owner) }) },
    });
    if (done) await as(owner ?? by)("completeTask", { params: { w, t: made.id }, body: {} });
  }
}

/** Whoever looks at the world has something to do in it: tasks, and steps that came to others. */
async function giveWork({ world, w, as, runs }: Here, viewer: string): Promise<void> {
  const by = as(world.forViewer.by);
  for (const { due, ...task } of world.forViewer.tasks) {
    const dueAt = due === null ? null : instantAt(due, world.zone);
    await by("createTask", { params: { w }, body: { ...task, dueAt, ownerId: viewer } });
  }
  for (const [run, id] of runs) {
    if (run.viewerGets === undefined) continue;
    const { steps } = await by("getRun", { params: { w, r: id } });
    const open = steps.find((step) => step.stepId === run.viewerGets && step.state === "open");
    invariant(open?.taskId, `the story gives “${run.viewerGets}” of ${run.process}, which is not open`);
    await by("reassignStep", { params: { w, t: open.taskId }, body: { personId: viewer } });
  }
}

async function comment({ world, w, as, personOf, projects }: Here): Promise<void> {
  for (const { by, project, task, text, mentions = [] } of world.comments) {
    const t = projects.get(project)?.tasks.get(task) as string;
    await as(by)("addComment", { params: { w, t }, body: { text, mentions: mentions.map(personOf) } });
  }
}

async function tryOtherwise({ world, w, as, projects }: Here): Promise<void> {
  for (const { by, project, name, days } of world.alternatives) {
    const of = projects.get(project);
    const p = of?.id as string;
    const { id: a, version } = await as(by)("makeAlternative", { params: { w, p }, body: { name } });
    const tasks = Object.entries(days).map(([task, long]) => ({ taskId: of?.tasks.get(task), workingMinutes: minutesOf(long) }));
    await as(by)("changeAlternative", { params: { w, p, a }, version, body: { tasks } });
  }
}

async function offerHandovers({ world, w, as, personOf, teams, projects, processes }: Here): Promise<void> {
  for (const { by, project, task, process, receiver, team, offer, ...said } of world.handovers) {
    const from = projects.get(project);
    const planned = await as(by)("planHandover", {
      params: { w, p: from?.id as string },
      body: {
        ...said,
        taskId: task === null ? null : from?.tasks.get(task),
        ...(process !== undefined && { processId: processes.get(process)?.id }),
        ...(receiver !== undefined && { receiverId: personOf(receiver) }),
        ...(team !== undefined && { teamId: teams.get(team) }),
      },
    });
    if (offer) await as(by)("offerHandover", { params: { w, h: planned.id } });
  }
}

/** `{{person:ines}}`, `{{project:rareBooks}}`, `{{task:rareBooks/climate}}` and `{{process:digitise.md}}` in a text are what they name. */
async function writeDocuments({ world, w, as, personOf, projects, processes }: Here): Promise<void> {
  const idOf = (kind: string, key: string): string | undefined => {
    const [project = "", task = ""] = key.split("/");
    return kind === "person"
      ? personOf(key)
      : kind === "process"
        ? processes.get(key)?.id
        : kind === "task"
          ? projects.get(project)?.tasks.get(task)
          : projects.get(key)?.id;
  };
  const folders = new Map<string, string>();
  for (const { by, title, text, project, folder, template, comment } of world.documents) {
    if (folder !== undefined && !folders.has(folder))
      folders.set(folder, (await as(by)("createFolder", { params: { w }, body: { name: folder } })).id);
    const markdown = text.replace(
      /\{\{(person|project|process|task):([^}]+)\}\}/g,
      (_, kind: string, key: string) => idOf(kind, key) ?? "",
    );
    const { id: d } = await as(by)("createDocument", {
      params: { w },
      body: {
        title,
        markdown,
        ...(project !== undefined && { projectId: projects.get(project)?.id }),
        ...(folder !== undefined && { folderId: folders.get(folder) }),
        ...(template && { template }),
      },
    });
    if (comment !== undefined) await as(comment.by)("addDocumentComment", { params: { w, d }, body: { text: comment.text } });
  }
}
