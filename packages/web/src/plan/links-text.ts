import type { WorkUnits } from "@rondo/core/calendar";
import { durationText, parseDuration } from "./duration.ts";
import type { PlanLink } from "./model.ts";

type Lag = Pick<PlanLink, "lagMinutes" | "lagKind">;

/** A link as planners write it: the number of the task it comes from, the type unless FS, the lag unless none. */
export type WrittenLink = { readonly number: string; readonly type: PlanLink["type"] } & Lag;

/**
 * "2.1, 3SS+1d, 4FS+50%, 5FS−2ed" from links; types and signs are what MS Project and its readers know, in every language: a
 * lag is working time, a share of the task before it, or time around the clock.
 */
export function writeLinks(links: readonly WrittenLink[], units: WorkUnits): string {
  return links
    .map(({ number, type, ...lag }) => {
      const text = lag.lagMinutes === 0 ? "" : `${lag.lagMinutes < 0 ? "−" : "+"}${lagText(lag, units)}`;
      return `${number}${type === "FS" && text === "" ? "" : type}${text}`;
    })
    .join(", ");
}

/** How long it is, without its sign. */
function lagText({ lagMinutes, lagKind }: Lag, units: WorkUnits): string {
  const size = Math.abs(lagMinutes);
  if (lagKind === "percent") return `${size}%`;
  return lagKind === "elapsed"
    ? durationText(size, aroundTheClock).replaceAll(/(\d) /g, "$1e").replaceAll(" ", "")
    : durationText(size, units).replaceAll(" ", "");
}

export const aroundTheClock: WorkUnits = { minutesPerDay: 1_440, minutesPerWeek: 10_080 };

/** The other way; null where a part is no link. */
export function readLinks(text: string, units: WorkUnits): WrittenLink[] | null {
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const links = parts.map((part): WrittenLink | null => {
    const match = /^(\d+(?:\.\d+)*)\s*(FS|SS|FF|SF)?\s*(?:([+−-])\s*(.+))?$/i.exec(part);
    if (!match) return null;
    const lag = match[4] === undefined ? none : readLag(match[4], units);
    if (lag === null) return null;
    return {
      number: match[1] ?? "",
      type: (match[2]?.toUpperCase() ?? "FS") as PlanLink["type"],
      lagMinutes: match[3] === "+" ? lag.lagMinutes : -lag.lagMinutes || 0,
      lagKind: lag.lagKind,
    };
  });
  return links.every((link) => link !== null) ? links : null;
}

const none: Lag = { lagMinutes: 0, lagKind: "working" };

function readLag(text: string, units: WorkUnits): Lag | null {
  const percent = /^(\d{1,4})\s*%$/.exec(text);
  if (percent) return { lagMinutes: Number(percent[1]), lagKind: "percent" };
  const elapsed = text.replaceAll(/(\d)\s*e(?=\p{L})/giu, "$1 ");
  const lagMinutes = parseDuration(elapsed, elapsed === text ? units : aroundTheClock);
  return lagMinutes === null ? null : { lagMinutes, lagKind: elapsed === text ? "working" : "elapsed" };
}
