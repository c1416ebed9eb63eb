import { parseWall } from "../../calendar/index.ts";
import { type Finding, words } from "../../kernel/index.ts";
import { buildNetwork, type Built } from "../../plan/build.ts";
import { type Plan, roleKey } from "../../plan/index.ts";
import {
  adjacency,
  constraintType,
  linkType,
  never,
  nodeKind,
  schedule,
  topologicalOrder,
  type Adjacency,
  type Schedule,
} from "../../schedule/index.ts";
import { Bookings } from "./bookings.ts";
import { daysOff, type DaysOff } from "./days-off.ts";
import { Followers } from "./followers.ts";
import type { Need, Opening } from "./needs.ts";
import type { Placeholder, Staffing } from "./staffing.ts";

/** A plan with its people, ready to be levelled; null where links run in circles. */
export type Crewed = {
  readonly built: Built;
  readonly next: Adjacency;
  readonly unlevelled: Schedule;
  /** False where the plan is scheduled back from its finish. */
  readonly ahead: boolean;
  readonly needs: readonly (readonly Need[])[];
  readonly openings: readonly (readonly Opening[])[];
  /** What is taken before anything is placed: people's other work, and tasks that can't move. */
  readonly taken: readonly Bookings[];
  readonly movable: Uint8Array;
  /** 1 = it may be done in pieces around what its people do besides. */
  readonly divisible: Uint8Array;
  readonly findings: Finding[];
  readonly off: DaysOff;
  readonly followers: Followers;
};

export function crewPlan(given: Plan, staffing: Staffing): Crewed | null {
  const findings: Finding[] = [];
  const needs = needsOf(given, staffing, findings);
  const openings = openingsOf(given, staffing, needs, findings);
  const followers = new Followers(given, staffing, needs, openings);
  const { plan } = followers;
  const built = buildNetwork(plan);
  const { net } = built;
  const next = adjacency(net.size, net.links);
  if (topologicalOrder(net.size, net.links, next).length < net.size) return null;
  const unlevelled = schedule(net);
  const taken = staffing.people.map(() => new Bookings());
  staffing.people.forEach((person, at) => {
    for (const { from, to, units } of person.taken ?? []) {
      const [begin, end] = [parseWall(from), parseWall(to)];
      if (begin !== null && end !== null) taken[at]!.book(begin, end, thousandths(units));
    }
  });
  const off = daysOff(staffing.people, net.calendars[0]!, unlevelled.start, unlevelled.finish);
  const ahead = net.finish === never;
  const movable = new Uint8Array(net.size);
  const divisible = new Uint8Array(net.size);
  for (let row = 0; row < plan.tasks.length; row++) {
    if (net.kind[row] !== nodeKind.task || needs[row]!.length + openings[row]!.length === 0) continue;
    if (stands(built, row, ahead)) {
      for (const need of needs[row]!)
        taken[need.person]!.book(unlevelled.dates.earlyStart[row]!, unlevelled.dates.earlyFinish[row]!, need.units);
      continue;
    }
    movable[row] = 1;
    if (ahead && plan.tasks[row]!.interruptible && !followers.rows.has(row) && dividable(plan, built, next, row)) divisible[row] = 1;
  }
  return { built, next, unlevelled, ahead, needs, openings, taken, movable, divisible, findings, off, followers };
}

/** What a task asks for, and that the days off of its people are free where it can keep off them: in the bookings they follow the people. */
export function besidesDaysOff({ built: { net }, off, taken, divisible }: Crewed, node: number, needs: readonly Need[]): readonly Need[] {
  const minutes = divisible[node] === 1 ? 0 : net.duration[node]!;
  const around = off.around(
    needs.map(({ person }) => person),
    minutes,
  );
  return around.length === 0 ? needs : [...needs, ...around.map((person) => ({ person: taken.length + person, units: 0, room: 0 }))];
}

/** Done, begun, pinned or held by a hard date: levelling leaves it where it is. */
function stands({ net }: Built, row: number, ahead: boolean): boolean {
  const type = net.constraint[row];
  return (
    net.actualStart[row] !== never ||
    net.manualStart[row] !== never ||
    type === constraintType.MSO ||
    type === constraintType.MFO ||
    (ahead && (type === constraintType.SNLT || type === constraintType.FNLT))
  );
}

/** Pauses are kept in one calendar's time, and where the finish is what holds a task, they would move its start. */
function dividable(plan: Plan, { net }: Built, next: Adjacency, row: number): boolean {
  if (plan.tasks[row]!.elapsed || net.crews.has(row) || net.duration[row] === 0 || net.constraint[row] === constraintType.FNET)
    return false;
  for (let k = next.inAt[row]!; k < next.inAt[row + 1]!; k++) {
    const type = net.links.type[next.inLinks[k]!];
    if (type === linkType.FF || type === linkType.SF) return false;
  }
  return true;
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
        ...words`“${plan.tasks[row]!.title}” takes ${wanted / 10}% of ${people[at]!.name}, of whom there is ${there / 10}%; nothing else is placed beside it.`,
      });
    needs[row]!.push({ person: at, units: wanted, room: Math.max(0, there - wanted) });
  }
  return needs;
}

/** Who may take each place: all with the role of whom there is enough, and who is not on the task already. */
function openingsOf(plan: Plan, { people, placeholders = [] }: Staffing, needs: readonly Need[][], findings: Finding[]): Opening[][] {
  const rowOf = new Map(plan.tasks.map((task, row) => [task.id, row]));
  const openings: Opening[][] = plan.tasks.map(() => []);
  for (const placeholder of placeholders) {
    const row = rowOf.get(placeholder.task);
    if (row === undefined || (placeholder.units !== undefined && !(placeholder.units > 0))) continue;
    const wanted = roleKey(placeholder.role);
    const named = new Set(needs[row]!.map(({ person }) => person));
    const among = people.flatMap((person, at): Need[] => {
      const there = thousandths(person.units);
      const units =
        placeholder.units === undefined ? Math.round(there * Math.min(1, placeholder.part ?? 1)) : thousandths(placeholder.units);
      return named.has(at) || units > there || !(person.roles ?? []).some((role) => roleKey(role) === wanted)
        ? []
        : [{ person: at, units, room: there - units }];
    });
    const count = Math.max(1, Math.round(placeholder.count ?? 1));
    const taken = openings[row]!.filter((opening) => roleKey(opening.role) === wanted).length;
    for (let k = 0; k < Math.min(count, among.length - taken); k++) openings[row]!.push({ role: placeholder.role, among });
    if (count > among.length - taken) findings.push(tooFew(plan.tasks[row]!.title, placeholder, count, Math.max(0, among.length - taken)));
  }
  // Whoever can do little is asked first, while those who can do more are still free to do the other.
  return openings.map((row) => row.toSorted((a, b) => a.among.length - b.among.length));
}

export function tooFew(title: string, { task, role }: Placeholder, wanted: number, there: number): Finding {
  return {
    code: "level.role_short",
    severity: "warning",
    subject: task,
    params: { role, wanted, there },
    ...(there === 0
      ? words`“${title}” asks for ${wanted} × ${role}, and nobody has that role and enough time.`
      : there === 1
        ? words`“${title}” asks for ${wanted} × ${role}, and only ${there} more has that role and enough time.`
        : words`“${title}” asks for ${wanted} × ${role}, and only ${there} more have that role and enough time.`),
  };
}

export function thousandths(units: number): number {
  return Math.round(Math.min(1e5, Math.max(0, units)) * 1000);
}
