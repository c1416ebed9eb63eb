import { useLocale } from "../messages/index.ts";
import { durationSigns } from "../duration/index.ts";

/** Dates and numbers in the person's own notation. Instants are ISO strings with Z, days are `YYYY-MM-DD`. */
export type Formats = ReturnType<typeof makeFormats>;

/** `zone`: whose clock instants are shown by; the workspace's by default in screens, the browser's when left out. */
export function useFormat(zone?: string): Formats {
  const locale = useLocale();
  return formats(locale, zone);
}

const made = new Map<string, Formats>();

/** One for all rows of a list: making an Intl object costs about 50 µs. */
export function formats(locale: string, zone?: string): Formats {
  const key = `${locale} ${zone ?? ""}`;
  const known = made.get(key) ?? makeFormats(locale, zone);
  made.set(key, known);
  return known;
}

function makeFormats(locale: string, zone: string | undefined) {
  const inZone = zone === undefined ? {} : { timeZone: zone };
  const dayOf = once(() => new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" }));
  const dayOfYear = once(() => new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }));
  const weekdayOf = once(() => new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" }));
  const weekdayNameOf = once(() => new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" }));
  const timeOf = once(() => new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit", ...inZone }));
  const momentOf = once(
    () => new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", ...inZone }),
  );
  const secondOf = once(
    () =>
      new Intl.DateTimeFormat(locale, {
        day: "numeric",
        month: "short",
        hour: "2-digit",
        minute: "2-digit",
        second: "2-digit",
        ...inZone,
      }),
  );
  const monthOf = once(() => new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }));
  const longOf = once(() => new Intl.DateTimeFormat(locale, { dateStyle: "full", timeStyle: "short", ...inZone }));
  const isoDay = once(() => new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", ...inZone }));
  const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: "auto" }));
  const plain = once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }));
  const exact = once(() => new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }));
  const share = once(() => new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }));
  const names = once(() => new Intl.ListFormat(locale, { type: "conjunction" }));
  const sizes = once(
    () =>
      new Intl.NumberFormat(locale, { maximumFractionDigits: 1, notation: "compact", style: "unit", unit: "byte", unitDisplay: "narrow" }),
  );
  const length = (value: number, sign: string) => `${plain().format(value)} ${sign}`;

  /** The calendar day of an instant on the zone's clock, `YYYY-MM-DD`. */
  const dayAt = (instant: string | Date) => isoDay().format(new Date(instant));
  return {
    dayAt,
    /** "24 Mar", with the year when it is another one than `today`'s. */
    day: (day: string, today?: string) =>
      (today !== undefined && today.slice(0, 4) === day.slice(0, 4) ? dayOf() : dayOfYear()).format(new Date(`${day}T00:00:00Z`)),
    /** "24–28 Mar", with the year when one of them is in another than `today`. */
    days: (from: string, to: string, today: string) =>
      ([from, to].every((day) => day.slice(0, 4) === today.slice(0, 4)) ? dayOf() : dayOfYear()).formatRange(
        new Date(`${from}T00:00:00Z`),
        new Date(`${to}T00:00:00Z`),
      ),
    /** "Tue 24 Mar". */
    weekday: (day: string) => weekdayOf().format(new Date(`${day}T00:00:00Z`)),
    /** "Tuesday". */
    weekdayName: (day: string) => weekdayNameOf().format(new Date(`${day}T00:00:00Z`)),
    time: (instant: string) => timeOf().format(new Date(instant)),
    /** "24 Mar, 14:30". */
    moment: (instant: string) => momentOf().format(new Date(instant)),
    /** "24 Mar, 14:30:07". */
    momentToTheSecond: (instant: string) => secondOf().format(new Date(instant)),
    /** "March 2026", of "2026-03". */
    month: (month: string) => monthOf().format(new Date(`${month}-15T12:00:00Z`)),
    /** Everything, for a tooltip. */
    long: (instant: string) => longOf().format(new Date(instant)),
    /** "yesterday", "in 3 days", "2 hours ago". */
    ago: (instant: string, now: Date) => {
      const seconds = (new Date(instant).getTime() - now.getTime()) / 1000;
      const [size, name] = spans.find(([size]) => Math.abs(seconds) >= size) ?? [1, "second" as const];
      return Math.abs(seconds) < 45 ? relative().format(0, "second") : relative().format(Math.round(seconds / size), name);
    },
    /** Whole calendar days: "today", "tomorrow", "in 5 days", "3 days ago". */
    inDays: (day: string, today: string) =>
      relative().format(Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000), "day"),
    /** With all its digits: what people entered. */
    exact: (value: number) => exact().format(value),
    number: (value: number) => plain().format(value),
    percent: (value: number) => share().format(value),
    list: (items: readonly string[]) => names().format(items),
    bytes: (value: number) => sizes().format(value),
    /** In the currency's own form where it is known as one. */
    money: (value: number, currency: string | undefined) =>
      currency === undefined || !/^[A-Z]{3}$/.test(currency)
        ? exact().format(value)
        : new Intl.NumberFormat(locale, { style: "currency", currency }).format(value),
    /** Working time: "45 min", "6.5 h"; in days only where it is known how long one is, from two on. */
    work: (minutes: number, perDay = Infinity) =>
      Math.abs(minutes) < 60
        ? length(minutes, durationSigns.minute)
        : Math.abs(minutes) < 2 * perDay
          ? length(minutes / 60, durationSigns.hour)
          : length(minutes / perDay, durationSigns.day),
    /** Time as it passes: "20 s", "45 min", "6.5 h", and days of 24 hours from the first on. */
    elapsed: (minutes: number) =>
      minutes < 1
        ? length(minutes * 60, "s")
        : minutes < 60
          ? length(minutes, durationSigns.minute)
          : minutes < 1_440
            ? length(minutes / 60, durationSigns.hour)
            : length(minutes / 1_440, durationSigns.day),
  };
}

const spans = [
  [31_557_600, "year"],
  [2_629_800, "month"],
  [604_800, "week"],
  [86_400, "day"],
  [3_600, "hour"],
  [60, "minute"],
] as const;

/** Made when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
