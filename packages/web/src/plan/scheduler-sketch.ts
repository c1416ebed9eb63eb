import { formatWall } from "@rondo/core/calendar";
import {
  type PlanChange,
  PlanPreview,
  schedulePlan,
  type DrivenBy,
  type Plan as CorePlan,
  type PlanTask as CoreTask,
  type ScheduledPlan,
} from "@rondo/core/plan";
import { minutesOf, peopleOf, policyOf, saidOf } from "./compute.ts";
import { entryAt, linkEnds, minuteOf, momentsOf, numbersOf, parentRows, type Plan, type PlanEntry } from "./model.ts";
import { type MovedRows, movedRows, stays, type Stood } from "./moved.ts";

/**
 * A plan as numbers, to be handed to a worker: rows in place of ids, minutes in place of moments. 100,000 tasks are handed
 * over in a few milliseconds; as objects it takes half a second.
 */
export type Sketch = {
  readonly head: Pick<CorePlan, "start" | "finish" | "calendar" | "calendars" | "linkPolicy">;
  /** One text: as a list of a hundred thousand it takes ten times as long to hand over. */
  readonly titles: string;
  readonly parent: Int32Array;
  readonly minutes: Int32Array;
  /** Which of the moments each starts and finishes at. */
  readonly moments: string;
  readonly start: Int32Array;
  readonly finish: Int32Array;
  readonly summary: Uint8Array;
  /** What few tasks say. */
  readonly said: readonly (readonly [row: number, said: Partial<CoreTask>])[];
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly lag: Int32Array;
  /** Links that are not plain: type and what their lag is counted in. */
  readonly kinds: readonly (readonly [link: number, type: Plan["links"][number]["type"], lagKind: Plan["links"][number]["lagKind"]])[];
};

/** A change of a sketch: one task as it would be, tasks that are free to go, links that would be there. */
export type Change = {
  readonly row: number;
  readonly minutes: number;
  readonly said: Partial<CoreTask>;
  readonly free: readonly number[];
  readonly links: readonly {
    readonly from: number;
    readonly to: number;
    readonly type: Plan["links"][number]["type"];
    readonly lag: CorePlan["links"][number]["lag"];
  }[];
};

/** What was computed, the same way. */
export type Computed = {
  readonly texts: string;
  readonly start: string;
  readonly finish: string;
  readonly dates: readonly [
    start: Int32Array,
    finish: Int32Array,
    earlyStart: Int32Array,
    earlyFinish: Int32Array,
    lateStart: Int32Array,
    lateFinish: Int32Array,
  ];
  readonly total: Int32Array;
  readonly free: Int32Array;
  readonly critical: Uint8Array;
  readonly summary: Uint8Array;
  /** What drives each: a kind, and a task or link by number. */
  readonly driver: Uint8Array;
  readonly by: Int32Array;
  readonly findings: ScheduledPlan["findings"];
};

const kinds = ["projectStart", "link", "constraint", "actual", "summary", "standing", "projectFinish"] as const;

/** No title holds it. */
const between = "\0";
// One for all: most links are.
const plain: Sketch["kinds"] = [];

export function sketchOf(plan: Plan): Sketch {
  const { tasks, links } = plan;
  const parent = parentRows(tasks);
  const said: [number, Partial<CoreTask>][] = [];
  const minutes = new Int32Array(tasks.length);
  const summary = new Uint8Array(tasks.length);
  const { texts, start, finish } = momentsOf(plan);
  const people = peopleOf(plan);
  tasks.forEach((task, row) => {
    const entry = entryAt(plan, row);
    minutes[row] = minutesOf(task);
    summary[row] = entry?.summary ? 1 : 0;
    const says = saidOf(task, entry, people);
    for (const _ in says) {
      said.push([row, says]);
      break;
    }
  });
  return {
    head: {
      start: plan.project.start,
      ...(plan.project.finishBy !== null && { finish: plan.project.finishBy }),
      calendar: plan.calendar,
      calendars: people.calendars,
      linkPolicy: policyOf(plan),
    },
    titles: tasks.map((task) => task.title).join(between),
    parent,
    minutes,
    moments: texts.join(between),
    start,
    finish,
    summary,
    said,
    ...linkEnds(plan),
    lag: numbersOf(links, (link) => link.lagMinutes),
    kinds: links.flatMap((link, index) =>
      link.type === "FS" && link.lagKind === "working" ? plain : [[index, link.type, link.lagKind] as const],
    ),
  };
}

