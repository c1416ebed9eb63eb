import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { workspaceRoute } from "../shell/index.ts";

export const auditRoutes = [
  createRoute({ getParentRoute: () => workspaceRoute, path: "audit", component: lazyRouteComponent(() => import("./audits-screen.tsx"), "AuditsScreen") }),
  createRoute({ getParentRoute: () => workspaceRoute, path: "audit/$id", component: lazyRouteComponent(() => import("./audit-screen.tsx"), "AuditScreen") }),
] as const;
