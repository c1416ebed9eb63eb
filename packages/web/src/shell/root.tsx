import type { QueryClient } from "@tanstack/react-query";
import { createRootRouteWithContext, createRoute, lazyRouteComponent, notFound, redirect } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { isProblem } from "../api/index.ts";
import { installationQuery, meQuery } from "../session/index.ts";

export type RouterContext = {
  readonly client: QueryClient;
  /** Shown beside any screen for `?task=<id>`; the task slice's. */
  readonly Beside?: ComponentType<{ taskId: string; onClose: () => void }>;
  /** Below the places at the side; the views slice's. */
  readonly AtSide?: ComponentType<{ className: string }>;
  /** Everything that waits to be sent; the waiting slice's. Fetched early: without a connection it could not be. */
  readonly Waiting?: { readonly Dialog: ComponentType; fetch(): Promise<unknown> };
};

export const rootRoute = createRootRouteWithContext<RouterContext>()();

/** `/`: where one belongs. */
export const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: async ({ context }) => {
    const installation = await context.client.ensureQueryData(installationQuery);
    if (installation.state === "new") throw redirect({ to: "/setup" as "/" });
    const me = await signedIn(context.client, "/");
    const first = me.workspaces[0];
    if (first) throw redirect({ to: "/w/$slug", params: { slug: lastSlug(me.workspaces.map((one) => one.slug)) ?? first.slug } });
    throw redirect({ to: "/new-workspace" as "/" });
  },
});

/** The parent of every screen of a workspace: signed in, and a member. `task` opens a task beside the screen. */
export const workspaceRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/w/$slug",
  validateSearch: (search: Record<string, unknown>): { task?: string } =>
    typeof search["task"] === "string" ? { task: search["task"] } : {},
  beforeLoad: async ({ context, params, location }) => {
    const me = await signedIn(context.client, location.href);
    const workspace = me.workspaces.find((one) => one.slug === params.slug);
    if (!workspace) throw notFound();
    remember(workspace);
    return { workspace };
  },
  component: lazyRouteComponent(() => import("./workspace-screen.tsx"), "WorkspaceScreen"),
});

/** `/w/lindgren`: the first place there is. */
export const workspaceHomeRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: "/",
  component: lazyRouteComponent(() => import("./workspace-home.tsx"), "WorkspaceHome"),
});

async function signedIn(client: QueryClient, from: string) {
  try {
    return await client.ensureQueryData(meQuery);
  } catch (error) {
    if (isProblem(error, "sign_in_required")) throw redirect({ to: "/sign-in" as "/", search: { return: from } as never });
    throw error;
  }
}

const key = "rondo.workspace";

/** Its id too: the next page asks for what it shows before it knows who one is (`early.ts`). */
function remember({ slug, id }: { readonly slug: string; readonly id: string }): void {
  try {
    localStorage.setItem(key, slug);
    localStorage.setItem(`${key} ${slug}`, id);
  } catch {
    // Storage is off: `/` opens the first workspace.
  }
}

function lastSlug(slugs: readonly string[]): string | null {
  try {
    const kept = localStorage.getItem(key);
    return kept !== null && slugs.includes(kept) ? kept : null;
  } catch {
    return null;
  }
}
