import type { Sentence, Told } from "@rondo/core/kernel";
import type { Why } from "@rondo/core/assignment";
import { type Field, type Graph, type Liberty, fillIn } from "@rondo/core/process";
import { type Answer, eventOf } from "@rondo/core/run";
import type { AnswerOf, operations } from "@rondo/contract";
import {
  type Actor,
  type StreamCall,
  type Work,
  type WorkspaceCall,
  linkToken,
  pageOf,
  readCursor,
  readLinkToken,
  refuse,
  workOf,
} from "../http/index.ts";
import type { Tx } from "../database/index.ts";
import type { System } from "../system.ts";
import { mustMayIn } from "../access/index.ts";
import { eventsOf, ref } from "../tasks/index.ts";
import { findWorkspace } from "../workspaces/index.ts";
import { graphOf } from "./graph.ts";
import { idsIn } from "./linked.ts";
import { decides } from "./decides.ts";
import { allowedRun, freeIn, mayComplete, mayControl, mayManage, mayShowRun } from "./policy.ts";
import { type Run, presentFile, presentRun, presentSummary, waitsOf } from "./present/run.ts";
import { type Stage, stagesOf } from "./present/outside.ts";
import { triedBy } from "./present/tried.ts";
import { checksOf, clockSpansOf, namedIn, passedOf } from "./present/journal.ts";
import { type TokenAt, actionsOf, triedAt } from "./store/action.ts";
import { type FileRow, bytesOf, filesAmong, workAmong } from "./store/linked.ts";
import { linksOf } from "./store/outsider.ts";
import { type RunRow, findRequest, findRun, listRuns, marksOf, movesIn, namesOf, projectsOf, teamsOf } from "./store/run.ts";
import { type StepRow, stepsOf } from "./store/step.ts";
import { questionsOf } from "./store/question.ts";

export async function getRun(call: WorkspaceCall<typeof operations.getRun>): Promise<Run> {
  return showRun(workOf(call), call.actor, call.params.r);
}

