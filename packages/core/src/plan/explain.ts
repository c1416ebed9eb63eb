import type { Plan, PlanEntry, PlanLink } from "./plan.ts";
import type { ScheduledPlan } from "./schedule.ts";

/** One sentence about why a task is where it is: a stable code with its parts for a translated screen, and the sentence in English. */
export type Reason = {
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly message: string;
};

/** `because` says what puts the task there; `then` what would have to change to move it earlier; `chain` the ids that drive it, nearest first. */
export type Explanation = {
  readonly because: readonly Reason[];
  readonly then: Reason;
  readonly chain: readonly string[];
};

/** Explains one task of a scheduled plan; null where the plan has no such task. */
export function explain(plan: Plan, scheduled: ScheduledPlan, id: string): Explanation | null {
  const row = plan.tasks.findIndex((task) => task.id === id);
  const entry = scheduled.entries[row];
  const task = plan.tasks[row];
  if (!entry || !task) return null;
  const because = [driving(plan, scheduled, entry)];
  if (task.calendar !== undefined || task.elapsed) because.push(calendarReason(task.elapsed === true, task.calendar ?? ""));
  if (entry.totalSlackMinutes < 0) {
    because.push({
      code: "plan.too_late",
      params: { minutes: -entry.totalSlackMinutes },
      message: `It is ${hours(-entry.totalSlackMinutes)} of working time too late for a date that it, or something after it, must keep.`,
    });
  } else if (entry.critical)
    because.push({
      code: "plan.critical",
      params: {},
      message: "It is critical: any delay moves the finish of the project.",
    });
  return { because, then: wayEarlier(plan, scheduled, entry), chain: chainOf(plan, scheduled, entry) };
}

function driving(plan: Plan, scheduled: ScheduledPlan, entry: PlanEntry): Reason {
  const by = entry.drivenBy;
  switch (by.kind) {
    case "link": {
      const link = plan.links[by.link]!;
      const from = title(plan, link.from);
      const at = moment(
        link.type === "FS" || link.type === "FF" ? entryOf(plan, scheduled, link.from).finish : entryOf(plan, scheduled, link.from).start,
      );
      return {
        code: `plan.driven_by_${link.type}`,
        params: { from, at, lag: link.lag.minutes, lagKind: link.lag.kind },
        message: `It ${meaning[link.type]} “${from}” (${at})${lagText(link)}.`,
      };
    }
    case "constraint":
      return {
        code: `plan.driven_by_${by.type}`,
        params: { at: moment(by.at), of: title(plan, by.of) },
        message: `${by.of === entry.id ? "It" : `“${title(plan, by.of)}”, which it is in,`} ${wording[by.type]} ${moment(by.at)}.`,
      };
    case "started":
      return {
        code: "plan.started",
        params: { at: moment(entry.start) },
        message: `Work on it began ${moment(entry.start)}.`,
      };
    case "finished":
      return {
        code: "plan.finished",
        params: { at: moment(entry.finish) },
        message: `It was finished ${moment(entry.finish)}; completed work never moves.`,
      };
    case "pinned":
      return {
        code: "plan.pinned",
        params: { at: moment(entry.start) },
        message: `Somebody pinned it at ${moment(entry.start)}.`,
      };
    case "children":
      return { code: "plan.children", params: {}, message: "It spans the tasks inside it." };
    case "standing":
      return {
        code: "plan.standing",
        params: { at: moment(entry.start) },
        message: `It stands where it was put, ${moment(entry.start)}; links push it only when they must.`,
      };
    case "asLateAsPossible":
      return {
        code: "plan.as_late_as_possible",
        params: {},
        message: "It is to be done as late as possible without moving what follows.",
      };
    case "projectFinish":
      return {
        code: "plan.project_finish",
        params: { at: moment(scheduled.finish) },
        message: `The plan is scheduled backwards from its finish, ${moment(scheduled.finish)}.`,
      };
    default:
      return {
        code: "plan.project_start",
        params: { at: moment(scheduled.start) },
        message: `Nothing holds it back: it begins with the project, ${moment(scheduled.start)}.`,
      };
  }
}

