import { type RawBuilder, sql } from "kysely";
import type { Kind } from "../../database/index.ts";
import type { Work } from "../../http/index.ts";
import type { System } from "../../system.ts";
import type { FillingRow } from "./run.ts";

/** What a run of a process starts with. */
export type StartRow = {
  process_id: string;
  name: string;
  owner_id: string | null;
  calendar_id: string | null;
  fillings: FillingRow[];
  published: number | null;
  retired_at: string | null;
  number: number;
  pilot: { id: string; revision: number; teamId: string | null; share: number | null } | null;
  /** Which the row was, of all there could be. */ stamp: string;
};

/**
 * Counts the run in: its number, and the process as it is. The number is drawn in a transaction of its own, together with
 * those that others want at the moment, so that starts of one process do not wait for one another's transactions; that the
 * process is still the same is asked when the run is written. Whoever does not come to need their number
 * gives it back, and the next to start has it: of those that were drawn, only those of a node that died are missing.
 * Undefined where there is no such process.
 */
export async function countRunIn(work: Work, processId: string): Promise<StartRow | undefined> {
  const numbers = numbersIn(work, processId);
  const row = await numbers.draw();
  // It is this transaction's own and nobody else's yet, or it is held: then this waits for it as for any row.
  if (row === undefined) return work.tx.first(counting(processId, sql`1`));
  work.tx.ifTakenBack(() => numbers.giveBack(row.number));
  await work.tx.put(processes, { processId, stamp: row.stamp });
  return row;
}

const stampOf = (p: string): string =>
  `hash_record_extended(row(${p}.name, ${p}.owner_id, ${p}.calendar_id, ${p}.fillings, ${p}.published, ${p}.retired_at), 0)`;

function counting(processId: string, by: RawBuilder<number>): RawBuilder<StartRow> {
  return sql<StartRow>`
    update process p set runs_started = runs_started + ${by}
    where workspace_id = current_workspace() and process_id = ${processId}
    returning process_id, name, owner_id, calendar_id, fillings, published, retired_at, runs_started as number,
      (select jsonb_build_object('id', l.pilot_id, 'revision', l.revision, 'teamId', l.team_id, 'share', l.share) from pilot l
        where l.workspace_id = p.workspace_id and l.process_id = p.process_id and l.ended_at is null) as pilot,
      ${sql.raw(stampOf("p"))}::text as stamp`;
}

const processes: Kind<{ readonly processId: string; readonly stamp: string }> = {
  name: "process",
  about: () => [],
  columns: `"processId" uuid, stamp bigint`,
  text: (items) => `same as (
    select coalesce(bool_and(${stampOf("p")} = i.stamp), false) as so
    from ${items} as i left join process p on p.workspace_id = current_workspace() and p.process_id = i."processId")`,
  holds: () => "(select so from same)",
};

/** The numbers of one process's runs, as this node draws them. */
class Numbers {
  readonly #draw: (many: number) => Promise<StartRow | undefined>;
  readonly #free: number[] = [];
  #waiting: ((row: StartRow | undefined) => void)[] = [];
  #isDrawing = false;

  constructor(draw: (many: number) => Promise<StartRow | undefined>) {
    this.#draw = draw;
  }

  /** Undefined where none is to be had this way. */
  draw(): Promise<StartRow | undefined> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (!this.#isDrawing) void this.#serve();
    });
  }

  giveBack(number: number): void {
    this.#free.push(number);
  }

  /** Who comes meanwhile waits for the next turn. */
  async #serve(): Promise<void> {
    this.#isDrawing = true;
    while (this.#waiting.length > 0) {
      const served = this.#waiting;
      this.#waiting = [];
      const back = this.#free.sort((a, b) => a - b).splice(0, served.length);
      const many = served.length - back.length;
      const row = await this.#draw(many).catch(() => undefined);
      const numbers = row === undefined ? [] : [...back, ...Array.from({ length: many }, (_, at) => row.number - many + 1 + at)];
      if (row === undefined) this.#free.push(...back);
      served.forEach((resolve, at) => resolve(row && { ...row, number: numbers[at] as number }));
    }
    this.#isDrawing = false;
  }
}

function numbersIn({ system, workspaceId }: Work, processId: string): Numbers {
  const here = known.get(system) ?? known.set(system, new Map()).get(system)!;
  const key = `${workspaceId} ${processId}`;
  const draw = async (many: number): Promise<StartRow | undefined> =>
    (await system.database.briefly(workspaceId, counting(processId, sql`${many}::int`)))[0];
  return here.get(key) ?? here.set(key, new Numbers(draw)).get(key)!;
}
const known = new WeakMap<System, Map<string, Numbers>>();
