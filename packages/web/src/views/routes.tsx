import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { lazy } from "react";
import { workspaceRoute } from "../shell/index.ts";

type Search = { [key in "of" | "as" | "where" | "sort" | "group" | "lanes" | "columns" | "limits" | "folded" | "month" | "zoom"]?: string };

/** What the screen makes of the address is the screen's affair, and comes with it. */
const validateSearch = (search: Record<string, unknown>): Search => search as Search;

/** The screen's rows are on their way while it and the frame around it are drawn. */
async function readAhead({
  context,
  location,
  cause,
}: {
  context: { workspace: { id: string } };
  location: { search: object };
  cause: string;
}): Promise<void> {
  const screen = await import("./view-screen.tsx");
  if (cause !== "preload") screen.readTasksAhead(context.workspace.id, location.search);
}

export const viewRoutes = [
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: "tasks",
    validateSearch,
    shouldReload: false,
    loader: readAhead,
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
