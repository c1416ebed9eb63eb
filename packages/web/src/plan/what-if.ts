import { formatWall } from "@rondo/core/calendar";
import { isPlacedAnew, movesThatHold, withFacts } from "@rondo/core/plan";
import type { Answer } from "../api/index.ts";
import type { Baseline } from "./baseline.ts";
import { reschedule } from "./compute.ts";
import { applyEdit, idsBelow, moved, newTask, type PlanEdit } from "./edit.ts";
import { minuteOf, type Plan, placeOf, type PlanTask, taskOf } from "./model.ts";

export type Alternative = Answer<"GET /projects/:p/alternatives/:a">;
export type Assumed = Pick<Alternative, "start" | "pull" | "tasks" | "linked" | "unlinked" | "added" | "leftOut">;
type Assumption = Alternative["tasks"][number];

/** The plan as it would be under an alternative, with the dates that the server computes for it too. `names` are of people it gives work to. */
export function planUnder(real: Plan, assumed: Assumed, names: ReadonlyMap<string, string>): Plan {
  const plan = withOthers(real, assumed);
  const said = new Map(assumed.tasks.map((one) => [one.taskId, one]));
  const free = new Set<string>();
  const tasks = plan.tasks.map((task) => {
    if (assumed.pull) free.add(task.id);
    const one = said.get(task.id);
    if (one === undefined || task.closedAs !== null) return task;
    const other = assumedTask(task, one, names);
    if (isMoved(task, other)) free.add(task.id);
    return other;
  });
  const gone = new Set(assumed.unlinked);
  const here = new Set(plan.tasks.map((task) => task.id));
  const left = plan.links.filter((link) => !gone.has(link.id));
  const pairs = new Set(left.map((link) => `${link.fromId} ${link.toId}`));
  const more = assumed.linked.filter(({ fromId, toId }) => here.has(fromId) && here.has(toId) && !pairs.has(`${fromId} ${toId}`));
  const anchor = anchorOf(plan);
  const by = plan.project.finishBy === null && assumed.start !== null ? minuteOf(assumed.start) - minuteOf(anchor) : 0;
  const closed = new Set(plan.tasks.filter((task) => task.closedAs !== null).map((task) => task.id));
  const along = (wall: string) => formatWall(minuteOf(wall) + by);
  return reschedule(
    {
      ...plan,
      project: {
        ...plan.project,
        ...(assumed.start !== null && { [plan.project.finishBy === null ? "start" : "finishBy"]: assumed.start }),
      },
      tasks,
      links: [...left, ...more.map((link) => ({ ...link, version: 1 }))],
      // With the start of the project everything goes along.
      entries:
        by === 0
          ? plan.entries
          : plan.entries.map((entry) =>
              closed.has(entry.taskId) ? entry : { ...entry, start: along(entry.start), finish: along(entry.finish) },
            ),
    },
    withInside(tasks, free),
  );
}

/** With the tasks that are added, those that are moved in its tree where they then stand, and without those that are left out. */
function withOthers(plan: Plan, { tasks, added, leftOut }: Assumed): Plan {
  const more = added.reduce((of, one) => {
    const { id, title, afterId, workingMinutes, milestone } = one;
    const parentId = one.parentId !== null && of.tasks.some((task) => task.id === one.parentId) ? one.parentId : null;
    return { ...of, tasks: [...of.tasks, newTask(of, { kind: "add", id, title, parentId, afterId, workingMinutes, milestone })] };
  }, plan);
  const own = new Set(added.map((one) => one.id));
  const placed = movesThatHold(
    new Map(more.tasks.map((task) => [task.id, { parentId: placeOf(task).parentId, open: task.closedAs === null }])),
    tasks.flatMap(({ taskId, place }) => (place === undefined || own.has(taskId) ? [] : [{ id: taskId, place }])),
  );
  const there = [...placed].reduce((of, [id, { parentId, afterId }]) => moved(of, { id, parentId, afterId }), more);
  const out = new Set(leftOut.flatMap((id) => [...idsBelow(there, id)]));
  if (out.size === 0) return there;
  return {
    ...there,
    tasks: there.tasks.filter((task) => !out.has(task.id)),
    links: there.links.filter((link) => !out.has(link.fromId) && !out.has(link.toId)),
    entries: there.entries.filter((entry) => !out.has(entry.taskId)),
  };
}

/** From where the dates are counted: the start, or the finish that it is planned from. */
export function anchorOf({ project: { start, finishBy } }: Plan): string {
  return finishBy ?? start;
}

function assumedTask(task: PlanTask, one: Assumption, names: ReadonlyMap<string, string>): PlanTask {
  const place = placeOf(task);
  const { title, workingMinutes, milestone, notBeforeWall, deadline, planning, ownerId } = one;
  return {
    ...task,
    ...(title !== undefined && { title }),
    ...(ownerId !== undefined && { owner: ownerId === null ? null : { id: ownerId, name: names.get(ownerId) ?? "" } }),
    plan: {
      ...place,
      ...(workingMinutes !== undefined && { workingMinutes }),
      ...(milestone !== undefined && { milestone }),
      ...(notBeforeWall !== undefined && { notBeforeWall }),
      ...(deadline !== undefined && { deadline }),
      ...(planning !== undefined && { planning: withFacts(planning, place.planning) }),
    },
  };
}

function isMoved(before: PlanTask, after: PlanTask): boolean {
  const [was, is] = [placeOf(before), placeOf(after)];
  return was.notBeforeWall !== is.notBeforeWall || isPlacedAnew(was.planning, is.planning);
}

