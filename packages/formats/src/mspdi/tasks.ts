import { type Finding, words } from "@rondo/core/kernel";
import type { PlanLink, PlanTask } from "@rondo/core/plan";
import type { TypeDraft } from "../draft/index.ts";
import { childrenOf, textOf, type XmlElement } from "../xml/index.ts";
import { isElapsed, isPercent, readDuration, readWall, saysNo, saysYes } from "./values.ts";

/** A task of the file. `stored` is what Microsoft Project had computed when it saved it; slack in minutes. */
export type MspdiTask = {
  readonly uid: string;
  readonly task: PlanTask;
  readonly notes: string;
  readonly type: TypeDraft;
  readonly ownCalendar: string | null;
  readonly ignoresResourceCalendars: boolean;
  readonly percentComplete: number;
  /** The file says from when to when, and not how long. */
  readonly lengthUnsaid: boolean;
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
    if (saysYes(textOf(element, "IsNull"))) blank++;
    else {
      const uid = textOf(element, "UID");
      const level = levelOf(element);
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

/** By its number where the level is left out: 1.2.3 is on the third. */
function levelOf(element: XmlElement): number {
  const [level, number] = [textOf(element, "OutlineLevel"), textOf(element, "OutlineNumber")];
  if (level !== "" || number === "") return Number(level) || 0;
  return number === "0" ? 0 : number.split(".").length;
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
  const inactive = saysNo(text("Active"));
  const pinned = inactive || saysYes(text("Manual")) || saysYes(text("ExternalTask"));
  const delay = Math.round((Number(text("LevelingDelay")) || 0) / 10);
  const remaining = readDuration(text("RemainingDuration"));
  const task: PlanTask = {
    id: uid,
    parent,
    title,
    workingMinutes: duration ?? 0,
    ...(saysYes(text("Summary")) ? { heading: true } : {}),
    ...(isElapsed(text("DurationFormat")) ? { elapsed: true } : {}),
    ...(by === "ALAP" ? { constraint: { type: by } } : by !== "ASAP" && at !== null ? { constraint: { type: by, at } } : {}),
    ...(deadline === null ? {} : { deadline }),
    ...(actualStart !== null && actualFinish !== null
      ? { finished: { start: actualStart, finish: actualFinish } }
      : actualStart === null
        ? {}
        : { started: actualStart }),
    ...(actualStart !== null && actualFinish === null && remaining !== null ? { remainingMinutes: remaining } : {}),
    ...(saysYes(text("LevelingCanSplit")) && !saysYes(text("Summary")) && duration !== 0 ? { interruptible: true } : {}),
    ...(delay > 0 ? { delayMinutes: delay } : {}),
    ...(inactive ? { inactive } : {}),
    ...(pinned && start !== null ? { pinned: finish === null ? { start } : { start, finish } } : {}),
    ...(ownCalendar !== "" && Number(ownCalendar) > 0 ? { calendar: ownCalendar } : {}),
  };
  return {
    uid,
    task,
    notes: text("Notes"),
    type: { fixed: taskTypes[Number(text("Type"))] ?? "units", ...(saysYes(text("EffortDriven")) && { effortDriven: true }) },
    ownCalendar: task.calendar ?? null,
    ignoresResourceCalendars: saysYes(text("IgnoreResourceCalendar")),
    percentComplete: Number(text("PercentComplete")) || 0,
    lengthUnsaid: text("Duration") === "" && start !== null && finish !== null,
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
      critical: text("Critical") === "" ? null : saysYes(text("Critical")),
    },
  };
}

const constraintNames = ["ASAP", "ALAP", "MSO", "MFO", "SNET", "SNLT", "FNET", "FNLT"] as const;
const taskTypes = ["units", "duration", "work"] as const;
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
