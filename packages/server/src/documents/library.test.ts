import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { type Client, type TestServer, type World, callOperation, libraryOn, startTestServer } from "@rondo/testkit";
import { writerOn } from "./writer.fixture.ts";

let server: TestServer;
let world: World;

beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const contentOf = async (who: Client, d: string, format: "markdown" | "html" = "markdown"): Promise<string> => {
  const response = await fetch(`${server.url}/api/workspaces/${world.w}/documents/${d}/content?format=${format}`, {
    headers: { cookie: who.cookie },
  });
  expect(response.headers.get("content-disposition")).toMatch(/^attachment/);
  return response.text();
};
const aged = (d: string, seconds: number) =>
  server.system.database.inWorkspace(world.w, async (tx) => {
    await tx.change(
      sql`update document set edited_at = now() - make_interval(secs => ${seconds}) where workspace_id = current_workspace() and document_id = ${d}`,
    );
    await tx.change(
      sql`update document_editor set last_at = now() - make_interval(secs => ${seconds}) where workspace_id = current_workspace() and document_id = ${d}`,
    );
  });

test("Markdown and HTML come in and go out, and what could run does not come in", async () => {
  const { w, ines } = world;
  const made = await ines.ok("createDocument", {
    params: { w },
    body: { title: "Rules", markdown: "## Maps\n\n- [x] Order gloves\n- [ ] Book the scanner\n" },
  });
  expect(await contentOf(ines, made.id)).toBe("# Rules\n\n## Maps\n\n- [x] Order gloves\n- [ ] Book the scanner\n");
  const pasted = await ines.ok("createDocument", {
    params: { w },
    body: { title: "Pasted <b>", html: "<p onclick=x>Fold <b>never</b>.</p><script>alert(1)</script>" },
  });
  expect(await contentOf(ines, pasted.id)).toContain("Fold **never**.");
  const page = await contentOf(ines, pasted.id, "html");
  expect(page).toContain("<p>Fold <strong>never</strong>.</p>");
  expect(page).not.toMatch(/<script|onclick|<b>/);
});

test("a silence begins a new version; a named one stays; going back loses nothing and merges with who goes on writing", async () => {
  const { w, ines, tomas } = world;
  const { id: d } = await ines.ok("createDocument", { params: { w }, body: { title: "Minutes" } });
  const [one, two] = [writerOn(ines, w, d), writerOn(tomas, w, d)];
  one.write(0, "First.");
  await one.push();
  await aged(d, 3_600);
  await two.pull();
  two.write(6, " Second.");
  await two.push();
  const { items } = await ines.ok("listDocumentVersions", { params: { w, d } });
  expect(items.map(({ seq, kind, people }) => [seq, kind, people.map(({ name }) => name)])).toEqual([[1, "session", ["Ines Okafor"]]]);
  const named = await ines.ok("nameDocumentVersion", { params: { w, d }, body: { name: "As agreed" } });
  expect([named.seq, named.kind, named.name]).toEqual([2, "named", "As agreed"]);
  await ines.ok("restoreDocumentVersion", { params: { w, d, seq: 1 } });
  two.write(0, "Meanwhile: ");
  await two.push();
  await two.pull();
  expect(two.text()).toContain("First.");
  expect(two.text()).not.toContain("Second.");
  expect((await ines.ok("getDocumentVersion", { params: { w, d, seq: 2 } })).tree).toMatchObject({
    type: "doc",
    content: [{ content: [{ text: "First. Second." }] }],
  });
  await ines.ok("restoreDocumentVersion", { params: { w, d, seq: 2 } });
  expect(await contentOf(ines, d)).toContain("First. Second.");
});

