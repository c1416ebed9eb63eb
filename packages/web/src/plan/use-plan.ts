import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { requestIn } from "../api/index.ts";
import { askIfReached, type Change, readQuery, useChange, useEverybody, useMe, useRead, useWorkspace } from "../session/index.ts";
import { useFormat } from "../ui/index.ts";
import type { Baseline } from "./baseline.ts";
import { beginningOf, lacksFloat, planOf } from "./columns.ts";
import { policyOf } from "./compute.ts";
import { applyEdit, type PlanEdit, type TaskSet } from "./edit.ts";
import { type Plan, placeOf, type PlanTask } from "./model.ts";
import { movesBetween } from "./moves.ts";
import { rememberId } from "./real-ids.ts";
import { scheduler } from "./scheduler.ts";
import { fillingIn, withComputed } from "./scheduler-sketch.ts";
import { sentenceOf } from "./sentence.ts";
import { withFollowing } from "./sized.ts";
import type { PlanField } from "./traits.ts";
import { inSlices, whenIdle } from "./when-idle.ts";
import { useWords } from "./use-words.ts";

/** A project's plan, read again when anything in the project changes. */
export function usePlan(projectId: string, { enabled = true }: { enabled?: boolean } = {}) {
  const { id: w } = useWorkspace();
  const client = useQueryClient();
  const query = readQuery(w, "GET /projects/:p/plan", { params: { p: projectId } }, { watch: [`project:${projectId}`] });
  const read = useQuery({
    ...query,
    enabled,
    // Never given up: the next tab asks the same, and the server would go on with the first while it begins the second.
    queryFn: async () => planOf(await requestIn(w, "GET /projects/:p/plan/columns", { params: { p: projectId } })),
    // Comparing a hundred thousand tasks one by one takes longer than drawing those one sees.
    structuralSharing: false,
  });
  const { data } = read;
  useEffect(() => {
    if (!data || !lacksFloat(data)) return undefined;
    const show = (whole: Plan) => client.setQueryData<Plan>(query.queryKey, (now) => (now === data ? whole : now));
    // The rows one sees come first, and the hand that scrolls them.
    return whenIdle(
      () =>
        void scheduler()
          .compute(data)
          .then((computed) =>
            inSlices(fillingIn(data, computed), (filled) => {
              if (filled) scheduler().same(data, filled);
              show(filled ?? withComputed(data, computed));
            }),
          ),
    );
  }, [data]);
  return read;
}

/** Plans with fewer tasks are there before their first lines would be. */
const large = 5_000;
/** As many lines as a tall screen shows, and some to scroll. */
const firstLines = 100;

/** The first lines of a large plan, to be looked at while the rest is read; null where there is nothing to be had sooner. */
export function useBeginning(projectId: string, { enabled }: { enabled: boolean }): Plan | null {
  const { id: w } = useWorkspace();
  const watch = [`project:${projectId}`];
  const { data: project } = useRead("GET /projects/:p", { params: { p: projectId } }, { watch });
  const isLarge = project === undefined ? null : project.openTasks + project.closedTasks > large;
  const wanted = enabled && isLarge === true;
  useEffect(() => {
    if (enabled && isLarge !== null) rememberSize(projectId, isLarge);
  }, [projectId, enabled, isLarge]);
  const query = readQuery(w, "GET /projects/:p/plan/columns", { params: { p: projectId }, query: { first: firstLines } }, { watch });
  const { data } = useQuery({
    ...query,
    enabled: wanted,
    queryFn: async (context) => beginningOf(await query.queryFn(context)),
    structuralSharing: false,
    // Shown for a second; the next time it is another.
    gcTime: 0,
  });
  return (wanted && data) || null;
}

/** For the next time that its page is opened: `early.ts` asks before anything is known. */
function rememberSize(projectId: string, isLarge: boolean): void {
  try {
    if (isLarge) localStorage.setItem(`rondo.large ${projectId}`, "1");
    else localStorage.removeItem(`rondo.large ${projectId}`);
  } catch {
    // Storage is off: it is asked for as a plan of any size.
  }
}

/** The dates of the baseline that is shown; null while there is none. */
export function useBaseline(projectId: string, baselineId: string | null): Baseline | null {
  const { data } = useRead(
    "GET /projects/:p/baselines/:b",
    { params: { p: projectId, b: baselineId ?? "" } },
    { enabled: baselineId !== null },
  );
  return baselineId === null ? null : (data ?? null);
}

/** Members to choose an owner from. */
export function usePeople(): readonly { readonly id: string; readonly name: string }[] {
  const { items } = useEverybody();
  return useMemo(() => (items ?? []).map(({ id, name }) => ({ id, name })), [items]);
}

/** Fields of one's own that this project's tasks can have. */
export function usePlanFields(projectId: string): readonly PlanField[] {
  const { data } = useRead("GET /custom-fields", {}, { watch: ["field"] });
  return useMemo(
    () => (data?.items ?? []).filter((field) => (field.projectId === null || field.projectId === projectId) && field.processId === null),
    [data, projectId],
  );
}

