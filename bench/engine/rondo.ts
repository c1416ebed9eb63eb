import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import pg from "pg";
import type { Definition } from "@rondo/core/process";
import type { RunState } from "@rondo/core/run";
import { type Node, composeNode } from "../../packages/server/src/node.ts";
import { workIn } from "../../packages/server/src/http/index.ts";
import { migrate } from "../../packages/server/src/migration/index.ts";
import { advance, startRun } from "../../packages/server/src/runs/index.ts";
import type { System } from "../../packages/server/src/system.ts";
import { makeWorkspace } from "../../packages/server/src/workspaces/index.ts";
import { type Contestant, clients } from "./contest.ts";

/** A migrated installation with a workspace, a colleague for each client and a process for each definition. */
export type Ground = {
  readonly workspaceId: string;
  readonly owner: pg.Client;
  readonly processes: readonly string[];
  readonly colleagues: readonly string[];
  node(): Promise<Node>;
  close(): Promise<void>;
};

/** The world that calls reach answers at once, in this process, as the others' steps do. */
export async function openGround(url: string, directory: string, definitions: readonly Definition[]): Promise<Ground> {
  const secret = randomBytes(32).toString("hex");
  const { urls, epoch } = await migrate({ url, secret });
  const config = {
    port: 0,
    host: "127.0.0.1",
    dataDirectory: directory,
    databaseUrl: url,
    publicUrl: null,
    trustedProxies: [],
    smtp: null,
    mailIn: null,
    role: "all" as const,
    secret,
    logLevel: "fatal" as const,
    backupDirectory: directory,
    outboundAllow: [],
    demo: false,
    scanCommand: null,
    scanUrl: null,
  };
  const node = async (): Promise<Node> => {
    const made = await composeNode({ config, urls, epoch, publicUrl: "http://127.0.0.1" });
    const answer = async (): Promise<Response> => ({ status: 200, text: async () => "{}" }) as Response;
    (made.system as { outbound: System["outbound"] }).outbound = Object.assign(answer, { check: () => Promise.resolve() });
    return made;
  };
  const first = await node();
  const ines = await first.system.identity.createPerson({ name: "Ines Okafor", email: "ines@lindgren.example" });
  const colleagues = (
    await Promise.all(
      Array.from({ length: clients }, (_, number) =>
        first.system.identity.createPerson({ name: `Colleague ${number}`, email: `colleague${number}@lindgren.example` }),
      ),
    )
  ).map(({ id }) => id);
  const { id: workspaceId } = await makeWorkspace(first.system.database, {
    name: "Lindgren Library",
    zone: "Europe/Berlin",
    ownerId: ines.id,
  });
  await first.close();
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  await owner.query("insert into membership (workspace_id, person_id, role) select $1, id, 'member' from unnest($2::uuid[]) id", [
    workspaceId,
    colleagues,
  ]);
  const processes: string[] = [];
  for (const definition of definitions) {
    const { rows } = await owner.query<{ process_id: string }>(
      "insert into process (workspace_id, process_id, name, owner_id, draft, published) values ($1, gen_random_uuid(), 'Digitise a volume', $2, $3, 1) returning process_id",
      [workspaceId, ines.id, definition],
    );
    processes.push(rows[0]!.process_id);
    await owner.query(
      "insert into revision (workspace_id, process_id, number, definition, note, published_by) values ($1, $2, 1, $3, '', $4)",
      [workspaceId, processes.at(-1), definition, ines.id],
    );
  }
  return { workspaceId, owner, processes, colleagues, node, close: () => owner.end() };
}

export type Rondo = Contestant & {
  begin(by: string): Promise<string>;
  answer(by: string, runId: string, state: RunState): Promise<RunState>;
  stateOf(runId: string): Promise<RunState>;
};

/**
 * Rondo's engine on a node of its own: commands in transactions, as a request's handler calls them. `withReaders`: what
 * reads the journal behind it (inboxes) and takes jobs and due moments is at work too.
 */
export async function openRondo(ground: Ground, processId: string, kind: "answered" | "automatic", withReaders: boolean): Promise<Rondo> {
  const node = await ground.node();
  if (withReaders) node.begin();
  const { system } = node;
  const { workspaceId: w, colleagues } = ground;
  const begin = async (by: string): Promise<string> =>
    (
      await workIn(system, w, by, (work) =>
        startRun(work, {
          processId,
          via: "hand",
          answers: {},
          fillings: [{ role: "clerk", personId: by, teamId: null }],
          requester: { id: by, name: null, email: null },
        }),
      )
    ).runId;
  const stateOf = async (runId: string): Promise<RunState> =>
    (await system.database.inWorkspace(
      w,
      (tx) => tx.first(sql<{ state: RunState }>`select state from run where workspace_id = current_workspace() and run_id = ${runId}`),
      "read",
    ))!.state;
  const answer = (by: string, runId: string, state: RunState): Promise<RunState> => {
    const { node: at, task } = state.tokens.find((token) => token.task !== undefined)!;
    return workIn(system, w, by, (work) =>
      advance(work, runId, { type: "answer", by, task: task as string, answers: at === "a" ? { pages: 120 } : {} }),
    );
  };
  const ends = watchEnds(system, w);
  return {
    name: "rondo",
    begin,
    answer,
    stateOf,
    async run(client) {
      const by = colleagues[client] as string;
      const id = await begin(by);
      if (kind === "automatic") return ends.of(id);
      for (let state = await stateOf(id); state.status === "open";) state = await answer(by, id, state);
    },
    analyze: async () => void (await ground.owner.query("analyze")),
    async close() {
      ends.stop();
      await node.close();
    },
  };
}

/** Asks for all runs that somebody waits for at once, every few milliseconds. */
function watchEnds(system: System, workspaceId: string): { of(runId: string): Promise<void>; stop(): void } {
  const waiting = new Map<string, () => void>();
  let stopped = false;
  const look = async (): Promise<void> => {
    if (waiting.size > 0) {
      const rows = await system.database.inWorkspace(
        workspaceId,
        (tx) =>
          tx.rows(
            sql<{
              run_id: string;
            }>`select run_id from run where workspace_id = current_workspace() and run_id = any(${[...waiting.keys()]}::uuid[]) and status <> 'running'`,
          ),
        "read",
      );
      for (const { run_id } of rows) {
        waiting.get(run_id)?.();
        waiting.delete(run_id);
      }
    }
    if (!stopped) setTimeout(() => void look(), 4);
  };
  void look();
  return { of: (runId) => new Promise((resolve) => void waiting.set(runId, resolve)), stop: () => void (stopped = true) };
}
