import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { lazy } from "react";
import { workspaceRoute } from "../shell/index.ts";

export const taskRoutes = [
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: "tasks/$id",
    validateSearch: (search: Record<string, unknown>): { print?: true } => (search["print"] === true ? { print: true } : {}),
    component: lazyRouteComponent(() => import("./task-screen.tsx"), "TaskScreen"),
  }),
] as const;

/** For the router's context: shown beside any screen for `?task=<id>`. */
export const TaskBeside = lazy(() => import("./task-panel.tsx").then((module) => ({ default: module.TaskPanel })));
