import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { workspaceRoute } from "../shell/index.ts";

export const dayRoutes = [createRoute({ getParentRoute: () => workspaceRoute, path: "my-day", component: lazyRouteComponent(() => import("./my-day.tsx"), "MyDay") })] as const;
