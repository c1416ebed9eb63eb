import type { ProjectDraft } from "@rondo/formats/draft";
import type { FrozenEntry } from "../../baselines/index.ts";
import { oneLine, planMoment } from "./words.ts";

export type LaidBaseline = { readonly name: string; readonly finish: string; readonly entries: readonly FrozenEntry[] };

/** As many as a project keeps. */
const most = 30;

/** Frozen dates of tasks that are there, the newest first; `ids` are what the source's tasks became. */
export function layBaselines({ baselines = [], plan, tasks }: ProjectDraft, ids: ReadonlyMap<string, string>): LaidBaseline[] {
  const titles = new Map(tasks.map((task) => [task.sourceId, oneLine(task.title, 300)]));
  return baselines
    .slice(0, most)
    .map(({ name, entries }): LaidBaseline => {
      const kept = entries.flatMap(({ task, minutes, ...entry }): FrozenEntry[] => {
        const [id, start, finish] = [ids.get(task), planMoment(entry.start), planMoment(entry.finish)];
        if (id === undefined || start === null || finish === null) return [];
        return [{ task: id, title: titles.get(task) ?? "", start, finish, minutes: Math.max(0, Math.round(minutes) || 0) }];
      });
      const last = kept.reduce((latest, { finish }) => (finish > latest ? finish : latest), "");
      return { name: oneLine(name, 80) || "Baseline", entries: kept, finish: last || (planMoment(plan?.start) ?? "") };
    })
    .filter(({ entries }) => entries.length > 0);
}
