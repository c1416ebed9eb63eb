import type { operations } from "@rondo/contract";
import type { Person, Placeholder, Staffing, Taken } from "@rondo/core/levelling";
import { roleKey } from "@rondo/core/plan";
import { ownHours, plannedWork, projectShares, rolesOf } from "../../capacity/index.ts";
import type { WorkspaceCall } from "../../http/index.ts";
import type { OpenWork, PlanHead } from "../../plans/index.ts";

/**
 * Who is on a plan, with the share of the working time that their hours, recurring work and the reserve leave, and their days
 * off; a task takes that share whole, or so much of it as it says. Leave and the tasks of other projects are taken already. Where
 * the plan's dates follow people, their hours and leave are in the dates, and nowhere else. A placeholder may go to anybody with
 * that role or skill.
 */
export async function staffingOf(
  call: WorkspaceCall<typeof operations.proposeLevelling>,
  { project_id: projectId, own_hours: follows }: Pick<PlanHead, "project_id" | "own_hours">,
  work: readonly OpenWork[],
): Promise<Staffing> {
  const shares = await projectShares(call.tx, call.actor, call.now, follows ? "hours" : "calendar");
  const asked = new Set(work.flatMap(({ placeholders }) => placeholders.map(({ role }) => roleKey(role))));
  const roles = asked.size === 0 ? new Map<string, string[]>() : await rolesOf(call.tx);
  const able = [...roles].filter(([, own]) => own.some((role) => asked.has(role))).map(([id]) => id);
  const named = work.flatMap(({ people }) => people.map(({ personId }) => personId));
  const elsewhere = (await plannedWork(call.tx, call.actor)).filter((row) => row.project_id !== projectId);
  const people = [...new Set([...named, ...able])].flatMap((id): Person[] => {
    const known = shares.get(id);
    if (known === undefined) return [];
    const { row, share } = known;
    const away = (follows ? [] : row.leave).map(({ from, to }): Taken => ({
      from: `${from}T00:00`,
      to: `${to}T24:00`,
      units: share,
      what: "leave",
    }));
    const other = elsewhere
      .filter((one) => one.person_id === id)
      .map(({ start, finish, name, percent }): Taken => ({
        from: start,
        to: finish,
        units: (share * percent) / 100,
        what: name ?? "another project",
      }));
    const daysOff = ((follows ? null : row.hours) ?? []).flatMap((shifts, weekday) => (shifts.length === 0 ? [weekday] : []));
    return [{ id, name: row.name, units: share, daysOff, roles: roles.get(id) ?? [], taken: [...away, ...other] }];
  });
  const unit = new Map(people.map((person) => [person.id, person.units]));
  const assignments = work.flatMap(({ task, people: list }) =>
    list.flatMap(({ personId, percent }) => {
      const units = unit.get(personId);
      return units === undefined ? [] : [{ task, person: personId, units: (units * percent) / 100 }];
    }),
  );
  const placeholders = work.flatMap(({ task, placeholders: open }) =>
    open.map(({ role, percent, count }): Placeholder => ({ task, role, part: percent / 100, count })),
  );
  const hours = follows
    ? await ownHours(
        call.tx,
        people.map((person) => person.id),
      )
    : [];
  return { people, assignments, placeholders, hours };
}
