import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { workspaceRoute } from "../shell/index.ts";

export const peopleRoutes = [
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: "people",
    validateSearch: (search: Record<string, unknown>): { q?: string } => (typeof search["q"] === "string" ? { q: search["q"] } : {}),
    component: lazyRouteComponent(() => import("./people-screen.tsx"), "PeopleScreen"),
  }),
] as const;
