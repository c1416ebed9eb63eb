import { createContext, useContext } from "react";
import type { Run } from "./run.ts";

/** The run whose answers are shown: names behind the ids of files, runs and projects. Null outside of one. */
export const RunContext = createContext<Pick<Run, "id" | "files" | "linked"> | null>(null);

export function useRunAround() {
  return useContext(RunContext);
}
