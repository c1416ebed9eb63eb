import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { projectRoute } from "../project/index.ts";

/** Inside the frame of a project. */
export const outlookRoutes = [
  createRoute({
    getParentRoute: () => projectRoute,
    path: "outlook",
    validateSearch: (search: Record<string, unknown>): { levelling?: string } =>
      typeof search["levelling"] === "string" ? { levelling: search["levelling"] } : {},
    component: lazyRouteComponent(() => import("./outlook-screen.tsx"), "OutlookScreen"),
  }),
] as const;