function wayEarlier(plan: Plan, scheduled: ScheduledPlan, entry: PlanEntry): Reason {
  const by = entry.drivenBy;
  switch (by.kind) {
    case "link": {
      const from = title(plan, plan.links[by.link]!.from);
      const done = entryOf(plan, scheduled, by.from).drivenBy.kind === "finished";
      return done
        ? {
            code: "plan.earlier_lag",
            params: { from },
            message: `“${from}” is finished; only a shorter lag, or no link, would bring it forward.`,
          }
        : {
            code: "plan.earlier_link",
            params: { from },
            message: `It moves earlier if “${from}” does, or if the link between them is shortened or removed.`,
          };
    }
    case "constraint":
      return {
        code: "plan.earlier_constraint",
        params: { type: by.type },
        message: "It moves earlier if that date is changed or taken away.",
      };
    case "finished":
    case "started":
      return { code: "plan.earlier_never", params: {}, message: "It has happened; nothing moves it." };
    case "pinned":
      return {
        code: "plan.earlier_unpin",
        params: {},
        message: "It moves earlier if it is unpinned or pinned elsewhere.",
      };
    case "children":
      return {
        code: "plan.earlier_children",
        params: {},
        message: "It moves earlier if the first task inside it does.",
      };
    case "standing":
      return {
        code: "plan.earlier_standing",
        params: {},
        message: "Nothing keeps it from moving earlier: move it, or let the plan place everything as early as it may.",
      };
    case "asLateAsPossible":
      return {
        code: "plan.earlier_soon",
        params: {},
        message: "It moves earlier if it is to be done as soon as possible.",
      };
    case "projectFinish":
      return { code: "plan.earlier_finish", params: {}, message: "It moves earlier if the project's finish does." };
    default:
      return {
        code: "plan.earlier_start",
        params: {},
        message: "It moves earlier only if the project starts earlier.",
      };
  }
}

function chainOf(plan: Plan, scheduled: ScheduledPlan, entry: PlanEntry): string[] {
  const rowOf = new Map(plan.tasks.map((task, row) => [task.id, row]));
  const chain: string[] = [];
  for (
    let at: PlanEntry | undefined = entry;
    at?.drivenBy.kind === "link" && !chain.includes(at.drivenBy.from);
    at = scheduled.entries[rowOf.get(chain.at(-1)!)!]
  )
    chain.push(at.drivenBy.from);
  return chain;
}

const meaning = {
  FS: "starts after the finish of",
  SS: "starts after the start of",
  FF: "finishes after the finish of",
  SF: "finishes after the start of",
} as const;

const wording = {
  ASAP: "comes as soon as possible from",
  ALAP: "comes as late as possible before",
  MSO: "must start on",
  MFO: "must finish on",
  SNET: "may not start before",
  SNLT: "may not start after",
  FNET: "may not finish before",
  FNLT: "may not finish after",
} as const;

function calendarReason(elapsed: boolean, calendar: string): Reason {
  return elapsed
    ? { code: "plan.elapsed", params: {}, message: "It runs around the clock." }
    : {
        code: "plan.own_calendar",
        params: { calendar },
        message: `It is worked on the calendar “${calendar}”, not the project's.`,
      };
}

function lagText({ lag }: PlanLink): string {
  if (lag.minutes === 0) return "";
  const amount =
    lag.kind === "percent"
      ? `${Math.abs(lag.minutes)} % of its duration`
      : `${hours(Math.abs(lag.minutes))} of ${lag.kind === "elapsed" ? "elapsed" : "working"} time`;
  return lag.minutes > 0 ? `, and ${amount} later` : `, but ${amount} before that`;
}

function hours(minutes: number): string {
  return minutes % 60 === 0 ? `${minutes / 60} h` : minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function moment(text: string): string {
  return text.replace("T", " ");
}

function title(plan: Plan, id: string): string {
  return plan.tasks.find((task) => task.id === id)?.title ?? id;
}

function entryOf(plan: Plan, scheduled: ScheduledPlan, id: string): PlanEntry {
  return scheduled.entries[plan.tasks.findIndex((task) => task.id === id)]!;
}
