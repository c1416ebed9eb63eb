import { expect, test } from "vitest";
import config from "../vitest.config.ts";

type Project = { readonly test: { readonly name: string; readonly sequence?: { readonly groupOrder?: number } } };

test("all kinds of tests can be run in one go, as proving does: each is a group with workers of its own", () => {
  const projects = (config.test?.projects ?? []) as readonly Project[];
  const groups = projects.map((project) => project.test.sequence?.groupOrder ?? 0);
  expect(projects.length).toBeGreaterThan(1);
  expect(new Set(groups).size).toBe(projects.length);
});
