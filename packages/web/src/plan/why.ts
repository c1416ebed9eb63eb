import { sharesOf } from "./shares.ts";
import { isClosed, type Plan, placeOf, type PlanEntry, type PlanTask, type Place } from "./model.ts";

/** Why a task stands where it stands, in parts that a screen turns into a sentence. Moments are wall clock. */
export type Why =
  | { readonly key: "done"; readonly at: string }
  | { readonly key: "inside" }
  | { readonly key: "projectStart"; readonly at: string }
  | { readonly key: "notBefore"; readonly at: string; readonly of: PlanTask | null }
  /** Put off by levelling: its owner had no time before. */
  | {
      readonly key: "levelled";
      readonly at: string;
      readonly name: string | null;
      readonly said: string;
      readonly reason: NonNullable<Place["planning"]["levelled"]>["reason"];
    }
  | {
      readonly key: "link";
      readonly type: "FS" | "SS" | "FF" | "SF";
      readonly from: PlanTask;
      readonly at: string;
      readonly lagMinutes: number;
      readonly lagKind: Plan["links"][number]["lagKind"];
      readonly linkId: string;
    }
  | { readonly key: "held"; readonly type: "ALAP" | "MSO" | "MFO" | "SNLT" | "FNET" | "FNLT"; readonly at: string }
  | { readonly key: "standing"; readonly at: string }
  /** Counted back: from what follows it, or from the end of the project. */
  | { readonly key: "inTime"; readonly next: PlanTask | null; readonly at: string; readonly end: string }
  | { readonly key: "pinned"; readonly at: string }
  | { readonly key: "started"; readonly at: string }
  | { readonly key: "calendar"; readonly at: string };

export type Explained = {
  readonly task: PlanTask;
  readonly entry: PlanEntry;
  readonly because: Why;
  /** Set where the calendar moved it on from the moment that drives it: a weekend, a holiday, the night. */
  readonly waitsUntil: string | null;
  /** Of those on it whose hours its dates follow: whether they have a week of their own, and their leave while it waits or goes on. */
  readonly hours: readonly Hours[];
  /** The tasks that drive it, nearest first: what must move to move it. */
  readonly chain: readonly PlanTask[];
};

type Hours = {
  readonly personId: string;
  readonly ownWeek: boolean;
  readonly away: readonly { readonly from: string; readonly to: string }[];
};

export function whyHere(plan: Plan, id: string): Explained | null {
  const tasks = new Map(plan.tasks.map((task) => [task.id, task]));
  const entries = new Map(plan.entries.map((entry) => [entry.taskId, entry]));
  const [task, entry] = [tasks.get(id), entries.get(id)];
  if (!task || !entry) return null;
  const because = reason(plan, task, entry, tasks, entries);
  const chain: PlanTask[] = [];
  for (let at: PlanEntry | undefined = entry; at?.drivenBy.kind === "link" && at.drivenBy.taskId !== null && chain.length < 50;) {
    const driver = tasks.get(at.drivenBy.taskId);
    if (!driver || chain.includes(driver)) break;
    chain.push(driver);
    at = entries.get(driver.id);
  }
  return { task, entry, because, waitsUntil: waits(because, entry), hours: hoursOf(plan, task, entry, because), chain };
}

