import { Refusal } from "@rondo/core/kernel";
import { compile, type Graph, usesOf } from "@rondo/core/process";
import { type Command, decide, type Effect, evolve, newRun, nextDue, type RunEvent, type RunState } from "@rondo/core/run";
import fc from "fast-check";
import { expect, test } from "vitest";
import { answerFor, definitions } from "./generate.ts";
import { enter, faults, newLedger, tokensIn } from "./judge.ts";

/*
 * The engine in a simulated world: a store with transactions, the store's clock, and nodes that carry out commands,
 * ring due moments and do actions, in an order that a seed decides. Nodes are killed and paused between any two of
 * their steps, what they are told comes twice, their own clocks are wrong, and commits fail. Afterwards everything is
 * healed, and the judge looks. A seed that fails is printed with the line that does it again.
 */
const seeds = process.env["RONDO_SEED"] !== undefined ? [Number(process.env["RONDO_SEED"])] : Array.from({ length: process.env["RONDO_PROVE"] === "1" ? 100_000 : 2_000 }, (_, seed) => seed);

type Row = { readonly id: string; attempts: number; calls: number; closed: boolean };
/** One thing that a node is doing; each yield is a seam at which it may be killed or others may come between. */
type Work = Generator<undefined, void>;

class World {
  readonly graph: Graph;
  readonly random: () => number;
  readonly log: { readonly event: RunEvent; readonly version: number; readonly at: number }[] = [];
  readonly ledger = newLedger();
  readonly answered = new Map<string, "done" | "refused">();
  readonly commits = new Map<string, number>();
  readonly acknowledged = new Set<string>();
  readonly actions = new Map<string, Row>();
  readonly seen = { kills: 0, conflicts: 0, twice: 0, failures: 0, rung: 0 };
  readonly wrong: string[] = [];
  state: RunState = newRun();
  due: number | null = null;
  now = 1_700_000_000_000;
  ids = 0;
  keys = 0;

  constructor(seed: number) {
    this.random = mulberry(seed + 1);
    const [definition] = fc.sample(definitions, { seed, numRuns: 1 });
    if (definition === undefined) throw new Error("the generator gave nothing");
    this.graph = compile(definition);
  }

  chance(share: number): boolean {
    return this.random() < share;
  }

  pick(count: number): number {
    return Math.floor(this.random() * count);
  }

