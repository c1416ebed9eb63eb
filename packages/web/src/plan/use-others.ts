import { formatDay, parseDay } from "@rondo/core/calendar";
import { useQueries } from "@tanstack/react-query";
import { createContext } from "react";
import type { Answer } from "../api/index.ts";
import { readQuery, useWorkspace } from "../session/index.ts";
import type { Others, OtherWeek, Time } from "./load.ts";

/** As many weeks as are read at once. */
const block = 52;
/** A view of decades reads no more than this at once; the rest shows the plan's own load alone. */
const mostBlocks = 4;
const epoch = parseDay("2020-01-06") ?? 0;

/** What processes and other projects ask in the weeks between, in blocks that are kept. */
export function useOthers(projectId: string, first: number, last: number): Others {
  const { id: w } = useWorkspace();
  const from = Math.floor((first - epoch) / (7 * block));
  const to = Math.min(from + mostBlocks - 1, Math.floor((last - epoch) / (7 * block)));
  const blocks = Array.from({ length: Math.max(1, to - from + 1) }, (_, index) => formatDay(epoch + 7 * block * (from + index)));
  return useQueries({
    queries: blocks.map((day) =>
      readQuery(w, "GET /capacity", { query: { from: day, weeks: block, without: projectId } }, { watch: ["task", "capacity", "member"] }),
    ),
    combine: combined,
  });
}

const always: Time = { hours: null, leave: [] };

type Read = { readonly data?: Answer<"GET /capacity"> | undefined; readonly error: unknown };

/** Kept by the library as long as no answer changes. */
function combined(reads: readonly Read[]): Others {
  const weeks = new Map<string, OtherWeek>();
  const times = new Map<string, Time>();
  for (const { data } of reads)
    for (const person of data?.items ?? []) {
      times.set(person.person.id, person);
      for (const week of person.weeks) weeks.set(`${person.person.id} ${parseDay(week.week)}`, week);
    }
  return {
    state: reads.some((read) => read.error && !read.data) ? "refused" : reads.every((read) => read.data) ? "read" : "reading",
    weekOf: (person, monday) => weeks.get(`${person} ${monday}`),
    timeOf: (person) => times.get(person) ?? always,
  };
}

/** Where the plan's view reads it: from the server, unless a page without one says otherwise. */
export const OthersContext = createContext(useOthers);
