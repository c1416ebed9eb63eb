import { Temporal } from "temporal-polyfill";
import { attempt, feelDate, type FeelDateTime, type FeelDuration, type FeelTime, type FeelValue, typeOf } from "../value.ts";
import type { FunctionTable } from "./function.ts";

export const dates: FunctionTable = {
  date: {
    params: ["year or from", "month?", "day?"],
    apply: ([year, month = null, day = null]) => {
      if (typeof year === "string") return feelDate(year);
      if (typeof year === "number" && typeof month === "number" && typeof day === "number") {
        return attempt(() => ({ type: "date", date: Temporal.PlainDate.from({ year, month, day }, { overflow: "reject" }) }) as const);
      }
      const from = year ?? null;
      if (isA(from, "date")) return from;
      return isA(from, "dateTime") ? { type: "date", date: from.dateTime.toPlainDate() } : null;
    },
  },
  time: {
    params: ["hour or from", "minute?", "second?", "offset?"],
    apply: ([hour, minute = null, second = null, offset = null]) => {
      if (typeof hour === "string") return timeOf(hour);
      if (typeof hour === "number" && typeof minute === "number" && typeof second === "number") {
        const zone = isA(offset, "seconds") ? offsetOf(offset.seconds) : null;
        return attempt(
          () =>
            ({
              type: "time",
              time: Temporal.PlainTime.from(
                { hour, minute, second: Math.trunc(second), millisecond: Math.round((second % 1) * 1_000) },
                { overflow: "reject" },
              ),
              zone,
            }) as const,
        );
      }
      const from = hour ?? null;
      if (isA(from, "time")) return from;
      if (isA(from, "dateTime")) return { type: "time", time: from.dateTime.toPlainTime(), zone: from.zone };
      return isA(from, "date") ? { type: "time", time: new Temporal.PlainTime(), zone: "UTC" } : null;
    },
  },
  "date and time": {
    params: ["date or from", "time?"],
    apply: ([from = null, time = null]) => {
      if (typeof from === "string") return instantOf(from);
      if (isA(time, "time")) {
        const date = isA(from, "date") ? from.date : isA(from, "dateTime") ? from.dateTime.toPlainDate() : null;
        return date === null ? null : { type: "dateTime", dateTime: date.toPlainDateTime(time.time), zone: time.zone };
      }
      if (isA(from, "dateTime")) return from;
      return isA(from, "date") ? { type: "dateTime", dateTime: from.date.toPlainDateTime(), zone: null } : null;
    },
  },
  duration: {
    params: ["from"],
    apply: ([from = null]) => (typeof from === "string" ? durationOf(from) : isA(from, "months") || isA(from, "seconds") ? from : null),
  },
  "years and months duration": {
    params: ["from", "to"],
    apply: ([from = null, to = null]) => {
      const [start, end] = [plainDate(from), plainDate(to)];
      if (start === null || end === null) return null;
      const { years, months } = start.until(end, { largestUnit: "month" });
      return { type: "months", months: years * 12 + months };
    },
  },
  now: {
    params: [],
    apply: (_, { clock }) => ({
      type: "dateTime",
      dateTime: Temporal.Instant.fromEpochMilliseconds(clock.now).toZonedDateTimeISO(clock.zone).toPlainDateTime(),
      zone: clock.zone,
    }),
  },
  today: {
    params: [],
    apply: (_, { clock }) => ({
      type: "date",
      date: Temporal.Instant.fromEpochMilliseconds(clock.now).toZonedDateTimeISO(clock.zone).toPlainDate(),
    }),
  },
  "day of week": {
    params: ["date"],
    apply: ([from = null]) => weekdays[(plainDate(from)?.dayOfWeek ?? 0) - 1] ?? null,
  },
  "day of year": { params: ["date"], apply: ([from = null]) => plainDate(from)?.dayOfYear ?? null },
  "week of year": { params: ["date"], apply: ([from = null]) => plainDate(from)?.weekOfYear ?? null },
  "month of year": { params: ["date"], apply: ([from = null]) => months[(plainDate(from)?.month ?? 0) - 1] ?? null },
};

