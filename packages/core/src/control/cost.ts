/** What an hour and one use of somebody cost, in hundredths of the currency: of one person, of a role, or (with neither) of everybody else. */
export type Rate = { readonly personId: string | null; readonly role: string | null; readonly perHour: number; readonly perUse: number };

/** Whoever works on it: the person, else the role that stands for one. */
export type Worker = { readonly personId: string | null; readonly role: string | null };

const free: Pick<Rate, "perHour" | "perUse"> = { perHour: 0, perUse: 0 };

/** The rate that counts: the person's own before the role's before everybody's. Nobody costs nothing. */
function rateOf(rates: readonly Rate[], { personId, role }: Worker): Pick<Rate, "perHour" | "perUse"> {
  if (personId === null && role === null) return free;
  const word = role?.trim().toLowerCase();
  return (
    rates.find((rate) => rate.personId !== null && rate.personId === personId) ??
    rates.find((rate) => rate.personId === null && rate.role !== null && rate.role.trim().toLowerCase() === word) ??
    rates.find((rate) => rate.personId === null && rate.role === null) ??
    free
  );
}

/** What so many minutes of somebody cost; with `first` also their use. */
export function costOfWork(rates: readonly Rate[], worker: Worker, minutes: number, first = true): number {
  const { perHour, perUse } = rateOf(rates, worker);
  return Math.round((minutes * perHour) / 60) + (first && minutes > 0 ? perUse : 0);
}

/** Who is on a task: its owner for all of it unless something else is said, others for so many percent, or a role where nobody is named. */
export type Crew = {
  readonly ownerId: string | null;
  readonly role: string | null;
  readonly assignments: readonly { readonly personId: string; readonly percent: number }[];
};

/** Who works on a task, each with how much of their day. */
function peopleOn({ ownerId, assignments }: Crew): Crew["assignments"] {
  const owner = ownerId === null || assignments.some((one) => one.personId === ownerId) ? [] : [{ personId: ownerId, percent: 100 }];
  return [...owner, ...assignments];
}

/** So many minutes of a task are how much work of everybody on it; of nobody yet, of one. */
export function workOfTask(crew: Crew, minutes: number): number {
  const people = peopleOn(crew);
  return people.length === 0 ? minutes : Math.round(people.reduce((sum, { percent }) => sum + (minutes * percent) / 100, 0));
}

/** What so many minutes of a task cost with everybody who is on it. */
export function costOfTask(rates: readonly Rate[], crew: Crew, minutes: number): number {
  const people = peopleOn(crew);
  const { role } = crew;
  if (people.length === 0) return costOfWork(rates, { personId: null, role }, minutes);
  return people.reduce((sum, { personId, percent }) => sum + costOfWork(rates, { personId, role }, (minutes * percent) / 100), 0);
}
