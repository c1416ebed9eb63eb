import type { AnswerOf, operations } from "@rondo/contract";
import { type Container, adoptFamily } from "@rondo/core/sameness";
import { mustMayIn } from "../access/index.ts";
import { inThread, listPrecedents } from "../audits/index.ts";
import { type StreamCall, type Work, type WorkspaceCall, refuse, workIn } from "../http/index.ts";
import { makeProcess, processEvent, updateProcess } from "../processes/index.ts";
import { everyoneFrom, lookoutDue } from "../projects/index.ts";
import { type DueContext, setDue, setDueSoon } from "../sweep/index.ts";
import type { System } from "../system.ts";
import { adviceOf, historyOf, judgementOf, type SpaceAdvice } from "./queries.ts";
import {
  dismiss,
  findLikeness,
  insertLikeness,
  keepMade,
  lately,
  nextVersion,
  putAdvice,
  putJudgement,
  type WorkRow,
  workOf,
} from "./store.ts";

export async function giveProjectAdvice(call: WorkspaceCall<typeof operations.putProjectAdvice>): Promise<SpaceAdvice> {
  return give(call, "project", (data) => projectEvent(call, "project.advised", data));
}

export async function giveProcessAdvice(call: WorkspaceCall<typeof operations.putProcessAdvice>): Promise<SpaceAdvice> {
  return give(call, "process", async (data) =>
    processEvent("process.advised", call.params.p, await updateProcess(call.tx, call.params.p, {}), data),
  );
}

/** Keeps the answers with what history says at this moment; a revision of advice decides about a likeness that reopened it. */
async function give(
  call: Pick<WorkspaceCall<typeof operations.putProjectAdvice>, "tx" | "actor" | "params" | "body" | "append">,
  kind: "process" | "project",
  event: (data: Record<string, unknown>) => Promise<Parameters<Work["append"]>[0]>,
): Promise<SpaceAdvice> {
  const { tx, actor, params, body } = call;
  await mustMayIn(tx, actor, kind, params.p, kind === "process" ? "process.change" : "project.change");
  const history = historyOf(await listPrecedents(tx, actor), { id: params.p, about: body.about });
  const version = await putAdvice(tx, params.p, { kind, about: body.about, answers: body.answers, history, by: actor.personId });
  if (kind === "project" && version > 1) await dismiss(tx, params.p, actor.personId);
  await call.append(await event({ answers: body.answers, revised: version > 1 }));
  return adviceOf(tx, actor, kind, params.p);
}

export async function dismissLikeness(call: WorkspaceCall<typeof operations.dismissLikeness>): Promise<undefined> {
  await mustMayIn(call.tx, call.actor, "project", call.params.p, "project.change");
  await dismiss(call.tx, call.params.p, call.actor.personId);
  await call.append(await projectEvent(call, "project.keptApart", {}));
}

/** Mines the procedure of a project and those that it is like, of what the caller may see, and makes a draft process of it. */
export async function adoptLikeness(
  call: StreamCall<typeof operations.adoptLikeness>,
  keep: (tx: Work["tx"], answer: AnswerOf<typeof operations.adoptLikeness>) => Promise<void>,
): Promise<AnswerOf<typeof operations.adoptLikeness>> {
  const { system, actor, params, body } = call;
  const containers = await system.database.inWorkspace(
    actor.workspaceId,
    async (tx) => {
      await mustMayIn(tx, actor, "project", params.p, "project.change");
      const others = new Set((await findLikeness(tx, params.p))?.others ?? []);
      const seen = (await listPrecedents(tx, actor)).filter(({ kind, id }) => kind === "project" && (id === params.p || others.has(id)));
      return (
        await workOf(
          tx,
          seen.map(({ id }) => id),
        )
      ).map(containerOf);
    },
    "read",
  );
  const { families } = containers.length < 2 ? { families: [] } : await inThread({ kind: "compare", containers, weights: {} });
  const family = families.find((one) => !one.inside && one.members.includes(params.p));
  if (family === undefined) refuse("nothing_alike");
  return workIn(system, actor.workspaceId, actor.personId, async (work) => {
    const name = family.name.slice(0, 120) || "Found process";
    const everyone = await everyoneFrom(work.tx, family.members);
    const made = {
      id: await makeProcess(work, { name, ownerId: actor.personId, definition: adoptFamily(family, body), everyone }),
      name,
    };
    await keepMade(work.tx, params.p, made.id);
    await work.append(await projectEvent({ tx: work.tx, params }, "project.foundAgain", { processId: made.id, runs: family.runs }));
    await keep(work.tx, made);
    return made;
  });
}

