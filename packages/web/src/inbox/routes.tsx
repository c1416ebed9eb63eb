import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { workspaceRoute } from "../shell/index.ts";

export const inboxRoutes = [
  createRoute({
    getParentRoute: () => workspaceRoute,
    path: "inbox",
    validateSearch: (search: Record<string, unknown>): { show?: "unread" } => (search["show"] === "unread" ? { show: "unread" } : {}),
    component: lazyRouteComponent(() => import("./inbox-screen.tsx"), "InboxScreen"),
  }),
] as const;
