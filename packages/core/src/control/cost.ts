import type { Staff } from "../plan/index.ts";

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

/** So many minutes of a task are how much work of everybody on it and of everybody it still asks for; of nobody at all, of one. */
export function workOfTask(staff: Staff, minutes: number): number {
  const workers = workersOf(staff);
  return workers.length === 0 ? minutes : Math.round(workers.reduce((sum, { share }) => sum + minutes * share, 0));
}

/** What so many minutes of a task cost with all of them. */
export function costOfTask(rates: readonly Rate[], staff: Staff, minutes: number): number {
  return workersOf(staff).reduce(
    (sum, { share, count, ...worker }) => sum + count * costOfWork(rates, worker, (minutes * share) / count),
    0,
  );
}

function workersOf({ assignments, placeholders }: Staff): (Worker & { share: number; count: number })[] {
  return [
    ...assignments.map(({ personId, percent, role = null }) => ({ personId, role, share: percent / 100, count: 1 })),
    ...placeholders.map(({ role, percent, count }) => ({ personId: null, role, share: (percent * count) / 100, count })),
  ];
}
