import { rankBetween } from "@rondo/core/kernel";
import { isPlacedAnew, passedOn } from "@rondo/core/plan";
import { reschedule } from "./compute.ts";
import { childrenOf, inOrder, isClosed, type Plan, placeOf, type PlanLink, type PlanTask, taskOf } from "./model.ts";
import { staffIn, staffSet } from "./shares.ts";
import type { TaskSet } from "./task-set.ts";

export type { TaskSet } from "./task-set.ts";

type Person = NonNullable<PlanTask["owner"]>;

/** One change of a plan, as a person makes it. It becomes one call and, before the answer, one `applyEdit`. */
export type PlanEdit =
  | { readonly kind: "set"; readonly id: string; readonly set: TaskSet }
  | { readonly kind: "place"; readonly id: string; readonly parentId: string | null; readonly afterId: string | null | undefined }
  | {
      readonly kind: "add";
      readonly id: string;
      readonly title: string;
      readonly parentId: string | null;
      readonly afterId: string | null | undefined;
      readonly workingMinutes: number;
      readonly column?: string;
      readonly milestone?: boolean;
    }
  | {
      readonly kind: "complete" | "reopen" | "remove";
      readonly id: string;
      readonly by?: Person;
      readonly at?: string;
      readonly anyway?: boolean;
    }
  | {
      readonly kind: "link";
      readonly id: string;
      readonly fromId: string;
      readonly toId: string;
      readonly type: PlanLink["type"];
      readonly lagMinutes: number;
      readonly lagKind?: PlanLink["lagKind"];
    }
  | ({ readonly kind: "relink"; readonly id: string } & Pick<PlanLink, "type" | "lagMinutes" | "lagKind">)
  | { readonly kind: "unlink"; readonly id: string }
  | {
      /** Places of a role go from somebody (null: nobody yet) to somebody. */
      readonly kind: "fill";
      readonly role: string;
      readonly from: Person | null;
      readonly to: Person | null;
      readonly ids: readonly string[];
    };

/** The plan as it will be. Dates are computed again where the change can move any. */
export function applyEdit(plan: Plan, edit: PlanEdit): Plan {
  const next = changed(plan, edit);
  return movesDates(edit) ? reschedule(next, freedBy(plan, edit)) : next;
}

/** What is moved on purpose does not stay where it stood; with a summary all that is inside it. */
export function freedBy(plan: Plan, edit: PlanEdit): ReadonlySet<string> | undefined {
  if (edit.kind !== "set") return undefined;
  const { notBeforeWall, planning } = edit.set;
  const before = taskOf(plan, edit.id);
  const placed =
    notBeforeWall !== undefined || (planning !== undefined && before !== undefined && isPlacedAnew(placeOf(before).planning, planning));
  return placed ? idsBelow(plan, edit.id) : undefined;
}

const dateKeys: readonly (keyof TaskSet)[] = ["workingMinutes", "milestone", "notBeforeWall", "deadline", "planning"];

function movesDates(edit: PlanEdit): boolean {
  return edit.kind === "fill" ? false : edit.kind !== "set" || dateKeys.some((key) => edit.set[key] !== undefined);
}

