import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { workspaceRoute } from "../shell/index.ts";

export const capacityRoutes = [
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: "people/load",
    validateSearch: (search: Record<string, unknown>): { from?: string } =>
      typeof search["from"] === "string" ? { from: search["from"] } : {},
    component: lazyRouteComponent(() => import("./load-screen.tsx"), "LoadScreen"),
  }),
] as const;
