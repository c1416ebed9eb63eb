import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { workspaceRoute } from "../shell/index.ts";

type Search = { q?: string; kind?: string; open?: true };

export const searchRoutes = [
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: "search",
    validateSearch: (search: Record<string, unknown>): Search => ({
      ...(search["q"] === undefined || search["q"] === "" ? {} : { q: String(search["q"]).slice(0, 180) }),
      ...(typeof search["kind"] === "string" ? { kind: search["kind"] } : {}),
      ...(search["open"] === true ? { open: true as const } : {}),
    }),
    component: lazyRouteComponent(() => import("./search-screen.tsx"), "SearchScreen"),
  }),
] as const;
