import { formatWall, parseWall } from "../../calendar/index.ts";
import type { Plan, PlanEntry, PlanTask, ScheduledPlan } from "../../plan/index.ts";
import type { Crewed } from "./crewed.ts";
import type { Need } from "./needs.ts";
import type { Placer } from "./placer.ts";
import { reasonOf, type Reason } from "./reasons.ts";
import type { Staffing } from "./staffing.ts";

/** `notBefore` (from the finish: `notAfter`) is what to set to keep it there; a task that only follows others that were moved needs neither. */
export type Move = {
  readonly task: string;
  readonly start: string;
  readonly was: string;
  /** Working minutes from where it was to where it is; negative where it begins earlier. */
  readonly delayedBy: number;
  readonly notBefore: string | null;
  readonly notAfter: string | null;
  /** Of an interrupted task: its pauses, as the plan keeps them. */
  readonly pauses: NonNullable<PlanTask["pauses"]>;
  /** Who is proposed for places that nobody had. */
  readonly assigned: readonly Assigned[];
  readonly reason: string;
  readonly because: Omit<Reason, "message">;
};

export type Assigned = { readonly role: string; readonly person: string; readonly units: number };

/** What a move is told from: the plan before and after, and who was placed where. */
export type Told = {
  readonly plan: Plan;
  readonly staffing: Staffing;
  readonly crewed: Crewed;
  readonly placer: Placer;
  readonly before: ScheduledPlan;
  readonly after: ScheduledPlan;
  readonly levelled: Plan;
};

export function movesOf(told: Told): Move[] {
  const { plan, crewed, placer, before, after, levelled } = told;
  const { net, tree, inactive } = crewed.built;
  const reason = reasons(told);
  return plan.tasks.flatMap((task, row): Move[] => {
    const [was, is] = [before.entries[row]!, after.entries[row]!];
    const pauses = placer.pieces.has(row) ? (levelled.tasks[row]!.pauses ?? []) : [];
    const assigned = (placer.chosen.get(row) ?? []).map(({ role, need }) => ({
      role,
      person: told.staffing.people[need.person]!.id,
      units: need.units / 1000,
    }));
    if (tree.summary[row] || inactive[row] || (was.start === is.start && pauses.length + assigned.length === 0)) return [];
    const { message, ...because } = reason(row, was, is);
    const held = placer.held[row] === 1;
    return [
      {
        task: task.id,
        start: is.start,
        was: was.start,
        delayedBy: net.calendars[net.calendar[row]!]!.between(parseWall(was.start) ?? 0, parseWall(is.start) ?? 0),
        notBefore: held && crewed.ahead ? is.start : null,
        notAfter: held && !crewed.ahead ? is.finish : null,
        pauses,
        assigned,
        reason: message,
        because,
      },
    ];
  });
}

function reasons({ plan, staffing, crewed, placer, before, after }: Told): (row: number, was: PlanEntry, is: PlanEntry) => Reason {
  const byPerson = staffing.people.map((): number[] => []);
  const needsOf = (row: number): readonly Need[] => [...crewed.needs[row]!, ...(placer.chosen.get(row) ?? []).map(({ need }) => need)];
  plan.tasks.forEach((_, row) => needsOf(row).forEach(({ person }) => byPerson[person]!.push(row)));
  const startOf = after.entries.map((entry) => parseWall(entry.start) ?? 0);
  const finishOf = after.entries.map((entry) => parseWall(entry.finish) ?? 0);
  const name = (person: number): string => staffing.people[person]!.name;
  const names = (row: number): string =>
    needsOf(row)
      .map(({ person }) => name(person))
      .join(" and ");
  const title = (row: number): string => plan.tasks[row]!.title;
  const rowOf = new Map(plan.tasks.map((task, row) => [task.id, row]));
  const leadsTo = Map.groupBy(plan.links, (link) => link.from);

  return (row, was, is) => {
    const pieces = placer.pieces.get(row)?.length ?? 0;
    if (was.start === is.start && pieces > 0) return reasonOf("interrupted", { people: names(row), pieces });
    if (was.start === is.start) return assignedTo(row);
    if (plan.tasks[row]!.constraint?.type === "ALAP" && crewed.ahead && placer.held[row] === 1) return reasonOf("late");
    if (placer.held[row] === 1) return crewed.ahead ? whoHolds(row, was) : whoIsNext(row, was);
    return crewed.ahead ? followed(row, is) : led(row);
  };

  function assignedTo(row: number): Reason {
    const [first] = placer.chosen.get(row)!;
    return reasonOf("assigned", { person: name(first!.need.person), role: first!.role });
  }

  /** The last of what its people do before it. */
  function whoHolds(row: number, was: PlanEntry): Reason {
    const to = startOf[row]!;
    let [latest, holder, who] = [parseWall(was.start) ?? 0, -1, -1];
    for (const { person } of needsOf(row))
      for (const other of byPerson[person]!)
        if (other !== row && finishOf[other]! <= to && finishOf[other]! > latest) [latest, holder, who] = [finishOf[other]!, other, person];
    if (holder >= 0) return reasonOf("busy", { person: name(who), task: title(holder), until: spaced(latest) });
    return reasonOf("taken", { people: names(row), until: spaced(to), many: needsOf(row).length > 1 ? 1 : 0 });
  }

  /** From the finish: the first of what they do after it. */
  function whoIsNext(row: number, was: PlanEntry): Reason {
    const to = finishOf[row]!;
    let [first, holder, who] = [parseWall(was.finish) ?? 0, -1, -1];
    for (const { person } of needsOf(row))
      for (const other of byPerson[person]!)
        if (other !== row && startOf[other]! >= to && startOf[other]! < first) [first, holder, who] = [startOf[other]!, other, person];
    if (holder >= 0) return reasonOf("busyFrom", { person: name(who), task: title(holder), from: spaced(first) });
    return reasonOf("takenFrom", { people: names(row), from: spaced(to), many: needsOf(row).length > 1 ? 1 : 0 });
  }

  function followed(row: number, is: PlanEntry): Reason {
    const { drivenBy } = is;
    if (drivenBy.kind !== "link") return reasonOf("depends");
    const from = rowOf.get(drivenBy.from);
    return from === undefined || from === row ? reasonOf("depends") : reasonOf("follows", { task: title(from) });
  }

  /** The first task it leads to that moved. */
  function led(row: number): Reason {
    const next = (leadsTo.get(plan.tasks[row]!.id) ?? [])
      .map(({ to }) => rowOf.get(to) ?? -1)
      .filter((at) => at >= 0 && before.entries[at]!.start !== after.entries[at]!.start);
    const [first] = next.toSorted((a, b) => startOf[a]! - startOf[b]!);
    return first === undefined ? reasonOf("depends") : reasonOf("leadsTo", { task: title(first) });
  }
}

function spaced(minutes: number): string {
  return formatWall(minutes).replace("T", " ");
}
