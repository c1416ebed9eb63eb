import { roleKey } from "@rondo/core/plan";
import { useMemo } from "react";
import { useEverybody } from "../session/index.ts";
import type { Plan } from "./model.ts";
import { rolesAsked } from "./shares.ts";

/** Who there is, and what they can do. */
export type Able = { readonly id: string; readonly name: string; readonly skills: readonly string[] };
export type KnownRole = { readonly role: string; readonly people: number };

/** What can be asked for: skills that people have, and roles that the plan asks for already, by name. */
export function useRoles(plan: Plan): { readonly people: readonly Able[]; readonly roles: readonly KnownRole[] } {
  const { items } = useEverybody();
  return useMemo(() => {
    const people = (items ?? []).map(({ id, name, skills }) => ({ id, name, skills }));
    const roles = new Map(rolesAsked(plan).map(({ role }) => [roleKey(role), { role, people: 0 }]));
    for (const { skills } of people)
      for (const skill of skills) {
        const known = roles.get(roleKey(skill));
        if (known) known.people += 1;
        else roles.set(roleKey(skill), { role: skill, people: 1 });
      }
    return { people, roles: [...roles.values()].toSorted((a, b) => a.role.localeCompare(b.role)) };
  }, [items, plan.tasks]);
}

/** Those who have a role before all others. */
export function ableFirst(people: readonly Able[], role: string): readonly Able[] {
  const has = ({ skills }: Able) => skills.some((skill) => roleKey(skill) === roleKey(role));
  return people.toSorted((a, b) => Number(has(b)) - Number(has(a)));
}