/** The plan that core takes; ids are row numbers. */
export function coreOf(sketch: Sketch): CorePlan {
  const { head, parent, minutes, start, finish, from, to, lag } = sketch;
  const [titles, moments] = [sketch.titles.split(between), sketch.moments.split(between)];
  const said = new Map(sketch.said);
  const special = new Map(sketch.kinds.map(([link, type, kind]) => [link, { type, kind }]));
  return {
    ...head,
    tasks: Array.from(minutes, (workingMinutes, row): CoreTask => {
      const at = head.linkPolicy === "earliest" ? -1 : start[row]!;
      return {
        id: String(row),
        parent: parent[row]! < 0 ? null : String(parent[row]),
        title: titles[row]!,
        workingMinutes,
        ...said.get(row),
        ...(at < 0 ? {} : { stood: { start: moments[at]!, finish: moments[finish[row]!]! } }),
      };
    }),
    links: Array.from(from, (begin, index) => {
      const { type, kind } = special.get(index) ?? { type: "FS" as const, kind: "working" as const };
      return { from: String(begin), to: String(to[index]), type, lag: { minutes: lag[index]!, kind } };
    }),
  };
}

function coreChange(plan: CorePlan, { row, minutes, said, free, links }: Change): PlanChange {
  const was = plan.tasks[row];
  return {
    row,
    task: was
      ? {
          id: was.id,
          parent: was.parent,
          title: was.title,
          workingMinutes: minutes,
          ...said,
          ...(was.stood ? { stood: free.includes(row) ? { ...was.stood, free: true } : was.stood } : {}),
        }
      : null,
    free,
    links: links.map(({ from, to, type, lag }) => ({ from: String(from), to: String(to), type, lag })),
  };
}

/** A plan as the worker keeps it. */
export type Told = { readonly plan: CorePlan; readonly sketch: Sketch; preview?: PlanPreview; stood?: Stood };

/** What of a plan a change moves, and the finish that it would have. */
export function moves(told: Told, change: Change): { readonly finish: string; readonly rows: MovedRows } {
  const { finish, starts, finishes } = (told.preview ??= new PlanPreview(told.plan)).place(coreChange(told.plan, change));
  const stood = (told.stood ??= stoodIn(told.sketch));
  return { finish: formatWall(finish), rows: movedRows(stood, starts, finishes, change.row) };
}

function stoodIn({ moments, start, finish, summary }: Sketch): Stood {
  const minutes = moments.split(between).map(minuteOf);
  const at = (moment: number) => minutes[moment] ?? stays;
  return { start: start.map(at), finish: finish.map(at), summary };
}

export function compute(plan: CorePlan): Computed {
  const { entries, start, finish, findings } = schedulePlan(plan);
  const book = textBook();
  const column = (read: (entry: (typeof entries)[number]) => string) => numbersOf(entries, (entry) => book.number(read(entry)));
  return {
    start,
    finish,
    findings,
    dates: [
      column((one) => one.start),
      column((one) => one.finish),
      column((one) => one.earlyStart),
      column((one) => one.earlyFinish),
      column((one) => one.lateStart),
      column((one) => one.lateFinish),
    ],
    texts: book.texts.join(between),
    total: numbersOf(entries, (one) => one.totalSlackMinutes),
    free: numbersOf(entries, (one) => one.freeSlackMinutes),
    critical: Uint8Array.from(entries, (one) => (one.critical ? 1 : 0)),
    summary: Uint8Array.from(entries, (one) => (one.summary ? 1 : 0)),
    driver: Uint8Array.from(entries, (one) => kinds.indexOf(kindOf(one.drivenBy))),
    by: numbersOf(entries, ({ drivenBy }) =>
      drivenBy.kind === "link" ? drivenBy.link : drivenBy.kind === "constraint" ? Number(drivenBy.of) : -1,
    ),
  };
}

