import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { projectRoute } from "../project/index.ts";
import { workspaceRoute } from "../shell/index.ts";
import { type Part, parts } from "./control.ts";
import { type PortfolioSearch, portfolioSearch } from "./portfolio-search.ts";

/** Inside the frame of a project. */
export const controlRoutes = [
  createRoute({
    getParentRoute: () => projectRoute,
    path: "control",
    validateSearch: (search: Record<string, unknown>): { part?: Part } =>
      parts.includes(search["part"] as Part) && search["part"] !== "value" ? { part: search["part"] as Part } : {},
    component: lazyRouteComponent(() => import("./control-screen.tsx"), "ControlScreen"),
  }),
] as const;

/** All projects side by side. */
export const portfolioRoutes = [
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: "projects/portfolio",
    validateSearch: (search: Record<string, unknown>): PortfolioSearch => portfolioSearch(search),
    component: lazyRouteComponent(() => import("./portfolio.tsx"), "Portfolio"),
  }),
] as const;
