import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newId } from "../identity/index.ts";
import { type Library, openLibrary, readable, silent, until } from "../jobs/library.fixture.ts";
import { type NewEvent, appendEvents } from "../journal/index.ts";
import { type NoticeReaderInput, createNoticeReader } from "./reader.ts";
import { countUnread, listNotices, markInformationRead, markRead } from "./store.ts";

let library: Library;
const woken: string[] = [];
const live = { wake: (workspaceId: string) => void woken.push(workspaceId), onWake: () => () => undefined };
const reader = (seams?: NoticeReaderInput["seams"]) =>
  createNoticeReader({ database: library.database, live, log: silent, hasMail: true, ...(seams && { seams }) });
/** A reader that found another at it means to look again later: stopped, it does not do so in the middle of the next test. */
const readOnce = async (seams?: NoticeReaderInput["seams"]): Promise<void> => {
  const one = reader(seams);
  await one.readNow(library.workspaceId).finally(() => one.stop());
};
beforeAll(async () => {
  library = await openLibrary();
});
afterAll(() => library.close());
/** Reads to the end, also while a reader of an earlier test is still at it. */
const readOut = async (): Promise<void> =>
  until(async () => {
    await readOnce();
    const behind = await library.owner.query(
      "select from event e where not exists (select from journal_reader r where r.workspace_id = e.workspace_id and r.reader = 'notices' and (r.epoch, r.xid, r.seq) >= (e.epoch, e.xid, e.seq)) and e.subject_kind <> 'notice' limit 1",
    );
    return behind.rowCount === 0;
  });
beforeEach(async () => {
  await library.database.inWorkspace(library.workspaceId, () => Promise.resolve());
  await readOut();
  await library.owner.query("delete from notice");
});

const tell = async (...events: (Partial<NewEvent> & Pick<NewEvent, "name" | "actorId" | "subjectId">)[]) => {
  await library.database.inWorkspace(library.workspaceId, async (tx) => {
    const versions = await library.owner.query("select subject_id, max(version) as version from event group by 1");
    const next = new Map<string, number>(versions.rows.map((row) => [row.subject_id, row.version]));
    await appendEvents(
      tx,
      1,
      events.map((event) => {
        const version = (next.get(event.subjectId) ?? 0) + 1;
        next.set(event.subjectId, version);
        return { subjectKind: "task", homeKind: "task", homeId: event.subjectId, version, ...event };
      }),
    );
  });
  await readable(library.owner);
};
const addTask = async (task: Record<string, unknown>): Promise<string> => {
  const row: Record<string, unknown> = {
    workspace_id: library.workspaceId,
    task_id: newId(),
    title: "Scan the 1743 atlas",
    person_id: library.people.tomas,
    owner_id: library.people.tomas,
    created_by: library.people.ines,
    ...task,
  };
  const columns = Object.keys(row);
  await library.owner.query(
    `insert into task (${columns.join(", ")}) values (${columns.map((_, index) => `$${index + 1}`).join(", ")})`,
    Object.values(row),
  );
  return row["task_id"] as string;
};
const inboxOf = (personId: string) =>
  library.database.inWorkspace(library.workspaceId, (tx) => listNotices(tx, personId, "all", null, 50), "read");
const addRun = async (requester: string | null, everyone: string | null = "viewer"): Promise<{ runId: string; processId: string }> => {
  const [processId, runId] = [newId(), newId()];
  await library.owner.query(
    "insert into process (workspace_id, process_id, name, everyone, draft) values ($1, $2, 'Digitise a volume on request', $3, '{}')",
    [library.workspaceId, processId, everyone],
  );
  await library.owner.query("insert into revision (workspace_id, process_id, number, definition, note) values ($1, $2, 1, '{}', '')", [
    library.workspaceId,
    processId,
  ]);
  await library.owner.query(
    "insert into run (workspace_id, run_id, process_id, revision, number, title, state, status, fillings, started_via, requester_id) values ($1, $2, $3, 1, 1, 'Atlas for Dr Haddad', '{}', 'running', '[]', 'hand', $4)",
    [library.workspaceId, runId, processId, requester],
  );
  return { runId, processId };
};

test("who is given a task by somebody else is told to act, and whoever gave it is not", async () => {
  const { ines, tomas } = library.people;
  const taskId = await addTask({});
  await tell({ name: "task.created", actorId: ines, subjectId: taskId });
  await readOut();
  expect(await inboxOf(tomas)).toMatchObject([
    {
      kind: "assigned",
      act: true,
      title: "Scan the 1743 atlas",
      subject_kind: "task",
      subject_id: taskId,
      why: "givenToYou",
      actor_name: "ines",
      read: false,
    },
  ]);
  expect(await inboxOf(ines)).toEqual([]);
  expect(woken).toContain(library.workspaceId);
});

