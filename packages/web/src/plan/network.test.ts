import { expect, test } from "vitest";
import { libraryPlan } from "./library.ts";
import { rowsOf } from "./model.ts";
import { nodeAt, networkOf, rememberedLayers, size, stepFrom } from "./network.ts";

const now = "2026-08-13T11:20";
const plan = libraryPlan();
const network = networkOf(plan, rowsOf(plan), rememberedLayers(), now);
const at = (title: string) => network.nodes.findIndex((node) => node.row.task.title.startsWith(title));

test("each task that is linked stands to the right of what it waits for; summaries without links are no boxes", () => {
  for (const { from, to } of network.edges) expect(network.nodes[from]!.x).toBeLessThan(network.nodes[to]!.x);
  expect(network.edges).toHaveLength(plan.links.length);
  expect(network.nodes.map((node) => node.row.task.title)).not.toContain("Prepare");
});

test("what a hand points at is the box that is drawn there", () => {
  network.nodes.forEach((node, index) => expect(nodeAt(network, node.x + size.width / 2, node.y + size.height / 2)).toBe(index));
  expect(nodeAt(network, 2, 2)).toBe(-1);
});

test("keys walk along the arrows, the critical way first, and up and down the column", () => {
  const agree = at("Agree");
  const next = stepFrom(network, agree, "right");
  expect(network.nodes[agree]!.after).toContain(next);
  expect(network.nodes[next]!.critical).toBe(true);
  expect(stepFrom(network, next, "left")).toBe(agree);
  const below = stepFrom(network, next, "down");
  expect(below === next || network.nodes[below]!.y > network.nodes[next]!.y).toBe(true);
  expect(stepFrom(network, -1, "right")).toBeGreaterThanOrEqual(0);
  expect(stepFrom(network, at("Hand over"), "right")).toBe(at("Hand over"));
});

test("the critical path is drawn through its links only", () => {
  const critical = network.edges.filter((edge) => edge.critical);
  expect(critical.length).toBeGreaterThan(2);
  expect(critical.every(({ from, to }) => network.nodes[from]!.critical && network.nodes[to]!.critical)).toBe(true);
});

test("tasks that are linked with nothing stand below the others, and a plan without links is a sheet of them", () => {
  const alone = networkOf({ ...plan, links: [] }, rowsOf(plan), rememberedLayers(), now);
  expect(alone.edges).toEqual([]);
  expect(alone.loose).not.toBeNull();
  expect(new Set(alone.nodes.map((node) => `${node.x} ${node.y}`)).size).toBe(alone.nodes.length);
});