/** The run as the actor may see it now. */
export async function showRun(work: Work, actor: Actor, runId: string): Promise<Run> {
  const row = allowedRun(actor, await findRun(work.tx, actor.personId, runId), "run.read");
  const [steps, questions, projects, events] = [
    await stepsOf(work.tx, [runId], false),
    await questionsOf(work.tx, runId),
    await projectsOf(work.tx, actor, runId),
    await marksOf(work.tx, runId),
  ];
  const graph = await graphOf(work, row.process_id, row.revision);
  const of = (kind: "personId" | "teamId"): string[] => row.fillings.flatMap((filling) => filling[kind] ?? []);
  const actions = await actionsOf(work.tx, runId);
  const tried = triedBy(await triedAt(work.tx, runId, atActions(row.state.tokens, actions)));
  const incidents = row.state.tokens.flatMap((token) => {
    const raised =
      token.incident === undefined
        ? undefined
        : events.findLast((event) => event.name === "incident.raised" && event.data["incident"] === token.incident);
    return raised === undefined
      ? []
      : [
          {
            id: String(raised.data["incident"]),
            stepId: String(raised.data["step"]),
            code: String(raised.data["code"]),
            ...toldIn(raised.data),
            tried: tried.get(token.id) ?? null,
          },
        ];
  });
  const checks = checksOf(events);
  const checked = new Map(
    events
      .filter((event) => event.name === "step.completed")
      .map((event) => [String(event.data["task"]), (event.data["checked"] ?? []) as string[]]),
  );
  const given = new Map(
    events
      .filter((event) => event.name === "step.given")
      .map((event) => [String(event.data["task"]), { person: String(event.data["person"]), why: event.data["why"] as Why }]),
  );
  const about = [...given.values()].flatMap(({ why }) => ("of" in why ? [why.of] : []));
  const ids = (...kinds: readonly string[]): string[] =>
    graph.definition.fields.filter(({ kind }) => kinds.includes(kind)).flatMap((field) => idsIn(field, row.state.data[field.key]));
  const [fileIds, linkedIds] = [ids("file"), ids("run", "project")];
  const held = new Map(
    row.state.tokens.flatMap((token) => (token.task === undefined || token.held === undefined ? [] : [[token.task, token.held] as const])),
  );
  const holders = [row.state.held, ...held.values()].flatMap((hold) => hold?.by ?? []);
  const approvals = steps.filter(({ closed_at, step_id }) => closed_at === null && graph.steps.get(step_id)?.kind === "approval");
  const byRole = approvals.length === 0 ? () => false : await decides(work, actor, row);
  const myTeams = steps.some(({ closed_at, team_id }) => closed_at === null && team_id !== null)
    ? await teamsOf(work.tx, [actor.personId])
    : [];
  const holds = (step: StepRow): boolean => step.owner_id === actor.personId || (step.team_id !== null && myTeams.includes(step.team_id));
  const mayDecide = (step: StepRow): boolean =>
    approvals.includes(step as never) && (mayManage(actor, row) || holds(step) || byRole(step.task_id));
  const free = (liberty: Liberty): "yes" | "own" | "no" => freeIn(actor, row, graph.definition, liberty);
  return presentRun({
    clockSpans: clockSpansOf(events),
    now: work.now,
    links: new Map((await linksOf(work.tx, runId)).map((link) => [link.task_id, link])),
    files: fileIds.length === 0 ? [] : (await filesAmong(work.tx, runId, fileIds)).map(presentFile),
    linked: linkedIds.length === 0 ? [] : await workAmong(work.tx, actor, linkedIds),
    row,
    graph,
    passed: passedOf(events),
    steps,
    questions,
    projects,
    checked,
    incidents,
    given,
    checks,
    held,
    names: await namesOf(
      work.tx,
      [...of("personId"), ...about, ...holders, ...[...checks.values()].flatMap((list) => list.flatMap(({ by }) => by ?? []))],
      of("teamId"),
    ),
    waits: waitsOf(row.state, graph, tried),
    mayComplete: (step) => step.closed_at === null && mayComplete(actor, row, holds(step)),
    mayDecide,
    may: { skip: free("skip"), hold: free("hold"), jump: free("jump"), add: free("add") },
    mayControl: mayControl(actor, row),
    mayShow: mayShowRun(actor, row),
    requestUrl: row.shown_alone ? null : requestUrl(work.system, work.workspaceId, row),
  });
}

/** Why a run could not go on, as its journal says it. */
function toldIn({ message, said }: Readonly<Record<string, unknown>>): Told {
  return { message: String(message), ...(said !== undefined && { said: said as Sentence }) };
}

/** The tokens that stand at an open action, and those that could not go on. */
function atActions(tokens: RunRow["state"]["tokens"], open: readonly { readonly action_id: string }[]): TokenAt[] {
  const ids = new Set(open.map(({ action_id }) => action_id));
  return tokens.flatMap(({ id, task, incident }): TokenAt[] =>
    incident !== undefined ? [{ id, task: null }] : task !== undefined && ids.has(task) ? [{ id, task }] : [],
  );
}

export async function runsOf({
  tx,
  actor,
  params,
  query,
  system,
  now,
}: WorkspaceCall<typeof operations.listRuns>): Promise<AnswerOf<typeof operations.listRuns>> {
  await mustMayIn(tx, actor, "process", params.p, "process.read");
  const binding = ["runs", params.p, actor.personId, query.state];
  const rows = await listRuns(
    tx,
    actor.personId,
    params.p,
    query.state,
    readCursor(query.cursor, binding, system.config.secret, 2),
    query.limit + 1,
  );
  const graphs = new Map<string, Graph>();
  for (const row of rows) graphs.set(row.run_id, await graphOf({ tx, workspaceId: actor.workspaceId }, row.process_id, row.revision));
  const open = Map.groupBy(
    await stepsOf(
      tx,
      rows.map((row) => row.run_id),
      true,
    ),
    (step) => step.run_id,
  );
  return pageOf(
    rows,
    query.limit,
    binding,
    system.config.secret,
    (row) => [row.started_at, row.run_id],
    (row) => presentSummary(row, open.get(row.run_id) ?? [], graphs.get(row.run_id) as Graph, now),
  );
}

