import { parseWall } from "../../calendar/index.ts";
import type { Finding } from "../../kernel/index.ts";
import { buildNetwork, type Built } from "../../plan/build.ts";
import type { Plan } from "../../plan/index.ts";
import {
  adjacency,
  constraintType,
  never,
  nodeKind,
  schedule,
  topologicalOrder,
  type Adjacency,
  type Schedule,
} from "../../schedule/index.ts";
import { Bookings } from "./bookings.ts";
import type { Staffing } from "./staffing.ts";

/** Of one task: whom it takes and how much of each, in thousandths; `room` is how much of them may be taken by others meanwhile. */
export type Need = { readonly person: number; readonly units: number; readonly room: number };

/** A plan with its people, ready to be levelled; null where links run in circles. */
export type Crewed = {
  readonly built: Built;
  readonly next: Adjacency;
  readonly unlevelled: Schedule;
  readonly needs: readonly (readonly Need[])[];
  /** What is taken before anything is placed: people's other work, and tasks that can't move. */
  readonly taken: readonly Bookings[];
  readonly movable: Uint8Array;
  readonly findings: Finding[];
};

export function crewPlan(plan: Plan, staffing: Staffing): Crewed | null {
  const built = buildNetwork(plan);
  const { net } = built;
  const next = adjacency(net.size, net.links);
  if (topologicalOrder(net.size, net.links, next).length < net.size) return null;
  const findings: Finding[] = [];
  const needs = needsOf(plan, staffing, findings);
  const unlevelled = schedule(net);
  const taken = staffing.people.map(() => new Bookings());
  staffing.people.forEach((person, at) => {
    for (const { from, to, units } of person.taken ?? []) {
      const [begin, end] = [parseWall(from), parseWall(to)];
      if (begin !== null && end !== null) taken[at]!.book(begin, end, thousandths(units));
    }
  });
  const movable = new Uint8Array(net.size);
  for (let row = 0; row < plan.tasks.length; row++) {
    if (net.kind[row] !== nodeKind.task || needs[row]!.length === 0) continue;
    if (stands(built, row)) {
      for (const need of needs[row]!)
        taken[need.person]!.book(unlevelled.dates.earlyStart[row]!, unlevelled.dates.earlyFinish[row]!, need.units);
    } else movable[row] = 1;
  }
  return { built, next, unlevelled, needs, taken, movable, findings };
}

/** Done, begun, pinned or held by a hard date: levelling leaves it where it is. */
function stands({ net }: Built, row: number): boolean {
  const type = net.constraint[row];
  return (
    net.actualStart[row] !== never ||
    net.manualStart[row] !== never ||
    (type !== constraintType.ASAP && type !== constraintType.SNET && type !== constraintType.FNET)
  );
}

function needsOf(plan: Plan, { people, assignments }: Staffing, findings: Finding[]): Need[][] {
  const rowOf = new Map(plan.tasks.map((task, row) => [task.id, row]));
  const personOf = new Map(people.map((person, at) => [person.id, at]));
  const needs: Need[][] = plan.tasks.map(() => []);
  for (const { task, person, units } of assignments) {
    const [row, at] = [rowOf.get(task), personOf.get(person)];
    if (row === undefined || at === undefined || !(units > 0)) continue;
    const there = thousandths(people[at]!.units);
    const wanted = thousandths(units);
    if (wanted > there)
      findings.push({
        code: "level.more_than_there_is",
        severity: "warning",
        subject: task,
        params: { person: people[at]!.name, wanted: wanted / 10, there: there / 10 },
        message: `“${plan.tasks[row]!.title}” takes ${wanted / 10} % of ${people[at]!.name}, of whom there is ${there / 10} %; nothing else is placed beside it.`,
      });
    needs[row]!.push({ person: at, units: wanted, room: Math.max(0, there - wanted) });
  }
  return needs;
}

export function thousandths(units: number): number {
  return Math.round(Math.min(1e5, Math.max(0, units)) * 1000);
}
