import { roleAt } from "@rondo/core/run";
import type { Actor, Work } from "../http/index.ts";
import { graphOf } from "./graph.ts";
import { type RunRow, teamsOf } from "./store/run.ts";

/** Which open approvals of a run somebody decides by its roles: one of theirs, or of a team of theirs. */
export async function decides(work: Work, actor: Actor, row: RunRow): Promise<(task: string) => boolean> {
  const graph = await graphOf(work, row.process_id, row.revision);
  const teams = row.fillings.some(({ teamId }) => teamId !== null) ? await teamsOf(work.tx, [actor.personId]) : [];
  const mine = new Set(
    row.fillings.flatMap(({ role, personId, teamId }) =>
      personId === actor.personId || (teamId !== null && teams.includes(teamId)) ? [role] : [],
    ),
  );
  return (task) => {
    const token = row.state.tokens.find((one) => one.task === task);
    const step = token === undefined ? undefined : graph.steps.get(token.node);
    const role = token === undefined || step?.kind !== "approval" ? null : roleAt(step, token);
    return role !== null && mine.has(role);
  };
}