/** Now on the project's own clock, `YYYY-MM-DDTHH:MM`, to the minute of the last drawing. */
export function useNowWall(zone: string): string {
  const format = useFormat(zone);
  const minute = Math.floor(Date.now() / 60_000);
  return useMemo(() => {
    const at = new Date(minute * 60_000);
    const time = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone }).format(at);
    return `${format.dayAt(at)}T${time}`;
  }, [format, zone, minute]);
}

type Ask = { readonly edit: PlanEdit; readonly before: Plan };

/**
 * Makes changes of a plan: shown at once with every date that follows, sent, said with Undo. Changes of one task go out one
 * after another, each with the version that the one before it left, so that a hand that is quicker than the wire never
 * meets its own change as somebody else's.
 */
export function usePlanEdits(plan: Plan | undefined): (edit: PlanEdit) => void {
  const { id: w } = useWorkspace();
  const { person } = useMe();
  const words = useWords(plan?.calendar.week ?? []);
  const latest = useRef(plan);
  latest.current = plan;
  const queue = useRef(new Map<string, Promise<PlanTask>>()).current;
  /** What the server calls a task that was added here: promised from the moment it is, for the next line may name it before it is sent. */
  const real = useRef(new Map<string, PromiseWithResolvers<string>>()).current;
  const idOf = (id: string) => real.get(id)?.promise ?? Promise.resolve(id);
  const p = plan?.project.id ?? "";

  const change = (before: Plan, id: string, body: Parameters<typeof patch>[2]): Promise<PlanTask> => {
    const seen = before.tasks.find((task) => task.id === id)?.version ?? 1;
    const next = (queue.get(id) ?? Promise.resolve(null))
      .catch(() => null)
      .then(async (last) => patch(w, await idOf(id), body, Math.max(seen, last?.version ?? 0)));
    queue.set(id, next);
    return next;
  };

  const quiet: Change<Ask, unknown> = {
    call: async ({ edit, before }) => {
      switch (edit.kind) {
        case "set":
          return change(before, edit.id, bodyOf(edit.set));
        case "place":
          return change(before, edit.id, {
            parentId: edit.parentId === null ? null : await idOf(edit.parentId),
            ...(edit.afterId === undefined ? {} : { afterId: edit.afterId === null ? null : await idOf(edit.afterId) }),
          });
        case "add": {
          try {
            const body = {
              title: edit.title,
              parentId: edit.parentId === null ? null : await idOf(edit.parentId),
              ...(edit.afterId === undefined ? {} : { afterId: edit.afterId === null ? null : await idOf(edit.afterId) }),
              ...(edit.column === undefined ? {} : { column: edit.column }),
              ...(edit.milestone ? { milestone: true, workingMinutes: 0 } : { workingMinutes: edit.workingMinutes }),
            };
            const task = await requestIn(w, "POST /projects/:p/tasks", { params: { p }, body });
            rememberId(edit.id, task.id);
            real.get(edit.id)?.resolve(task.id);
            return task;
          } catch (error) {
            real.get(edit.id)?.reject(error);
            throw error;
          }
        }
        case "complete":
          return requestIn(w, "PUT /tasks/:t/completion", {
            params: { t: await idOf(edit.id) },
            body: edit.anyway ? {} : { ifReady: true },
          });
        case "reopen":
          return requestIn(w, "DELETE /tasks/:t/completion", { params: { t: await idOf(edit.id) } });
        case "remove":
          return requestIn(w, "DELETE /tasks/:t", { params: { t: await idOf(edit.id) } });
        case "link":
          return requestIn(w, "POST /projects/:p/links", {
            params: { p },
            body: {
              fromId: await idOf(edit.fromId),
              toId: await idOf(edit.toId),
              type: edit.type,
              lagMinutes: edit.lagMinutes,
              lagKind: edit.lagKind ?? "working",
            },
          });
        case "relink":
          return requestIn(w, "PATCH /projects/:p/links/:l", {
            params: { p, l: edit.id },
            version: before.links.find((link) => link.id === edit.id)?.version ?? 1,
            body: { type: edit.type, lagMinutes: edit.lagMinutes, lagKind: edit.lagKind },
          });
        case "unlink":
          return requestIn(w, "DELETE /projects/:p/links/:l", { params: { p, l: edit.id } });
        case "fill":
          return fill(w, p, edit);
      }
    },
    paint: ({ edit }, paint) =>
      paint(
        "GET /projects/:p/plan",
        (shown) => applyEdit(shown, edit.kind === "complete" ? { ...edit, by: { id: person.id, name: person.name } } : edit),
        { params: { p } },
      ),
    touches: [`project:${p}`, "task"],
  };
  const told: Change<Ask, unknown> = {
    ...quiet,
    refused: (problem, asked) =>
      asked.edit.kind === "complete" &&
      askIfReached(problem, words.t("reachedAnyway"), () => tell({ ...asked, edit: { ...asked.edit, anyway: true } as PlanEdit })),
    said: ({ edit, before }) => sentenceOf(edit, before, words),
    undo: async (asked, result) => {
      await takenBack(asked, result);
      await putBack(w, asked);
    },
  };
  async function takenBack({ edit, before }: Ask, result: unknown): Promise<unknown> {
    const task = before.tasks.find((one) => "id" in edit && one.id === edit.id);
    switch (edit.kind) {
      case "set":
        return task && change(before, edit.id, bodyOf(before_(task, edit.set)));
      case "place": {
        const siblings = before.tasks
          .filter((one) => placeOf(one).parentId === (task ? placeOf(task).parentId : null))
          .toSorted((a, b) => (placeOf(a).position < placeOf(b).position ? -1 : 1));
        const at = siblings.findIndex((one) => one.id === edit.id);
        return task && change(before, edit.id, { parentId: placeOf(task).parentId, afterId: siblings[at - 1]?.id ?? null });
      }
      case "add":
        return requestIn(w, "DELETE /tasks/:t", { params: { t: await idOf(edit.id) } });
      case "complete":
        return requestIn(w, "DELETE /tasks/:t/completion", { params: { t: await idOf(edit.id) } });
      case "reopen":
        return requestIn(w, "PUT /tasks/:t/completion", { params: { t: await idOf(edit.id) } });
      case "remove":
        return requestIn(w, "DELETE /tasks/:t/deletion", { params: { t: await idOf(edit.id) } });
      case "link":
        return requestIn(w, "DELETE /projects/:p/links/:l", { params: { p, l: (result as { id: string }).id } });
      case "fill":
        return fill(w, p, { ...edit, from: edit.to, to: edit.from, ids: (result as { taskIds: string[] }).taskIds });
      case "relink":
      case "unlink": {
        const link = before.links.find((one) => one.id === edit.id);
        if (!link) return undefined;
        const { type, lagMinutes, lagKind, fromId, toId } = link;
        return edit.kind === "relink"
          ? requestIn(w, "PATCH /projects/:p/links/:l", {
              params: { p, l: edit.id },
              version: (result as { version: number }).version,
              body: { type, lagMinutes, lagKind },
            })
          : requestIn(w, "POST /projects/:p/links", { params: { p }, body: { fromId, toId, type, lagMinutes, lagKind } });
      }
    }
  }
  const { mutate: tell } = useChange(told);
  // Whoever writes ten lines in a row sees them; ten messages would only be in the way.
  const { mutate: add } = useChange(quiet);
  return useMemo(
    () => (edit) => {
      if (!latest.current) return;
      if (edit.kind !== "add") return tell({ edit: withFollowing(latest.current, edit), before: latest.current });
      const promised = Promise.withResolvers<string>();
      promised.promise.catch(() => undefined);
      real.set(edit.id, promised);
      add({ edit, before: latest.current });
    },
    [tell, add, real],
  );
}

