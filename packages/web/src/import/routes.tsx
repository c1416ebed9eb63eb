import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { workspaceRoute } from "../shell/index.ts";

export const importRoutes = [
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: "import",
    component: lazyRouteComponent(() => import("./import-screen.tsx"), "ImportScreen"),
  }),
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: "import/$id",
    component: lazyRouteComponent(() => import("./report-screen.tsx"), "ReportScreen"),
  }),
] as const;
