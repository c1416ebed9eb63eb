import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ScreenLink, useHasRoute } from "../shell/index.ts";

export type ThingKind = "task" | "run" | "project" | "process" | "handover" | "person" | "import" | "workspace" | "document";

const screens: Readonly<Record<ThingKind, string>> = {
  task: "/tasks/$id",
  run: "/runs/$id",
  project: "/projects/$id",
  process: "/processes/$id",
  handover: "/handovers/$id",
  import: "/import/$id",
  person: "/people",
  document: "/documents/$id",
  workspace: "/people",
};

/** A link to the screen of a thing; its name alone where there is no such screen. `open`: Enter opens it in a list. */
export function ThingLink({
  kind,
  id,
  className,
  children,
  open = false,
}: {
  kind: ThingKind;
  id: string;
  className?: string;
  children: ReactNode;
  open?: boolean;
}) {
  const hasRoute = useHasRoute();
  const to = screens[kind];
  if (!hasRoute(`/w/$slug${to}`)) return <span className={className}>{children}</span>;
  return (
    <ScreenLink to={to} params={{ id }} {...(className ? { className } : {})} {...(open ? { "data-row-open": true } : {})}>
      {children}
    </ScreenLink>
  );
}

/** A task opens beside the list that it is in. */
export function TaskLink({ id, className, children }: { id: string; className?: string; children: ReactNode }) {
  return (
    <Link
      to="."
      search={((before: Record<string, unknown>) => ({ ...before, task: id })) as never}
      resetScroll={false}
      className={className}
      data-row-open
    >
      {children}
    </Link>
  );
}