export async function history({
  tx,
  actor,
  params,
  query,
  system,
}: WorkspaceCall<typeof operations.listRunEvents>): Promise<AnswerOf<typeof operations.listRunEvents>> {
  const row = allowedRun(actor, await findRun(tx, actor.personId, params.r), "run.read");
  const binding = ["run events", row.run_id, actor.personId];
  const after = Number(readCursor(query.cursor, binding, system.config.secret, 1)?.[0] ?? 0);
  const events = await eventsOf(tx, row.run_id, after, query.limit + 1);
  const moves = await movesIn(tx, row.run_id);
  const revisionAt = ({ version }: { version: number }): number =>
    moves.findLast((move) => move.version <= version)?.to ?? moves[0]?.from ?? row.revision;
  const graphs = new Map<number, Graph>();
  for (const revision of new Set([row.revision, ...moves.flatMap(({ from, to }) => [from, to])]))
    graphs.set(revision, await graphOf({ tx, workspaceId: actor.workspaceId }, row.process_id, revision));
  return pageOf(
    events,
    query.limit,
    binding,
    system.config.secret,
    (event) => [String(event.version)],
    (event) => ({
      name: event.name,
      at: event.at,
      actor: ref(event.actor_id, event.actor_name),
      revision: revisionAt(event),
      version: event.version,
      stepId: typeof event.data["step"] === "string" ? event.data["step"] : null,
      ...namedIn(graphs.get(revisionAt(event)) as Graph, event.data),
      data: { ...eventOf({ name: event.name, actor: event.actor_id, data: event.data }) },
    }),
  );
}

/** The requester's page: where the request is, in the titles of its main steps, and what came of it. Names of people stay inside. */
export async function getRequest(system: System, token: string): Promise<AnswerOf<typeof operations.getRequest>> {
  const { workspaceId, secretId } = readLinkToken(token, "request_not_found");
  return system.database.inWorkspace(workspaceId, (tx) => requestPage(tx, workspaceId, secretId), "read");
}

async function requestPage(tx: Tx, workspaceId: string, requestId: string): Promise<AnswerOf<typeof operations.getRequest>> {
  const row = await findRequest(tx, requestId);
  if (row === undefined) refuse("request_not_found");
  const graph = await graphOf({ tx, workspaceId }, row.process_id, row.revision);
  const { definition } = graph;
  const steps = await stepsOf(tx, [row.run_id], false);
  const question = (await questionsOf(tx, row.run_id)).find((one) => one.to_person_id === null && one.answered_at === null);
  const organisation = (await findWorkspace(tx))?.name ?? "";
  return {
    title: row.title,
    organisation,
    state: row.status,
    outcome: row.outcome,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    stages: stagesOf(row, graph, steps),
    question: question === undefined || row.status !== "running" ? null : { id: question.question_id, text: question.text },
    deliverable:
      row.outcome !== "delivered" || definition.deliverable === null
        ? null
        : {
            title: fillIn(definition.deliverable.title, definition.fields, row.state.data),
            message: fillIn(definition.deliverable.message, definition.fields, row.state.data),
            fields: await Promise.all(
              definition.deliverable.fields.flatMap((key) => {
                const [field, value] = [definition.fields.find((one) => one.key === key), row.state.data[key]];
                return field === undefined || value === undefined ? [] : [promised(tx, row, field, value)];
              }),
            ),
          },
  };
}

type Promised = NonNullable<AnswerOf<typeof operations.getRequest>["deliverable"]>["fields"][number];

