import type { Work } from "../http/index.ts";
import { membersAmong } from "../tasks/index.ts";
import { type LockedRun, firstOwner, hasTeam } from "./store/run.ts";

export type Given = { readonly personId: string | null; readonly teamId: string | null };

/**
 * Who a step is given to: whoever fills its role, if they are still here; else the team that fills it, if somebody is in
 * it; else the process's owner, whoever started the run, an owner of the workspace. No work is ever nobody's, or
 * somebody's outside. A step without a role is first of all for whoever started the run. `without` is giving it up.
 */
export async function whoFor(work: Pick<Work, "tx">, run: LockedRun, role: string | null, person: string | null, without: string | null = null): Promise<Given> {
  if (await isHere(work, person, without)) return { personId: person, teamId: null };
  const team = run.fillings.find((filling) => filling.role === role)?.teamId ?? null;
  if (team !== null && (await hasTeam(work.tx, team))) return { personId: null, teamId: team };
  return { personId: await standIn(work, run, role, without), teamId: null };
}

/** The same where only a person will do: what a team's role opens for good has an owner. */
export async function personFor(work: Pick<Work, "tx">, run: LockedRun, role: string | null, person: string | null): Promise<string | null> {
  return (await isHere(work, person, null)) ? person : standIn(work, run, role, null);
}

async function standIn(work: Pick<Work, "tx">, run: LockedRun, role: string | null, without: string | null): Promise<string | null> {
  const order = role === null ? [run.started_by, run.process_owner] : [run.process_owner, run.started_by];
  for (const candidate of order) if (await isHere(work, candidate, without)) return candidate;
  return firstOwner(work.tx, without);
}

/** Under a lock: who is being removed right now is either still here until this commits, or gone. */
async function isHere(work: Pick<Work, "tx">, person: string | null, without: string | null): Promise<boolean> {
  return person !== null && person !== without && (await membersAmong(work.tx, [person])).length > 0;
}
