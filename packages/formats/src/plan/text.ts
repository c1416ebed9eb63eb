import type { ConstraintName, LinkTypeName } from "@rondo/core/schedule";
import type { Plan, PlanLink, PlanTask } from "@rondo/core/plan";
import { unreadable } from "../draft/refuse.ts";
import { decodeText } from "../text/index.ts";
import { CalendarLines } from "./calendar-lines.ts";

/** What a `.plan` text states about its own schedule; `line` is where it says so. */
export type Expectation =
  | { readonly line: number; readonly of: "start" | "finish"; readonly at: string }
  | { readonly line: number; readonly of: "finding"; readonly code: string; readonly subject: string | null }
  | {
      readonly line: number;
      readonly of: "task";
      readonly id: string;
      readonly values: Readonly<Record<string, string | number | boolean>>;
    };

export type PlanText = { readonly plan: Plan; readonly expectations: readonly Expectation[] };

/**
 * A plan as a planner would jot it down, one statement a line; `docs/plan-text.md` has the whole language:
 *
 *     start 2026-03-02T08:00
 *     task pack "Pack the rare books" 2d in move
 *     link pack -> carry SS +4h
 *     expect carry start 2026-03-02T13:00 slack 0 critical
 */
export function readPlanText(bytes: Uint8Array): PlanText {
  const reader = new PlanTextReader();
  decodeText(bytes)
    .split(/\r\n|\r|\n/)
    .forEach((line, index) => reader.take(line.replace(/(^|\s)#.*$/, "").trim(), index + 1));
  return reader.done();
}

type Growing = { -readonly [K in keyof PlanTask]: PlanTask[K] };

class PlanTextReader {
  private start: string | null = null;
  private finish: string | null = null;
  private readonly main = new CalendarLines();
  private readonly calendars = new Map<string, CalendarLines>();
  private readonly tasks = new Map<string, Growing>();
  private readonly links: PlanLink[] = [];
  private readonly expectations: Expectation[] = [];
  private readonly options: { honourConstraints?: boolean; manyCriticalPaths?: boolean } = {};
  private line = 0;

  take(text: string, line: number): void {
    this.line = line;
    const [, word, rest = ""] = /^(\S+)\s*(.*)$/.exec(text) ?? [];
    switch (word) {
      case undefined:
        return;
      case "start":
        this.start = this.moment(rest);
        return;
      case "finish":
        this.finish = this.moment(rest);
        return;
      case "calendar":
        return this.calendar(rest);
      case "task":
      case "milestone":
      case "summary":
        return this.task(word, rest);
      case "link":
        return this.link(rest);
      case "expect":
        return this.expect(rest);
      case "option":
        return this.option(rest);
      default:
        return this.about(this.known(word), rest);
    }
  }

  done(): PlanText {
    this.line = Math.max(1, this.line);
    if (this.start === null) throw this.no("The plan has no line “start YYYY-MM-DDTHH:MM”");
    const calendars = Object.fromEntries([...this.calendars].map(([key, lines]) => [key, lines.definition()]));
    return {
      plan: {
        start: this.start,
        ...(this.finish === null ? {} : { finish: this.finish }),
        calendar: this.main.definition(),
        calendars,
        tasks: [...this.tasks.values()],
        links: this.links,
        options: this.options,
      },
      expectations: this.expectations,
    };
  }

  private calendar(rest: string): void {
    const named = /^"([^"]+)"\s+(.*)$/.exec(rest);
    const lines = named ? (this.calendars.get(named[1]!) ?? new CalendarLines()) : this.main;
    if (named) this.calendars.set(named[1]!, lines);
    if (!lines.take(named ? named[2]! : rest))
      throw this.no('A calendar line is “calendar mon-fri 08:00-12:00 13:00-17:00” or “calendar 2026-12-24 off "Christmas Eve"”');
  }

  private task(word: string, rest: string): void {
    const parts = /^([\w.-]+)(?:\s+"([^"]*)")?(?:\s+([\d.]+e?[mhdw]))?(?:\s+in\s+([\w.-]+))?$/.exec(rest);
    if (!parts || (word === "task") !== (parts[3] !== undefined))
      throw this.no(`A ${word} is “${word} id "Title"${word === "task" ? " 2d" : ""}”, then “in summary” if it is inside one`);
    const [, id = "", title = id, length, parent] = parts;
    const { minutes, elapsed } = length === undefined ? { minutes: 0, elapsed: false } : this.length(length);
    this.tasks.set(id, {
      id,
      parent: parent ?? null,
      title,
      workingMinutes: minutes,
      ...(elapsed ? { elapsed } : {}),
      ...(word === "summary" ? { heading: true } : {}),
    });
  }

  private link(rest: string): void {
    const parts = /^([\w.-]+) -> ([\w.-]+)(?: (FS|SS|FF|SF))?(?: ([+-])([\d.]+(?:e?[mhdw]|%)))?$/.exec(rest);
    if (!parts) throw this.no("A link is “link first -> second”, then FS, SS, FF or SF, then a lag such as +4h, -1d, +2ed or +50%");
    const [, from = "", to = "", type = "FS", sign = "+", amount = "0m"] = parts;
    const percent = amount.endsWith("%");
    const { minutes, elapsed } = percent ? { minutes: Number(amount.slice(0, -1)), elapsed: false } : this.length(amount);
    this.links.push({
      from,
      to,
      type: type as LinkTypeName,
      lag: { minutes: (sign === "-" ? -1 : 1) * minutes, kind: percent ? "percent" : elapsed ? "elapsed" : "working" },
    });
  }

  /** `carry must start on …`, `carry deadline …`, `carry finished … to …`, `carry uses "Night shift"`, `carry pauses 1d after 2d`. */
  private about(task: Growing, rest: string): void {
    const words = rest.split(/\s+/);
    const last = words.at(-1) ?? "";
    const constraint = phrases[words.slice(0, rest.startsWith("as ") ? undefined : -1).join(" ")];
    if (constraint)
      task.constraint = constraint === "ALAP" || constraint === "ASAP" ? { type: constraint } : { type: constraint, at: this.moment(last) };
    else if (words[0] === "deadline" && words.length === 2) task.deadline = this.moment(last);
    else if (words[0] === "started" && words.length === 2) task.started = this.moment(last);
    else if (words[0] === "left" && words.length === 2) task.remainingMinutes = this.length(last).minutes;
    else if (words[0] === "finished" && words.length === 4) task.finished = { start: this.moment(words[1]!), finish: this.moment(last) };
    else if (words[0] === "pinned" && words.length === 2) task.pinned = { start: this.moment(last) };
    else if (words[0] === "pauses" && words.length === 4)
      task.pauses = [...(task.pauses ?? []), { minutes: this.length(words[1]!).minutes, after: this.length(last).minutes }];
    else if (rest === "set aside") task.inactive = true;
    else if (/^put off \S+$/.test(rest)) task.delayMinutes = this.length(last).minutes;
    else if (/^uses "[^"]+"$/.test(rest)) task.calendar = rest.slice(6, -1);
    else if (/^crew "[^"]+" \S+$/.test(rest))
      task.crew = [...(task.crew ?? []), { calendar: rest.slice(6, rest.lastIndexOf('"')), minutes: this.length(last).minutes }];
    else throw this.no(`“${rest.slice(0, 60)}” says nothing about a task that Rondo knows`);
  }

  private option(rest: string): void {
    if (rest === "soft constraints") this.options.honourConstraints = false;
    else if (rest === "many critical paths") this.options.manyCriticalPaths = true;
    else throw this.no("The options are “soft constraints” and “many critical paths”");
  }

  private expect(rest: string): void {
    const [of = "", ...words] = rest.split(/\s+/);
    const line = this.line;
    if (of === "start" || of === "finish") this.expectations.push({ line, of, at: this.moment(words[0] ?? "") });
    else if (of === "finding") this.expectations.push({ line, of, code: words[0] ?? "", subject: words[1] ?? null });
    else this.expectations.push({ line, of: "task", id: this.known(of).id, values: this.values(words) });
  }

  private values(words: readonly string[]): Record<string, string | number | boolean> {
    const values: Record<string, string | number | boolean> = {};
    for (let at = 0; at < words.length; at++) {
      const word = words[at]!;
      const late = word === "early" || word === "late" ? words[++at] : null;
      if (word === "critical") values["critical"] = true;
      else if (word === "uncritical") values["critical"] = false;
      else if (late === "start" || late === "finish")
        values[`${word}${late === "start" ? "Start" : "Finish"}`] = this.moment(words[++at] ?? "");
      else if (word === "start" || word === "finish") values[word] = this.moment(words[++at] ?? "");
      else if (word === "slack" || word === "free")
        values[word === "slack" ? "totalSlackMinutes" : "freeSlackMinutes"] = this.signed(words[++at] ?? "");
      else if (word === "by") values["drivenBy"] = words[++at] ?? "";
      else throw this.no(`“${word}” is nothing to expect of a task`);
    }
    return values;
  }

  private signed(text: string): number {
    return text === "0" ? 0 : text.startsWith("-") ? -this.length(text.slice(1)).minutes : this.length(text).minutes;
  }

  /** A day is eight working hours, a week five of them; elapsed ones (`ed`, `ew`) are 24 hours and seven days. */
  private length(text: string): { minutes: number; elapsed: boolean } {
    const parts = /^([\d.]+)(e?)([mhdw])$/.exec(text);
    const unit = { m: 1, h: 60, d: parts?.[2] ? 1440 : 480, w: parts?.[2] ? 10_080 : 2400 }[parts?.[3] ?? "m"] ?? 1;
    if (!parts || !Number.isFinite(Number(parts[1])))
      throw this.no(`“${text.slice(0, 20)}” is no length: write 30m, 4h, 2d, 1w, or 2ed for elapsed days`);
    return { minutes: Math.round(Number(parts[1]) * unit), elapsed: parts[2] === "e" };
  }

  private moment(text: string): string {
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text)) throw this.no(`“${text.slice(0, 20)}” is no moment: write 2026-03-02T08:00`);
    return text;
  }

  private known(id: string): Growing {
    const task = this.tasks.get(id);
    if (!task) throw this.no(`“${id.slice(0, 40)}” is neither a statement nor a task above this line`);
    return task;
  }

  private no(reason: string): Error {
    return unreadable(reason, { line: this.line });
  }
}

const phrases: Readonly<Record<string, ConstraintName>> = {
  "as late as possible": "ALAP",
  "as soon as possible": "ASAP",
  "must start on": "MSO",
  "must finish on": "MFO",
  "not before": "SNET",
  "not after": "SNLT",
  "not finished before": "FNET",
  "finished by": "FNLT",
};
