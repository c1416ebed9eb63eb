import { formatDay, parseWall } from "../calendar/index.ts";
import { type Finding, words, type Words } from "../kernel/index.ts";

const firstMinute = -89_411_040; // 1800-01-01T00:00
const lastMinute = 279_285_120; // 2501-01-01T00:00

/** No duration, lag or slack beyond this (95 years around the clock): a chain of them still fits the tables' 32 bits. */
export const longest = 50_000_000;

/** Reads a plan's wall-clock moments; one that does not exist, or lies outside 1800 to 2500, is a finding and not used. */
export function readMoment(text: string, subject: string, name: () => Words, findings: Finding[]): number | null {
  const minutes = parseWall(text);
  if (minutes !== null && minutes >= firstMinute && minutes < lastMinute) return minutes;
  const what = name();
  findings.push({
    code: "plan.date",
    severity: "error",
    subject,
    params: { what: what.message, value: text.slice(0, 40) },
    ...(minutes === null
      ? words`${what} “${text.slice(0, 40)}” is not a date and time (YYYY-MM-DDTHH:MM); it is not used.`
      : words`${what} ${formatDay(Math.floor(minutes / 1440))} is outside the years 1800 to 2500; it is not used.`),
  });
  return null;
}

/** Whole minutes inside the limit; anything else is a finding and brought inside it. */
export function readMinutes(value: number, least: number, subject: string, name: () => Words, findings: Finding[]): number {
  const minutes = Number.isFinite(value) ? Math.round(value) : 0;
  const kept = Math.max(least, Math.min(longest, minutes));
  if (kept !== minutes || !Number.isFinite(value)) {
    const what = name();
    findings.push({
      code: "plan.duration",
      severity: "error",
      subject,
      params: { what: what.message, value: String(value) },
      ...words`${what} of ${value} minutes is outside what a plan can hold (${least} to ${longest}); ${kept} is used.`,
    });
  }
  return kept;
}
