import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "../shell/root.tsx";

/** Every component in every state: while developing, and in the build that the pictures are taken of. */
export const galleryRoutes =
  import.meta.env.DEV || import.meta.env.MODE === "gallery"
    ? [
        createRoute({
          getParentRoute: () => rootRoute,
          path: "/gallery",
          component: lazyRouteComponent(() => import("./gallery.tsx"), "Gallery"),
        }),
      ]
    : [];
