import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { workspaceRoute } from "../shell/index.ts";

const settingsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: "settings",
  component: lazyRouteComponent(() => import("./settings-frame.tsx"), "SettingsFrame"),
});

const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);

export const settingsRoutes = [
  settingsRoute.addChildren([
    createRoute({
      getParentRoute: () => settingsRoute,
      path: "/",
      component: lazyRouteComponent(() => import("./settings-start.tsx"), "SettingsStart"),
    }),
    createRoute({
      getParentRoute: () => settingsRoute,
      path: "profile",
      component: lazyRouteComponent(() => import("./profile.tsx"), "Profile"),
    }),
    createRoute({
      getParentRoute: () => settingsRoute,
      path: "security",
      component: lazyRouteComponent(() => import("./security/security.tsx"), "Security"),
    }),
    createRoute({
      getParentRoute: () => settingsRoute,
      path: "notices",
      component: lazyRouteComponent(() => import("./notices/notices.tsx"), "Notices"),
    }),
    createRoute({ getParentRoute: () => settingsRoute, path: "keys", component: lazyRouteComponent(() => import("./keys.tsx"), "Keys") }),
    createRoute({
      getParentRoute: () => settingsRoute,
      path: "trash",
      component: lazyRouteComponent(() => import("./trash.tsx"), "Trash"),
    }),
    createRoute({
      getParentRoute: () => settingsRoute,
      path: "workspace",
      component: lazyRouteComponent(() => import("./workspace.tsx"), "WorkspaceSettings"),
    }),
    createRoute({
      getParentRoute: () => settingsRoute,
      path: "members",
      component: lazyRouteComponent(() => import("./members/members.tsx"), "Members"),
    }),
    createRoute({
      getParentRoute: () => settingsRoute,
      path: "teams",
      component: lazyRouteComponent(() => import("./teams.tsx"), "Teams"),
    }),
    createRoute({
      getParentRoute: () => settingsRoute,
      path: "roles",
      component: lazyRouteComponent(() => import("./roles.tsx"), "Roles"),
    }),
    createRoute({
      getParentRoute: () => settingsRoute,
      path: "calendars",
      component: lazyRouteComponent(() => import("./calendars/calendars.tsx"), "Calendars"),
    }),
    createRoute({
      getParentRoute: () => settingsRoute,
      path: "judgement",
      component: lazyRouteComponent(() => import("./judgement.tsx"), "Judgement"),
    }),
    createRoute({
      getParentRoute: () => settingsRoute,
      path: "audit",
      validateSearch: (search: Record<string, unknown>): { actor?: string; name?: string; subject?: string } => {
        const [actor, name, subject] = [text(search["actor"]), text(search["name"]), text(search["subject"])];
        return { ...(actor ? { actor } : {}), ...(name ? { name } : {}), ...(subject ? { subject } : {}) };
      },
      component: lazyRouteComponent(() => import("./audit.tsx"), "Audit"),
    }),
    createRoute({
      getParentRoute: () => settingsRoute,
      path: "sign-in",
      component: lazyRouteComponent(() => import("./sign-in/sign-in-settings.tsx"), "SignInSettings"),
    }),
    createRoute({
      getParentRoute: () => settingsRoute,
      path: "mail",
      component: lazyRouteComponent(() => import("./mail.tsx"), "MailSettings"),
    }),
    createRoute({
      getParentRoute: () => settingsRoute,
      path: "backups",
      component: lazyRouteComponent(() => import("./backups.tsx"), "Backups"),
    }),
  ]),
] as const;
