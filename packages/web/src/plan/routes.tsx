import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { type Zoom, zooms } from "../chart/zoom.ts";
import { projectRoute } from "../project/index.ts";
import { rootRoute } from "../shell/index.ts";
import { type Shown, shownFrom, type Way, ways } from "./shown.ts";

/** The tabs of a project that show its plan; the zoom and the way of seeing are in the address. */
export const planRoutes = [
  createRoute({
    getParentRoute: () => projectRoute,
    path: "list",
    component: lazyRouteComponent(() => import("./list-screen.tsx"), "ListScreen"),
  }),
  createRoute({
    getParentRoute: () => projectRoute,
    path: "board",
    component: lazyRouteComponent(() => import("./board-screen.tsx"), "BoardScreen"),
  }),
  createRoute({
    getParentRoute: () => projectRoute,
    path: "calendar",
    validateSearch: (search: Record<string, unknown>): { month?: string } =>
      typeof search["month"] === "string" ? { month: search["month"] } : {},
    component: lazyRouteComponent(() => import("./calendar-screen.tsx"), "CalendarScreen"),
  }),
  createRoute({
    getParentRoute: () => projectRoute,
    path: "plan",
    validateSearch: (search: Record<string, unknown>): { zoom?: Zoom; as?: Way; baseline?: string; alternative?: string } & Shown => ({
      ...shownFrom(search),
      ...(zooms.includes(search["zoom"] as Zoom) ? { zoom: search["zoom"] as Zoom } : {}),
      ...(search["as"] !== "picture" && ways.includes(search["as"] as Way) ? { as: search["as"] as Way } : {}),
      ...(typeof search["baseline"] === "string" ? { baseline: search["baseline"] } : {}),
      ...(typeof search["alternative"] === "string" ? { alternative: search["alternative"] } : {}),
    }),
    component: lazyRouteComponent(() => import("./plan-screen.tsx"), "PlanScreen"),
  }),
] as const;

/** A plan of any size without a server, for the pictures and the figures: `/gallery/plan?tasks=10000`. */
export const planGalleryRoutes =
  import.meta.env.DEV || import.meta.env.MODE === "gallery"
    ? [
        createRoute({
          getParentRoute: () => rootRoute,
          path: "/gallery/plan",
          validateSearch: (
            search: Record<string, unknown>,
          ): { tasks?: number; zoom?: Zoom; as?: Way | "board" | "calendar"; baseline?: boolean } & Shown => ({
            ...shownFrom(search),
            ...(typeof search["tasks"] === "number" ? { tasks: search["tasks"] } : {}),
            ...(zooms.includes(search["zoom"] as Zoom) ? { zoom: search["zoom"] as Zoom } : {}),
            ...([...ways, "board", "calendar"].includes(search["as"] as Way) ? { as: search["as"] as Way | "board" | "calendar" } : {}),
            ...(search["baseline"] === true ? { baseline: true } : {}),
          }),
          component: lazyRouteComponent(() => import("./plan-gallery.tsx"), "PlanGallery"),
        }),
      ]
    : [];
