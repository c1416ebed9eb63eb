import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { projectRoute } from "../project/index.ts";
import { workspaceRoute } from "../shell/index.ts";

/** Inside the frame of a project. */
export const projectHandoverRoutes = [
  createRoute({
    getParentRoute: () => projectRoute,
    path: "handovers",
    validateSearch: (search: Record<string, unknown>): { new?: true } => (search["new"] === true ? { new: true } : {}),
    component: lazyRouteComponent(() => import("./project-handovers.tsx"), "ProjectHandovers"),
  }),
] as const;

/** Where the receiver decides. */
export const handoverRoutes = [
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: "handovers",
    component: lazyRouteComponent(() => import("./interfaces.tsx"), "Interfaces"),
  }),
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: "handovers/$id",
    component: lazyRouteComponent(() => import("./handover-screen.tsx"), "HandoverScreen"),
  }),
] as const;
