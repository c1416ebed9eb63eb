/** Days from 1970-01-01 to a day of the proleptic Gregorian calendar (Howard Hinnant's `days_from_civil`). */
function dayNumber(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468;
}

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Epoch milliseconds of a moment in UTC, or NaN where the calendar has no such moment. */
export function instantOf(year: number, month: number, day: number, hour = 0, minute = 0, second = 0, millis = 0): number {
  if (month < 1 || month > 12 || day < 1 || hour > 24 || minute > 59 || second > 60) return Number.NaN;
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  if (day > monthLengths[month - 1]! + (leap ? 1 : 0)) return Number.NaN;
  if (hour === 24 && (minute > 0 || second > 0)) return Number.NaN;
  return dayNumber(year, month, day) * 86_400_000 + hour * 3_600_000 + minute * 60_000 + second * 1000 + millis;
}

/** `2026-03-02T14:30:00.250Z` of an instant. */
export function isoOf(instant: number): string {
  const days = Math.floor(instant / 86_400_000);
  const rest = instant - days * 86_400_000;
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const two = (value: number): string => String(value).padStart(2, "0");
  const clock = `${two(Math.floor(rest / 3_600_000))}:${two(Math.floor(rest / 60_000) % 60)}:${two(Math.floor(rest / 1000) % 60)}.${String(Math.floor(rest % 1000)).padStart(3, "0")}`;
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}T${clock}Z`;
}

export type DayOrder = "dayFirst" | "monthFirst";

/**
 * The instant that a cell of a log names, in epoch milliseconds; NaN for what is no moment. A moment without an offset is
 * taken as UTC: logs do not say their zone, and every duration inside one log is right all the same but for the hour of a
 * clock change.
 */
export function readInstant(text: string, order: DayOrder = "dayFirst"): number {
  const iso = readIso(text);
  return Number.isNaN(iso) ? readOther(text.trim(), order) : iso;
}

/** `2010-12-30[T ]11:02[:00[.123456]][Z|+01:00|+0100|+01]`, or the day alone. By character, because logs have millions. */
export function readIso(text: string): number {
  const length = text.length;
  if (length < 10) return Number.NaN;
  const mark = text.charCodeAt(4);
  if ((mark !== 45 && mark !== 47) || text.charCodeAt(7) !== mark) return Number.NaN;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  if (year < 0 || month < 0 || day < 0) return Number.NaN;
  if (length === 10) return instantOf(year, month, day);
  const between = text.charCodeAt(10);
  if ((between !== 84 && between !== 32 && between !== 116) || length < 16 || text.charCodeAt(13) !== 58) return Number.NaN;
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  if (hour < 0 || minute < 0) return Number.NaN;
  let at = 16;
  let second = 0;
  let millis = 0;
  if (text.charCodeAt(at) === 58) {
    second = digits(text, 17, 2);
    if (second < 0) return Number.NaN;
    at = 19;
    const point = text.charCodeAt(at);
    if (point === 46 || point === 44) {
      let weight = 100;
      at += 1;
      for (let digit = text.charCodeAt(at) - 48; digit >= 0 && digit <= 9; digit = text.charCodeAt((at += 1)) - 48) {
        millis += digit * weight;
        weight /= 10;
      }
      millis = Math.floor(millis + 1e-6);
    }
  }
  const offset = offsetMinutes(text, at);
  return offset === null ? Number.NaN : instantOf(year, month, day, hour, minute, second, millis) - offset * 60_000;
}

function offsetMinutes(text: string, from: number): number | null {
  let at = from;
  while (text.charCodeAt(at) === 32) at += 1;
  if (at >= text.length) return 0;
  const sign = text.charCodeAt(at);
  if ((sign === 90 || sign === 122) && at === text.length - 1) return 0;
  if (sign !== 43 && sign !== 45) return text.slice(at) === "UTC" || text.slice(at) === "GMT" ? 0 : null;
  const hours = digits(text, at + 1, 2);
  const rest = text.length - at;
  const minutes =
    rest === 3 ? 0 : rest === 5 ? digits(text, at + 3, 2) : rest === 6 && text.charCodeAt(at + 3) === 58 ? digits(text, at + 4, 2) : -1;
  if (hours < 0 || minutes < 0 || hours > 18 || minutes > 59) return null;
  return (sign === 45 ? -1 : 1) * (hours * 60 + minutes);
}

function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let at = from; at < from + count; at += 1) {
    const digit = text.charCodeAt(at) - 48;
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

const clockPart = String.raw`(?:[ T,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?(?:\s*([AaPp])\.?[Mm]\.?)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?$`;
const slashed = new RegExp(String.raw`^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})${clockPart}`);
const dayMonthName = new RegExp(String.raw`^(?:[A-Za-z]{3,9},?\s+)?(\d{1,2})[ .-]+([A-Za-z]{3,9})\.?[ ,.-]+(\d{4}|\d{2})${clockPart}`);
const monthNameDay = new RegExp(String.raw`^(?:[A-Za-z]{3,9},?\s+)?([A-Za-z]{3,9})\.?\s+(\d{1,2}),?\s+(\d{4})${clockPart}`);
const yearFirst = new RegExp(String.raw`^(\d{4})[./-](\d{1,2})[./-](\d{1,2})${clockPart}`);
const compact = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?)?Z?$/;
const monthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

function readOther(text: string, order: DayOrder): number {
  if (text.length < 6 || text.length > 64) return Number.NaN;
  const number = /^\d{9,19}(?:\.\d+)?$/.test(text) && !compact.test(text) ? Number(text) : Number.NaN;
  if (!Number.isNaN(number)) return fromEpoch(number);
  let match = slashed.exec(text);
  if (match !== null) {
    const [first, second] = [Number(match[1]), Number(match[2])];
    const [day, month] = order === "dayFirst" ? [first, second] : [second, first];
    return moment(yearOf(match[3]!), month, day, match, 4);
  }
  match = yearFirst.exec(text);
  if (match !== null) return moment(Number(match[1]), Number(match[2]), Number(match[3]), match, 4);
  match = dayMonthName.exec(text);
  if (match !== null) return moment(yearOf(match[3]!), monthOf(match[2]!), Number(match[1]), match, 4);
  match = monthNameDay.exec(text);
  if (match !== null) return moment(Number(match[3]), monthOf(match[1]!), Number(match[2]), match, 4);
  match = compact.exec(text);
  if (match !== null)
    return instantOf(
      Number(match[1]),
      Number(match[2]),
      Number(match[3]),
      Number(match[4] ?? 0),
      Number(match[5] ?? 0),
      Number(match[6] ?? 0),
    );
  return Number.NaN;
}

function moment(year: number, month: number, day: number, match: RegExpExecArray, clock: number): number {
  const half = match[clock + 4]?.toLowerCase();
  let hour = Number(match[clock] ?? 0);
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return Number.NaN;
    hour = (hour % 12) + (half === "p" ? 12 : 0);
  }
  const fraction = Number(`0.${match[clock + 3] ?? "0"}`);
  const offset = offsetMinutes(match[clock + 5] ?? "", 0);
  if (offset === null) return Number.NaN;
  return (
    instantOf(year, month, day, hour, Number(match[clock + 1] ?? 0), Number(match[clock + 2] ?? 0), Math.floor(fraction * 1000 + 1e-6)) -
    offset * 60_000
  );
}

function yearOf(text: string): number {
  return text.length === 2 ? 2000 + Number(text) : Number(text);
}

function monthOf(name: string): number {
  return monthNames.indexOf(name.slice(0, 3).toLowerCase()) + 1;
}

/** Seconds, milliseconds, microseconds or nanoseconds since 1970, by size: each covers 1980 to 2280 alone. */
function fromEpoch(number: number): number {
  if (number < 1e10) return Math.floor(number * 1000);
  if (number < 1e13) return Math.floor(number);
  return Math.floor(number < 1e16 ? number / 1e3 : number / 1e6);
}

/** Whether dates like 03/04/2026 in this column put the day or the month first; null when nothing tells. */
export function dayOrderOf(cells: Iterable<string>): DayOrder | null {
  for (const cell of cells) {
    const match = slashed.exec(cell.trim());
    if (match === null) continue;
    if (Number(match[1]) > 12 || cell.includes(".")) return "dayFirst";
    if (Number(match[2]) > 12) return "monthFirst";
  }
  return null;
}

export function looksSlashed(cell: string): boolean {
  return slashed.test(cell.trim());
}
