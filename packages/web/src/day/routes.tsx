import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { workspaceRoute } from "../shell/index.ts";

export const dayRoutes = [
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: "my-day",
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