function changed(plan: Plan, edit: PlanEdit): Plan {
  switch (edit.kind) {
    case "set":
      return withTask(plan, edit.id, (task) => {
        const { title, owner, ...place } = edit.set;
        return {
          ...task,
          ...(title !== undefined && { title }),
          ...(owner !== undefined && { owner }),
          plan: { ...placeOf(task), ...place },
        };
      });
    case "place":
      return moved(plan, edit);
    case "add":
      return { ...plan, tasks: [...plan.tasks, newTask(plan, edit)], project: { ...plan.project, openTasks: plan.project.openTasks + 1 } };
    case "complete":
      return counted(
        withTask(plan, edit.id, (task) => ({
          ...task,
          completion: { by: edit.by ?? null, at: edit.at ?? new Date().toISOString() },
          closedAs: "completed",
        })),
        1,
      );
    case "reopen":
      return counted(
        withTask(plan, edit.id, (task) => ({ ...task, completion: null, closedAs: null })),
        -1,
      );
    case "remove": {
      const gone = idsBelow(plan, edit.id);
      return {
        ...plan,
        tasks: plan.tasks.filter((task) => !gone.has(task.id)),
        links: plan.links.filter((link) => !gone.has(link.fromId) && !gone.has(link.toId)),
      };
    }
    case "link":
      return {
        ...plan,
        links: [
          ...plan.links,
          {
            id: edit.id,
            fromId: edit.fromId,
            toId: edit.toId,
            type: edit.type,
            lagMinutes: edit.lagMinutes,
            lagKind: edit.lagKind ?? "working",
            version: 1,
          },
        ],
      };
    case "relink":
      return {
        ...plan,
        links: plan.links.map((link) => {
          const { type, lagMinutes, lagKind } = edit;
          return link.id === edit.id ? { ...link, type, lagMinutes, lagKind } : link;
        }),
      };
    case "unlink":
      return { ...plan, links: plan.links.filter((link) => link.id !== edit.id) };
    case "fill": {
      const wanted = new Set(edit.ids);
      const nameOf = (id: string) => (id === edit.to?.id ? edit.to.name : "");
      return {
        ...plan,
        tasks: plan.tasks.map((task) => {
          const staff = wanted.has(task.id) && !isClosed(task) ? passedOn(staffIn(task), edit.role, idOf(edit.from), idOf(edit.to)) : null;
          if (staff === null) return task;
          const { owner = task.owner, ...place } = staffSet(task, staff, nameOf);
          return { ...task, owner, plan: { ...placeOf(task), ...place } };
        }),
      };
    }
  }
}

/** A task elsewhere in the tree; after one that is no sibling there it stands last. */
export function moved(
  plan: Plan,
  { id, parentId, afterId }: Pick<Extract<PlanEdit, { kind: "place" }>, "id" | "parentId" | "afterId">,
): Plan {
  const isThere = afterId == null || plan.tasks.some((task) => task.id === afterId && placeOf(task).parentId === parentId);
  const position = positionFor(plan, id, parentId, isThere ? afterId : undefined);
  return withTask(plan, id, (task) => ({ ...task, plan: { ...placeOf(task), parentId, position } }));
}

const idOf = (person: Person | null) => person?.id ?? null;

/** A task and all that is inside it. */
export function idsBelow(plan: Plan, id: string): Set<string> {
  const children = childrenOf(plan.tasks);
  const ids = new Set([id]);
  for (const above of ids) for (const task of children.get(above) ?? []) ids.add(task.id);
  return ids;
}

function withTask(plan: Plan, id: string, update: (task: PlanTask) => PlanTask): Plan {
  return { ...plan, tasks: plan.tasks.map((task) => (task.id === id ? update(task) : task)) };
}

function counted(plan: Plan, by: number): Plan {
  const { openTasks, closedTasks } = plan.project;
  return { ...plan, project: { ...plan.project, openTasks: openTasks - by, closedTasks: closedTasks + by } };
}

/** The key that the server would choose too: between its neighbours. */
function positionFor(plan: Plan, id: string | null, parentId: string | null, afterId: string | null | undefined): string {
  const siblings = plan.tasks.filter((task) => placeOf(task).parentId === parentId && task.id !== id).toSorted(inOrder);
  const at = afterId === undefined ? siblings.length : afterId === null ? 0 : siblings.findIndex((task) => task.id === afterId) + 1;
  const [before, after] = [siblings[at - 1], siblings[at]].map((task) => (task ? placeOf(task).position : null));
  return rankBetween(before || null, after && after !== before ? after : null);
}

/** A task as it is added: nobody’s, without dates, between its neighbours. */
export function newTask(plan: Plan, edit: Extract<PlanEdit, { kind: "add" }>): PlanTask {
  return {
    id: edit.id,
    title: edit.title,
    owner: null,
    team: null,
    dueAt: null,
    priority: "none",
    completion: null,
    closedAs: null,
    version: 1,
    plan: {
      parentId: edit.parentId,
      position: positionFor(plan, null, edit.parentId, edit.afterId),
      column: edit.column ?? null,
      milestone: edit.milestone ?? false,
      workingMinutes: edit.milestone ? 0 : edit.workingMinutes,
      notBeforeWall: null,
      deadline: null,
      planning: {},
    },
  };
}
