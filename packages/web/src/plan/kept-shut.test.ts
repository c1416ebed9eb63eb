import { expect, test } from "vitest";
import { keepShut, readShut } from "./kept-shut.ts";

function store() {
  const kept = new Map<string, string>();
  return {
    kept,
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => void kept.set(name, value),
    removeItem: (name: string) => void kept.delete(name),
  };
}

const phases = Array.from({ length: 20_000 }, (_, index) => `phase ${index}`);

test("what is shut is shut again when the plan is opened again, and another plan is not", () => {
  const here = store();
  keepShut("plan tree", new Set(["phase 3", "phase 7"]), () => phases, here);
  expect(readShut("plan tree", () => phases, here)).toEqual(new Set(["phase 3", "phase 7"]));
  expect(readShut("other tree", () => phases, here)).toEqual(new Set());
});

test("a large plan that is all shut but for two is kept by those two, and what was added since is shut too", () => {
  const here = store();
  keepShut("plan tree", new Set(phases.slice(2)), () => phases, here);
  expect([...here.kept.values()].join("").length).toBeLessThan(100);
  expect(readShut("plan tree", () => [...phases, "phase new"], here)).toEqual(new Set([...phases.slice(2), "phase new"]));
});

test("opened wholly, nothing is kept; what can't be read, or is too much to keep, opens all", () => {
  const here = store();
  keepShut("plan tree", new Set(["phase 3"]), () => phases, here);
  keepShut("plan tree", new Set(), () => phases, here);
  expect(here.kept.size).toBe(0);
  here.kept.set("rondo.shut plan tree", "{");
  expect(readShut("plan tree", () => phases, here)).toEqual(new Set());
  keepShut("plan tree", new Set(phases.filter((_, index) => index % 2 === 0)), () => phases, here);
  expect(here.kept.size).toBe(0);
});
