import { useNavigate } from "@tanstack/react-router";
import { CircleDot, FileText, FolderKanban, Play, Repeat2, Search, UserRound } from "lucide-react";
import { type ReactNode, useDeferredValue, useMemo } from "react";
import { type Answer, isProblem } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useRead, useWorkspace } from "../session/index.ts";
import { useOfferedActions } from "./action.ts";
import { shellTexts } from "./en.ts";
import { matchScore } from "./match.ts";
import { paletteTexts } from "./palette.en.ts";
import { useHasRoute } from "./places.tsx";

export type Row = {
  readonly id: string;
  readonly group: string;
  readonly label: string;
  readonly below?: string;
  readonly icon?: ReactNode;
  readonly keys?: string;
  readonly why?: string | null;
  readonly closed?: boolean;
  readonly run: () => void;
};

type Found = Answer<"GET /search">["items"][number];

const screens: Readonly<Record<Found["kind"], { readonly to: string; readonly icon: ReactNode }>> = {
  task: { to: "/w/$slug/tasks/$id", icon: <CircleDot size={14} /> },
  process: { to: "/w/$slug/processes/$id", icon: <Repeat2 size={14} /> },
  project: { to: "/w/$slug/projects/$id", icon: <FolderKanban size={14} /> },
  run: { to: "/w/$slug/runs/$id", icon: <Play size={14} /> },
  document: { to: "/w/$slug/documents/$id", icon: <FileText size={14} /> },
  person: { to: "/w/$slug/people", icon: <UserRound size={14} /> },
};

/** Commands that fit what is typed, best first, and what the server finds for it. */
export function usePaletteRows(typed: string): { rows: readonly Row[]; searching: boolean; problem: string | null } {
  const t = useText(shellTexts);
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const hasRoute = useHasRoute();
  const actions = useOfferedActions();
  const q = useDeferredValue(typed.trim());
  const say = useText(paletteTexts);
  const search = useRead("GET /search", { query: { q, limit: 12 } }, { enabled: q.length > 1, keep: true });
  const recent = useRead("GET /search", { query: { recent: true, limit: 6 } }, { enabled: q === "" });

  const commands = useMemo(() => {
    const groups = { here: t("groupHere"), go: t("groupGo"), app: t("groupApp") };
    const order = ["here", "go", "app"];
    return actions
      .filter((action) => !action.hidden)
      .map((action) => ({ action, score: matchScore(typed, action.label, action.also) }))
      .filter((one) => one.score !== null)
      .toSorted(
        (a, b) => order.indexOf(a.action.group ?? "here") - order.indexOf(b.action.group ?? "here") || (b.score ?? 0) - (a.score ?? 0),
      )
      .map(({ action: { group = "here", hidden: _hidden, also: _also, ...action }, score }): Row & { weak: boolean } => ({
        ...action,
        group: groups[group],
        weak: q !== "" && (score ?? 0) < 18,
      }));
  }, [actions, typed, q, t]);

  const found = (q.length > 1 ? (search.data?.items ?? []) : q === "" ? (recent.data?.items ?? []) : [])
    .filter((item) => hasRoute(screens[item.kind].to))
    .map((item): Row => ({
      id: `${item.kind} ${item.id}`,
      group: q === "" ? say("recent") : t("groupFound"),
      label: item.title,
      below: [t("kind", { kind: item.kind }), item.home, item.closed ? t("closed") : null].filter(Boolean).join(" · "),
      icon: screens[item.kind].icon,
      closed: item.closed,
      run: () => void navigate({ to: screens[item.kind].to as "/", params: { slug, id: item.id } as never }),
    }));
  if (q.length > 1 && found.length > 0 && hasRoute("/w/$slug/search"))
    found.push({
      id: "all",
      group: t("groupFound"),
      label: say("all", { q }),
      icon: <Search size={14} />,
      run: () => void navigate({ to: "/w/$slug/search" as "/", params: { slug } as never, search: { q } as never }),
    });
  // What one had to do with lately stands behind what this screen offers.
  const here = commands.findIndex((row) => row.group !== t("groupHere"));
  return {
    rows:
      q === ""
        ? [...commands.slice(0, here), ...found, ...commands.slice(here)]
        : [...commands.filter((row) => !row.weak), ...found, ...commands.filter((row) => row.weak)],
    searching: q.length > 1 && search.isFetching && found.length === 0,
    problem: search.error && isProblem(search.error) ? search.error.title : null,
  };
}