  /** Load, decide, commit: what a node does with one command. The version it read must still be the one that is there. */
  *carryOut(key: string, command: (state: RunState) => Command, also: () => boolean = () => true): Work {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      yield;
      if (this.answered.has(key)) {
        this.acknowledged.add(key);
        return;
      }
      const [read, clock, skewed] = [this.state, this.now, this.now + (this.chance(0.2) ? 86_400_000 : 0)];
      yield;
      let decided: ReturnType<typeof decide> | null = null;
      try {
        decided = decide(this.graph, read, command(read), {
          now: clock,
          zone: "Europe/Berlin",
          // A node's own clock may say anything; ids come from it, decisions do not.
          newId: () => `${skewed}-${(this.ids += 1)}`,
          dueAt: (due, _start, activated) => activated + due.workingMinutes * 60_000,
        });
      } catch (problem) {
        if (!(problem instanceof Refusal)) throw problem;
      }
      yield;
      if (this.chance(0.05)) {
        this.seen.failures += 1;
        continue;
      }
      // The key of what was asked is written in the commit, and is unique there: of two nodes with the same, one is told of the other.
      if (this.answered.has(key)) continue;
      if (decided === null) {
        this.answered.set(key, "refused");
      } else {
        if (this.state !== read) {
          this.seen.conflicts += 1;
          continue;
        }
        if (!also()) return;
        this.commits.set(key, (this.commits.get(key) ?? 0) + 1);
        this.commit(decided.state, decided.events, decided.effects);
        this.answered.set(key, "done");
      }
      // Killed here, nobody hears of it; asked again with the same key, the answer is the same.
      yield;
      this.acknowledged.add(key);
      return;
    }
  }

  commit(state: RunState, events: readonly RunEvent[], effects: readonly Effect[]): void {
    events.forEach((event, index) => this.log.push({ event, version: this.state.version + index + 1, at: this.now }));
    this.state = state;
    this.wrong.push(...enter(this.ledger, effects, events));
    for (const effect of effects) {
      if (effect.type === "runAction") this.actions.set(effect.task, { id: effect.task, attempts: 0, calls: 0, closed: false });
      if (effect.type === "dropAction") {
        const row = this.actions.get(effect.task);
        if (row !== undefined) row.closed = true;
      }
      if (effect.type === "wake") this.due = effect.at;
    }
  }

  /** A due moment, taken and rung in one commit; judged by the store's clock alone. */
  *ring(): Work {
    const at = this.due;
    if (at === null || at > this.now) return;
    yield* this.carryOut(`ring ${(this.keys += 1)}`, () => ({ type: "tick", by: null }), () => {
      if (this.due === null || this.due > this.now) return false;
      this.seen.rung += 1;
      this.due = null;
      return true;
    });
    // What was due and has not changed is set again, as the server does.
    this.due = this.state.status === "open" ? nextDue(this.state) : null;
  }

  /** An action: leased, called outside, its result written only where the lease is still this one. */
  *act(row: Row): Work {
    if (row.closed) return;
    const lease = (row.attempts += 1);
    yield;
    row.calls += 1;
    const fails = this.chance(0.3);
    yield;
    const still = (): boolean => !row.closed && row.attempts === lease;
    yield* this.carryOut(
      `act ${row.id} ${lease}`,
      () => (fails ? { type: "actionFailed", by: null, task: row.id, code: "e1", message: "No answer." } : { type: "actionDone", by: null, task: row.id, result: { status: 7, body: "" } }),
      () => still() && (row.closed = true),
    );
  }

  /** What somebody does next; in the end only what brings the run on. */
  next(state: RunState, heal: boolean): Command {
    const by = ["ines", "tomas", "mei"][this.pick(3)] ?? null;
    const free = state.tokens.filter(({ lock }) => lock === undefined);
    const token = free[this.pick(Math.max(1, free.length))];
    if (token === undefined) {
      const growing = state.blocks?.find((block) => block.items !== undefined && block.closed !== true && !state.tokens.some((one) => one.in === block.id) && !state.blocks?.some((one) => one.in === block.id));
      return { type: "addItem", by, step: growing?.step ?? "none", item: heal || this.chance(0.5) ? null : "more" };
    }
    const task = token.incident ?? token.task ?? "none";
    if (!heal && this.chance(0.1)) return { type: "jump", by, task, to: `s${1 + this.pick(8)}`, reason: "It is known." };
    if (token.incident !== undefined) return this.chance(0.4) ? { type: "skip", by, task, reason: "It can't be mended." } : { type: "retry", by, incident: task, answers: { number: 3, truth: true, word: "red", date: "2026-07-01", names: ["Ines"] } };
    if (token.message !== undefined) return { type: "message", by: null, name: token.message.name, key: token.message.key, answers: {} };
    const step = this.graph.steps.get(token.node);
    if (step?.kind === "approval") return { type: "decide", by, task, verdict: heal || this.chance(0.7) ? "approve" : "reject", comment: null };
    if (step?.kind === "project") return { type: "projectFinished", by, task, outcome: null };
    if (step?.kind === "wait" || (!heal && this.chance(0.1))) return { type: "skip", by, task, reason: "Not needed." };
    const pick = this.pick(100);
    return { type: "answer", by, task, answers: Object.fromEntries((step === undefined ? [] : usesOf(step)).filter(({ mode }) => mode !== "shown").map(({ key }) => [key, answerFor(key, pick)])) };
  }

  judge(): void {
    const rebuilt = this.log.reduce((state, { event }) => evolve(this.graph, state, event), newRun());
    if (JSON.stringify(rebuilt) !== JSON.stringify(this.state)) this.wrong.push("I8 the journal does not rebuild the state");
    if (tokensIn(this.log.map(({ event }) => event)) !== this.state.tokens.length) this.wrong.push("I2 tokens were made or lost");
    if (this.log.some(({ version }, index) => version !== index + 1)) this.wrong.push("I3 a transition is there twice, or missing");
    for (const key of this.acknowledged) if (!this.answered.has(key)) this.wrong.push(`I1 ${key} was acknowledged and is not there`);
    for (const [key, count] of this.commits) if (count > 1) this.wrong.push(`I3 ${key} was asked once and done ${count} times`);
    const waits = new Map<string, number>();
    for (const { event, at } of this.log) {
      if (event.type === "wait.started" && event.until !== null) waits.set(event.task, event.until);
      if (event.type === "wait.ended" && (waits.get(event.task) ?? 0) > at) this.wrong.push(`I4 ${event.step} was early`);
    }
    const started = new Set(this.log.flatMap(({ event }) => (event.type === "action.started" ? [event.task] : [])));
    for (const row of this.actions.values()) if (!started.has(row.id)) this.wrong.push("I5 an action that nothing decided");
    for (const { event } of this.log) if (event.type === "action.done" && (this.actions.get(event.task)?.calls ?? 0) === 0) this.wrong.push("I5 an action is done that was never called");
    this.wrong.push(...faults(this.graph, this.state, this.ledger));
  }
}

