import { formatWall, standardCalendar } from "../calendar/index.ts";
import { schedulePlan, type Plan, type PlanLink, type PlanTask } from "../plan/index.ts";
import { Random } from "../levelling/random.ts";
import { normal } from "./durations.ts";
import type { Finished } from "./index.ts";

export type Case = {
  readonly plan: Plan;
  readonly history: readonly Finished[];
  /** When the project really ended. */
  readonly finish: string;
};

/**
 * A project whose tasks take what was planned times a lognormal error, part of it common to the project, and the team's finished
 * projects with errors of the same kind. Networks, sizes, bias, spread, the common part and the length of the history all differ.
 */
export function caseOf(seed: number): Case {
  const random = new Random(seed);
  const bias = -0.1 + 0.5 * random.unit();
  const spread = 0.2 + 0.4 * random.unit();
  const common = 0.1 + 0.5 * random.unit();
  const past = 6 + random.below(15);
  const error = (shift: number): number => Math.exp(bias + spread * (Math.sqrt(common) * shift + Math.sqrt(1 - common) * normal(random)));
  const history = Array.from({ length: past }, (_, project) => {
    const shift = normal(random);
    return Array.from({ length: 4 + random.below(16) }, () => {
      const planned = 240 + 60 * random.below(60);
      return { project: `p${project}`, planned, actual: Math.max(1, Math.round(planned * error(shift))) };
    });
  }).flat();
  const size = 8 + random.below(40);
  const tasks = Array.from({ length: size }, (_, index): PlanTask => ({
    id: `t${index}`,
    parent: null,
    title: `Task ${index}`,
    workingMinutes: 240 + 60 * random.below(60),
  }));
  const links: PlanLink[] = [];
  for (let to = 1; to < size; to++)
    for (let k = 0; k < 1 + random.below(2); k++) {
      const from = Math.max(0, to - 1 - random.below(6));
      if (!links.some((link) => link.from === `t${from}` && link.to === `t${to}`))
        links.push({ from: `t${from}`, to: `t${to}`, type: "FS", lag: { minutes: 0, kind: "working" } });
    }
  const plan: Plan = {
    start: formatWall(29_500_000 + 1440 * random.below(300)).slice(0, 10) + "T08:00",
    calendar: standardCalendar,
    tasks,
    links,
  };
  const shift = normal(random);
  const real = {
    ...plan,
    tasks: tasks.map((task) => ({ ...task, workingMinutes: Math.max(1, Math.round(task.workingMinutes * error(shift))) })),
  };
  return { plan, history, finish: schedulePlan(real).finish };
}
