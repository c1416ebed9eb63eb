import { randomBytes } from "node:crypto";
import pg from "pg";
import type { Definition } from "@rondo/core/process";
import type { RunState } from "@rondo/core/run";
import type { Database, Tx } from "../../packages/server/src/database/index.ts";
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
  node(ended?: (runId: string) => void): Promise<Node>;
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
    formProof: "off" as const,
  };
  const node = async (ended?: (runId: string) => void): Promise<Node> => {
    const made = await composeNode({
      config,
      urls,
      epoch,
      publicUrl: "http://127.0.0.1",
      ...(ended !== undefined && { seeDatabase: (database) => tellingEnds(database, ended) }),
    });
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
  begin(by: string): Promise<Begun>;
  answer(by: string, runId: string, state: RunState): Promise<RunState>;
};

type Begun = { readonly id: string; readonly state: RunState };

/**
 * Rondo's engine on a node of its own: commands in transactions, as a request's handler calls them, and calls in hand.
 * `withReaders`: what reads the journal behind it (inboxes, search) and takes jobs and due moments is at work too.
 */
export async function openRondo(ground: Ground, processId: string, kind: "answered" | "automatic", withReaders: boolean): Promise<Rondo> {
  const ends = new Map<string, () => void>();
  const node = await ground.node(kind === "automatic" ? (runId) => (ends.get(runId)?.(), ends.delete(runId)) : undefined);
  const { system } = node;
  if (withReaders) node.begin();
  else system.calls.start();
  const { workspaceId: w, colleagues } = ground;
  const begin = async (by: string): Promise<Begun> => {
    const { runId, state } = await workIn(system, w, by, (work) =>
      startRun(work, {
        processId,
        via: "hand",
        answers: {},
        fillings: [{ role: "clerk", personId: by, teamId: null }],
        requester: { id: by, name: null, email: null },
      }),
    );
    return { id: runId, state };
  };
  const answer = (by: string, runId: string, state: RunState): Promise<RunState> => {
    const { node: at, task } = state.tokens.find((token) => token.task !== undefined)!;
    const answers = at === "a" ? { pages: 120 } : {};
    return workIn(
      system,
      w,
      by,
      async (work) => (await advance(work, runId, { type: "answer", by, task: task as string, answers })) as RunState,
    );
  };
  return {
    name: "rondo",
    begin,
    answer,
    async run(client) {
      const by = colleagues[client] as string;
      const { id, state: first } = await begin(by);
      if (kind === "automatic") return new Promise((resolve) => void ends.set(id, resolve));
      for (let state = first; state.status === "open";) state = await answer(by, id, state);
    },
    analyze: async () => void (await ground.owner.query("analyze")),
    close: () => node.close(),
  };
}

/** Tells of a run's end when it is committed, in this process and at no cost to it, as the promise of a DBOS workflow does. */
function tellingEnds(database: Database, ended: (runId: string) => void): Database {
  const heard = (tx: Tx): Tx => ({
    ...tx,
    put(kind, ...items) {
      if (kind.name === "run saved")
        for (const { id, status } of items as unknown as { id: string; status: string }[])
          if (status !== "running") tx.afterCommit(() => ended(id));
      return tx.put(kind, ...items);
    },
  });
  return {
    ...database,
    inWorkspace: (workspaceId, work, mode) => database.inWorkspace(workspaceId, (tx) => work(mode === "read" ? tx : heard(tx)), mode),
  };
}
