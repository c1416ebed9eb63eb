import { median } from "../foundation/figures.ts";
import type { Processes } from "../foundation/processes.ts";

/** An engine that performs whole runs, one after another for each client. */
export type Contestant = {
  readonly name: string;
  /** From start to end, each of its five steps one durable transaction; answers when the end is committed. */
  run(client: number): Promise<void>;
  /** Lets Postgres take its statistics. */
  analyze(): Promise<void>;
  close(): Promise<void>;
};

export type Entry = { readonly name: string; open(): Promise<Contestant>; readonly count: number };

export type Result = {
  readonly perSecond: number;
  readonly best: number;
  readonly cpu: number;
  readonly node: number;
  readonly postgres: number;
};

export const clients = 8;

/** All of them, one after another, so often; noise that comes and goes then falls on each. Medians, and the best. */
export async function contest(entries: readonly Entry[], passes: number, processes: Processes): Promise<Map<string, Result>> {
  const seen = new Map<string, { rate: number; node: number; postgres: number }[]>(entries.map(({ name }) => [name, []]));
  for (let pass = 0; pass < passes; pass += 1)
    for (const { name, open, count } of entries) {
      const contestant = await open();
      try {
        await all(Math.ceil(count / 4), contestant);
        await contestant.analyze(); // as autovacuum does within a minute: plans made for empty tables read all of them
        await all(Math.ceil(count / 4), contestant); // compiled, and prepared anew: new statistics end all plans
        const before = processes.cpu();
        const began = performance.now();
        await all(count, contestant);
        const seconds = (performance.now() - began) / 1_000;
        const after = processes.cpu();
        seen
          .get(name)!
          .push({ rate: count / seconds, node: (after.node - before.node) / count, postgres: (after.postgres - before.postgres) / count });
      } finally {
        await contestant.close();
      }
    }
  return new Map(
    [...seen].map(([name, rows]) => {
      const [node, postgres] = [median(rows.map((row) => row.node)), median(rows.map((row) => row.postgres))];
      return [
        name,
        {
          perSecond: median(rows.map((row) => row.rate)),
          best: Math.max(...rows.map((row) => row.rate)),
          node,
          postgres,
          cpu: node + postgres,
        },
      ];
    }),
  );
}

async function all(count: number, contestant: Contestant): Promise<void> {
  let left = count;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (left > 0) {
        left -= 1;
        await contestant.run(client);
      }
    }),
  );
}
