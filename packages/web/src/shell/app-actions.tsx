import { useNavigate } from "@tanstack/react-router";
import { Keyboard, LogOut, Moon, Search } from "lucide-react";
import { useMemo } from "react";
import { useText } from "../messages/index.ts";
import { useMe, useWorkspace } from "../session/index.ts";
import { chooseTheme } from "../ui/index.ts";
import { type Action, useActions } from "./action.ts";
import { shellTexts } from "./en.ts";
import { openKeySheet, openPalette } from "./palette-state.ts";
import { usePlaces } from "./places.tsx";
import { useSignOut } from "./use-sign-out.ts";

/** What can be done on every screen. */
export function useAppActions(): void {
  const t = useText(shellTexts);
  const navigate = useNavigate();
  const { slug, id } = useWorkspace();
  const { workspaces } = useMe();
  const places = usePlaces();
  const signOut = useSignOut().go;
  const names = places.map((place) => place.id).join();
  const actions = useMemo(
    (): Action[] => [
      ...places.map((place): Action => ({
        id: `go.${place.id}`,
        label: place.id === "new" ? t("new") : t("goTo", { place: t(place.id) }),
        keys: place.keys,
        group: "go",
        icon: place.icon,
        run: () => void navigate({ to: place.to as "/", params: { slug } as never }),
      })),
      ...workspaces
        .filter((one) => one.id !== id)
        .map((one): Action => ({
          id: `open.${one.id}`,
          label: t("openWorkspace", { name: one.name }),
          group: "go",
          run: () => void navigate({ to: "/w/$slug", params: { slug: one.slug } }),
        })),
      { id: "go.newWorkspace", label: t("newWorkspace"), group: "go", run: () => void navigate({ to: "/new-workspace" as "/" }) },
      { id: "app.palette", label: t("pressed"), keys: "mod+k", group: "app", hidden: true, run: openPalette },
      { id: "app.search", label: t("search"), keys: "/", group: "app", hidden: true, icon: <Search size={14} />, run: openPalette },
      { id: "app.keys", label: t("keys"), keys: "?", group: "app", icon: <Keyboard size={14} />, run: openKeySheet },
      ...(["system", "light", "dark"] as const).map((theme): Action => ({
        id: `app.theme.${theme}`,
        label: `${t("theme")}: ${t(theme === "system" ? "themeSystem" : theme === "light" ? "themeLight" : "themeDark")}`,
        group: "app",
        icon: <Moon size={14} />,
        run: () => chooseTheme(theme),
      })),
      { id: "app.signOut", label: t("signOut"), group: "app", icon: <LogOut size={14} />, run: signOut },
    ],
    // The list of places is made anew at each look; its names say whether it changed.
    [t, navigate, slug, id, workspaces, names, signOut],
  );
  useActions(actions);
}