function containerOf(row: WorkRow): Container {
  const minute = (at: string | null): number | null => (at === null ? null : Math.floor(Date.parse(at) / 60_000));
  return {
    id: row.project_id,
    name: row.name,
    links: 0,
    owner: row.owner,
    plannedEnd: null,
    written: false,
    people: [...new Set(row.tasks.flatMap(({ owner }) => owner ?? []))],
    items: row.tasks.map(({ title, owner, at, done }) => ({
      title,
      role: owner,
      created: minute(at),
      started: null,
      finished: minute(done),
      done: done !== null,
      parent: null,
      parts: [],
      walk: [],
      milestone: false,
      fields: [],
    })),
  };
}

const minute = 60_000;

/**
 * A project is new, or it is time to look again: soon while something is new (its tasks come after it), then once a day. Only
 * the next time is set here; the comparing comes after the commit, because whoever makes a project would wait for it.
 */
export async function lookOut(work: Work, context: Pick<DueContext, "afterCommit">, subjectId: string): Promise<void> {
  const { system, tx, workspaceId, now } = work;
  if (subjectId !== workspaceId) return setDueSoon(tx, lookoutDue, workspaceId, 0);
  const recent = await lately(tx, recentDays);
  if (recent.length === 0) return;
  const youngest = Math.min(...recent.map(({ age_hours }) => age_hours));
  const next = now.getTime() + (youngest < 1 ? 2 * minute : youngest < 24 ? 15 * minute : 24 * 60 * minute);
  await setDue(tx, lookoutDue, workspaceId, new Date(next).toISOString());
  context.afterCommit(() =>
    lookAround(system, workspaceId).catch((error: unknown) =>
      system.log.warn({ err: error, workspaceId }, "projects were not compared; they are when it is time to look again"),
    ),
  );
}

/**
 * Compares what was begun in the last month with all that its owner may see, and tells the owner of what is done for the
 * third time. No transaction is open while it compares.
 */
export async function lookAround(system: System, workspaceId: string): Promise<void> {
  const { database } = system;
  const recent = await database.inWorkspace(workspaceId, (tx) => lately(tx, recentDays), "read");
  const unknown = recent.filter(({ known }) => !known);
  for (const owner of [...new Set(unknown.map(({ owner_id }) => owner_id))].slice(0, mostOwners)) {
    const own = unknown.filter(({ owner_id }) => owner_id === owner);
    const rows = await database.inWorkspace(workspaceId, (tx) => listPrecedents(tx, { personId: owner, role: own[0]!.role }), "read");
    const kinds = await inThread({
      kind: "kinds",
      earlier: rows.map(({ name, steps, at }) => ({ name, steps, at: Math.floor(Date.parse(at) / minute) })),
    });
    for (const project of own) {
      const place = rows.findIndex(({ id }) => id === project.project_id);
      const alike = (kinds[place] ?? []).flatMap((at) => rows[at]?.id ?? []);
      if (alike.length >= 2) await workIn(system, workspaceId, null, (work) => tellAlike(work, project, alike));
    }
  }
}

async function tellAlike(work: Work, project: { project_id: string; name: string; owner_id: string }, alike: string[]): Promise<void> {
  if (!(await insertLikeness(work.tx, project.project_id, alike))) return;
  await work.append(
    await projectEvent({ tx: work.tx, params: { p: project.project_id } }, "project.alike", {
      name: project.name,
      times: alike.length + 1,
      ownerId: project.owner_id,
    }),
  );
}

const recentDays = 30;

/** So many people's projects are looked at in one round; the others in the next. */
const mostOwners = 10;

export async function changeJudgement(
  call: WorkspaceCall<typeof operations.putJudgement>,
): Promise<AnswerOf<typeof operations.getJudgement>> {
  const { id, version } = await putJudgement(call.tx, call.body);
  await call.append({
    name: "judgement.changed",
    subjectKind: "judgement",
    subjectId: id,
    version,
    homeKind: "workspace",
    homeId: call.actor.workspaceId,
    data: { ...call.body },
  });
  return judgementOf(call.tx);
}

async function projectEvent(
  { tx, params }: { tx: Work["tx"]; params: { p: string } },
  name: string,
  data: Record<string, unknown>,
): Promise<Parameters<Work["append"]>[0]> {
  return {
    name,
    subjectKind: "project",
    subjectId: params.p,
    version: await nextVersion(tx, params.p),
    homeKind: "project",
    homeId: params.p,
    data,
  };
}
