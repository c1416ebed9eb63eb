import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { processRoute } from "../process/routes.tsx";
import { projectRoute } from "../project/index.ts";
import { workspaceRoute } from "../shell/index.ts";

type Shown = { folder?: string; show?: "templates" | "deleted"; new?: true };

/** The folder, templates or trash that is shown. */
const shown = (search: Record<string, unknown>): Shown => ({
  ...(typeof search["folder"] === "string" ? { folder: search["folder"] } : {}),
  ...(search["show"] === "templates" || search["show"] === "deleted" ? { show: search["show"] } : {}),
  ...(search["new"] === true ? { new: true } : {}),
});

type Beside = { beside?: "comments" | "versions"; version?: number; comment?: string };

export const documentRoutes = [
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: "documents",
    validateSearch: shown,
    component: lazyRouteComponent(() => import("./library.tsx"), "Library"),
  }),
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: "documents/$id",
    validateSearch: (search: Record<string, unknown>): Beside => ({
      ...(search["beside"] === "comments" || search["beside"] === "versions" ? { beside: search["beside"] } : {}),
      ...(typeof search["version"] === "number" ? { version: search["version"] } : {}),
      ...(typeof search["comment"] === "string" ? { comment: search["comment"] } : {}),
    }),
    component: lazyRouteComponent(() => import("./document-screen.tsx"), "DocumentScreen"),
  }),
] as const;

/** Tabs inside the frames of projects and processes. */
export const projectDocumentRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: "documents",
  validateSearch: shown,
  component: lazyRouteComponent(() => import("./library.tsx"), "ProjectDocuments"),
});
export const processDocumentRoute = createRoute({
  getParentRoute: () => processRoute,
  path: "documents",
  validateSearch: shown,
  component: lazyRouteComponent(() => import("./library.tsx"), "ProcessDocuments"),
});