function kindOf({ kind }: DrivenBy): (typeof kinds)[number] {
  if (kind === "started" || kind === "finished") return "actual";
  if (kind === "children") return "summary";
  return kind === "link" || kind === "projectStart" || kind === "projectFinish" || kind === "standing" ? kind : "constraint";
}

/** The plan that the sketch was made of, with what was computed. */
export function withComputed(plan: Plan, computed: Computed): Plan {
  const texts = computed.texts.split(between);
  return { ...saidOver(plan, computed), entries: plan.tasks.map((_, row) => entryFrom(plan, computed, texts, row)) };
}

/** Rows between two looks at the clock. */
const some = 500;

/**
 * The same, a part at a time, for a plan of which only float and reasons were missing: they are written into its entries, which
 * say nothing of them before (`lacksFloat`), so that lines and all that is made of them stay as they are. Null where anything
 * that is shown came out otherwise than it was told.
 */
export function* fillingIn(plan: Plan, computed: Computed): Generator<void, Plan | null> {
  const { dates, critical, summary } = computed;
  const texts = computed.texts.split(between);
  const { tasks, entries, links } = plan;
  if (entries.length !== tasks.length) return null;
  for (const [row, entry] of entries.entries()) {
    if (row % some === 0) yield;
    const same =
      entry.taskId === tasks[row]!.id &&
      entry.start === texts[dates[0][row]!] &&
      entry.finish === texts[dates[1][row]!] &&
      entry.critical === (critical[row] === 1 && links.length > 0) &&
      entry.summary === (summary[row] === 1);
    if (!same) return null;
  }
  for (const [row, entry] of entries.entries()) {
    if (row % some === 0) yield;
    Object.assign(entry, entryFrom(plan, computed, texts, row));
  }
  return saidOver(plan, computed);
}

/** What is said of the whole plan. */
function saidOver(plan: Plan, { start, finish, findings }: Computed): Plan {
  return {
    ...plan,
    start,
    finish,
    project: { ...plan.project, finish },
    findings: findings.map((finding) => ({
      ...finding,
      subject: plan.tasks[Number(finding.subject)]?.id ?? finding.subject,
    })) as Plan["findings"],
  };
}

function entryFrom(
  plan: Plan,
  { dates, total, free, critical, summary, driver, by }: Computed,
  texts: readonly string[],
  row: number,
): PlanEntry {
  const [start, finish, earlyStart, earlyFinish, lateStart, lateFinish] = dates;
  const kind = kinds[driver[row]!]!;
  const link = kind === "link" ? plan.links[by[row]!] : undefined;
  return {
    taskId: plan.tasks[row]!.id,
    start: texts[start[row]!]!,
    finish: texts[finish[row]!]!,
    earlyStart: texts[earlyStart[row]!]!,
    earlyFinish: texts[earlyFinish[row]!]!,
    lateStart: texts[lateStart[row]!]!,
    lateFinish: texts[lateFinish[row]!]!,
    totalFloatMinutes: total[row]!,
    freeFloatMinutes: free[row]!,
    critical: critical[row] === 1 && plan.links.length > 0,
    summary: summary[row] === 1,
    drivenBy: {
      kind,
      taskId: link?.fromId ?? (kind === "constraint" && by[row]! >= 0 ? (plan.tasks[by[row]!]?.id ?? null) : null),
      linkId: link?.id ?? null,
    },
  };
}

function textBook() {
  const numbers = new Map<string, number>();
  const texts: string[] = [];
  return {
    texts,
    number(text: string): number {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, texts.length);
      return texts.push(text) - 1;
    },
  };
}
