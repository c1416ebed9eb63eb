import { sql } from "kysely";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Refusal } from "@rondo/core/kernel";
import { type Graph, compile } from "@rondo/core/process";
import { type Command, type RecordedEvent, type RunState, eventOf, evolve, newRun, nextDue } from "@rondo/core/run";
import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";
import { definitions } from "../../../../scenarios/runs/generate.ts";
import { tokensIn } from "../../../../scenarios/runs/judge.ts";
import { Dice, nextCommand } from "../../../../scenarios/runs/next.ts";
import { type Tx, OutcomeUnknown, sqlState } from "../database/index.ts";
import { workIn } from "../http/index.ts";
import type { System } from "../system.ts";
import { advance, startRun } from "./index.ts";

/*
 * The simulator's processes and people on real Postgres: two nodes on one database, two commands at a time on one run,
 * transactions that break at some statement or whose answer is lost. The judge reads the tables alone.
 */
const seeds =
  process.env["RONDO_SEED"] !== undefined
    ? [Number(process.env["RONDO_SEED"])]
    : Array.from({ length: process.env["RONDO_PROVE"] === "1" ? 400 : 20 }, (_, seed) => seed);

/** A database whose transactions break now and then: before some statement, or after the commit. */
let dice = new Dice(0);
let breaks = false;
const seen = { broken: 0, unheard: 0, refused: 0, done: 0 };
const breaking: NonNullable<Parameters<typeof startTestServer>[0]>["seeDatabase"] = (database) => ({
  ...database,
  async inWorkspace(workspaceId, work, mode = "write") {
    const at = breaks && mode === "write" && dice.chance(0.35) ? dice.pick(10) : null;
    const result = await database.inWorkspace(workspaceId, (tx) => work(at === null ? tx : brittle(tx, at)), mode);
    if (breaks && mode === "write" && dice.chance(0.2)) {
      seen.unheard += 1;
      throw new OutcomeUnknown("the answer was lost");
    }
    return result;
  },
});

function brittle(tx: Tx, at: number): Tx {
  let count = 0;
  const step =
    <A extends unknown[], R>(work: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      if (count++ === at) {
        seen.broken += 1;
        await tx.change(sql`select 1 / 0`);
      }
      return work(...given);
    };
  return { ...tx, rows: step(tx.rows) as Tx["rows"], first: step(tx.first) as Tx["first"], change: step(tx.change) };
}

let servers: TestServer[] = [];
let world: World;
beforeAll(async () => {
  const one = await startTestServer({ seeDatabase: breaking });
  servers = [one, await startTestServer({ database: one.database, config: one.system.config, seeDatabase: breaking })];
  world = await libraryOn(one);
  for (const { system } of servers)
    (system as { outbound: System["outbound"] }).outbound = Object.assign(
      async () => (dice.chance(0.3) ? new Response("", { status: dice.chance(0.5) ? 503 : 404 }) : new Response("{}", { status: 200 })),
      { check: () => Promise.resolve() },
    );
});
afterAll(async () => {
  for (const server of servers.toReversed()) await server.stop();
});

const system = (): System => (servers[dice.pick(2)] as TestServer).system;
const inside = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  (servers[0] as TestServer).system.database.inWorkspace(world.w, work, "read");

async function stateOf(runId: string): Promise<RunState> {
  return (
    await inside((tx) =>
      tx.first(sql<{ state: RunState }>`select state from run where workspace_id = current_workspace() and run_id = ${runId}`),
    )
  )?.state as RunState;
}

/** Whatever breaks is heard of by nobody; refusals are answers. Anything else is a bug. */
async function attempt(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
    seen.done += 1;
  } catch (error) {
    if (error instanceof Refusal) seen.refused += 1;
    else if (sqlState(error) !== "22012" && !(error instanceof OutcomeUnknown)) throw error;
  }
}

/** Whatever is due is due now, and is swept by both nodes at once. */
async function letTimePass(runId: string): Promise<void> {
  const state = await stateOf(runId);
  const soon = nextDue(state);
  await (servers[0] as TestServer).system.database
    .inWorkspace(world.w, async (tx) => {
      // The run's own moments are in its state: they are moved with the clock, as if so much time had passed.
      if (soon !== null)
        await tx.change(
          sql`update due_moment set due_at = least(due_at, now() - interval '1 second'), retry_at = null where workspace_id = current_workspace() and kind in ('action', 'calls')`,
        );
      else
        await tx.change(
          sql`update due_moment set due_at = now() - interval '1 second', retry_at = null where workspace_id = current_workspace()`,
        );
    })
    .catch(() => undefined);
  await Promise.all(servers.map((server) => attempt(() => server.sweeper.sweepNow())));
  await Promise.all(servers.map((server) => server.system.calls.idle()));
}

