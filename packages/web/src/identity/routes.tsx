import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../shell/root.tsx";

const text = (value: unknown) => (typeof value === "string" ? value : undefined);

/** The screens before one is inside a workspace. */
export const identityRoutes = [
  createRoute({ getParentRoute: () => rootRoute, path: "/setup", component: lazyRouteComponent(() => import("./setup.tsx"), "Setup") }),
  createRoute({ getParentRoute: () => rootRoute, path: "/demo", component: lazyRouteComponent(() => import("./demo.tsx"), "OpenDemo") }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/sign-in",
    validateSearch: (
      search: Record<string, unknown>,
    ): { return?: string | undefined; problem?: string | undefined; email?: string | undefined } => ({
      return: text(search["return"]),
      problem: text(search["problem"]),
      email: text(search["email"]),
    }),
    component: lazyRouteComponent(() => import("./sign-in.tsx"), "SignIn"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/forgot-password",
    component: lazyRouteComponent(() => import("./forgot-password.tsx"), "ForgotPassword"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/reset-password",
    component: lazyRouteComponent(() => import("./reset-password.tsx"), "ResetPassword"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/new-workspace",
    component: lazyRouteComponent(() => import("./new-workspace.tsx"), "NewWorkspace"),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/invite/$token",
    component: lazyRouteComponent(() => import("./invitation.tsx"), "AcceptInvitation"),
  }),
] as const;