test("many pieces are put together, and who opens it then or was away reads the same", async () => {
  const { w, ines, tomas } = world;
  const { id: d } = await ines.ok("createDocument", { params: { w }, body: { title: "Long" } });
  const [one, away] = [writerOn(ines, w, d), writerOn(tomas, w, d)];
  for (let piece = 0; piece < 130; piece += 1) {
    one.write(piece * 2, `${piece % 10} `);
    await one.push();
    if (piece === 50) await away.pull();
  }
  await away.pull();
  const fresh = writerOn(tomas, w, d);
  await fresh.pull();
  expect([away.text(), fresh.text()]).toEqual([one.text(), one.text()]);
  const kept = await server.system.database.inWorkspace(w, (tx) =>
    tx.first(
      sql<{
        updates: number;
      }>`select count(*)::int as updates from document_update where workspace_id = current_workspace() and document_id = ${d}`,
    ),
  );
  expect(kept?.updates).toBeLessThan(101);
});

test("the journal says once that somebody writes, not at every letter", async () => {
  const { w, ines } = world;
  const { id: d } = await ines.ok("createDocument", { params: { w }, body: { title: "Notes" } });
  const one = writerOn(ines, w, d);
  for (let piece = 0; piece < 5; piece += 1) {
    one.write(0, "a");
    await one.push();
  }
  const told = await server.system.database.inWorkspace(w, (tx) =>
    tx.rows(sql<{ name: string }>`select name from event where workspace_id = current_workspace() and subject_id = ${d} order by version`),
  );
  expect(told.map(({ name }) => name)).toEqual(["document.created", "document.edited"]);
});

test("folders nest, hold what is of their home alone, and give back what stood in them", async () => {
  const { w, ines, tomas, freya } = world;
  const outer = await ines.ok("createFolder", { params: { w }, body: { name: "Rules" } });
  const inner = await ines.ok("createFolder", { params: { w }, body: { name: "Maps", parentId: outer.id } });
  expect((await ines.call("changeFolder", { params: { w, f: outer.id }, version: 1, body: { parentId: inner.id } })).status).toBe(409);
  const project = await ines.ok("createProject", { params: { w }, body: { name: "Move the rare books" } });
  expect(
    (await ines.call("createDocument", { params: { w }, body: { title: "Elsewhere", projectId: project.id, folderId: inner.id } })).status,
  ).toBe(404);
  const made = await ines.ok("createDocument", { params: { w }, body: { title: "Folding", folderId: inner.id } });
  await tomas.ok("deleteFolder", { params: { w, f: inner.id } });
  expect((await ines.ok("getDocument", { params: { w, d: made.id } })).folderId).toBe(outer.id);
  expect((await freya.ok("listFolders", { params: { w } })).items).toEqual([]);
  let parent = outer.id;
  for (let depth = 0; depth < 7; depth += 1)
    parent = (await ines.ok("createFolder", { params: { w }, body: { name: `Level ${depth}`, parentId: parent } })).id;
  expect((await ines.call("createFolder", { params: { w }, body: { name: "Too deep", parentId: parent } })).status).toBe(400);
});

test("a document on its own is its maker's to give; one in a project is seen by whoever sees that", async () => {
  const { w, ines, tomas, mei, freya } = world;
  const own = await tomas.ok("createDocument", { params: { w }, body: { title: "Draft of Tomas", everyone: null } });
  expect([
    (await mei.call("getDocument", { params: { w, d: own.id } })).status,
    (await mei.ok("listDocuments", { params: { w } })).items.some(({ id }) => id === own.id),
  ]).toEqual([404, false]);
  await tomas.ok("shareDocument", { params: { w, d: own.id, m: freya.personId }, body: { role: "viewer" } });
  expect((await freya.ok("listDocuments", { params: { w } })).items.map(({ title, mine }) => [title, mine])).toEqual([
    ["Draft of Tomas", "viewer"],
  ]);
  const project = await ines.ok("createProject", { params: { w }, body: { name: "Closed", everyone: null } });
  const inside = await ines.ok("createDocument", { params: { w }, body: { title: "Inside", projectId: project.id } });
  expect((await tomas.call("getDocument", { params: { w, d: inside.id } })).status).toBe(404);
  expect((await ines.call("shareDocument", { params: { w, d: inside.id, m: tomas.personId }, body: { role: "viewer" } })).status).toBe(409);
  await ines.ok("shareProject", { params: { w, p: project.id, m: tomas.personId }, body: { role: "contributor" } });
  expect((await tomas.ok("getDocument", { params: { w, d: inside.id } })).mine).toBe("contributor");
});

