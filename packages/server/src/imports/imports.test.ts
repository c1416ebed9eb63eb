import { expect, test } from "vitest";
import { operations } from "@rondo/contract";
import type { Client } from "@rondo/testkit";
import { server, world, send, done, rowCounts, board, withServer } from "./imports.fixture.ts";

withServer();

test("a board becomes a project: lists are columns, checklists tasks inside, comments keep author and time, members are found by e-mail", async () => {
  const report = await done(world.ines, "board.json", board());
  const { w, ines } = world;
  const plan = await ines.ok("getPlan", { params: { w, p: report.made[0]!.id } });
  expect(plan.project).toMatchObject({
    name: "Opening hours campaign",
    goal: "Tell **everybody** that we open on Sundays.",
    columns: ["To write", "Done", "To write (2)"],
    everyone: "contributor",
    mine: "manager",
  });
  // Cards that say nothing of when and how long make no plan: no finish, nothing critical; points of a checklist are no tasks.
  expect([plan.project.finish, plan.entries.some(({ critical }) => critical), plan.project.openTasks + plan.project.closedTasks]).toEqual([
    null,
    false,
    3,
  ]);
  const by = (title: string) => plan.tasks.find((task) => task.title === title)!;
  expect(plan.tasks.map((task) => task.title).sort()).toEqual(["Draft", "Leaflet", "Old idea", "Poster in A1", "Proofread", "Text"].sort());
  expect(by("Leaflet")).toMatchObject({
    owner: { id: world.tomas.personId },
    dueAt: "2031-03-01T12:00:00.000Z",
    completion: null,
    plan: { column: "To write" },
  });
  const notesOf = async (title: string): Promise<string> => (await ines.ok("getTask", { params: { w, t: by(title).id } })).notes;
  expect(await notesOf("Leaflet")).toBe("A6, both sides\n\n- Labels: Print");
  expect(by("Text").plan?.parentId).toBe(by("Leaflet").id);
  expect(by("Draft")).toMatchObject({ closedAs: "completed", plan: { parentId: by("Text").id } });
  expect(by("Proofread").closedAs).toBeNull();
  expect(by("Poster in A1")).toMatchObject({ owner: null, completion: { by: null, at: "2024-05-03T10:00:00.000Z" } });
  expect(await notesOf("Poster in A1")).toContain("People: Somebody Else");
  expect(by("Old idea").closedAs).toBe("completed");
  const comments = await ines.ok("listComments", { params: { w, t: by("Leaflet").id } });
  expect(comments.items).toEqual([
    expect.objectContaining({ author: null, importedAuthor: "Somebody Else", text: "Looks *good*", at: "2024-05-02T10:00:00.000Z" }),
  ]);
  expect(report.counts).toContainEqual({ noun: "labels", read: 2, carried: 1 });
  expect(report.counts).toContainEqual({ noun: "members", read: 2, carried: 1 });
  expect(report.findings.map((finding) => finding.code)).toEqual(
    expect.arrayContaining(["members_not_matched", "labels_unused", "archived_read_as_done", "length_unknown"]),
  );
  const events = await ines.ok("listTaskEvents", { params: { w, t: by("Leaflet").id } });
  expect(events.items).toEqual([]); // the journal begins with the import; what was before is kept with it
});

test("a sheet that only explains the others is told to be no list of work", async () => {
  const { findings } = await done(
    world.ines,
    "Read me.csv",
    "Please read\nThis workbook holds the plan of the move.\nAsk Mei if in doubt.\n",
  );
  expect(findings).toContainEqual(expect.objectContaining({ code: "no_list", message: expect.stringContaining("“Read me”") }));
  const facts = await done(world.ines, "facts.csv", "file,lists,cards,actions,bytes\na.json,19,69,392,9100\nb.json,12,45,222,700\n");
  expect(facts.findings).toContainEqual(expect.objectContaining({ code: "no_list", message: expect.stringContaining("numbers") }));
  const plan = await done(world.ines, "Move.csv", "Task,Owner\nRent a van,Mei\nCarry the boxes,Mei\n");
  expect(plan.findings.map(({ code }) => code)).not.toContain("no_list");
});

test("who is in a file is matched by hand: their work and words become theirs, and the next file knows it", async () => {
  const { w, ines, tomas, mei } = world;
  const first = await done(ines, "people.json", board("people"));
  expect(first.people.map(({ number: _, ...one }) => one)).toEqual([
    {
      name: "Tomas B.",
      username: "tomas",
      email: "Tomas@lindgren.example",
      person: { id: tomas.personId, name: expect.any(String) },
      how: "mail",
      tasks: 1,
    },
    { name: "Somebody Else", username: "else", email: null, person: null, how: null, tasks: 1 },
  ]);
  const n = String(first.people[1]?.number);
  const matched = await ines.ok("matchPerson", { params: { w, i: first.id, n }, body: { personId: mei.personId } });
  expect(matched.people[1]).toMatchObject({ person: { id: mei.personId }, how: "hand" });
  expect(matched.counts).toContainEqual({ noun: "members", read: 2, carried: 2 });
  expect(matched.findings.map(({ code }) => code)).not.toContain("members_not_matched");
  const plan = await ines.ok("getPlan", { params: { w, p: first.made[0]!.id } });
  expect(plan.tasks.find(({ title }) => title === "Poster in A1")?.owner?.id).toBe(mei.personId);
  const leaflet = plan.tasks.find(({ title }) => title === "Leaflet")?.id as string;
  expect((await ines.ok("listComments", { params: { w, t: leaflet } })).items.map(({ author }) => author?.id)).toEqual([mei.personId]);
  // Another file of the same people knows, and somebody can be said to be nobody here.
  const second = await done(ines, "people-2.json", board("people2"));
  expect(second.people.map(({ how }) => how)).toEqual(["mail", "before"]);
  const nobody = await ines.ok("matchPerson", { params: { w, i: first.id, n }, body: { personId: null } });
  expect(nobody.people[1]?.person).toBeNull();
  expect(
    (await ines.ok("getPlan", { params: { w, p: first.made[0]!.id } })).tasks.find(({ title }) => title === "Poster in A1")?.owner,
  ).toBeNull();
  expect((await mei.call("matchPerson", { params: { w, i: first.id, n }, body: { personId: null } })).status).toBe(404);
});

