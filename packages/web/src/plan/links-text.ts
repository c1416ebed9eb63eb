import type { WorkUnits } from "@rondo/core/calendar";
import { durationText, parseDuration } from "./duration.ts";
import type { PlanLink } from "./model.ts";

/** A link as planners write it: the number of the task it comes from, the type unless FS, the lag unless none. */
export type WrittenLink = { readonly number: string; readonly type: PlanLink["type"]; readonly lagMinutes: number };

/** "2.1, 3SS+1d" from links; types and signs are what MS Project and its readers know, in every language. */
export function writeLinks(links: readonly WrittenLink[], units: WorkUnits): string {
  return links
    .map(({ number, type, lagMinutes }) => {
      const lag = lagMinutes === 0 ? "" : `${lagMinutes < 0 ? "−" : "+"}${durationText(Math.abs(lagMinutes), units).replaceAll(" ", "")}`;
      return `${number}${type === "FS" && lag === "" ? "" : type}${lag}`;
    })
    .join(", ");
}

/** The other way; null where a part is no link. */
export function readLinks(text: string, units: WorkUnits): WrittenLink[] | null {
  const parts = text
    .split(/[,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const links = parts.map((part): WrittenLink | null => {
    const match = /^(\d+(?:\.\d+)*)\s*(FS|SS|FF|SF)?\s*(?:([+−-])\s*(.+))?$/i.exec(part);
    if (!match) return null;
    const lag = match[4] === undefined ? 0 : parseDuration(match[4], units);
    if (lag === null) return null;
    return {
      number: match[1] ?? "",
      type: (match[2]?.toUpperCase() ?? "FS") as PlanLink["type"],
      lagMinutes: match[3] === "+" ? lag : -lag || 0,
    };
  });
  return links.every((link) => link !== null) ? links : null;
}