/** An answer for the requester: people by name, files to fetch, everything else as it is and in words. */
export async function promised(tx: Tx, row: RunRow, field: Field, value: Answer): Promise<Promised> {
  const ids = idsIn(field, value);
  const files =
    field.kind === "file" && ids.length > 0
      ? (await filesAmong(tx, row.run_id, ids)).map(({ attachment_id, name, size }) => ({ id: attachment_id, name, size }))
      : [];
  const names =
    ids.length === 0
      ? null
      : field.kind === "file"
        ? files.map(({ name }) => name)
        : field.kind === "run" || field.kind === "project"
          ? (await workAmong(tx, null, ids)).map(({ title }) => title)
          : [...(await namesOf(tx, ids, [])).values()];
  const answer = (names === null ? value : names.join(", ")) as Promised["answer"];
  return {
    key: field.key,
    label: field.label,
    kind: field.kind,
    columns: [...(field.columns ?? [])],
    currency: field.currency ?? null,
    value: names === null ? fillIn(`{{${field.key}}}`, [field], { [field.key]: value }) : names.join(", "),
    answer,
    files,
  };
}

/** The bytes of a file that an answer of the run names, for whoever may see the run. */
export async function runFile({
  system,
  actor,
  params,
}: StreamCall<typeof operations.getRunFile>): Promise<{ file: FileRow; bytes: Buffer }> {
  return system.database.inWorkspace(
    actor.workspaceId,
    async (tx) => {
      const row = allowedRun(actor, await findRun(tx, actor.personId, params.r), "run.read");
      const { definition } = await graphOf({ tx, workspaceId: actor.workspaceId }, row.process_id, row.revision);
      return fileNamed(tx, row, definition.fields, params.a);
    },
    "read",
  );
}

/** Asked again while a file is being sent: the run may be shown to them no more. */
export async function maySeeRun({ system, actor, params }: StreamCall<typeof operations.getRunFile>): Promise<boolean> {
  return system.database
    .inWorkspace(actor.workspaceId, async (tx) => allowedRun(actor, await findRun(tx, actor.personId, params.r), "run.read"), "read")
    .then(
      () => true,
      () => false,
    );
}

/** The same for the requester: of the deliverable alone, and once there is one. */
export async function requestFile(system: System, token: string, fileId: string): Promise<{ file: FileRow; bytes: Buffer }> {
  const { workspaceId, secretId } = readLinkToken(token, "request_not_found");
  return system.database.inWorkspace(
    workspaceId,
    async (tx) => {
      const row = await findRequest(tx, secretId);
      if (row === undefined) refuse("request_not_found");
      const { definition } = await graphOf({ tx, workspaceId }, row.process_id, row.revision);
      const given = row.outcome === "delivered" ? (definition.deliverable?.fields ?? []) : [];
      return fileNamed(
        tx,
        row,
        definition.fields.filter(({ key }) => given.includes(key)),
        fileId,
      );
    },
    "read",
  );
}

async function fileNamed(tx: Tx, row: RunRow, fields: readonly Field[], fileId: string): Promise<{ file: FileRow; bytes: Buffer }> {
  const named = fields.filter(({ kind }) => kind === "file").flatMap((field) => idsIn(field, row.state.data[field.key]));
  const [file] = named.includes(fileId) ? await filesAmong(tx, row.run_id, [fileId]) : [];
  const bytes = file === undefined ? undefined : await bytesOf(tx, file.attachment_id);
  if (file === undefined || bytes === undefined) refuse("attachment_not_found");
  return { file, bytes };
}

export async function stagesIn(tx: Tx, workspaceId: string, runId: string): Promise<Stage[]> {
  const row = await findRun(tx, null, runId);
  if (row === undefined) return [];
  return stagesOf(row, await graphOf({ tx, workspaceId }, row.process_id, row.revision), await stepsOf(tx, [row.run_id], false));
}

function requestUrl(system: System, workspaceId: string, row: RunRow): string | null {
  return `${system.publicUrl}/request/${linkToken(workspaceId, row.request_id)}`;
}
