import { expect, test } from "vitest";
import { readAny } from "../any/index.ts";
import { containersOf } from "./index.ts";

const untouched = (text: string, name = "board.csv"): boolean | undefined =>
  containersOf(readAny(new TextEncoder().encode(text), name), name)[0]?.untouched;

test("a board is untouched while nothing in it was begun, given to anybody or planned for a day", () => {
  expect(untouched("Task,Status\nSend contract,Not started\nTrain users,Not started\n")).toBe(true);
  for (const touched of [
    "Task,Status\nSend contract,Done\nTrain users,Not started\n",
    "Task,Owner\nSend contract,Mei\nTrain users,\n",
    "Task,Due\nSend contract,2026-03-02\nTrain users,\n",
    "Candidate,Stage,Applied\nAnna Schmidt,Offer,2026-03-02\nIda Falk,Interview,2026-03-04\n",
  ])
    expect(untouched(touched)).toBe(false);
});

test("whoever does more than half of what is given to anybody owns a board", () => {
  const ownerOf = (text: string) => containersOf(readAny(new TextEncoder().encode(text), "board.csv"), "board.csv")[0]?.owner;
  expect(ownerOf("Task,Owner\nPack,Mei\nCarry,Mei\nUnpack,Tomas\nClean,\n")).toBe("Mei");
  expect(ownerOf("Task,Owner\nPack,Mei\nCarry,Tomas\n")).toBeNull();
});

test("a list called a milestone is one, however many tasks stand in it; in one called milestones each task is", () => {
  const milestonesOf = (text: string) => {
    const [board] = containersOf(readAny(new TextEncoder().encode(text), "board.csv"), "board.csv");
    return [board?.milestoneLists, board?.items.filter((item) => item.milestone).length];
  };
  expect(milestonesOf("Task,Status\nScan,Milestone 1\nIndex,Milestone 1\nOpen,Milestone 2\nPaint,Ideas\n")).toEqual([2, 0]);
  expect(milestonesOf("Task,Status\nScan,Milestones\nOpen,Milestones\nPaint,Ideas\n")).toEqual([0, 2]);
});
