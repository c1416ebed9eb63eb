import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { workspaceRoute } from "../shell/index.ts";
import { dayQuery } from "./day-query.ts";

export const dayRoutes = [
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: "my-day",
    shouldReload: false,
    loader: ({ context: { client, workspace } }) => void client.prefetchQuery(dayQuery(workspace.id)),
    component: lazyRouteComponent(() => import("./my-day.tsx"), "MyDay"),
  }),
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: "my-day/week",
    validateSearch: (search: Record<string, unknown>): { from?: string } =>
      typeof search["from"] === "string" && /^\d{4}-\d\d-\d\d$/.test(search["from"]) ? { from: search["from"] } : {},
    component: lazyRouteComponent(() => import("./week-screen.tsx"), "WeekScreen"),
  }),
] as const;
