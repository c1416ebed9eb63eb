import type { MeasuresQuery } from "./measured.tsx";

/** Which runs are measured and in what hours, and which pictures are shown as tables: all of it in the address. */
export type MeasuresSearch = MeasuresQuery & { tables?: string | undefined; by?: "team" | "month" | undefined };

export function measuresSearch(search: Record<string, unknown>): MeasuresSearch {
  const text = (key: string) => (typeof search[key] === "string" && search[key] !== "" ? { [key]: search[key] } : {});
  const day = (key: string) => (typeof search[key] === "string" && /^\d{4}-\d\d-\d\d$/.test(search[key]) ? { [key]: search[key] } : {});
  const { hours, revision, by } = search;
  return {
    ...text("tables"),
    ...text("team"),
    ...day("from"),
    ...day("until"),
    ...(hours === "working" && { hours }),
    ...(typeof revision === "number" && Number.isInteger(revision) && revision > 0 && { revision }),
    ...((by === "team" || by === "month") && { by }),
  };
}

export function queryOf({ hours, revision, team, from, until }: MeasuresSearch): MeasuresQuery {
  return { ...(hours && { hours }), ...(revision && { revision }), ...(team && { team }), ...(from && { from }), ...(until && { until }) };
}
