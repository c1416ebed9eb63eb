import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../shell/index.ts";

/** The pages for people without an account. */
export const requestRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/form/$token",
    component: lazyRouteComponent(() => import("./form.tsx"), "PublicForm"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/request/$token",
    validateSearch: (search: Record<string, unknown>): { score?: number | undefined } =>
      typeof search["score"] === "number" && [1, 2, 3, 4, 5].includes(search["score"]) ? { score: search["score"] } : {},
    component: lazyRouteComponent(() => import("./status.tsx"), "RequestStatus"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/decide/$token",
    component: lazyRouteComponent(() => import("./decide.tsx"), "Decide"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/step/$token",
    component: lazyRouteComponent(() => import("./step.tsx"), "OutsiderStep"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/public/$token",
    component: lazyRouteComponent(() => import("./public.tsx"), "PublicLinkPage"),
  }),
] as const;