test("a later export of a board that is here already makes no second one unless that is wanted", async () => {
  const first = await done(world.ines, "later.json", board("later"));
  const again = await send(world.ines, "later-2.json", board("later", { desc: "Changed since" }));
  expect(again.body).toMatchObject({ code: "already_imported", params: { made: first.made } });
  expect((await done(world.ines, "later-2.json", board("later", { desc: "Changed since" }), { again: true })).made[0]?.id).not.toBe(
    first.made[0]?.id,
  );
});

test("the same bytes again are refused with what they made, and imported as a copy when that is wanted", async () => {
  const file = board("twice");
  const first = await done(world.ines, "twice.json", file);
  const again = await send(world.tomas, "renamed.json", file);
  expect(again.status).toBe(409);
  expect(again.body).toMatchObject({ code: "already_imported", params: { made: first.made } });
  const copy = await done(world.ines, "twice.json", file, { again: true });
  expect(copy.made[0]?.id).not.toBe(first.made[0]?.id);
});

test("an import is listed to whoever made it and to admins, and to nobody else", async () => {
  const { w, ines, tomas, mei, freya, stranger } = world;
  const report = await done(tomas, "own.json", board("own"));
  const listed = async (who: Client): Promise<boolean> =>
    (await who.ok("listImports", { params: { w } })).items.some((one) => one.id === report.id);
  expect([await listed(tomas), await listed(ines), await listed(mei)]).toEqual([true, true, false]);
  expect((await tomas.ok("getImport", { params: { w, i: report.id } })).counts).toEqual(report.counts);
  expect((await mei.call("getImport", { params: { w, i: report.id } })).status).toBe(404);
  expect((await stranger.call("getImport", { params: { w, i: report.id } })).status).toBe(404);
  expect((await send(freya, "guest.json", board("guest"))).status).toBe(403);
});

test("a request repeated with its key answers the same and imports once", async () => {
  const headers = { "idempotency-key": "import-1" };
  const first = await done(world.ines, "key.json", board("key"), { headers });
  expect(await done(world.ines, "key.json", board("key"), { headers })).toEqual(first);
  expect((await send(world.ines, "key.json", board("another"), { headers })).body).toMatchObject({ code: "idempotency_mismatch" });
});

test("of one file sent twice at once one is imported and the other refused", async () => {
  const before = await rowCounts();
  const answers = await Promise.all([send(world.ines, "race.json", board("race")), send(world.tomas, "race.json", board("race"))]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409]);
  expect((await rowCounts())["project"]).toBe((before["project"] ?? 0) + 1);
});

test("the columns of a table are looked at, chosen once, and remembered for every table with the same names", async () => {
  const { ines, w } = { ines: world.ines, w: world.w };
  const table = (rows: string) => `Was zu tun ist,Wer macht es,Bis\n${rows}\n`;
  const first = table("Karten scannen,Mei,2026-04-03\nBände prüfen,Tomás,2026-04-05");
  const look = async (bytes: string) => {
    const response = await fetch(`${server.url}/api/workspaces/${w}/imports/columns`, {
      method: "POST",
      headers: {
        cookie: ines.cookie,
        origin: server.url,
        "sec-fetch-site": "same-origin",
        "content-type": "application/octet-stream",
        "x-file-name": "plan.csv",
      },
      body: bytes,
    });
    return operations.lookAtTable.answer.parse(await response.json());
  };
  const {
    tables: [shape],
  } = await look(first);
  expect(shape).toMatchObject({
    header: ["Was zu tun ist", "Wer macht es", "Bis"],
    samples: [
      ["Karten scannen", "Mei", "2026-04-03"],
      ["Bände prüfen", "Tomás", "2026-04-05"],
    ],
    chosen: false,
  });
  const header = shape?.header ?? [];
  expect((await ines.call("chooseColumns", { params: { w }, body: { header, columns: { due: 2 } } })).status).toBe(400);
  expect((await ines.call("chooseColumns", { params: { w }, body: { header, columns: { title: 0, due: 0 } } })).status).toBe(400);
  await ines.ok("chooseColumns", { params: { w }, body: { header, columns: { title: 0, assignee: 1, due: 2 } } });
  const { made } = await done(ines, "plan.csv", first);
  const plan = await ines.ok("getPlan", { params: { w, p: made[0]?.id ?? "" } });
  expect(plan.tasks.map(({ title }) => title)).toEqual(["Karten scannen", "Bände prüfen"]);
  const again = await look(table("Regale räumen,Mei,"));
  expect(again.tables[0]).toMatchObject({ columns: { title: 0, assignee: 1, due: 2 }, chosen: true });
  expect((await done(ines, "other.csv", table("Regale räumen,Mei,2026-05-01"))).made).toHaveLength(1);
});
