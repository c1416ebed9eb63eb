import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { logSearch } from "../log/index.ts";
import { workspaceRoute } from "../shell/index.ts";
import { measuresSearch } from "./measures/search.ts";

const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);

/** The frame of a process; its tabs are its children, and other slices bring some of them. */
export const processRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: "processes/$id",
  component: lazyRouteComponent(() => import("./process-screen.tsx"), "ProcessScreen"),
});

/** Each tab of a process is an address of its own. `step` is the step that is open, `start` the form that starts a run; `view` the picture's table. */
export const processRoutes = [
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: "processes",
    validateSearch: (
      search: Record<string, unknown>,
    ): { retired?: true | undefined; blocks?: true | undefined; new?: true | undefined } => ({
      ...(search["retired"] === true ? { retired: true } : {}),
      ...(search["blocks"] === true ? { blocks: true } : {}),
      ...(search["new"] === true ? { new: true } : {}),
    }),
    component: lazyRouteComponent(() => import("./processes.tsx"), "Processes"),
  }),
] as const;

export const processTabRoutes = [
  createRoute({
    getParentRoute: () => processRoute,
    path: "/",
    validateSearch: (search: Record<string, unknown>): { step?: string | undefined; start?: true | undefined } => ({
      ...(text(search["step"]) ? { step: text(search["step"]) } : {}),
      ...(search["start"] === true ? { start: true } : {}),
    }),
    component: lazyRouteComponent(() => import("./procedure/procedure.tsx"), "Procedure"),
  }),
  createRoute({
    getParentRoute: () => processRoute,
    path: "trial",
    component: lazyRouteComponent(() => import("./trial/trial.tsx"), "TrialScreen"),
  }),
  createRoute({
    getParentRoute: () => processRoute,
    path: "flow",
    validateSearch: (search: Record<string, unknown>): { view?: "table" | undefined; step?: string | undefined } => ({
      ...(search["view"] === "table" ? { view: "table" } : {}),
      ...(text(search["step"]) ? { step: text(search["step"]) } : {}),
    }),
    component: lazyRouteComponent(() => import("./flow/flow.tsx"), "Flow"),
  }),
  createRoute({
    getParentRoute: () => processRoute,
    path: "runs",
    validateSearch: (search: Record<string, unknown>): { view?: "list" | undefined; state?: "ended" | undefined } => ({
      ...(search["view"] === "list" ? { view: "list" } : {}),
      ...(search["state"] === "ended" ? { state: "ended" } : {}),
    }),
    component: lazyRouteComponent(() => import("./runs/runs.tsx"), "Runs"),
  }),
  createRoute({
    getParentRoute: () => processRoute,
    path: "revisions",
    validateSearch: (
      search: Record<string, unknown>,
    ): { from?: number | undefined; to?: number | undefined; view?: "picture" | undefined } => ({
      ...(search["view"] === "picture" ? { view: "picture" } : {}),
      ...(typeof search["from"] === "number" ? { from: search["from"] } : {}),
      ...(typeof search["to"] === "number" ? { to: search["to"] } : {}),
    }),
    component: lazyRouteComponent(() => import("./revisions/revisions.tsx"), "Revisions"),
  }),
  createRoute({
    getParentRoute: () => processRoute,
    path: "measures",
    validateSearch: measuresSearch,
    component: lazyRouteComponent(() => import("./measures/measures.tsx"), "MeasuresScreen"),
  }),
  createRoute({
    getParentRoute: () => processRoute,
    path: "improve",
    validateSearch: (search: Record<string, unknown>): { hours?: "working" | undefined } =>
      search["hours"] === "working" ? { hours: "working" } : {},
    component: lazyRouteComponent(() => import("./measures/improve.tsx"), "Improve"),
  }),
  createRoute({
    getParentRoute: () => processRoute,
    path: "happened",
    validateSearch: logSearch,
    component: lazyRouteComponent(() => import("./happened.tsx"), "ProcessLog"),
  }),
  createRoute({
    getParentRoute: () => processRoute,
    path: "used-in",
    component: lazyRouteComponent(() => import("./blocks/used-in.tsx"), "UsedIn"),
  }),
  createRoute({
    getParentRoute: () => processRoute,
    path: "settings",
    component: lazyRouteComponent(() => import("./settings/settings.tsx"), "Settings"),
  }),
] as const;