test("a template begins a document, and is found among the templates alone", async () => {
  const { w, ines } = world;
  const template = await ines.ok("createDocument", {
    params: { w },
    body: { title: "Minutes of a meeting", template: true, markdown: "## Decisions\n" },
  });
  const begun = await ines.ok("createDocument", { params: { w }, body: { title: "Minutes of Monday", templateId: template.id } });
  expect(await contentOf(ines, begun.id)).toContain("## Decisions");
  const has = async (templates: boolean) =>
    (await ines.ok("listDocuments", { params: { w }, query: { templates } })).items.some(({ id }) => id === template.id);
  expect([await has(true), await has(false)]).toEqual([true, false]);
});

test("deleted, it is as if it were not there; restored, it says what it said", async () => {
  const { w, ines, tomas } = world;
  const { id: d } = await ines.ok("createDocument", { params: { w }, body: { title: "Thrown away", markdown: "Zeppelins" } });
  await ines.ok("deleteDocument", { params: { w, d } });
  expect((await tomas.call("pullUpdates", { params: { w, d } })).status).toBe(404);
  expect((await ines.ok("search", { params: { w }, query: { q: "zeppelins" } })).items).toEqual([]);
  expect((await ines.ok("listDocuments", { params: { w }, query: { deleted: true } })).items.map(({ title }) => title)).toEqual([
    "Thrown away",
  ]);
  await ines.ok("restoreDocument", { params: { w, d } });
  expect(await contentOf(ines, d)).toContain("Zeppelins");
});

test("it is found by its title and by what it says, by who may see it", async () => {
  const { w, ines, tomas } = world;
  const { id: d } = await ines.ok("createDocument", {
    params: { w },
    body: { title: "Binding of atlases", everyone: null, markdown: "Vellum, not paper.\n\nKeep it dry." },
  });
  const one = writerOn(ines, w, d);
  await one.pull();
  one.write(0, "Marzipan ");
  await one.push();
  await server.system.database.inWorkspace(w, (tx) =>
    tx.change(
      sql`update due_moment set due_at = now() - interval '1 second' where workspace_id = current_workspace() and subject_id = ${d}`,
    ),
  );
  await server.sweeper.sweepNow();
  const found = async (who: Client, q: string) =>
    (await who.ok("search", { params: { w }, query: { q } })).items.filter(({ kind }) => kind === "document").map(({ title }) => title);
  expect([
    await found(ines, "vellum pap"),
    await found(ines, "marzipan"),
    await found(ines, "Bindng atlas"),
    await found(ines, "vellum zebra"),
    await found(tomas, "vellum"),
  ]).toEqual([["Binding of atlases"], ["Binding of atlases"], ["Binding of atlases"], [], []]);
});

test("who is named in the text is told of once, by who wrote it", async () => {
  const { w, ines, tomas, mei } = world;
  const { id: d } = await ines.ok("createDocument", {
    params: { w },
    body: { title: "Who does what", markdown: `Ask [@Mei Tanaka](#person-${mei.personId}).` },
  });
  const naming = new Y.Doc();
  const paragraph = new Y.XmlElement("paragraph");
  const mention = new Y.XmlElement("mention");
  mention.setAttribute("id", tomas.personId);
  mention.setAttribute("label", "Tomas Brandt");
  naming.getXmlFragment("content").insert(0, [paragraph]);
  paragraph.insert(0, [mention]);
  await ines.ok("pushUpdate", { params: { w, d }, body: { update: Buffer.from(Y.encodeStateAsUpdate(naming)).toString("base64") } });
  for (let twice = 0; twice < 2; twice += 1) {
    await server.system.database.inWorkspace(w, (tx) =>
      tx.change(
        sql`insert into due_moment (workspace_id, kind, subject_id, due_at) values (current_workspace(), 'document', ${d}, now() - interval '1 second') on conflict (workspace_id, kind, subject_id) do update set due_at = excluded.due_at`,
      ),
    );
    await server.sweeper.sweepNow();
  }
  const told = await server.system.database.inWorkspace(w, (tx) =>
    tx.rows(
      sql<{
        actor_id: string;
        data: { mentions: string[] };
      }>`select actor_id, data from event where workspace_id = current_workspace() and subject_id = ${d} and name = 'document.mentioned'`,
    ),
  );
  expect(told).toEqual([{ actor_id: ines.personId, data: { title: "Who does what", mentions: [tomas.personId] } }]);
});