/** One world from a seed, to its end. */
function simulate(seed: number): World {
  const world = new World(seed);
  const nodes: { works: Work[]; paused: number }[] = Array.from({ length: 3 }, () => ({ works: [], paused: 0 }));
  const asked: { key: string; command: (state: RunState) => Command }[] = [];
  const ask = (command: (state: RunState) => Command): void => {
    const one = { key: `ask ${(world.keys += 1)}`, command };
    asked.push(one);
    nodes[world.pick(3)]?.works.push(world.carryOut(one.key, command));
  };
  ask(() => ({ type: "start", by: "ines", requester: null, people: { worker: "mei" }, answers: {} }));
  for (let turn = 0; turn < 200 && (world.state.status === "new" || world.state.status === "open"); turn += 1) {
    const node = nodes[world.pick(3)];
    if (node === undefined) continue;
    world.now += world.pick(60_000);
    if (world.chance(0.02)) world.now += 3_600_000;
    if (node.paused > 0) {
      node.paused -= 1;
      continue;
    }
    const fate = world.random();
    if (fate < 0.03) {
      // Killed with all that it had in hand; whoever had asked asks another node with the same key.
      world.seen.kills += node.works.length;
      node.works = [];
    } else if (fate < 0.06) node.paused = world.pick(20);
    else if (node.works.length === 0 || world.chance(0.3)) {
      const what = world.pick(10);
      const rows = [...world.actions.values()].filter(({ closed }) => !closed);
      const row = rows[world.pick(Math.max(1, rows.length))];
      const old = asked[world.pick(asked.length)];
      if (what < 2) node.works.push(world.ring());
      else if (what < 4 && row !== undefined) node.works.push(world.act(row));
      else if (what < 6 && old !== undefined) {
        world.seen.twice += 1;
        node.works.push(world.carryOut(old.key, old.command));
      } else {
        const command = world.next(world.state, false);
        ask(() => command);
      }
    } else {
      const at = world.pick(node.works.length);
      if (node.works[at]?.next().done === true) node.works.splice(at, 1);
    }
  }
  // Healed: what was asked and not answered is asked again, then everybody does what is asked until the end.
  const through = (work: Work): void => void Array.from(work);
  for (const { key, command } of asked) through(world.carryOut(key, command));
  for (let turn = 0; world.state.status === "open"; turn += 1) {
    if (turn > 20_000) {
      world.wrong.push("healed, and still it never ends");
      break;
    }
    const row = [...world.actions.values()].find(({ closed }) => !closed);
    if (world.due !== null) {
      world.now = Math.max(world.now, world.due);
      through(world.ring());
    } else if (row !== undefined) through(world.act(row));
    else {
      const command = world.next(world.state, true);
      through(world.carryOut(`heal ${(world.keys += 1)}`, () => command));
    }
  }
  world.judge();
  return world;
}

function mulberry(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

test("whatever is killed, paused, told twice or fails, nothing acknowledged is lost, nothing happens twice or early, and every run ends", () => {
  const seen = { kills: 0, conflicts: 0, twice: 0, failures: 0, rung: 0 };
  for (const seed of seeds) {
    const world = simulate(seed);
    for (const what of Object.keys(seen) as (keyof typeof seen)[]) seen[what] += world.seen[what];
    expect(world.wrong, `RONDO_SEED=${seed} npx vitest run scenarios/runs/simulate.test.ts`).toEqual([]);
  }
  if (seeds.length > 1) for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(seeds.length / 100);
}, 7_200_000);
