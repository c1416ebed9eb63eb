import {
  adjacency,
  type Dates,
  emptyDates,
  finishOf,
  forwardPass,
  needsBackward,
  type Network,
  standingOf,
  topologicalOrder,
} from "../schedule/index.ts";
import { type Built, buildNetwork } from "./build.ts";
import type { Plan, PlanLink, PlanTask } from "./plan.ts";
import { rollUpPlaces } from "./rollup.ts";
import { type PlacedPlan, placePlan } from "./schedule.ts";

/** One task as it would be, tasks that are free to go from where they stood, links that would be there. */
export type PlanChange = {
  readonly row: number;
  readonly task: PlanTask | null;
  readonly free: readonly number[];
  readonly links: readonly PlanLink[];
};

/** A task that grows by more is not previewed within the years that calendars were compiled for. */
const mostGrowth = 60_000;

/**
 * Where all would stand after a change, asked many times a second while a hand drags: what does not hang on the one task (the
 * tree, the network, its order, the calendars) is built once. A change of more than the task's own columns is computed whole.
 */
export class PlanPreview {
  private readonly plan: Plan;
  private readonly built: Built;
  private readonly ready: { readonly next: ReturnType<typeof adjacency>; readonly order: Int32Array; readonly dates: Dates } | null;
  private readonly bound: ReadonlySet<string>;

  constructor(plan: Plan) {
    this.plan = plan;
    this.built = buildNetwork(plan);
    const { net } = this.built;
    const next = adjacency(net.size, net.links);
    const order = topologicalOrder(net.size, net.links, next);
    this.ready = needsBackward(net) || order.length < net.size ? null : { next, order, dates: emptyDates(net.size) };
    this.bound = new Set(plan.links.flatMap((link) => (link.lag.kind === "percent" ? [link.from] : [])));
  }

  place(change: PlanChange): PlacedPlan {
    return this.inPlace(change) ?? placePlan(this.changed(change));
  }

  private inPlace({ row, task, free, links }: PlanChange): PlacedPlan | null {
    const { plan, built, ready } = this;
    const was = plan.tasks[row];
    if (!ready || !task || !was || links.length > 0 || built.tree.summary[row] === 1 || !isPlain(was) || !isPlain(task)) return null;
    if (this.bound.has(was.id) || task.workingMinutes - was.workingMinutes > mostGrowth || task.constraint?.type === "ALAP") return null;
    this.write(task, row, free, 1);
    const { net } = built;
    const { next, order, dates } = ready;
    dates.driver.fill(-1);
    forwardPass(net, next, order, net.start, dates, false);
    const { start, finish } = rollUpPlaces(built, dates);
    const end = finishOf(net, dates);
    this.write(was, row, free, 0);
    return { finish: end, starts: start, finishes: finish };
  }

  /** Writes a task's columns into the network, and whether others may go from where they stood. */
  private write(task: PlanTask, row: number, free: readonly number[], going: 0 | 1): void {
    const { rows, net } = this.built;
    rows.readAgain(task, row);
    for (const one of free) rows.free[one] = going || this.plan.tasks[one]?.stood?.free ? 1 : 0;
    const columns = ["duration", "remaining", "delay", "calendar", "constraint", "constraintAt", "deadline"] as const;
    for (const name of [...columns, "actualStart", "actualFinish", "manualStart", "manualFinish"] as const)
      net[name][row] = rows[name][row]!;
    const before = { start: rows.stoodStart, finish: rows.stoodFinish, free: rows.free };
    (net as { standing: Network["standing"] }).standing = standingOf(net, this.plan.linkPolicy ?? "earliest", before);
  }

  private changed({ row, task, free, links }: PlanChange): Plan {
    const tasks = this.plan.tasks.slice();
    if (task && tasks[row]) tasks[row] = task;
    for (const one of free) if (tasks[one]?.stood) tasks[one] = { ...tasks[one], stood: { ...tasks[one].stood, free: true } };
    return { ...this.plan, tasks, links: [...this.plan.links, ...links] };
  }
}

/** Nothing that reaches beyond its own columns. */
function isPlain(task: PlanTask): boolean {
  return !task.crew?.length && !task.heading && !task.inactive;
}
