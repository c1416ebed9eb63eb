import { Outlet, useLocation, useRouter } from "@tanstack/react-router";
import { type ComponentType, lazy, Suspense, useEffect, useRef } from "react";
import { outbox, seeingAs } from "../api/index.ts";
import { useLive } from "../live/index.ts";
import { useText } from "../messages/index.ts";
import { useMe, useWaitingShown, useWorkspace, WorkspaceProvider, type Membership } from "../session/index.ts";
import { Mark, Skeleton } from "../ui/index.ts";
import { useAppActions } from "./app-actions.tsx";
import { Banner } from "./banner.tsx";
import { BesidePanel } from "./beside.tsx";
import { BottomBar } from "./bottom-bar.tsx";
import { shellTexts } from "./en.ts";
import { useDropAnywhere } from "./dropped.ts";
import { useKeyboard } from "./keyboard.tsx";
import { useOpen } from "./palette-state.ts";
import { PersonMenu } from "./person-menu.tsx";
import { useGo } from "./screen-link.tsx";
import { Sidebar } from "./sidebar.tsx";
import { WorkspaceName } from "./workspace-switcher.tsx";

const palette = () => import("./palette.tsx");
const Palette = lazy(() => palette().then((module) => ({ default: module.Palette })));
const SeenBanner = lazy(() => import("./seen-banner.tsx").then((module) => ({ default: module.SeenBanner })));
const SignOutDialog = lazy(() => import("./sign-out-dialog.tsx").then((module) => ({ default: module.SignOutDialog })));
const KeySheet = lazy(() => import("./key-sheet.tsx").then((module) => ({ default: module.KeySheet })));

/** The frame around every screen of a workspace. */
export function Frame({ workspace }: { workspace: Membership }) {
  const seen = seeingAs()?.w === workspace.id;
  return (
    <WorkspaceProvider key={workspace.id} workspace={seen ? { ...workspace, role: "guest" } : workspace}>
      <Framed />
    </WorkspaceProvider>
  );
}

function Framed() {
  const t = useText(shellTexts);
  const workspace = useWorkspace();
  const me = useMe().person.id;
  const open = useOpen();
  const { Waiting } = useRouter().options.context as { Waiting?: { readonly Dialog: ComponentType; fetch(): Promise<unknown> } };
  const waitingShown = useWaitingShown();
  const main = useMainFocus();
  useLive(workspace.id);
  useEffect(() => outbox.belongTo(me), [me]);
  useKeyboard();
  useAppActions();
  const go = useGo();
  useDropAnywhere(() => go({ to: "/import" }));
  // Fetched once the screen is there, so that ⌘K opens at once and no letter typed after it is lost, and what waits can be
  // listed without a connection.
  useEffect(() => {
    const timer = setTimeout(() => void Promise.all([palette(), Waiting?.fetch()]).catch(() => undefined), 1_000);
    return () => clearTimeout(timer);
  }, [Waiting]);
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2 focus:shadow-lg"
      >
        {t("skip")}
      </a>
      <Sidebar />
      <div
        role="region"
        aria-label={workspace.name}
        className="flex h-12 shrink-0 items-center gap-2.5 border-b border-line bg-ground ps-4 pe-1 md:hidden"
      >
        <Mark size={18} />
        <WorkspaceName />
        <PersonMenu compact />
      </div>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface">
        <Banner />
        <Suspense>{seeingAs()?.w === workspace.id ? <SeenBanner /> : null}</Suspense>
        <main
          id="main"
          ref={main}
          tabIndex={-1}
          className="flex min-h-0 flex-1 flex-col overflow-y-auto outline-none max-md:pb-(--notices)"
        >
          <Suspense fallback={<Skeleton />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
      <BottomBar />
      <BesidePanel />
      <Suspense>
        {open === "palette" ? <Palette /> : open === "keys" ? <KeySheet /> : open === "signOut" ? <SignOutDialog /> : null}
      </Suspense>
      <Suspense>{Waiting && waitingShown ? <Waiting.Dialog /> : null}</Suspense>
    </div>
  );
}

/** A new screen starts at its top, with the focus in it, so that Tab and a screen reader go on from there. */
function useMainFocus() {
  const ref = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    ref.current?.scrollTo(0, 0);
    if (!ref.current?.contains(document.activeElement)) ref.current?.focus({ preventScroll: true });
  }, [pathname]);
  return ref;
}