test("a task made for oneself tells nobody", async () => {
  const { tomas } = library.people;
  const taskId = await addTask({ created_by: tomas });
  await tell({ name: "task.created", actorId: tomas, subjectId: taskId });
  await readOut();
  expect(await inboxOf(tomas)).toEqual([]);
});

test("reading the journal again from its beginning tells nobody twice", async () => {
  const taskId = await addTask({});
  await tell({ name: "task.created", actorId: library.people.ines, subjectId: taskId });
  await readOut();
  await library.owner.query("delete from journal_reader");
  await readOut();
  expect((await inboxOf(library.people.tomas)).filter((row) => row.subject_id === taskId)).toHaveLength(1);
});

test("who has been given a task is told by the event that gave it, however late the earlier ones are read", async () => {
  const { ines, tomas } = library.people;
  const [first, second] = [await addTask({ title: "Pack" }), await addTask({ title: "Unpack" })];
  await tell(
    { name: "task.created", actorId: ines, subjectId: first, data: { ownerId: ines } },
    { name: "task.created", actorId: ines, subjectId: second, data: { ownerId: null } },
  );
  await tell(
    { name: "task.assigned", actorId: ines, subjectId: first, data: { ownerId: tomas, together: 2 } },
    { name: "task.assigned", actorId: ines, subjectId: second, data: { ownerId: tomas, together: 0 } },
  );
  await readOut();
  expect((await inboxOf(tomas)).map(({ title }) => title)).toEqual(["Pack (+1)"]);
});

test("two nodes reading at once tell once", async () => {
  const taskId = await addTask({});
  await tell({ name: "task.created", actorId: library.people.ines, subjectId: taskId });
  await Promise.all([readOnce(), readOnce(), readOnce()]);
  await readOut();
  expect(await inboxOf(library.people.tomas)).toHaveLength(1);
});

test("a kill between writing and commit leaves nothing, and the next reading tells all", async () => {
  const taskId = await addTask({});
  await tell({ name: "task.created", actorId: library.people.ines, subjectId: taskId });
  await expect(readOnce({ written: () => Promise.reject(new Error("killed here")) })).rejects.toThrow("killed here");
  expect(await inboxOf(library.people.tomas)).toEqual([]);
  await readOut();
  expect(await inboxOf(library.people.tomas)).toHaveLength(1);
});

test("an act is settled when the task is completed, and whoever had it made is told", async () => {
  const { ines, tomas } = library.people;
  const taskId = await addTask({});
  await tell({ name: "task.created", actorId: ines, subjectId: taskId });
  await readOut();
  await library.owner.query("update task set closed_at = now(), closed_as = 'completed' where task_id = $1", [taskId]);
  await library.owner.query("update task set created_by = $2 where task_id = $1", [taskId, ines]);
  await tell({ name: "task.completed", actorId: tomas, subjectId: taskId });
  await readOut();
  expect(await inboxOf(tomas)).toMatchObject([{ kind: "assigned", read: true }]);
  expect(await inboxOf(ines)).toMatchObject([{ kind: "finished", act: false, why: "youMadeIt" }]);
});

test("a task given on is settled for one and new for the other", async () => {
  const { ines, tomas, mei } = library.people;
  const taskId = await addTask({});
  await tell({ name: "task.created", actorId: ines, subjectId: taskId });
  await readOut();
  await library.owner.query("update task set owner_id = $2, person_id = $2 where task_id = $1", [taskId, mei]);
  await tell({ name: "task.assigned", actorId: tomas, subjectId: taskId, data: { ownerId: mei } });
  await readOut();
  expect(await inboxOf(mei)).toMatchObject([{ kind: "assigned", act: true, read: false }]);
  // It is not Tomas's any more, so its title is not his to read either.
  expect(await inboxOf(tomas)).toEqual([]);
});

