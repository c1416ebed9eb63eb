import type { CSSProperties } from "react";
import { useWorkspace } from "../session/index.ts";
import { ScreenLink } from "../shell/index.ts";
import type { Taker } from "./handover.ts";

type Props = { taker: Taker; className?: string; style?: CSSProperties };

/** The process, or the team among all teams. Of a team that was deleted, and for guests, the name alone. */
export function TakerLink({ taker: { kind, id, name }, ...look }: Props) {
  const { role } = useWorkspace();
  if (id === null || (kind === "team" && role === "guest")) return <span {...look}>{name}</span>;
  return kind === "process" ? (
    <ScreenLink to="/processes/$id" params={{ id }} {...look}>
      {name}
    </ScreenLink>
  ) : (
    <ScreenLink to="/settings/teams" {...look}>
      {name}
    </ScreenLink>
  );
}
