import type { CalendarDefinition, CalendarException, DayInMonth, Shift } from "@rondo/core/calendar";
import { ownCalendarOf, type Plan } from "@rondo/core/plan";
import type { Xml } from "./xml-writer.ts";

/** The plan's calendars under whole numbers, its own among them. */
export class CalendarBook {
  readonly own: number;
  private readonly uids = new Map<string, number>();
  private readonly definitions = new Map<number, { name: string; definition: CalendarDefinition }>();

  /** `name`: of the plan's own calendar, where it has none. */
  constructor(plan: Plan, name: string) {
    const keys = Object.keys(plan.calendars ?? {});
    const numbers = keys.every((key) => /^[1-9]\d{0,8}$/.test(key));
    keys.forEach((key, index) => this.add(key, numbers ? Number(key) : index + 1, plan.calendars![key]!));
    const same = ownCalendarOf(plan);
    this.own = same === undefined ? Math.max(0, ...this.definitions.keys()) + 1 : this.uids.get(same)!;
    if (same === undefined) this.definitions.set(this.own, { name, definition: plan.calendar });
  }

  get count(): number {
    return this.definitions.size;
  }

  uidOf(key: string): number {
    return this.uids.get(key) ?? this.own;
  }

  write(xml: Xml): void {
    xml.open("Calendars");
    for (const [uid, { name, definition }] of this.definitions) {
      xml.open("Calendar");
      xml.leaf("UID", uid);
      xml.leaf("Name", name);
      xml.leaf("IsBaseCalendar", 1);
      xml.leaf("BaseCalendarUID", -1);
      xml.open("WeekDays");
      // Numbered from Sunday, 1.
      for (let day = 1; day <= 7; day++) {
        xml.open("WeekDay");
        xml.leaf("DayType", day);
        writeShifts(xml, definition.week[(day + 5) % 7] ?? []);
        xml.close();
      }
      xml.close();
      xml.open("Exceptions");
      for (const exception of definition.exceptions) writeException(xml, exception);
      xml.close();
      xml.close();
    }
    xml.close();
  }

  private add(key: string, uid: number, definition: CalendarDefinition): void {
    this.uids.set(key, uid);
    this.definitions.set(uid, { name: key, definition });
  }
}

function writeException(xml: Xml, exception: CalendarException): void {
  const rule = exception.repeats;
  const limit = rule?.occurrences;
  xml.open("Exception");
  xml.leaf("EnteredByOccurrences", limit === undefined ? 0 : 1);
  xml.open("TimePeriod");
  xml.leaf("FromDate", `${exception.from}T00:00:00`);
  xml.leaf("ToDate", `${exception.to}T23:59:00`);
  xml.close();
  xml.leaf("Occurrences", limit ?? 1);
  xml.leaf("Name", exception.name);
  if (!rule) xml.leaf("Type", 1);
  else if (rule.every === "day") {
    xml.leaf("Type", 7);
    xml.leaf("Period", rule.interval);
  } else if (rule.every === "week") {
    xml.leaf("Type", 6);
    xml.leaf("Period", rule.interval);
    xml.leaf(
      "DaysOfWeek",
      rule.weekdays.reduce((bits, weekday) => bits | (1 << ((weekday + 1) % 7)), 0),
    );
  } else {
    const byDay = "day" in rule.on;
    xml.leaf("Type", rule.every === "year" ? (byDay ? 2 : 3) : byDay ? 4 : 5);
    if (rule.every === "month") xml.leaf("Period", rule.interval);
    writeDayInMonth(xml, rule.on);
    if (rule.every === "year") xml.leaf("Month", rule.month - 1);
    if ("day" in rule.on) xml.leaf("MonthDay", rule.on.day);
  }
  writeShifts(xml, exception.shifts);
  xml.close();
}

/** MonthItem: 0 day, 1 weekday, 2 weekend day, 3 Sunday … 9 Saturday. MonthPosition: 0 first … 4 last. */
function writeDayInMonth(xml: Xml, on: DayInMonth): void {
  if ("day" in on) return;
  const item = on.of === "day" ? 0 : on.of === "workday" ? 1 : on.of === "weekend" ? 2 : ((on.of + 1) % 7) + 3;
  xml.leaf("MonthItem", item);
  xml.leaf("MonthPosition", on.position - 1);
}

function writeShifts(xml: Xml, shifts: readonly Shift[]): void {
  xml.leaf("DayWorking", shifts.length > 0 ? 1 : 0);
  if (shifts.length === 0) return;
  xml.open("WorkingTimes");
  for (const { from, to } of shifts) {
    xml.open("WorkingTime");
    xml.leaf("FromTime", clock(from));
    xml.leaf("ToTime", clock(to % 1440));
    xml.close();
  }
  xml.close();
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}:00`;
}
