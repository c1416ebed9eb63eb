import { type Candidate, type Choice, chooseWho } from "@rondo/core/assignment";
import type { Graph } from "@rondo/core/process";
import { type Command, wishFor } from "@rondo/core/run";
import type { Work } from "../http/index.ts";
import { membersAmong } from "../tasks/index.ts";
import { answerable, candidates, membersOf, openCounts, saveTurns, turnsOf } from "./store/people.ts";
import type { FillingRow, LockedRun } from "./store/run.ts";

type Asked = {
  readonly task: string;
  readonly step: string;
  readonly role: string | null;
  readonly person: string | null;
  /** Who is giving it up. */ readonly without?: string | null;
};

/**
 * Who a step is given to: whoever its rule says; else whoever fills its role, if they are still here; else the team that
 * fills it, if somebody is in it; else the process's owner, whoever started the run, an owner of the workspace. No work
 * is ever nobody's, or somebody's outside. A step without a role is first of all for whoever started the run.
 */
export async function whoFor(work: Pick<Work, "tx" | "now">, run: LockedRun, graph: Graph, asked: Asked): Promise<Choice> {
  const { tx } = work;
  const wish = wishFor(graph, run.state, asked.task);
  const without = asked.without ?? null;
  const except = without === null ? wish.except : [...wish.except, without];
  const people = new People(work, run.here);
  // By far the most frequent: somebody is in the role, is here, and nothing keeps them from it.
  if (wish.give === "role" && asked.person !== null && !except.includes(asked.person)) {
    const person = run.here.get(asked.person) ?? (await people.load([asked.person]))[0];
    if (person !== undefined && person.away === null) return { person: person.id, team: null, why: null };
  }
  const teamId = run.fillings.find((filling) => filling.role === asked.role)?.teamId ?? null;
  const team = teamId === null ? null : { id: teamId, members: await membersOf(tx, teamId) };
  const inTurn = team !== null && (wish.give === "turn" || wish.give === "load");
  const part = asked.role === null ? asked.step : `${asked.step}/${asked.role}`;
  const turns = inTurn ? await turnsOf(tx, run.process_id, part) : [];
  const order = asked.role === null ? [run.started_by, run.process_owner] : [run.process_owner, run.started_by];
  const fallback = [...order, ...(await answerable(tx))].filter((id): id is string => id !== null && id !== without);
  await people.load([wish.of, asked.person, ...(team?.members ?? []), ...fallback]);
  if (wish.give === "load" && team !== null) people.count(await openCounts(tx, team.members));
  const choice = chooseWho({ give: wish.give, of: wish.of, person: asked.person, team, except, turns, fallback }, people.known);
  if (inTurn && choice.person !== null)
    await saveTurns(tx, run.process_id, part, [...turns.filter((id) => id !== choice.person), choice.person].slice(-500));
  return choice;
}

/** The same where only a person will do, and no rule speaks: what a team's role opens for good has an owner. */
export async function personFor(
  work: Pick<Work, "tx" | "now">,
  run: LockedRun,
  role: string | null,
  person: string | null,
): Promise<string | null> {
  if (person !== null && (await membersAmong(work.tx, [person])).length > 0) return person;
  const order = role === null ? [run.started_by, run.process_owner] : [run.process_owner, run.started_by];
  for (const candidate of order) if (candidate !== null && (await membersAmong(work.tx, [candidate])).length > 0) return candidate;
  return (await answerable(work.tx))[0] ?? null;
}

/** Members that matter, with those who stand in for them and their managers. */
class People {
  readonly known: Map<string, Candidate>;
  readonly #work: Pick<Work, "tx" | "now">;

  constructor(work: Pick<Work, "tx" | "now">, here: ReadonlyMap<string, Candidate>) {
    this.#work = work;
    this.known = new Map(here);
  }

  async load(ids: readonly (string | null)[]): Promise<Candidate[]> {
    const asked = new Set<string>();
    let wanted = ids.filter((id): id is string => id !== null);
    // Stand-ins of stand-ins are followed a few times; whoever is further away is not asked.
    for (let round = 0; round < 5 && wanted.length > 0; round += 1) {
      for (const id of wanted) asked.add(id);
      const unknown = wanted.filter((id) => !this.known.has(id));
      for (const [id, one] of unknown.length === 0 ? [] : await candidates(this.#work.tx, unknown, this.#work.now)) this.known.set(id, one);
      const found = wanted.flatMap((id) => this.known.get(id) ?? []);
      wanted = found.flatMap(({ standIn, manager }) => [standIn, manager]).filter((id): id is string => id !== null && !asked.has(id));
    }
    return ids.flatMap((id) => this.known.get(id ?? "") ?? []);
  }

  count(open: ReadonlyMap<string, number>): void {
    for (const [id, count] of open) {
      const one = this.known.get(id);
      if (one !== undefined) this.known.set(id, { ...one, open: count });
    }
  }
}

/** What the run is told of a choice, where there is a reason to tell. */
export function told(task: string, { person, why }: Choice): Command[] {
  return person === null || why === null ? [] : [{ type: "give", by: null, task, person, why }];
}

/** One filling for each role of the revision: the first that names somebody. */
export function filled(graph: Graph, offered: readonly FillingRow[]): FillingRow[] {
  return graph.definition.roles.map(
    ({ key }) =>
      offered.find((one) => one.role === key && (one.personId !== null || one.teamId !== null)) ?? {
        role: key,
        personId: null,
        teamId: null,
      },
  );
}