test("random processes on real Postgres, two nodes, breaking transactions: the tables say what the journal says, and every run ends", async () => {
  for (const seed of seeds) {
    dice = new Dice(seed);
    const [definition] = fc.sample(definitions, { seed, numRuns: 1 });
    const graph = compile(definition as NonNullable<typeof definition>);
    const { w, ines, tomas, mei } = world;
    breaks = false;
    const process = await ines.ok("createProcess", { params: { w }, body: { name: `Seed ${seed}` } });
    await (servers[0] as TestServer).system.database.inWorkspace(w, async (tx) => {
      await tx.change(
        sql`insert into revision (workspace_id, process_id, number, definition, note) values (current_workspace(), ${process.id}, 1, ${JSON.stringify(definition)}::jsonb, '')`,
      );
      await tx.change(sql`update process set published = 1 where workspace_id = current_workspace() and process_id = ${process.id}`);
    });
    const { runId } = await workIn(system(), w, ines.personId, (work) =>
      startRun(work, {
        processId: process.id,
        via: "hand",
        answers: {},
        fillings: [{ role: "worker", personId: mei.personId, teamId: null }],
        requester: { id: null, name: null, email: null },
      }),
    );
    const people = [ines, tomas, mei].map((one) => one.personId);
    for (let turn = 0; turn < 300; turn += 1) {
      const state = await stateOf(runId);
      if (state.status !== "open") break;
      const heal = turn > 30;
      breaks = !heal;
      const commands: Command[] = Array.from({ length: heal ? 1 : 2 }, () => nextCommand(dice, graph, state, heal, people));
      await Promise.all(commands.map((command) => attempt(() => workIn(system(), w, command.by, (work) => advance(work, runId, command)))));
      if (dice.chance(0.3) || heal) {
        breaks = breaks && dice.chance(0.5);
        await letTimePass(runId);
      }
    }
    breaks = false;
    await judge(seed, runId, graph);
  }
  if (seeds.length > 1) for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(0);
  console.info(
    `${seeds.length} seeds on Postgres: ${Object.entries(seen)
      .map(([what, count]) => `${what} ${count}`)
      .join(", ")}`,
  );
});

async function judge(seed: number, runId: string, graph: Graph): Promise<void> {
  const line = `RONDO_SEED=${seed} npx vitest run packages/server/src/runs/sample.test.ts`;
  const state = await stateOf(runId);
  const events = await inside((tx) =>
    tx.rows(
      sql<
        RecordedEvent & { version: number }
      >`select name, actor_id as actor, data, version from event where workspace_id = current_workspace() and subject_id = ${runId} and subject_kind = 'run' order by version`,
    ),
  );
  expect(
    events.map(({ version }) => version),
    `${line}: I3`,
  ).toEqual(events.map((_, index) => index + 1));
  expect(
    events.reduce((before, row) => evolve(graph, before, eventOf(row)), newRun()),
    `${line}: I8`,
  ).toEqual(state);
  expect(tokensIn(events.map(eventOf)), `${line}: I2`).toBe(state.tokens.length);
  const one = <T>(query: ReturnType<typeof sql<T>>): Promise<T[]> => inside((tx) => tx.rows(query));
  const at = (...kinds: string[]): string[] =>
    state.tokens
      .flatMap(({ node, task, byHand }) =>
        task !== undefined && kinds.includes(byHand === true ? "task" : (graph.steps.get(node)?.kind ?? "")) ? [task] : [],
      )
      .toSorted();
  const tasks = await one(
    sql<{
      id: string;
    }>`select task_id::text as id from task where workspace_id = current_workspace() and run_id = ${runId} and closed_at is null order by 1`,
  );
  expect(
    tasks.map(({ id }) => id),
    `${line}: open tasks`,
  ).toEqual(at("task", "approval"));
  const actions = await one(
    sql<{
      id: string;
    }>`select action_id::text as id from action where workspace_id = current_workspace() and run_id = ${runId} and closed_at is null order by 1`,
  );
  expect(
    actions.map(({ id }) => id),
    `${line}: open actions`,
  ).toEqual(at("action", "undo"));
  const due = await one(
    sql<{
      id: string;
    }>`select subject_id::text as id from due_moment where workspace_id = current_workspace() and (subject_id = ${runId} or kind = 'action') and kind <> 'calls'`,
  );
  expect(due.map(({ id }) => id).toSorted(), `${line}: I9 what is due`).toEqual(
    [...(nextDue(state) === null ? [] : [runId]), ...actions.map(({ id }) => id)].toSorted(),
  );
  const done = events.map(eventOf).flatMap((event) => (event.type === "action.done" ? [event.task] : []));
  expect(new Set(done).size, `${line}: I5`).toBe(done.length);
  expect(state.status, `${line}: it ends`).not.toBe("open");
}
