import type { AnswerOf, operations } from "@rondo/contract";
import { isPlacedAnew, movesThatHold, type Place, withFacts } from "@rondo/core/plan";
import type { BoardRow, LinkRow } from "../plans/index.ts";
import { type TaskChange, ref } from "../tasks/index.ts";
import type { AlternativeRow, Assumed } from "./store.ts";

export type Alternative = AnswerOf<typeof operations.makeAlternative>;

export function presentAlternative(row: AlternativeRow): Alternative {
  const { tasks, linked, unlinked, added = [], leftOut = [], pull = false } = row.assumed;
  return {
    id: row.alternative_id,
    name: row.name,
    madeBy: ref(row.made_by, row.maker_name),
    madeAt: row.made_at,
    adoption: row.adopted === null ? null : { by: ref(row.adopted.by, row.adopter_name), at: row.adopted.at },
    start: row.start,
    pull,
    tasks: [...tasks],
    linked: [...linked],
    unlinked: [...unlinked],
    added: [...added],
    leftOut: [...leftOut],
    version: row.version,
  };
}

type Columns = Pick<
  BoardRow,
  "task_id" | "title" | "owner_id" | "working_minutes" | "milestone" | "not_before_wall" | "deadline_wall" | "planning" | "closed_as"
>;

/** What is assumed of an open task, in its own columns, as far as it differs from what stands there. */
export function changeOf(row: Columns, said: Assumed["tasks"][number] | undefined): TaskChange {
  if (said === undefined || row.closed_as !== null) return {};
  const wanted: TaskChange = {
    ...(said.title !== undefined && { title: said.title }),
    ...(said.ownerId !== undefined && { owner_id: said.ownerId }),
    ...(said.workingMinutes !== undefined && { working_minutes: said.workingMinutes }),
    ...(said.milestone !== undefined && { milestone: said.milestone }),
    ...(said.notBeforeWall !== undefined && { not_before_wall: said.notBeforeWall }),
    ...(said.deadline !== undefined && { deadline_wall: said.deadline }),
    ...(said.planning !== undefined && { planning: withFacts(said.planning, row.planning) }),
  };
  return Object.fromEntries(
    Object.entries(wanted).filter(([column, value]) => JSON.stringify(value) !== JSON.stringify(row[column as keyof Columns])),
  );
}

/** The plan's rows and links with the assumptions in their place. What has gone from the plan meanwhile is assumed no more. */
export function assume(
  { rows: all, links }: { readonly rows: readonly BoardRow[]; readonly links: readonly LinkRow[] },
  { tasks, linked, unlinked, added = [], leftOut = [], pull }: Assumed,
): { rows: BoardRow[]; links: LinkRow[]; free: string[]; out: BoardRow[]; placed: ReadonlyMap<string, Place> } {
  const said = new Map(tasks.map((task) => [task.taskId, task]));
  const everybody = [...all];
  const known = new Set(all.map((row) => row.task_id));
  for (const one of added) {
    everybody.push(addedRow(one, one.parentId !== null && known.has(one.parentId) ? one.parentId : null));
    known.add(one.id);
  }
  const placed = placesIn(everybody, tasks, new Set(added.map((one) => one.id)));
  const standing = everybody.map((row) => ({
    ...row,
    parent_id: placed.has(row.task_id) ? placed.get(row.task_id)!.parentId : row.parent_id,
  }));
  const out = withInside(standing, leftOut);
  const rows = standing.filter((row) => !out.has(row.task_id));
  const here = new Set(rows.map((row) => row.task_id));
  const gone = new Set(unlinked);
  const left = links.filter((link) => !gone.has(link.link_id) && !out.has(link.from_id) && !out.has(link.to_id));
  const pairs = new Set(left.map((link) => `${link.from_id} ${link.to_id}`));
  const changes = new Map(rows.map((row) => [row.task_id, changeOf(row, said.get(row.task_id))]));
  return {
    rows: rows.map((row) => ({ ...row, ...(changes.get(row.task_id) as object) })),
    links: [
      ...left,
      ...linked
        .filter(({ fromId, toId }) => here.has(fromId) && here.has(toId) && !pairs.has(`${fromId} ${toId}`))
        .map(({ id, fromId, toId, type, lagMinutes, lagKind }) => ({
          link_id: id,
          from_id: fromId,
          to_id: toId,
          type,
          lag_minutes: lagMinutes,
          lag_kind: lagKind,
          version: 1,
        })),
    ],
    free: rows.flatMap((row) => (pull || isMoved(row, changes.get(row.task_id) ?? {}) ? [row.task_id] : [])),
    out: all.filter((row) => out.has(row.task_id)),
    placed,
  };
}

/** Tasks of the plan that stand elsewhere in its tree; those that are added say so themselves. */
function placesIn(rows: readonly BoardRow[], tasks: Assumed["tasks"], added: ReadonlySet<string>): Map<string, Place> {
  return movesThatHold(
    new Map(rows.map((row) => [row.task_id, { parentId: row.parent_id, open: row.closed_as === null }])),
    tasks.flatMap(({ taskId, place }) => (place === undefined || added.has(taskId) ? [] : [{ id: taskId, place }])),
  );
}

/** Tasks with all that is inside them. */
function withInside(rows: readonly BoardRow[], ids: readonly string[]): ReadonlySet<string> {
  const children = Map.groupBy(rows, (row) => row.parent_id);
  const all = new Set(ids);
  for (const id of all) for (const row of children.get(id) ?? []) all.add(row.task_id);
  return all;
}

function addedRow({ id, title, workingMinutes, milestone }: NonNullable<Assumed["added"]>[number], parentId: string | null): BoardRow {
  return {
    task_id: id,
    title,
    parent_id: parentId,
    working_minutes: workingMinutes,
    milestone,
    not_before_wall: null,
    deadline_wall: null,
    planning: {},
    closed_as: null,
    priority: 0,
    due_at: null,
    owner_id: null,
    team_id: null,
    position: "",
    board_column: null,
    version: 1,
    fields: {},
  };
}

function isMoved(row: Columns, change: TaskChange): boolean {
  return change.not_before_wall !== undefined || (change.planning !== undefined && isPlacedAnew(row.planning, change.planning));
}
