import fc from "fast-check";
import { expect, test } from "vitest";
import type { Definition } from "./definition.ts";
import { draft, edited, type Edit, edits, task } from "./edits.fixture.ts";
import { mergeDefinitions, stepsOf } from "./index.ts";

const merged = (mine: Definition, theirs: Definition) => mergeDefinitions(draft(), mine, theirs);
const titles = (definition: Definition) => stepsOf(definition).map(({ title }) => title);
const changed = (definition: Definition, id: string, change: object): Definition =>
  JSON.parse(JSON.stringify(definition), (_, value: { id?: string }) => (value?.id === id ? { ...value, ...change } : value)) as Definition;
const doneTo = (list: readonly Edit[], who: string): Definition =>
  list.reduce((definition, edit, at) => edited(definition, edit, `${who}${at}`), draft());

test("changes to different steps, or to different parts of one step, both stay", () => {
  const { merged: both, clashes } = merged(
    changed(draft(), "scan", { title: "Scan all pages" }),
    changed(changed(draft(), "repair", { title: "Mend" }), "scan", { instructions: "400 dpi" }),
  );
  expect([clashes, stepsOf(both).map((step) => `${step.title}: ${step.instructions}`)]).toEqual([
    [],
    ["check: ", "bind: ", "Mend: ", "press: ", "leave: ", "Scan all pages: 400 dpi"],
  ]);
});

test("both add steps, in one place and in others, and all are there where they were put", () => {
  const mine = { ...draft(), steps: [...draft().steps, task("send")] };
  const theirs = {
    ...draft(),
    steps: [task("greet"), ...draft().steps.slice(0, 2), task("dust"), ...draft().steps.slice(2), task("thank")],
  };
  const { merged: both, clashes } = merged(mine, theirs);
  expect([clashes, titles(both)]).toEqual([[], ["greet", "check", "bind", "repair", "press", "leave", "dust", "scan", "send", "thank"]]);
});

test("one moves a step while the other rewrites it and adds beside it", () => {
  const mine = edited(draft(), { how: "move", at: 5, to: 0 }, "x");
  const theirs = changed({ ...draft(), steps: [...draft().steps, task("send")] }, "scan", { title: "Scan all pages" });
  const { merged: both, clashes } = merged(mine, theirs);
  expect([clashes, titles(both)]).toEqual([[], ["Scan all pages", "check", "bind", "repair", "press", "leave", "send"]]);
});

test("fields, what a run starts with and checklist items that each added are all there", () => {
  const { merged: both, clashes } = merged(
    doneTo(
      [
        { how: "field", at: 0, to: 0 },
        { how: "check", at: 0, to: 0 },
      ],
      "m",
    ),
    doneTo(
      [
        { how: "field", at: 0, to: 0 },
        { how: "check", at: 0, to: 0 },
      ],
      "t",
    ),
  );
  expect([clashes, both.fields.map(({ key }) => key), both.intake]).toEqual([[], ["loose", "m0", "t0"], ["loose", "m0", "t0"]]);
  expect(JSON.stringify(both.steps[0])).toMatch(/m1.*t1|t1.*m1/);
});

test("where both rewrote one title, or one removed what the other changed, a person must choose for that alone", () => {
  const [mine, theirs] = [
    changed(changed(draft(), "scan", { title: "A" }), "check", { title: "Look" }),
    changed(changed(draft(), "scan", { title: "B" }), "repair", { title: "Mend" }),
  ];
  expect(mergeDefinitions(draft(), mine, theirs)).toMatchObject({ clashes: [{ on: "step", id: "scan", part: "title" }] });
  expect(titles(mergeDefinitions(draft(), mine, theirs, "mine").merged)).toEqual(["Look", "bind", "Mend", "press", "leave", "A"]);
  expect(titles(mergeDefinitions(draft(), mine, theirs, "theirs").merged)).toEqual(["Look", "bind", "Mend", "press", "leave", "B"]);
  const without = { ...draft(), steps: draft().steps.slice(0, 2) };
  expect(merged(without, theirs).clashes).toMatchObject([{ on: "step", id: "scan" }]);
});

test("whoever removes a step in which the other works does not remove that work unasked", () => {
  const without = { ...draft(), steps: [task("check"), task("scan")] };
  const { merged: both, clashes } = merged(without, edited(draft(), { how: "add", at: 0, to: 1 }, "new"));
  expect(clashes.length).toBeGreaterThan(0);
  expect(titles(both)).toContain("new");
});

test("with nothing done on one side the other side is the result", () => {
  fc.assert(
    fc.property(edits, (list) => {
      const one = doneTo(list, "m");
      for (const result of [merged(one, draft()), merged(draft(), one), merged(one, one)])
        expect(result).toEqual({ merged: one, clashes: [] });
    }),
    { numRuns: 300 },
  );
});

test("whatever two people do at once, what either wrote is there, or a clash names the thing", () => {
  fc.assert(
    fc.property(edits, edits, fc.constantFrom<("mine" | "theirs")[]>(["mine"], ["theirs"]), (left, right, [prefer]) => {
      const [mine, theirs] = [doneTo(left, "m"), doneTo(right, "t")];
      const { merged: both, clashes } = mergeDefinitions(draft(), mine, theirs, prefer);
      const [text, was] = [JSON.stringify(both), JSON.stringify(draft())];
      const marks = (definition: Definition): string[] =>
        [...new Set(JSON.stringify(definition).match(/"[mt]\d"/g) ?? [])].filter((mark) => !was.includes(mark));
      const lost = [...marks(mine), ...marks(theirs)].filter((mark) => !text.includes(mark));
      if (lost.length > 0) expect(clashes.length, lost.join(" ")).toBeGreaterThan(0);
      const ids = stepsOf(both).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      // What neither touched stays; what one took out and the other left alone is gone.
      for (const { id } of stepsOf(draft())) {
        const [here, there] = [mine, theirs].map((one) => stepsOf(one).some((step) => step.id === id));
        if (here && there) expect(ids).toContain(id);
        if (!here && !there) expect(clashes.length > 0 || !ids.includes(id)).toBe(true);
      }
    }),
    { numRuns: 1_000 },
  );
});
