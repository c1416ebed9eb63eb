import type { Answer } from "../api/index.ts";

export type Process = Answer<"GET /processes/:p">;
/** As the directory of processes shows it. */
export type Listed = Answer<"GET /processes">["items"][number];
export type Cadence = Answer<"GET /processes/:p/cadences">["items"][number];
export type RunSummary = Answer<"GET /processes/:p/runs">["items"][number];

/** Whether somebody with this role in the process may do what the other one may. */
export function mayAs(process: Pick<Process, "mine">, role: "manager" | "editor" | "contributor"): boolean {
  const ranks = ["viewer", "contributor", "editor", "manager"];
  return process.mine !== null && ranks.indexOf(process.mine) >= ranks.indexOf(role);
}