test("what is said about a passage is answered, settled, taken back by its author alone", async () => {
  const { w, ines, tomas, freya } = world;
  const { id: d } = await ines.ok("createDocument", { params: { w }, body: { title: "Rules of the room", markdown: "No pens." } });
  const said = await tomas.ok("addDocumentComment", {
    params: { w, d },
    body: {
      text: "Pencils?",
      quote: "No pens.",
      anchor: { from: { type: null, tname: "content", item: null, assoc: 0 }, to: { type: null, tname: "content", item: null, assoc: 0 } },
      mentions: [ines.personId],
    },
  });
  const answer = await ines.ok("addDocumentComment", { params: { w, d }, body: { text: "Yes", parentId: said.id } });
  expect(answer.parentId).toBe(said.id);
  expect((await freya.call("addDocumentComment", { params: { w, d }, body: { text: "Hello" } })).status).toBe(404);
  expect((await ines.call("editDocumentComment", { params: { w, d, c: said.id }, body: { text: "No" } })).status).toBe(403);
  expect((await ines.ok("resolveDocumentComment", { params: { w, d, c: said.id } })).resolution?.by?.name).toBe("Ines Okafor");
  expect((await tomas.ok("reopenDocumentComment", { params: { w, d, c: said.id } })).resolution).toBeNull();
  await tomas.ok("deleteDocumentComment", { params: { w, d, c: said.id } });
  expect((await ines.ok("listDocumentComments", { params: { w, d } })).items).toEqual([]);
});

test("a comment that was taken back is brought back by its author alone, with the answers that went with it and none that went before", async () => {
  const { w, ines, tomas } = world;
  const { id: d } = await ines.ok("createDocument", { params: { w }, body: { title: "Rules of the vault", markdown: "No lamps." } });
  const said = await tomas.ok("addDocumentComment", { params: { w, d }, body: { text: "Torches?" } });
  const yes = await ines.ok("addDocumentComment", { params: { w, d }, body: { text: "Yes", parentId: said.id } });
  const no = await ines.ok("addDocumentComment", { params: { w, d }, body: { text: "No", parentId: said.id } });
  await ines.ok("deleteDocumentComment", { params: { w, d, c: no.id } });
  await tomas.ok("deleteDocumentComment", { params: { w, d, c: said.id } });
  expect((await ines.call("restoreDocumentComment", { params: { w, d, c: said.id } })).status).toBe(403);
  for (const _ of [1, 2]) expect((await tomas.ok("restoreDocumentComment", { params: { w, d, c: said.id } })).text).toBe("Torches?");
  expect((await ines.ok("listDocumentComments", { params: { w, d } })).items.map((one) => one.id)).toEqual([said.id, yes.id]);
});

test("a name that is too long, hidden or empty is no title (B34), and nobody's key outside can write", async () => {
  const { w, ines } = world;
  for (const title of ["", "   ", "x".repeat(10_000), "a\u202eb", "two\nlines", "nul\u0000"])
    expect([title.length, (await ines.call("createDocument", { params: { w }, body: { title } })).status]).toEqual([title.length, 400]);
  const { id: d } = await ines.ok("createDocument", { params: { w }, body: { title: "<script>alert(1)</script>" } });
  expect(await contentOf(ines, d, "html")).not.toContain("<script>");
  const update = Buffer.from(Y.encodeStateAsUpdate(new Y.Doc())).toString("base64");
  expect(
    (
      await callOperation(
        server,
        "pushUpdate",
        { params: { w, d }, body: { update } },
        { cookie: ines.cookie, origin: "https://elsewhere.example" },
      )
    ).status,
  ).toBe(403);
});