function reason(
  plan: Plan,
  task: PlanTask,
  entry: PlanEntry,
  tasks: ReadonlyMap<string, PlanTask>,
  entries: ReadonlyMap<string, PlanEntry>,
): Why {
  const by = entry.drivenBy;
  if (task.completion) return { key: "done", at: entry.finish };
  if (by.kind === "summary") return { key: "inside" };
  const { pinned, constraint, started } = placeOf(task).planning;
  if (started !== undefined && by.kind === "actual") return { key: "started", at: started };
  if (by.kind === "constraint" && pinned !== undefined) return { key: "pinned", at: pinned.start };
  if (by.kind === "constraint" && constraint !== undefined && (by.taskId === null || by.taskId === task.id))
    return { key: "held", type: constraint.type, at: constraint.at ?? entry.start };
  if (by.kind === "actual") return { key: "done", at: entry.finish };
  if (by.kind === "projectFinish") {
    const due = inTime(plan, entry, tasks, entries);
    const held = constraint?.type === "FNLT" || constraint?.type === "SNLT" ? constraint : undefined;
    return held?.at !== undefined && held.at < due.at ? { key: "held", type: held.type, at: held.at } : due;
  }
  if (by.kind === "standing") return { key: "standing", at: entry.start };
  if (by.kind === "calendar") return { key: "calendar", at: entry.start };
  if (by.kind === "link") {
    const link = plan.links.find((one) => one.id === by.linkId);
    const from = by.taskId === null ? undefined : tasks.get(by.taskId);
    const driving = from && entries.get(from.id);
    if (link && from && driving)
      return {
        key: "link",
        type: link.type,
        from,
        at: link.type === "FS" || link.type === "FF" ? driving.finish : driving.start,
        lagMinutes: link.lagMinutes,
        lagKind: link.lagKind,
        linkId: link.id,
      };
  }
  if (by.kind === "constraint") {
    const of = by.taskId === null ? task : (tasks.get(by.taskId) ?? task);
    const { notBeforeWall, planning } = placeOf(of);
    if (of.id === task.id && planning.levelled !== undefined && planning.levelled.notBefore === notBeforeWall)
      return {
        key: "levelled",
        at: notBeforeWall,
        name: task.owner?.name ?? null,
        said: planning.levelled.because,
        reason: planning.levelled.reason,
      };
    return { key: "notBefore", at: placeOf(of).notBeforeWall ?? entry.start, of: of.id === task.id ? null : of };
  }
  return { key: "projectStart", at: plan.project.start };
}

/** Of what follows it directly, the one that begins first is what it must be in time for. */
function inTime(
  plan: Plan,
  entry: PlanEntry,
  tasks: ReadonlyMap<string, PlanTask>,
  entries: ReadonlyMap<string, PlanEntry>,
): Extract<Why, { key: "inTime" }> {
  const end = plan.project.finishBy ?? plan.finish;
  const first = plan.links
    .filter((link) => link.fromId === entry.taskId && tasks.get(link.toId)?.closedAs === null)
    .flatMap(({ toId }) => entries.get(toId) ?? [])
    .toSorted((a, b) => (a.start < b.start ? -1 : 1))[0];
  return { key: "inTime", next: first ? (tasks.get(first.taskId) ?? null) : null, at: first?.start ?? end, end };
}

function waits(because: Why, entry: PlanEntry): string | null {
  const from =
    because.key === "link" && because.type === "FS" && because.lagMinutes === 0
      ? because.at
      : because.key === "notBefore" || because.key === "levelled" || because.key === "projectStart"
        ? because.at
        : null;
  return from !== null && from.slice(0, 10) < previousDay(entry.start) ? entry.start : null;
}

/** What has happened follows nobody's hours, nor does a milestone. */
function hoursOf({ hours }: Plan, task: PlanTask, entry: PlanEntry, because: Why): Hours[] {
  const { planning, workingMinutes, milestone } = placeOf(task);
  if (hours.length === 0 || isClosed(task) || entry.summary || milestone || workingMinutes === 0 || planning.elapsed) return [];
  const from = "at" in because && because.at < entry.start ? because.at : entry.start;
  const on = new Set(sharesOf(task).map((one) => one.personId));
  return hours.flatMap(({ personId, week, leave }) => {
    const away = leave.filter((one) => one.from <= entry.finish.slice(0, 10) && one.to >= from.slice(0, 10));
    return on.has(personId) && (week !== null || away.length > 0) ? [{ personId, ownWeek: week !== null, away }] : [];
  });
}

/** Over one night is nothing to explain; from Friday to Monday is. */
function previousDay(wall: string): string {
  return new Date(Date.parse(`${wall.slice(0, 10)}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
