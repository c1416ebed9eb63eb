import { existsSync, readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import type { Import } from "./present.ts";
import { world, shared, haveShared, needs, send, done, carried, read, rowCounts, factsOf, withServer } from "./imports.fixture.ts";

withServer();

for (const name of haveShared ? Object.keys(factsOf("trello/facts.csv")) : ["no boards"]) {
  test.skipIf(!haveShared)(
    `${name} stands in the database with as many cards, comments and check items as in the file${needs}`,
    async () => {
      const facts = factsOf("trello/facts.csv")[name] as Record<string, string>;
      const report = await done(world.ines, name, readFileSync(`${shared}/trello/${name}`), { form: true });
      const expected: Record<string, number> = {
        lists: Number(facts["lists"]),
        openLists: Number(facts["open_lists"]),
        cards: Number(facts["cards"]),
        openCards: Number(facts["open_cards"]),
        cardsWithDue: Number(facts["cards_with_due"]),
        checklists: Number(facts["checklists"]),
        checkItems: Number(facts["check_items"]),
        checkItemsComplete: Number(facts["check_items_complete"]),
        comments: Number(facts["comments"]),
        actions: Number(facts["actions"]),
        cardCreations: Number(facts["create_card"]),
        cardChanges: Number(facts["update_card"]),
        listMoves: Number(facts["list_moves"]),
        checkItemChanges: Number(facts["check_item_state_changes"]),
      };
      const counted = Object.fromEntries(Object.entries(expected).filter(([, count]) => count > 0));
      expect(read(report)).toMatchObject(counted);
      expect(carried(report)).toMatchObject(counted);
      expect(read(report)["labels"] ?? 0).toBe(Number(facts["labels"]));
      expect(read(report)["members"] ?? 0).toBe(Number(facts["members"]));
      const made = report.made[0] as Import["made"][number];
      const plan = await world.ines.ok("getPlan", { params: { w: world.w, p: made.id } });
      expect(plan.project.columns).toHaveLength(Number(facts["lists"]));
      expect(plan.tasks.filter((task) => task.plan?.parentId === null)).toHaveLength(Number(facts["cards"]));
    },
  );
}

const procedures = haveShared ? readdirSync(`${shared}/procedures`).filter((name) => name.endsWith(".md")) : [];
for (const name of haveShared ? procedures : ["no procedures"]) {
  test.skipIf(!haveShared)(`${name} becomes a draft process with every heading and item of the text${needs}`, async () => {
    const facts = factsOf("procedures/facts.csv")[name] as Record<string, string>;
    const report = await done(world.tomas, name, readFileSync(`${shared}/procedures/${name}`));
    const expected = {
      headings: Number(facts["headings"]),
      checkboxItems: Number(facts["checkbox_items"]),
      orderedItems: Number(facts["ordered_items"]),
      bulletItems: Number(facts["bullet_items"]),
    };
    const counted = Object.fromEntries(Object.entries(expected).filter(([, count]) => count > 0));
    expect(read(report)).toEqual(counted);
    expect(carried(report)).toEqual(counted);
    const draft = await world.tomas.ok("getDraft", { params: { w: world.w, p: report.made[0]!.id } });
    expect(draft.definition.steps.length).toBeGreaterThan(0);
  });
}

const others = haveShared
  ? ["importers", "mspdi"].flatMap((folder) =>
      existsSync(`${shared}/${folder}`)
        ? readdirSync(`${shared}/${folder}`)
            .filter((name) => /\.(json|csv|xml)$/.test(name))
            .map((name) => `${folder}/${name}`)
        : [],
    )
  : ["no other files"];
test.skipIf(!haveShared)(`every other export and plan at hand is imported or refused with a reason, never half${needs}`, async () => {
  for (const name of others) {
    const before = await rowCounts();
    const answer = await send(world.ines, name.split("/").at(-1) as string, readFileSync(`${shared}/${name}`));
    if (answer.status !== 201) expect(await rowCounts()).toEqual(before);
    expect([201, 422]).toContain(answer.status);
    const short = answer.status === 201 ? answer.body.counts.filter((count) => count.carried < count.read) : [];
    if (short.length > 0)
      expect(answer.body.findings, `${name}: ${short.map(({ noun }) => noun).join(", ")} without a word why`).not.toEqual([]);
    for (const { noun, read: inFile, carried: here } of short) expect(here, `${name}: ${noun}`).toBeLessThan(inFile);
  }
});
