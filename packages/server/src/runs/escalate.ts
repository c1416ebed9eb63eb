import type { Effect } from "@rondo/core/run";
import type { Work } from "../http/index.ts";
import { candidates, holdersOf, membersOf } from "./store/people.ts";
import type { LockedRun } from "./store/run.ts";

/** Whoever is to be told of a service clock's mark finds it in the inbox; the clock itself is in the run's own journal. */
export async function escalate(
  work: Work,
  run: LockedRun,
  { clock, name, what, tell, due }: Extract<Effect, { type: "escalate" }>,
): Promise<void> {
  const holders = await holdersOf(work.tx, run.run_id);
  const inRole = async (role: string): Promise<string[]> => {
    const filling = run.fillings.find((one) => one.role === role);
    return filling?.teamId != null
      ? membersOf(work.tx, filling.teamId)
      : [run.state.people[role] ?? filling?.personId].flatMap((id) => id ?? []);
  };
  const people = await Promise.all(
    tell.map(async (whom) =>
      whom === "holder"
        ? holders
        : whom === "owner"
          ? [run.process_owner]
          : whom === "manager"
            ? [...(await candidates(work.tx, holders, work.now)).values()].map(({ manager }) => manager)
            : inRole(whom.replace(/^role:/, "")),
    ),
  );
  await work.append({
    name: "escalation.made",
    subjectKind: "escalation",
    subjectId: work.newId(),
    version: 1,
    homeKind: "run",
    homeId: run.run_id,
    data: {
      runId: run.run_id,
      clock,
      name,
      what,
      due: new Date(due).toISOString(),
      people: [...new Set(people.flat().filter((id) => id !== null))],
    },
  });
}
