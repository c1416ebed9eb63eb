import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { workspaceRoute } from "../shell/index.ts";

/** `show`: the history instead of the steps; `step`: which step is unfolded. */
type RunSearch = { show?: "history" | undefined; step?: string | undefined };

export const runRoutes = [
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: "runs/$id",
    validateSearch: (search: Record<string, unknown>): RunSearch => ({
      ...(search["show"] === "history" ? { show: "history" } : {}),
      ...(typeof search["step"] === "string" ? { step: search["step"] } : {}),
    }),
    component: lazyRouteComponent(() => import("./run-screen.tsx"), "RunScreen"),
  }),
] as const;
