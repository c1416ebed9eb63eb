import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { logSearch } from "../log/index.ts";
import { workspaceRoute } from "../shell/index.ts";

export const auditRoutes = [
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: "audit",
    component: lazyRouteComponent(() => import("./audits-screen.tsx"), "AuditsScreen"),
  }),
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: "audit/$id",
    component: lazyRouteComponent(() => import("./audit-screen.tsx"), "AuditScreen"),
  }),
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: "audit/$id/log/$n",
    validateSearch: logSearch,
    component: lazyRouteComponent(() => import("./audit-log.tsx"), "AuditLog"),
  }),
] as const;
