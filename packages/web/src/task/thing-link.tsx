import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useHasRoute } from "../shell/index.ts";
import { useWorkspace } from "../session/index.ts";

export type ThingKind = "task" | "run" | "project" | "process" | "handover" | "person" | "import" | "workspace";

const screens: Readonly<Record<ThingKind, string | null>> = {
  task: "/w/$slug/tasks/$id",
  run: "/w/$slug/runs/$id",
  project: "/w/$slug/projects/$id",
  process: "/w/$slug/processes/$id",
  handover: "/w/$slug/handovers/$id",
  import: "/w/$slug/import/$id",
  person: "/w/$slug/people",
  workspace: "/w/$slug/people",
};

/** A link to the screen of a thing; its name alone where there is no such screen. */
export function ThingLink({ kind, id, className, children, open = false }: { kind: ThingKind; id: string; className?: string; children: ReactNode; /** Enter opens it in a list. */ open?: boolean }) {
  const { slug } = useWorkspace();
  const to = useScreenOf(kind);
  if (to === null) return <span className={className}>{children}</span>;
  return (
    <Link to={to as "/"} params={{ slug, id } as never} className={className} {...(open ? { "data-row-open": true } : {})}>
      {children}
    </Link>
  );
}

/** A task opens beside the list that it is in. */
export function TaskLink({ id, className, children }: { id: string; className?: string; children: ReactNode }) {
  return (
    <Link to="." search={((before: Record<string, unknown>) => ({ ...before, task: id })) as never} resetScroll={false} className={className} data-row-open>
      {children}
    </Link>
  );
}

function useScreenOf(kind: ThingKind): string | null {
  const hasRoute = useHasRoute();
  const to = screens[kind];
  return to !== null && hasRoute(to) ? to : null;
}