/** Where links only push, what an edit pushed does not come back with it: everything goes where it stood. */
async function putBack(w: string, { edit, before }: Ask): Promise<void> {
  if (policyOf(before) === "earliest") return;
  const { moved } = movesBetween(before, applyEdit(before, edit));
  const stood = before.entries.filter((entry) => moved.has(entry.taskId));
  for (let from = 0; from < stood.length; from += 10_000) {
    const part = stood.slice(from, from + 10_000);
    await requestIn(w, "PUT /projects/:p/schedule", {
      params: { p: before.project.id },
      body: {
        taskIds: part.map((entry) => entry.taskId),
        starts: part.map((entry) => entry.start),
        finishes: part.map((entry) => entry.finish),
      },
    });
  }
}

function fill(w: string, p: string, { role, from, to, ids }: Extract<PlanEdit, { kind: "fill" }>) {
  return requestIn(w, "PUT /projects/:p/filling", {
    params: { p },
    body: { role, from: from?.id ?? null, to: to?.id ?? null, taskIds: [...ids] },
  });
}

type Body = { -readonly [Key in Exclude<keyof TaskSet, "owner">]?: TaskSet[Key] } & {
  ownerId?: string | null;
  parentId?: string | null;
  afterId?: string | null;
};

function patch(w: string, t: string, body: Body, version: number): Promise<PlanTask> {
  return requestIn(w, "PATCH /tasks/:t", { params: { t }, version, body: body as Record<string, never> });
}

function bodyOf({ owner, ...rest }: TaskSet): Body {
  return { ...rest, ...(owner === undefined ? {} : { ownerId: owner?.id ?? null }) };
}

/** What it was before, of those fields that were set. */
function before_(task: PlanTask, set: TaskSet): TaskSet {
  const place = placeOf(task);
  const was: Required<TaskSet> = {
    title: task.title,
    owner: task.owner,
    workingMinutes: place.workingMinutes,
    milestone: place.milestone,
    notBeforeWall: place.notBeforeWall,
    deadline: place.deadline,
    planning: place.planning,
    column: place.column,
  };
  return Object.fromEntries(Object.keys(set).map((key) => [key, was[key as keyof TaskSet]])) as TaskSet;
}
