import { expect, test } from "vitest";
import { movesThatHold } from "./moving-inside.ts";

const rows = new Map([
  ["phase", { parentId: null, open: true }],
  ["pack", { parentId: "phase", open: true }],
  ["carry", { parentId: null, open: true }],
  ["done", { parentId: null, open: false }],
]);
const after = (...moves: [string, string | null][]) => [
  ...movesThatHold(
    rows,
    moves.map(([id, parentId]) => ({ id, place: { parentId } })),
  ),
];

test("an open task goes into an open one, each where the moves before have put the others", () => {
  expect(after(["carry", "phase"], ["phase", null])).toEqual([
    ["carry", { parentId: "phase" }],
    ["phase", { parentId: null }],
  ]);
  // Once pack is out of the phase, the phase may go into it.
  expect(after(["pack", null], ["phase", "pack"]).map(([id]) => id)).toEqual(["pack", "phase"]);
});

test("nothing goes into itself or what is inside it, into what is done or is not there, and what is done stays", () => {
  expect(after(["phase", "pack"], ["phase", "phase"], ["carry", "done"], ["carry", "gone"], ["done", null], ["gone", null])).toEqual([]);
  expect(after(["carry", "pack"], ["phase", "carry"]).map(([id]) => id)).toEqual(["carry"]);
});
