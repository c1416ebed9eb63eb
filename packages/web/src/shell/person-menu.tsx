import { useNavigate } from "@tanstack/react-router";
import { Keyboard, LogOut, UserRound } from "lucide-react";
import { useState } from "react";
import { useText } from "../messages/index.ts";
import { useMe, useWorkspace } from "../session/index.ts";
import { Avatar, chooseTheme, currentTheme, Menu, type MenuEntry } from "../ui/index.ts";
import { shellTexts } from "./en.ts";
import { openKeySheet } from "./palette-state.ts";
import { useHasRoute } from "./places.tsx";
import { useSignOut } from "./use-sign-out.ts";

export function PersonMenu({ compact = false }: { compact?: boolean }) {
  const t = useText(shellTexts);
  const { person } = useMe();
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const hasRoute = useHasRoute();
  const signOut = useSignOut().go;
  const [theme, setTheme] = useState(currentTheme);
  const look = (value: typeof theme, label: string): MenuEntry => ({
    label,
    chosen: theme === value,
    onSelect: () => {
      chooseTheme(value);
      setTheme(value);
    },
  });
  const profile = "/w/$slug/settings/profile";
  return (
    <Menu
      side="top"
      align={compact ? "end" : "start"}
      trigger={
        <button
          type="button"
          aria-label={`${t("account")}: ${person.name}`}
          className={
            compact
              ? "flex size-10 items-center justify-center rounded-md hover:bg-hover"
              : "flex h-10 w-full items-center gap-2.5 rounded-md px-1.5 text-sm text-muted hover:bg-hover hover:text-ink data-popup-open:bg-hover"
          }
        >
          <Avatar name={person.name} id={person.id} size={compact ? "medium" : "small"} />
          {compact ? null : <span className="min-w-0 flex-1 truncate text-start">{person.name}</span>}
        </button>
      }
      entries={[
        { kind: "title", label: person.email },
        ...(hasRoute(profile)
          ? [
              {
                label: t("account"),
                icon: <UserRound size={14} />,
                onSelect: () => void navigate({ to: profile as "/", params: { slug } as never }),
              },
            ]
          : []),
        { label: t("keys"), icon: <Keyboard size={14} />, keys: "?", onSelect: openKeySheet },
        { kind: "line" },
        { kind: "title", label: t("theme") },
        look("system", t("themeSystem")),
        look("light", t("themeLight")),
        look("dark", t("themeDark")),
        { kind: "line" },
        { label: t("signOut"), icon: <LogOut size={14} />, onSelect: signOut },
      ]}
    />
  );
}
