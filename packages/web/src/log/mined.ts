import type { Answer } from "../api/index.ts";
import { useFormat } from "../ui/index.ts";
import type { LogSearch } from "./search.ts";

export type Mined = Answer<"GET /audits/:a/files/:n/log">;

/** What the server is asked for: noise as it stands on the screen, filters where they are whole. */
export function queryOf({ noise = usualNoise, from, until, variants, attribute, value, through, then }: LogSearch) {
  return {
    noise,
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
    ...(variants === undefined ? {} : { variants }),
    ...(attribute !== undefined && value !== undefined ? { attribute, value } : {}),
    ...(through === undefined ? {} : { through, ...(then === undefined ? {} : { then }) }),
  };
}

/** A picture that people can read, unless they ask for every case. */
export const usualNoise = 0.2;

export function useHours(): (hours: number | null) => string {
  const format = useFormat();
  return (hours) => (hours === null ? "–" : format.elapsed(Math.abs(hours) * 60));
}
