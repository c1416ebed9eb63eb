import type { operations } from "@rondo/contract";
import type { Work, WorkspaceCall } from "../../http/index.ts";
import { countEvents } from "../../plans/index.ts";
import { taskEvent } from "../../tasks/index.ts";
import { type Conversion, presentConversion } from "../present.ts";
import { type ConversionRow, type Kept, type Told, type WorkRow, findConversion } from "../store.ts";

export function keptOf({
  open,
  closed_as,
  due_at,
  parent_id,
  step_id,
  step_kind,
  round,
  open_question,
  board_column,
  position,
  working_minutes,
  owner_id,
  team_id,
}: WorkRow): Kept {
  return {
    open,
    closed_as,
    due_at,
    parent_id,
    step_id,
    step_kind,
    round,
    open_question,
    board_column,
    position,
    working_minutes,
    owner_id,
    team_id,
  };
}

/** Each task's own record of it; its versions have no gap. */
export async function tell(
  work: Work,
  rows: readonly Told[],
  name: string,
  home: { readonly projectId?: string; readonly runId?: string },
): Promise<void> {
  if (rows.length > 0)
    await work.append(
      ...rows.map((row) =>
        taskEvent(name, { task_id: row.task_id, run_id: home.runId ?? null, project_id: home.projectId ?? null }, row.version, {
          title: row.title,
        }),
      ),
    );
}

export async function projectEvent(
  tx: Work["tx"],
  projectId: string,
  name: string,
  data: Record<string, unknown>,
): Promise<Parameters<Work["append"]>[0]> {
  return {
    name,
    subjectKind: "project",
    subjectId: projectId,
    version: await countEvents(tx, projectId),
    homeKind: "project",
    homeId: projectId,
    data,
  };
}

export async function shown(
  { tx, actor }: Pick<WorkspaceCall<typeof operations.convertProject>, "tx" | "actor">,
  id: string,
): Promise<Conversion> {
  return presentConversion((await findConversion(tx, actor, id)) as ConversionRow);
}
