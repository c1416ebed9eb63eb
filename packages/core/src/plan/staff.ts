/** Somebody on a task: how much of their day it takes, and as what, where that was asked for. */
export type Assignment = { readonly personId: string; readonly percent: number; readonly role?: string | undefined };

/** So many of a role or skill, each for so much of their day, whom nobody has named yet. */
export type Placeholder = { readonly role: string; readonly percent: number; readonly count: number };

/** Who is on a task, its owner first, and whom it still asks for. Its owner gives all of their day unless something else is said. */
export type Staff = {
  readonly ownerId: string | null;
  readonly assignments: readonly Assignment[];
  readonly placeholders: readonly Placeholder[];
};

/** What a task says of it in its plan. */
type Said = { readonly assignments?: readonly Assignment[] | undefined; readonly placeholders?: readonly Placeholder[] | undefined };

export function staffOf(ownerId: string | null, { assignments = [], placeholders = [] }: Said): Staff {
  const others = assignments.filter((one) => one.personId !== ownerId);
  const owner = assignments.find((one) => one.personId === ownerId) ?? (ownerId === null ? undefined : { personId: ownerId, percent: 100 });
  return { ownerId, assignments: owner === undefined ? others : [owner, ...others], placeholders };
}

/** The same as a task says it: what an owner gives without saying so is not said. */
export function saidOfStaff<Others extends Said>(others: Others, { ownerId, assignments, placeholders }: Staff): Others {
  const { assignments: _, placeholders: __, ...rest } = others;
  const said = assignments.filter((one) => one.personId !== ownerId || one.percent !== 100 || one.role !== undefined);
  return { ...rest, ...(said.length > 0 && { assignments: said }), ...(placeholders.length > 0 && { placeholders }) } as unknown as Others;
}

/** Without those who are gone: each leaves a place open, of the role they took or else of this one. */
export function withoutGone(staff: Staff, gone: ReadonlySet<string>, role: string | null): Staff {
  const assignments = staff.assignments.filter((one) => !gone.has(one.personId));
  return {
    ownerId: staff.ownerId !== null && gone.has(staff.ownerId) ? (assignments[0]?.personId ?? null) : staff.ownerId,
    assignments,
    placeholders: staff.assignments
      .filter((one) => gone.has(one.personId))
      .reduce<Staff["placeholders"]>((places, one) => {
        const asked = one.role ?? role;
        return asked === null ? places : withPlace(places, asked, one.percent);
      }, staff.placeholders),
  };
}

/** “Archivist” and “archivist ” are one role. */
export function roleKey(role: string): string {
  return role.trim().toLowerCase();
}

export function asksFor({ placeholders }: Staff, role: string): Placeholder | undefined {
  return placeholders.find((one) => roleKey(one.role) === roleKey(role));
}

/** One place of that role goes to somebody; null where it asks for none, or they are on it already. Who comes first owns it. */
export function filled(staff: Staff, role: string, personId: string): Staff | null {
  const place = asksFor(staff, role);
  if (place === undefined || staff.assignments.some((one) => one.personId === personId)) return null;
  return {
    ownerId: staff.ownerId ?? (staff.assignments.length === 0 ? personId : null),
    assignments: [...staff.assignments, { personId, percent: place.percent, role: place.role }],
    placeholders: staff.placeholders.flatMap((one) =>
      one !== place ? [one] : place.count > 1 ? [{ ...place, count: place.count - 1 }] : [],
    ),
  };
}

/** What somebody took is a place of that role again; null where they are not on it as that. The next one owns what they owned. */
export function vacated(staff: Staff, role: string, personId: string): Staff | null {
  const taken = staff.assignments.find((one) => one.personId === personId && one.role !== undefined && roleKey(one.role) === roleKey(role));
  if (taken === undefined) return null;
  const assignments = staff.assignments.filter((one) => one !== taken);
  return {
    ownerId: staff.ownerId === personId ? (assignments[0]?.personId ?? null) : staff.ownerId,
    assignments,
    placeholders: withPlace(staff.placeholders, taken.role ?? role, taken.percent),
  };
}

/** A place of that role goes over, from somebody or nobody yet to somebody or nobody yet; null where there is none to go. */
export function passedOn(staff: Staff, role: string, from: string | null, to: string | null): Staff | null {
  const free = from === null ? staff : vacated(staff, role, from);
  return free === null || to === null ? free : filled(free, role, to);
}

/** One more of a role; where that is asked for already, each is wanted for as much as they are on average. */
export function withPlace(placeholders: readonly Placeholder[], role: string, percent: number): readonly Placeholder[] {
  const place = placeholders.find((one) => roleKey(one.role) === roleKey(role));
  if (place === undefined) return [...placeholders, { role, percent, count: 1 }];
  const count = place.count + 1;
  const each = Math.round((place.percent * place.count + percent) / count);
  return placeholders.map((one) => (one === place ? { ...place, percent: each, count } : one));
}
