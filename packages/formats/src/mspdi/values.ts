import { parseWall } from "@rondo/core/calendar";

/** `PT8H30M0S` (ISO 8601 without months) in whole minutes; null where it is not one. */
export function readDuration(text: string): number | null {
  const parts = /^(-)?P(?:(\d{1,9})D)?(?:T(?:(\d{1,12})H)?(?:(\d{1,12})M)?(?:(\d{1,12})(?:\.\d+)?S)?)?$/.exec(text);
  if (!parts) return null;
  const [, minus, days, hours, minutes, seconds] = parts;
  const total = Number(days ?? 0) * 1440 + Number(hours ?? 0) * 60 + Number(minutes ?? 0) + Math.round(Number(seconds ?? 0) / 60);
  return minus ? -total : total;
}

/** A stored moment as wall clock `YYYY-MM-DDTHH:MM`; seconds, and the zone that other programs write, are cut off. Null where there is none or it is none. */
export function readWall(text: string): string | null {
  const wall = zoned.test(text) ? text.replace(zoned, "") : text;
  return parseWall(wall) === null ? null : wall.slice(0, 16);
}

const zoned = /(?<=T[\d:.]+)(?:Z|[+-]\d\d:?\d\d)$/;

/** Yes and no are 1 and 0 in Microsoft Project, and by XML's own rule (so in other programs) also true and false. */
export function saysYes(text: string): boolean {
  return text === "1" || text === "true";
}

export function saysNo(text: string): boolean {
  return text === "0" || text === "false";
}

/** Formats of durations and lags whose time passes around the clock: em, eh, ed, ew, emo, e%, and the same with a question mark. */
export function isElapsed(format: string): boolean {
  return elapsedFormats.has(format);
}

export function isPercent(format: string): boolean {
  return format === "19" || format === "20" || format === "51" || format === "52";
}

const elapsedFormats = new Set(["4", "6", "8", "10", "12", "20", "36", "38", "40", "42", "44", "52"]);
