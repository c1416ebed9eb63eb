import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { workspaceRoute } from "../shell/index.ts";

const projectsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: "projects",
  validateSearch: (search: Record<string, unknown>): { closed?: true; new?: true } => ({
    ...(search["closed"] === true ? { closed: true } : {}),
    ...(search["new"] === true ? { new: true } : {}),
  }),
  component: lazyRouteComponent(() => import("./projects.tsx"), "Projects"),
});

/** The frame of a project; its tabs are its children, and other slices bring some of them. */
export const projectRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: "projects/$id",
  component: lazyRouteComponent(() => import("./project-screen.tsx"), "ProjectScreen"),
});

export const overviewRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: "/",
  component: lazyRouteComponent(() => import("./overview.tsx"), "Overview"),
});

export const projectRoutes = [projectsRoute] as const;
