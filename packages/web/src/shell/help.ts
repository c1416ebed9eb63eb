import { useMatches } from "@tanstack/react-router";
import type { helpTexts } from "./help.en.ts";

type Topic = Exclude<keyof typeof helpTexts.texts, "title" | "keysOf" | "more">;

/** What helps on a screen, by the path of its route inside a workspace; the longest beginning that fits. */
const topics: readonly (readonly [path: string, topic: Topic])[] = [
  ["/my-day/week", "myWeek"],
  ["/my-day", "myDay"],
  ["/inbox", "inbox"],
  ["/new", "new"],
  ["/tasks/$id", "task"],
  ["/tasks", "tasks"],
  ["/views", "tasks"],
  ["/processes/$id/trial", "trial"],
  ["/processes/$id/flow", "flow"],
  ["/processes/$id/runs", "processRuns"],
  ["/processes/$id/measures", "measures"],
  ["/processes/$id/improve", "improve"],
  ["/processes/$id/happened", "happened"],
  ["/processes/$id/revisions", "revisions"],
  ["/processes/$id/used-in", "usedIn"],
  ["/processes/$id/settings", "processSettings"],
  ["/processes/$id", "procedure"],
  ["/processes", "processes"],
  ["/runs/$id", "run"],
  ["/projects/portfolio", "portfolio"],
  ["/projects/interfaces", "interfaces"],
  ["/projects/$id/list", "list"],
  ["/projects/$id/plan", "plan"],
  ["/projects/$id/board", "board"],
  ["/projects/$id/calendar", "calendar"],
  ["/projects/$id/documents", "projectDocuments"],
  ["/projects/$id/outlook", "outlook"],
  ["/projects/$id/control", "control"],
  ["/projects/$id/handovers", "handovers"],
  ["/projects/$id", "overview"],
  ["/projects", "projects"],
  ["/handovers/$id", "handover"],
  ["/handovers", "interfaces"],
  ["/documents/$id", "document"],
  ["/documents", "documents"],
  ["/people/load", "load"],
  ["/people", "people"],
  ["/import/$id", "importReport"],
  ["/import", "import"],
  ["/audit", "audit"],
  ["/search", "search"],
  ["/settings/profile", "profile"],
  ["/settings/notices", "notices"],
  ["/settings/trash", "trash"],
  ["/settings", "settings"],
];

/** What helps on the screen that is shown. */
export function useTopic(): Topic {
  const matches = useMatches();
  const path = (matches.at(-1)?.fullPath ?? "").replace(/^\/w\/\$slug/, "");
  return topicOf(path);
}

export function topicOf(path: string): Topic {
  return topics.find(([beginning]) => path === beginning || path.startsWith(`${beginning}/`))?.[1] ?? "other";
}
