import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { lazy } from "react";
import { workspaceRoute } from "../shell/index.ts";

type Search = { [key in "of" | "as" | "where" | "sort" | "group" | "lanes" | "columns" | "limits" | "folded" | "month" | "zoom"]?: string };

/** What the screen makes of the address is the screen's affair, and comes with it. */
const validateSearch = (search: Record<string, unknown>): Search => search as Search;

export const viewRoutes = [
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: "tasks",
    validateSearch,
    component: lazyRouteComponent(() => import("./view-screen.tsx"), "TasksScreen"),
  }),
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: "views/$view",
    validateSearch,
    component: lazyRouteComponent(() => import("./view-screen.tsx"), "ViewScreen"),
  }),
] as const;

/** For the router's context: shown at the side, below the places. */
export const PinnedViews = lazy(() => import("./pinned.tsx").then((module) => ({ default: module.Pinned })));