test("a step of a run is an approval for its owner, news for a team, and the run's end for its requester", async () => {
  const { ines, tomas, mei } = library.people;
  const { runId } = await addRun(mei);
  const teamId = newId();
  await library.owner.query("insert into team (workspace_id, team_id, name) values ($1, $2, 'Digitisation')", [
    library.workspaceId,
    teamId,
  ]);
  await library.owner.query("insert into team_member (workspace_id, team_id, person_id) values ($1, $2, $3), ($1, $2, $4)", [
    library.workspaceId,
    teamId,
    ines,
    tomas,
  ]);
  const approval = await addTask({
    person_id: null,
    run_id: runId,
    step_id: "approve",
    step_kind: "approval",
    owner_id: ines,
    created_by: null,
  });
  const scan = await addTask({
    person_id: null,
    run_id: runId,
    step_id: "scan",
    step_kind: "task",
    owner_id: null,
    team_id: teamId,
    created_by: null,
  });
  const home = { subjectKind: "run", homeKind: "run" as const, homeId: runId, subjectId: runId };
  await tell(
    { name: "step.activated", actorId: mei, ...home, data: { task: approval } },
    { name: "step.activated", actorId: mei, ...home, data: { taskId: scan } },
    { name: "run.completed", actorId: tomas, ...home },
  );
  await readOut();
  expect(await inboxOf(ines)).toMatchObject(
    expect.arrayContaining([
      expect.objectContaining({ kind: "approval", act: true, subject_id: approval }),
      expect.objectContaining({ kind: "assigned", act: false, why: "forYourTeam", subject_id: scan }),
    ]),
  );
  expect(await inboxOf(tomas)).toMatchObject([{ kind: "assigned", act: false, subject_id: scan }]);
  expect(await inboxOf(mei)).toMatchObject([{ kind: "finished", subject_kind: "run", subject_id: runId, title: "Atlas for Dr Haddad" }]);
});

test("a question waits for whom it asks, and its answer is told to whoever asked", async () => {
  const { ines, tomas } = library.people;
  const { runId } = await addRun(null);
  const taskId = await addTask({ person_id: null, run_id: runId, step_id: "approve", step_kind: "approval", owner_id: ines });
  const questionId = newId();
  await library.owner.query(
    "insert into question (workspace_id, question_id, run_id, task_id, text, asked_by, to_person_id) values ($1, $2, $3, $4, 'Which edition?', $5, $6)",
    [library.workspaceId, questionId, runId, taskId, ines, tomas],
  );
  const home = { subjectKind: "run", homeKind: "run" as const, homeId: runId, subjectId: runId };
  await tell({ name: "question.asked", actorId: ines, ...home, data: { question: questionId, task: taskId } });
  await readOut();
  expect(await inboxOf(tomas)).toMatchObject([{ kind: "question", act: true, subject_kind: "run", read: false }]);
  await library.owner.query("update question set answer = 'The second', answered_by = $2, answered_at = now() where question_id = $1", [
    questionId,
    tomas,
  ]);
  await tell({ name: "question.answered", actorId: tomas, ...home, data: { question: questionId, task: taskId } });
  await readOut();
  expect(await inboxOf(tomas)).toMatchObject([{ kind: "question", read: true }]);
  expect(await inboxOf(ines)).toMatchObject([{ kind: "answered", act: false, subject_kind: "task", subject_id: taskId }]);
});

test("who is named in a document, or answered there, hears of it only where they may see it (B42)", async () => {
  const { ines, tomas, mei, freya } = library.people;
  const documentId = newId();
  await library.owner.query("insert into document (workspace_id, document_id, title, everyone) values ($1, $2, 'House rules', 'viewer')", [
    library.workspaceId,
    documentId,
  ]);
  const home = { subjectId: documentId, subjectKind: "document", homeKind: "document", homeId: documentId } as const;
  await tell(
    { name: "document.mentioned", actorId: ines, ...home, data: { title: "House rules", mentions: [mei, freya] } },
    { name: "document.commented", actorId: mei, ...home, data: { title: "House rules", mentions: [], answersId: tomas } },
  );
  await readOut();
  expect(await inboxOf(mei)).toMatchObject([{ kind: "mentioned", why: "namedInText", subject_kind: "document", title: "House rules" }]);
  expect(await inboxOf(tomas)).toMatchObject([{ kind: "commented", why: "yourComment" }]);
  expect((await library.owner.query("select from notice where person_id = $1", [freya])).rowCount).toBe(0);
  await library.owner.query("update document set everyone = null where document_id = $1", [documentId]);
  expect(await inboxOf(mei)).toEqual([]);
});

test("who is named in a comment hears of it only where they may see the task", async () => {
  const { ines, tomas, mei, freya } = library.people;
  const { runId } = await addRun(null);
  const taskId = await addTask({ person_id: null, run_id: runId, step_id: "scan", step_kind: "task", owner_id: tomas });
  await tell({
    name: "comment.added",
    actorId: ines,
    subjectId: taskId,
    homeKind: "run",
    homeId: runId,
    data: { mentions: [mei, freya, ines, "nobody"] },
  });
  await readOut();
  expect(await inboxOf(mei)).toMatchObject([{ kind: "mentioned", act: false }]);
  expect(await inboxOf(tomas)).toMatchObject([{ kind: "commented" }]);
  expect((await library.owner.query("select from notice where person_id = any($1)", [[freya, ines]])).rowCount).toBe(0);
});

