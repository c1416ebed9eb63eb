import { type Finding, words } from "@rondo/core/kernel";
import type { PlanLink, PlanTask } from "@rondo/core/plan";
import { childrenOf, textOf, type XmlElement } from "../xml/index.ts";
import { isElapsed, isPercent, readDuration, readWall } from "./values.ts";

/** A task of the file. `stored` is what Microsoft Project had computed when it saved it; slack in minutes. */
export type MspdiTask = {
  readonly uid: string;
  readonly task: PlanTask;
  readonly notes: string;
  readonly fixedDuration: boolean;
  readonly ownCalendar: string | null;
  readonly ignoresResourceCalendars: boolean;
  readonly percentComplete: number;
  /** Where a started task stopped, and goes on. */
  readonly stop: string | null;
  readonly resume: string | null;
  readonly stored: StoredDates;
};

export type StoredDates = {
  readonly start: string | null;
  readonly finish: string | null;
  readonly earlyStart: string | null;
  readonly earlyFinish: string | null;
  readonly lateStart: string | null;
  readonly lateFinish: string | null;
  readonly totalSlackMinutes: number | null;
  readonly freeSlackMinutes: number | null;
  readonly critical: boolean | null;
};

/** Blank rows are left out and told. Inactive tasks stand where they were and hold nothing back. */
export function readTasks(
  elements: readonly XmlElement[],
  findings: Finding[],
): { rows: MspdiTask[]; links: PlanLink[]; linksRead: number } {
  const rows: MspdiTask[] = [];
  const links: PlanLink[] = [];
  const line: { level: number; uid: string }[] = [];
  let [blank, linksRead] = [0, 0];
  const durations = new Map(elements.map((element) => [textOf(element, "UID"), readDuration(textOf(element, "Duration")) ?? 0]));
  for (const element of elements) {
    linksRead += childrenOf(element, "PredecessorLink").length;
    if (textOf(element, "IsNull") === "1") blank++;
    else {
      const uid = textOf(element, "UID");
      const level = Number(textOf(element, "OutlineLevel")) || 0;
      while (line.length > 0 && line.at(-1)!.level >= level) line.pop();
      rows.push(readTask(element, uid, line.at(-1)?.uid ?? null, findings));
      line.push({ level, uid });
      for (const link of childrenOf(element, "PredecessorLink")) links.push(readLink(link, uid, durations));
    }
  }
  if (blank > 0)
    findings.push({
      code: "mspdi.blank_rows",
      severity: "info",
      subject: "tasks",
      params: { count: blank },
      ...words`${blank} blank rows are left out.`,
    });
  const known = new Set(rows.map((row) => row.uid));
  const kept = links.filter((link) => known.has(link.from));
  if (kept.length < links.length)
    findings.push({
      code: "mspdi.links_out",
      severity: "warning",
      subject: "links",
      params: { count: links.length - kept.length },
      ...words`${links.length - kept.length} links come from tasks that are not in the plan; they are left out.`,
    });
  return { rows, links: kept, linksRead };
}

function readTask(element: XmlElement, uid: string, parent: string | null, findings: Finding[]): MspdiTask {
  const text = (name: string): string => textOf(element, name);
  const wall = (name: string): string | null => readWall(text(name));
  const title = text("Name") || `Task ${uid}`;
  const duration = readDuration(text("Duration"));
  if (duration === null && text("Duration") !== "")
    findings.push({
      code: "mspdi.duration",
      severity: "error",
      subject: uid,
      ...words`The duration “${text("Duration").slice(0, 40)}” of “${title}” can't be read; 0 is used.`,
      at: element.at,
    });
  const ownCalendar = text("CalendarUID");
  const [actualStart, actualFinish, start, finish] = [wall("ActualStart"), wall("ActualFinish"), wall("Start"), wall("Finish")];
  const by = constraintNames[Number(text("ConstraintType"))] ?? "ASAP";
  const at = wall("ConstraintDate");
  const deadline = wall("Deadline");
  const inactive = text("Active") === "0";
  const pinned = inactive || text("Manual") === "1" || text("ExternalTask") === "1";
  const delay = Math.round((Number(text("LevelingDelay")) || 0) / 10);
  const remaining = readDuration(text("RemainingDuration"));
  const task: PlanTask = {
    id: uid,
    parent,
    title,
    workingMinutes: duration ?? 0,
    ...(text("Summary") === "1" ? { heading: true } : {}),
    ...(isElapsed(text("DurationFormat")) ? { elapsed: true } : {}),
    ...(by === "ALAP" ? { constraint: { type: by } } : by !== "ASAP" && at !== null ? { constraint: { type: by, at } } : {}),
    ...(deadline === null ? {} : { deadline }),
    ...(actualStart !== null && actualFinish !== null
      ? { finished: { start: actualStart, finish: actualFinish } }
      : actualStart === null
        ? {}
        : { started: actualStart }),
    ...(actualStart !== null && actualFinish === null && remaining !== null ? { remainingMinutes: remaining } : {}),
    ...(text("LevelingCanSplit") === "1" && text("Summary") !== "1" && duration !== 0 ? { interruptible: true } : {}),
    ...(delay > 0 ? { delayMinutes: delay } : {}),
    ...(inactive ? { inactive } : {}),
    ...(pinned && start !== null ? { pinned: finish === null ? { start } : { start, finish } } : {}),
    ...(ownCalendar !== "" && Number(ownCalendar) > 0 ? { calendar: ownCalendar } : {}),
  };
  return {
    uid,
    task,
    notes: text("Notes"),
    fixedDuration: text("Type") === "1",
    ownCalendar: task.calendar ?? null,
    ignoresResourceCalendars: text("IgnoreResourceCalendar") === "1",
    percentComplete: Number(text("PercentComplete")) || 0,
    stop: wall("Stop"),
    resume: wall("Resume"),
    stored: {
      start,
      finish,
      earlyStart: wall("EarlyStart"),
      earlyFinish: wall("EarlyFinish"),
      lateStart: wall("LateStart"),
      lateFinish: wall("LateFinish"),
      totalSlackMinutes: tenths(text("TotalSlack")),
      freeSlackMinutes: tenths(text("FreeSlack")),
      critical: text("Critical") === "" ? null : text("Critical") === "1",
    },
  };
}

const constraintNames = ["ASAP", "ALAP", "MSO", "MFO", "SNET", "SNLT", "FNET", "FNLT"] as const;
const linkTypes = ["FF", "FS", "SF", "SS"] as const;

/** Lags are stored in tenths of a minute, or, by their format, as a percentage of the predecessor's duration. */
function readLink(element: XmlElement, to: string, durations: ReadonlyMap<string, number>): PlanLink {
  const from = textOf(element, "PredecessorUID");
  const format = textOf(element, "LagFormat");
  const value = Number(textOf(element, "LinkLag")) || 0;
  const type = linkTypes[Number(textOf(element, "Type") || 1)] ?? "FS";
  if (isPercent(format)) {
    return {
      from,
      to,
      type,
      lag: isElapsed(format)
        ? { minutes: Math.round(((durations.get(from) ?? 0) * value) / 100), kind: "elapsed" }
        : { minutes: value, kind: "percent" },
    };
  }
  return { from, to, type, lag: { minutes: Math.round(value / 10), kind: isElapsed(format) ? "elapsed" : "working" } };
}

function tenths(text: string): number | null {
  return text === "" || !Number.isFinite(Number(text)) ? null : Number(text) / 10;
}