/** What `@"..."` stands for: a date, a time, a date and time or a duration; null if it is none. */
export function dateTimeOf(text: string): FeelValue {
  if (/^-?P/.test(text)) return durationOf(text);
  if (text.includes("T")) return instantOf(text);
  return text.includes(":") ? timeOf(text) : feelDate(text);
}

/** What a text stands for as a value of a type; null where it is none, or the type has no such texts. */
export function valueOfText(text: string, type: string): FeelValue {
  switch (type) {
    case "date":
      return feelDate(text);
    case "time":
      return timeOf(text);
    case "date and time":
    case "dateTime":
      return instantOf(text);
    case "days and time duration":
    case "dayTimeDuration":
    case "years and months duration":
    case "yearMonthDuration":
    case "duration":
      return durationOf(text);
    default:
      return null;
  }
}

export function durationOf(text: string): FeelDuration | null {
  const years = /^(-?)P(?:(\d{1,9})Y)?(?:(\d{1,9})M)?$/.exec(text);
  if (years !== null && (years[2] ?? years[3]) !== undefined) {
    return {
      type: "months",
      months: (years[1] === "-" ? -1 : 1) * (Number(years[2] ?? 0) * 12 + Number(years[3] ?? 0)) || 0,
    };
  }
  const days = /^(-?)P(?:(\d{1,9})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,9})?)S)?)?$/.exec(text);
  if (days === null || (days[2] ?? days[3] ?? days[4] ?? days[5]) === undefined) return null;
  const seconds = Number(days[2] ?? 0) * 86_400 + Number(days[3] ?? 0) * 3_600 + Number(days[4] ?? 0) * 60 + Number(days[5] ?? 0);
  return { type: "seconds", seconds: (days[1] === "-" ? -1 : 1) * seconds || 0 };
}

/** Milliseconds for comparing; local times count as if they were UTC. Null where the zone does not exist. */
export function comparable(value: FeelTime | FeelDateTime): number | null {
  const dateTime = value.type === "time" ? new Temporal.PlainDate(1970, 1, 1).toPlainDateTime(value.time) : value.dateTime;
  return attempt(() => dateTime.toZonedDateTime(value.zone ?? "UTC").epochMilliseconds);
}

function timeOf(text: string): FeelTime | null {
  const { local, zone } = zoned(text);
  if (!/^\d{2}:\d{2}:\d{2}(\.\d{1,9})?$/.test(local) || local.slice(6, 8) === "60" || !exists(zone)) return null;
  return attempt(() => ({ type: "time", time: Temporal.PlainTime.from(local, { overflow: "reject" }), zone }));
}

function instantOf(text: string): FeelDateTime | null {
  const { local, zone } = zoned(text);
  if (!/^-?\d{4,9}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,9})?)?$/.test(local) || /T\d{2}:\d{2}:60/.test(local) || !exists(zone))
    return null;
  return attempt(() => ({
    type: "dateTime",
    dateTime: Temporal.PlainDateTime.from(local, { overflow: "reject" }),
    zone,
  }));
}

function zoned(text: string): { local: string; zone: string | null } {
  const at = text.indexOf("@");
  if (at !== -1) return { local: text.slice(0, at), zone: text.slice(at + 1) };
  if (/z$/i.test(text)) return { local: text.slice(0, -1), zone: "UTC" };
  const offset = /(?<=:\d{2}(?:\.\d+)?)[+-]\d{2}:\d{2}$/.exec(text);
  return offset === null ? { local: text, zone: null } : { local: text.slice(0, offset.index), zone: offset[0] };
}

function exists(zone: string | null): boolean {
  return zone === null || attempt(() => new Temporal.PlainDateTime(1970, 1, 1).toZonedDateTime(zone)) !== null;
}

function offsetOf(seconds: number): string {
  const minutes = Math.trunc(Math.abs(seconds) / 60);
  return `${seconds < 0 ? "-" : "+"}${String(Math.trunc(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

function plainDate(value: FeelValue): Temporal.PlainDate | null {
  return isA(value, "date") ? value.date : isA(value, "dateTime") ? value.dateTime.toPlainDate() : null;
}

type Tagged = Extract<FeelValue, { readonly type: string }>;

export function isA<T extends Tagged["type"]>(value: FeelValue, type: T): value is Extract<Tagged, { type: T }> {
  return typeOf(value) === type;
}

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