/** What is inside a summary that is moved goes with it. */
function withInside(tasks: readonly PlanTask[], free: Set<string>): ReadonlySet<string> {
  const children = Map.groupBy(tasks, (task) => placeOf(task).parentId);
  for (const above of free) for (const task of children.get(above) ?? []) free.add(task.id);
  return free;
}

/** What is assumed after an edit of the plan as it is seen; null for one that an alternative can't hold: nothing is begun or done in it. */
export function assumedAfter(assumed: Assumed, edit: PlanEdit, newId: () => string, under?: Plan): Partial<Assumed> | null {
  const { tasks, linked, unlinked, added, leftOut } = assumed;
  switch (edit.kind) {
    case "add": {
      const { id, title, parentId, afterId, workingMinutes, milestone = false } = edit;
      return { added: [...added, { id, title, parentId, ...(afterId === undefined ? {} : { afterId }), workingMinutes, milestone }] };
    }
    case "remove": {
      if (!added.some((one) => one.id === edit.id)) return { leftOut: [...leftOut, edit.id] };
      const gone = new Set([edit.id]);
      for (const id of gone) for (const one of added) if (one.parentId === id) gone.add(one.id);
      return {
        added: added.filter((one) => !gone.has(one.id)),
        tasks: tasks.filter((task) => !gone.has(task.taskId)),
        linked: linked.filter((link) => !gone.has(link.fromId) && !gone.has(link.toId)),
      };
    }
    case "set": {
      const { column, owner, ...rest } = edit.set;
      const { title } = rest;
      if (column !== undefined) return null;
      if (title !== undefined && added.some((one) => one.id === edit.id))
        return { added: added.map((one) => (one.id === edit.id ? { ...one, title } : one)) };
      const was = under && taskOf(under, edit.id)?.plan?.planning;
      const { planning = was } = rest;
      if (was && (planning?.started !== was.started || planning?.remainingMinutes !== was.remainingMinutes)) return null;
      const one = { taskId: edit.id, ...tasks.find((task) => task.taskId === edit.id), ...rest } as Assumption;
      return {
        tasks: [...tasks.filter((task) => task.taskId !== edit.id), owner === undefined ? one : { ...one, ownerId: owner?.id ?? null }],
      };
    }
    case "place": {
      const { id, parentId, afterId } = edit;
      const place = { parentId, ...(afterId !== undefined && { afterId }) };
      const own = added.find((one) => one.id === id);
      if (own === undefined)
        return {
          tasks: [...tasks.filter((task) => task.taskId !== id), { ...tasks.find((task) => task.taskId === id), taskId: id, place }],
        };
      // Last of those that are added, with those inside: each stands behind what it is in.
      const going = new Set([id]);
      for (const above of going) for (const one of added) if (one.parentId === above) going.add(one.id);
      const { afterId: _, ...rest } = own;
      return {
        added: [
          ...added.filter((one) => !going.has(one.id)),
          { ...rest, ...place },
          ...added.filter((one) => one.id !== id && going.has(one.id)),
        ],
      };
    }
    case "link": {
      const { fromId, toId, type, lagMinutes, lagKind = "working" } = edit;
      return { linked: [...linked, { id: newId(), fromId, toId, type, lagMinutes, lagKind }] };
    }
    case "unlink":
      return linked.some((link) => link.id === edit.id)
        ? { linked: linked.filter((link) => link.id !== edit.id) }
        : { unlinked: [...unlinked, edit.id] };
    default:
      return null;
  }
}

/** Places given to somebody: each of their tasks has other people. */
export function filledIn(under: Plan, assumed: Assumed, edit: Extract<PlanEdit, { kind: "fill" }>, newId: () => string): Partial<Assumed> {
  const before = new Map(under.tasks.map((task) => [task.id, task]));
  return applyEdit(under, edit).tasks.reduce<Partial<Assumed>>((next, task) => {
    if (task === before.get(task.id)) return next;
    const set = { owner: task.owner, planning: placeOf(task).planning };
    return { ...next, ...assumedAfter({ ...assumed, ...next }, { kind: "set", id: task.id, set }, newId) };
  }, {});
}

/** Another type or lag is the old link gone and a new one in its place. */
export function relinked(plan: Plan, assumed: Assumed, edit: Extract<PlanEdit, { kind: "relink" }>, newId: () => string): Partial<Assumed> {
  const link = plan.links.find((one) => one.id === edit.id);
  if (link === undefined) return {};
  const without = assumedAfter(assumed, { kind: "unlink", id: edit.id }, newId) ?? {};
  const { fromId, toId } = link;
  const { type, lagMinutes, lagKind } = edit;
  return {
    ...without,
    ...assumedAfter({ ...assumed, ...without }, { kind: "link", id: edit.id, fromId, toId, type, lagMinutes, lagKind }, newId),
  };
}

/** The real plan, to be drawn beneath the alternative as baselines are. */
export function asBaseline(plan: Plan, name: string): Baseline {
  const titles = new Map(plan.tasks.map((task) => [task.id, task]));
  return {
    id: plan.project.id,
    name,
    takenAt: "",
    takenBy: null,
    finish: plan.finish,
    tasks: plan.tasks.length,
    entries: plan.entries.map(({ taskId, start, finish }) => {
      const task = titles.get(taskId);
      return { taskId, title: task?.title ?? "", start, finish, workingMinutes: task ? placeOf(task).workingMinutes : 0 };
    }),
  };
}
