import type { QueryClient } from "@tanstack/react-query";
import { createRouter } from "@tanstack/react-router";
import { auditRoutes } from "./audit/routes.tsx";
import { capacityRoutes } from "./capacity/routes.tsx";
import { controlRoutes, portfolioRoutes } from "./control/routes.tsx";
import { dayRoutes } from "./day/routes.tsx";
import { documentRoutes, processDocumentRoute, projectDocumentRoute } from "./document/routes.tsx";
import { galleryRoutes } from "./gallery/routes.tsx";
import { handoverRoutes, projectHandoverRoutes } from "./handover/routes.tsx";
import { identityRoutes } from "./identity/routes.tsx";
import { importRoutes } from "./import/routes.tsx";
import { inboxRoutes } from "./inbox/routes.tsx";
import { newRoutes } from "./new/routes.tsx";
import { outlookRoutes } from "./outlook/routes.tsx";
import { peopleRoutes } from "./people/routes.tsx";
import { processRoute, processRoutes, processTabRoutes } from "./process/routes.tsx";
import { requestRoutes } from "./request/routes.tsx";
import { runRoutes } from "./run/routes.tsx";
import { searchRoutes } from "./search/routes.tsx";
import { settingsRoutes } from "./settings/routes.tsx";
import { planGalleryRoutes, planRoutes } from "./plan/routes.tsx";
import { overviewRoute, projectRoute, projectRoutes } from "./project/routes.tsx";
import { NotFound } from "./shell/not-found.tsx";
import { homeRoute, rootRoute, workspaceHomeRoute, workspaceRoute } from "./shell/root.tsx";
import { ScreenError } from "./shell/screen-error.tsx";
import { TaskBeside, taskRoutes } from "./task/routes.tsx";
import { Skeleton } from "./ui/index.ts";
import { PinnedViews, viewRoutes } from "./views/routes.tsx";
import { Waiting } from "./waiting/routes.tsx";

/** Every screen of the app. A slice adds its `routes.tsx` here; the sidebar, the palette and the keys follow. */
const tree = rootRoute.addChildren([
  homeRoute,
  ...identityRoutes,
  ...galleryRoutes,
  ...planGalleryRoutes,
  ...requestRoutes,
  workspaceRoute.addChildren([
    workspaceHomeRoute,
    ...dayRoutes,
    ...inboxRoutes,
    ...taskRoutes,
    ...newRoutes,
    ...importRoutes,
    ...auditRoutes,
    ...peopleRoutes,
    ...capacityRoutes,
    ...settingsRoutes,
    ...processRoutes,
    processRoute.addChildren([...processTabRoutes, processDocumentRoute]),
    ...runRoutes,
    ...viewRoutes,
    ...searchRoutes,
    ...portfolioRoutes,
    ...projectRoutes,
    projectRoute.addChildren([
      overviewRoute,
      ...planRoutes,
      ...outlookRoutes,
      ...controlRoutes,
      projectDocumentRoute,
      ...projectHandoverRoutes,
    ]),
    ...handoverRoutes,
    ...documentRoutes,
    // Slices' screens inside a workspace.
  ]),
]);

export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    context: { client, Beside: TaskBeside, AtSide: PinnedViews, Waiting },
    defaultPreload: "intent",
    // React Query decides what is fresh.
    defaultPreloadStaleTime: 0,
    defaultPendingMs: 300,
    defaultPendingMinMs: 0,
    scrollRestoration: true,
    // What scrolls on every screen: a new one begins at its top.
    scrollToTopSelectors: ["#main"],
    defaultErrorComponent: ScreenError,
    defaultNotFoundComponent: NotFound,
    defaultPendingComponent: () => <Skeleton />,
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