test("a right taken away takes the notice with it", async () => {
  const { ines, mei } = library.people;
  const { runId, processId } = await addRun(null);
  const taskId = await addTask({ person_id: null, run_id: runId, step_id: "scan", step_kind: "task", owner_id: null });
  await tell({ name: "comment.added", actorId: ines, subjectId: taskId, homeKind: "run", homeId: runId, data: { mentions: [mei] } });
  await readOut();
  expect(await inboxOf(mei)).toHaveLength(1);
  await library.owner.query("update process set everyone = null where process_id = $1", [processId]);
  expect(await inboxOf(mei)).toEqual([]);
  expect(await library.database.inWorkspace(library.workspaceId, (tx) => countUnread(tx, mei))).toEqual({ unread: 0, act: 0 });
});

test("a handover waits for its receiver, and its return for whoever offered it", async () => {
  const { ines, tomas, mei } = library.people;
  const { processId } = await addRun(null);
  const [projectId, handoverId] = [newId(), newId()];
  await library.owner.query(
    "insert into project (workspace_id, project_id, name, start, everyone, columns) values ($1, $2, 'Move the rare-books room', '2026-01-05T09:00', 'viewer', '{}')",
    [library.workspaceId, projectId],
  );
  await library.owner.query(
    "insert into handover (workspace_id, handover_id, project_id, process_id, receiver_id, title, contents, created_by) values ($1, $2, $3, $4, $5, 'Shelves in place', '', $6)",
    [library.workspaceId, handoverId, projectId, processId, mei, ines],
  );
  const offer = (round: number) =>
    library.owner.query("insert into handover_offer (workspace_id, handover_id, round, offered_by) values ($1, $2, $3, $4)", [
      library.workspaceId,
      handoverId,
      round,
      tomas,
    ]);
  const home = { subjectKind: "handover", subjectId: handoverId, homeKind: "project" as const, homeId: projectId };
  await offer(1);
  await tell({ name: "handover.offered", actorId: tomas, ...home });
  await readOut();
  expect(await inboxOf(mei)).toMatchObject([{ kind: "handover", act: true, read: false, title: "Shelves in place" }]);
  await library.owner.query("update handover_offer set decision = 'returned', reason = 'Two shelves are loose' where handover_id = $1", [
    handoverId,
  ]);
  await tell({ name: "handover.returned", actorId: mei, ...home });
  await readOut();
  expect(await inboxOf(mei)).toMatchObject([{ read: true }]);
  expect(await inboxOf(tomas)).toMatchObject([{ kind: "returned", act: true, read: false }]);
  await offer(2);
  await tell({ name: "handover.offered", actorId: tomas, ...home });
  await readOut();
  expect(await inboxOf(tomas)).toMatchObject([{ kind: "returned", read: true }]);
  expect((await inboxOf(mei)).filter((row) => !row.read)).toHaveLength(1);
});

test("reading all marks what is for information and leaves what waits for an act", async () => {
  const { ines, mei } = library.people;
  const { runId } = await addRun(null);
  const taskId = await addTask({ person_id: null, run_id: runId, step_id: "scan", step_kind: "task", owner_id: mei });
  await tell(
    { name: "step.activated", actorId: ines, subjectId: taskId, homeKind: "run", homeId: runId },
    { name: "comment.added", actorId: ines, subjectId: taskId, homeKind: "run", homeId: runId, data: { mentions: [mei] } },
  );
  await readOut();
  const read = <T>(work: (tx: Parameters<typeof markRead>[0]) => Promise<T>) => library.database.inWorkspace(library.workspaceId, work);
  expect(await read((tx) => countUnread(tx, mei))).toEqual({ unread: 2, act: 1 });
  expect(await read((tx) => markInformationRead(tx, mei))).toHaveLength(1);
  expect(await read((tx) => countUnread(tx, mei))).toEqual({ unread: 1, act: 1 });
  const [left] = (await inboxOf(mei)).filter((row) => !row.read);
  expect(await read((tx) => markRead(tx, ines, left!.notice_id))).toEqual({ there: false, changed: false });
  expect(await read((tx) => markRead(tx, mei, left!.notice_id))).toEqual({ there: true, changed: true });
  expect(await read((tx) => markRead(tx, mei, left!.notice_id))).toEqual({ there: true, changed: false });
});

test("a wake-up is enough: the notice is there without anybody asking", async () => {
  let wake = (_workspaceId: string): void => undefined;
  const woken = createNoticeReader({
    database: library.database,
    hasMail: true,
    log: silent,
    live: {
      wake: () => undefined,
      onWake: (listen) => {
        wake = listen;
        return () => undefined;
      },
    },
  });
  woken.start();
  const taskId = await addTask({});
  await tell({ name: "task.created", actorId: library.people.ines, subjectId: taskId });
  for (let burst = 0; burst < 20; burst += 1) wake(library.workspaceId);
  await until(async () => (await inboxOf(library.people.tomas)).length === 1);
  await woken.stop();
});
