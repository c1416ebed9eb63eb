import { useRouter } from "@tanstack/react-router";
import {
  CalendarCheck2,
  FileSearch,
  FileText,
  FolderKanban,
  Import,
  Inbox,
  ListTodo,
  Plus,
  Repeat2,
  Settings,
  UsersRound,
} from "lucide-react";
import type { ReactNode } from "react";
import type { shellTexts } from "./en.ts";

export type Place = {
  readonly id: keyof typeof shellTexts.texts;
  readonly to: string;
  readonly icon: ReactNode;
  readonly keys: string;
  readonly part: "top" | "work" | "bottom";
};

const size = 16;
const everyPlace: readonly Place[] = [
  { id: "myDay", to: "/w/$slug/my-day", icon: <CalendarCheck2 size={size} />, keys: "g d", part: "top" },
  { id: "inbox", to: "/w/$slug/inbox", icon: <Inbox size={size} />, keys: "g i", part: "top" },
  { id: "new", to: "/w/$slug/new", icon: <Plus size={size} />, keys: "c", part: "top" },
  { id: "tasks", to: "/w/$slug/tasks", icon: <ListTodo size={size} />, keys: "g t", part: "work" },
  { id: "processes", to: "/w/$slug/processes", icon: <Repeat2 size={size} />, keys: "g p", part: "work" },
  { id: "projects", to: "/w/$slug/projects", icon: <FolderKanban size={size} />, keys: "g j", part: "work" },
  { id: "documents", to: "/w/$slug/documents", icon: <FileText size={size} />, keys: "g o", part: "work" },
  { id: "people", to: "/w/$slug/people", icon: <UsersRound size={size} />, keys: "g e", part: "work" },
  { id: "import", to: "/w/$slug/import", icon: <Import size={size} />, keys: "g m", part: "work" },
  { id: "audit", to: "/w/$slug/audit", icon: <FileSearch size={size} />, keys: "g a", part: "work" },
  { id: "settings", to: "/w/$slug/settings", icon: <Settings size={size} />, keys: "g s", part: "bottom" },
];

/** The places whose screens exist: one appears at the side as soon as a slice registers its route. */
export function usePlaces(): readonly Place[] {
  const { routesByPath } = useRouter();
  return everyPlace.filter((place) => place.to in routesByPath);
}

/** Whether this app has a screen at a route's path. */
export function useHasRoute(): (path: string) => boolean {
  const { routesByPath } = useRouter();
  return (path) => path in routesByPath;
}
