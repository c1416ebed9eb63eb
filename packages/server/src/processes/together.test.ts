import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Definition, mergeDefinitions, stepsOf } from "@rondo/core/process";
import { type Edit, draft, edited, edits } from "../../../core/src/process/edits.fixture.ts";
import { type Client, type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

/** An editor as the browser's is: edits at once, saves by `If-Match`, and puts together what fits when somebody was first. */
class Editor {
  readonly who: string;
  readonly client: Client;
  base: Definition;
  now: Definition;
  version: number;
  count = 0;

  constructor(who: string, client: Client, read: { definition: Definition; version: number }) {
    [this.who, this.client] = [who, client];
    [this.base, this.now, this.version] = [read.definition, read.definition, read.version];
  }

  edit(edit: Edit): void {
    this.now = edited(this.now, edit, `${this.who}${(this.count += 1)}`);
  }

  /** Until it is saved. Whatever this side's choice gave up is told. */
  async save(p: string, givenUp: Set<string>, acknowledged: Set<string>): Promise<void> {
    for (;;) {
      const sent = this.now;
      if (JSON.stringify(sent) === JSON.stringify(this.base)) return;
      const answer = await this.client.call("saveDraft", {
        params: { w: world.w, p },
        body: { definition: sent as never },
        version: this.version,
      });
      if (answer.status === 200) {
        [this.base, this.version] = [sent, (answer.body as { version: number }).version];
        for (const mark of marksIn(sent)) acknowledged.add(mark);
        return;
      }
      expect(answer).toMatchObject({ status: 412, body: { code: "version_stale" } });
      const read = await this.client.ok("getDraft", { params: { w: world.w, p } });
      const theirs = read.definition as Definition;
      const { merged, clashes } = mergeDefinitions(this.base, this.now, theirs, "theirs");
      if (clashes.length > 0) for (const mark of marksIn(this.now)) if (!marksIn(merged).has(mark)) givenUp.add(mark);
      [this.base, this.now, this.version] = [theirs, merged, read.version];
    }
  }
}

const marksIn = (definition: Definition): Set<string> => new Set(JSON.stringify(definition).match(/"[abc]\d+"/g) ?? []);

test("whatever two or three people do to one draft at once, what was acknowledged is there, or somebody who saw it took it out, or a clash was shown", async () => {
  const { w, ines, tomas, mei } = world;
  const turns = fc.array(fc.record({ who: fc.nat(2), list: edits, saves: fc.boolean(), reads: fc.boolean() }), {
    minLength: 3,
    maxLength: 10,
  });
  await fc.assert(
    fc.asyncProperty(turns, async (list) => {
      const process = await ines.ok("createProcess", { params: { w }, body: { name: "Digitise a volume", definition: draft() as never } });
      for (const one of [tomas, mei])
        await ines.ok("shareProcess", { params: { w, p: process.id, m: one.personId }, body: { role: "editor" } });
      const read = await ines.ok("getDraft", { params: { w, p: process.id } });
      const editors = [ines, tomas, mei].map(
        (client, at) => new Editor("abc"[at] as string, client, { definition: read.definition as Definition, version: read.version }),
      );
      const [acknowledged, gone] = [new Set<string>(), new Set<string>()];
      const saving: Promise<void>[] = [];
      for (const { who, list: done, saves, reads } of list) {
        const editor = editors[who] as Editor;
        await Promise.all(saving.splice(0, reads ? saving.length : 0));
        for (const edit of done) {
          const before = marksIn(editor.now);
          editor.edit(edit);
          for (const mark of before) if (!marksIn(editor.now).has(mark)) gone.add(mark); // knowingly: it was on the screen
        }
        if (!saves || saving.length > 1) continue;
        await Promise.all(saving.splice(0));
        // Two save at the same moment; who comes second meets the other's.
        saving.push(...editors.map((one) => one.save(process.id, gone, acknowledged)));
      }
      await Promise.all(saving);
      for (const editor of editors) await editor.save(process.id, gone, acknowledged);
      const final = (await mei.ok("getDraft", { params: { w, p: process.id } })).definition as Definition;
      const there = marksIn(final);
      expect([...acknowledged].filter((mark) => !there.has(mark) && !gone.has(mark))).toEqual([]);
      const ids = stepsOf(final).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    }),
    { numRuns: globalThis.process.env["RONDO_PROVE"] === "1" ? 300 : 25 },
  );
});
