import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";

let server: TestServer;
let world: World;

beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const talked = async () => {
  const { w, ines, tomas } = world;
  const task = await ines.ok("createTask", { params: { w }, body: { title: "Calibrate the scanner", ownerId: tomas.personId } });
  const comment = await ines.ok("addComment", { params: { w, t: task.id }, body: { text: "The target is mising" } });
  return { t: task.id, c: comment.id };
};

test("a comment is edited by its author alone, and what it said before stays readable", async () => {
  const { w, ines, tomas } = world;
  const { t, c } = await talked();
  const edited = await ines.ok("editComment", { params: { w, t, c }, body: { text: "The target is missing" } });
  expect([edited.text, edited.editedAt]).toEqual(["The target is missing", expect.any(String)]);
  await ines.ok("editComment", { params: { w, t, c }, body: { text: "The target was found" } });
  expect((await tomas.ok("listCommentRevisions", { params: { w, t, c } })).items.map((one) => one.text)).toEqual([
    "The target is mising",
    "The target is missing",
  ]);
  expect((await tomas.call("editComment", { params: { w, t, c }, body: { text: "I say" } })).status).toBe(403);
});

test("a sign counts once for each person, and is taken back", async () => {
  const { w, ines, tomas } = world;
  const { t, c } = await talked();
  for (let twice = 0; twice < 2; twice += 1) await tomas.ok("react", { params: { w, t, c, kind: "thanks" } });
  await ines.ok("react", { params: { w, t, c, kind: "thanks" } });
  const shown = (await ines.ok("listComments", { params: { w, t } })).items[0];
  expect(shown?.reactions).toEqual([
    {
      kind: "thanks",
      people: [
        { id: tomas.personId, name: "Tomas Brandt" },
        { id: ines.personId, name: "Ines Okafor" },
      ],
    },
  ]);
  expect((await tomas.ok("takeBackReaction", { params: { w, t, c, kind: "thanks" } })).reactions[0]?.people).toHaveLength(1);
  expect((await tomas.call("react", { params: { w, t, c, kind: "applause" } })).status).toBe(400);
});

test("a comment that was taken back can neither be edited nor signed", async () => {
  const { w, ines } = world;
  const { t, c } = await talked();
  await ines.ok("deleteComment", { params: { w, t, c } });
  expect((await ines.call("editComment", { params: { w, t, c }, body: { text: "Again" } })).status).toBe(404);
  expect((await ines.call("react", { params: { w, t, c, kind: "sad" } })).status).toBe(404);
});

test("the trash holds what one may restore, the latest first, and nobody else's", async () => {
  const { w, ines, tomas } = world;
  const make = async (title: string) => (await ines.ok("createTask", { params: { w }, body: { title } })).id;
  const [one, two] = [await make("First away"), await make("Second away")];
  for (const t of [one, two]) await ines.ok("deleteTask", { params: { w, t } });
  const titles = async (who: typeof ines) => (await who.ok("listTrash", { params: { w } })).items.map(({ task }) => task.title);
  expect(await titles(ines)).toEqual(["Second away", "First away"]);
  expect(await titles(tomas)).toEqual([]);
  await ines.ok("restoreTask", { params: { w, t: two } });
  expect(await titles(ines)).toEqual(["First away"]);
});
