import { expect, test } from "vitest";
import { topicOf } from "./help.ts";

const files = import.meta.glob<string>("../**/routes.tsx", { query: "?raw", import: "default", eager: true });

test("the help of a screen is that of the longest beginning of its path", () => {
  expect(
    ["/my-day", "/my-day/week", "/projects/$id", "/projects/$id/plan", "/projects/$id/", "/settings/teams", "/elsewhere"].map(topicOf),
  ).toEqual(["myDay", "myWeek", "overview", "plan", "overview", "settings", "other"]);
});

test("every screen of a workspace has help of its own", () => {
  const paths = Object.values(files).flatMap((text) =>
    [...text.matchAll(/getParentRoute: \(\) => workspaceRoute,\s*path: "([^"]+)"/g)].map(([, path]) => `/${path}`),
  );
  expect(paths.length).toBeGreaterThan(15);
  expect(paths.filter((path) => topicOf(path) === "other")).toEqual([]);
});
