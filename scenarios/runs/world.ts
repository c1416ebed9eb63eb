import { Refusal } from "@rondo/core/kernel";
import { compile, type Definition, type Graph, stepsOf } from "@rondo/core/process";
import {
  assessTransfer,
  type Circumstances,
  type Command,
  decide,
  type Effect,
  evolve,
  newRun,
  nextDue,
  restore,
  type RunEvent,
  type RunState,
  type Targets,
  transfer,
} from "@rondo/core/run";
import fc from "fast-check";
import { definitions } from "./generate.ts";
import { enter, faults, newLedger, tokensIn } from "./judge.ts";
import type { Dice } from "./next.ts";
import { known, revised, setBy } from "./revised.ts";

type Decided = ReturnType<typeof decide> & { readonly revision: number; readonly moved: Moved | null };

/** A call outside, and the moment at which whoever sweeps may take it over. */
export type Row = { readonly id: string; attempts: number; calls: number; due: number; closed: boolean };
/** One thing that a node is doing; each yield is a seam at which it may be killed or others may come between. */
export type Work = Generator<undefined, void>;
/** What a node has in hand and keeps putting off. */
export type InHand = { readonly world: World; readonly row: Row; readonly attempt: number };
export type Node = { works: Work[]; hands: InHand[]; paused: number };

export const lease = 8_000;
const waits = [3_000, 7_000, 20_000, 55_000, 150_000];

/** What is asked of the run: a command, or to move it onto another revision; `back` takes the last move back. */
export type Wanted = Command | { readonly type: "move"; readonly to: number; readonly targets: Targets } | { readonly type: "back" };

/** The last move: from where, what was there, and the version that it made. */
type Moved = { readonly from: number; readonly before: RunState; readonly targets: Targets; readonly version: number };

/** What all workspaces share: the clock, what was answered to which key, and the graphs that nodes keep. */
export class Store {
  readonly answered = new Map<string, "done" | "refused">();
  readonly graphs = new Map<string, Graph>();
  now = 1_700_000_000_000;
}

/** One workspace with one run in it. */
export class World {
  readonly name: string;
  readonly store: Store;
  readonly dice: Dice;
  readonly log: { readonly event: RunEvent; readonly version: number; readonly at: number }[] = [];
  readonly ledger = newLedger();
  readonly commits = new Map<string, number>();
  readonly acknowledged = new Set<string>();
  readonly actions = new Map<string, Row>();
  readonly seen = { kills: 0, conflicts: 0, twice: 0, failures: 0, rung: 0, takenOver: 0, foreign: 0, moved: 0, back: 0 };
  readonly wrong: string[] = [];
  /** Of the run's row: the revision that it is on. */
  revision = 1;
  readonly revisions: number;
  readonly been: Graph[] = [];
  moved: Moved | null = null;
  state: RunState = newRun();
  due: number | null = null;
  ids = 0;
  keys = 0;

  constructor(name: string, store: Store, dice: Dice, seed: number) {
    [this.name, this.store, this.dice] = [name, store, dice];
    const [definition] = fc.sample(definitions, { seed, numRuns: 1 });
    if (definition === undefined) throw new Error("the generator gave nothing");
    const said = [definition];
    // In every second world the procedure is changed while the run is under way.
    for (let n = 0; n < 2 && seed % 2 === 1; n += 1) {
      const next = revised(
        said.at(-1) as Definition,
        Array.from({ length: 12 }, () => dice.pick(10_000)),
      );
      if (new Set(stepsOf(next).map(({ id }) => id)).size === stepsOf(next).length) said.push(next);
    }
    said.forEach((one, index) => store.graphs.set(`${name} ${index + 1}`, compile(one)));
    this.revisions = said.length;
  }

  graphOf(revision: number): Graph {
    const graph = this.store.graphs.get(`${this.name} ${revision}`);
    if (graph === undefined) throw new Error("a revision that is not there");
    return graph;
  }

  get graph(): Graph {
    return this.graphOf(this.revision);
  }

  /** What a node decides by what it has read. */
  decide(read: RunState, revision: number, last: Moved | null, wanted: Wanted, circumstances: Circumstances): Decided {
    const here = this.graphOf(revision);
    if (wanted.type !== "move" && wanted.type !== "back") return { ...decide(here, read, wanted, circumstances), revision, moved: last };
    if (wanted.type === "move") {
      if (wanted.to === revision) throw new Refusal("already_there");
      const done = transfer(
        here,
        this.graphOf(wanted.to),
        read,
        { by: "ines", from: revision, to: wanted.to, reason: null, targets: wanted.targets, people: {} },
        circumstances,
      );
      return {
        ...done,
        revision: wanted.to,
        moved: { from: revision, before: read, targets: wanted.targets, version: done.state.version },
      };
    }
    if (last === null) throw new Refusal("not_moved");
    const there = this.graphOf(last.from);
    const move = { by: "ines", from: revision, to: last.from, reason: null };
    if (read.version === last.version)
      return { ...restore(here, there, read, last.before, move, circumstances), revision: last.from, moved: null };
    // Something has happened since: moved like any other, unless somebody would have to look at it.
    const targets = Object.fromEntries(
      Object.entries(last.targets).flatMap(([step, to]) => (to === null || there.steps.has(to) ? [] : [[to, step]])),
    );
    if (assessTransfer(here, there, read, targets).verdict === "decide") throw new Refusal("went_on");
    return { ...transfer(here, there, read, { ...move, targets, people: {} }, circumstances), revision: last.from, moved: null };
  }

  answerTo(key: string): "done" | "refused" | undefined {
    return this.store.answered.get(`${this.name} ${key}`);
  }

  /** Load, decide, commit: what a node does with one command. The version it read must still be the one that is there. */
  *carryOut(node: Node, key: string, command: (state: RunState) => Wanted, also: () => boolean = () => true): Work {
    const { dice, store } = this;
    for (let attempt = 0; attempt < 20; attempt += 1) {
      yield;
      if (this.answerTo(key) !== undefined) {
        this.acknowledged.add(key);
        return;
      }
      const [read, revision, last, clock, skewed] = [
        this.state,
        this.revision,
        this.moved,
        store.now,
        store.now + (dice.chance(0.2) ? 86_400_000 : 0),
      ];
      yield;
      let decided: Decided | null = null;
      try {
        decided = this.decide(read, revision, last, command(read), {
          now: clock,
          zone: "Europe/Berlin",
          // A node's own clock may say anything; ids come from it, decisions do not.
          newId: () => `${this.name}:${skewed}-${(this.ids += 1)}`,
          workedBetween: (from, to) => Math.floor((to - from) / 60_000),
          dueAt: (due, _start, activated) => activated + due.workingMinutes * 60_000,
        });
      } catch (problem) {
        if (!(problem instanceof Refusal)) throw problem;
      }
      yield;
      if (dice.chance(0.05)) {
        this.seen.failures += 1;
        continue;
      }
      // The key of what was asked is written in the commit, and is unique there: of two nodes with the same, one is told of the other.
      if (this.answerTo(key) !== undefined) continue;
      if (decided === null) {
        store.answered.set(`${this.name} ${key}`, "refused");
      } else {
        if (this.state !== read) {
          this.seen.conflicts += 1;
          continue;
        }
        if (!also()) return;
        this.commits.set(key, (this.commits.get(key) ?? 0) + 1);
        this.settle(decided);
        this.commit(node, decided.state, decided.events, decided.effects);
        store.answered.set(`${this.name} ${key}`, "done");
      }
      // Killed here, nobody hears of it; asked again with the same key, the answer is the same.
      yield;
      this.acknowledged.add(key);
      return;
    }
  }

  /** The run's row names its revision; nothing that was known is gone after a move. */
  settle({ revision, moved, state, events }: Decided): void {
    if (revision !== this.revision) {
      this.been.push(this.graph);
      this.seen[moved === null ? "back" : "moved"] += 1;
      const set = setBy(events);
      if (moved !== null)
        for (const one of known(this.state))
          if (!known(state).has(one) && !set.has(String((JSON.parse(one) as [string])[0])))
            this.wrong.push(`${this.name}: I1 ${one} was lost by a move`);
    }
    [this.revision, this.moved] = [revision, moved];
  }

  commit(node: Node, state: RunState, events: readonly RunEvent[], effects: readonly Effect[]): void {
    events.forEach((event, index) => this.log.push({ event, version: this.state.version + index + 1, at: this.store.now }));
    this.state = state;
    this.wrong.push(...enter(this.ledger, effects, events));
    for (const effect of effects) {
      if (effect.type === "runAction") {
        const row = { id: effect.task, attempts: 1, calls: 0, due: this.store.now + lease, closed: false };
        this.actions.set(effect.task, row);
        this.takeInHand(node, row, 1);
      }
      if (effect.type === "dropAction") {
        const row = this.actions.get(effect.task);
        if (row !== undefined) row.closed = true;
      }
      if (effect.type === "wake") this.due = effect.at;
    }
  }

  takeInHand(node: Node, row: Row, attempt: number): void {
    node.hands.push({ world: this, row, attempt });
    node.works.push(this.call(node, row, attempt));
  }

  /** A due moment, taken and rung in one commit; judged by the store's clock alone. */
  *ring(node: Node): Work {
    const at = this.due;
    if (at === null || at > this.store.now) return;
    yield* this.carryOut(
      node,
      `ring ${(this.keys += 1)}`,
      () => ({ type: "tick", by: null }),
      () => {
        if (this.due === null || this.due > this.store.now) return false;
        this.seen.rung += 1;
        this.due = null;
        return true;
      },
    );
    // What was due and has not changed is set again, as the server does.
    this.due = this.state.status === "open" ? nextDue(this.state) : null;
  }

  /** A call whose moment came: it is to be tried again, or its node is gone. One commit; the call comes after it. */
  *takeOver(node: Node, row: Row): Work {
    yield;
    if (row.closed || row.due > this.store.now) return;
    row.attempts += 1;
    row.due = this.store.now + lease;
    this.seen.takenOver += 1;
    yield;
    this.takeInHand(node, row, row.attempts);
  }

  /** Called outside, and what came of it written only by the attempt that is still the last. */
  *call(node: Node, row: Row, attempt: number): Work {
    yield;
    row.calls += 1;
    const [fails, passing] = [this.dice.chance(0.3), this.dice.chance(0.7)];
    yield;
    const still = (): boolean => !row.closed && row.attempts === attempt;
    const wait = waits[attempt - 1];
    if (fails && passing && wait !== undefined) {
      if (still()) row.due = this.store.now + wait;
    } else {
      yield* this.carryOut(
        node,
        `act ${row.id} ${attempt}`,
        () =>
          fails
            ? { type: "actionFailed", by: null, task: row.id, code: "e1", message: "No answer." }
            : { type: "actionDone", by: null, task: row.id, result: { status: 7, body: "" } },
        () => still() && (row.closed = true),
      );
    }
    node.hands = node.hands.filter((one) => one.row !== row || one.attempt !== attempt);
  }

  judge(others: readonly World[]): void {
    const expect = (ok: boolean, what: string): void => void (ok || this.wrong.push(`${this.name}: ${what}`));
    const rebuilt = this.log.reduce((state, { event }) => evolve(this.graph, state, event), newRun());
    expect(JSON.stringify(rebuilt) === JSON.stringify(this.state), "I8 the journal does not rebuild the state");
    expect(tokensIn(this.log.map(({ event }) => event)) === this.state.tokens.length, "I2 tokens were made or lost");
    const moves = this.log.flatMap(({ event }) => (event.type === "run.moved" ? [event] : []));
    expect(
      moves.length === this.seen.moved + this.seen.back &&
        (moves.at(-1)?.to ?? 1) === this.revision &&
        moves.every(({ from }, index) => from === (moves[index - 1]?.to ?? 1)),
      "the journal does not say on which revisions the run was",
    );
    expect(
      this.log.every(({ version }, index) => version === index + 1),
      "I3 a transition is there twice, or missing",
    );
    for (const key of this.acknowledged) expect(this.answerTo(key) !== undefined, `I1 ${key} was acknowledged and is not there`);
    for (const [key, count] of this.commits) expect(count === 1, `I3 ${key} was asked once and done ${count} times`);
    const waiting = new Map<string, number>();
    for (const { event, at } of this.log) {
      if (event.type === "wait.started" && event.until !== null) waiting.set(event.task, event.until);
      if (event.type === "wait.ended") expect((waiting.get(event.task) ?? 0) <= at, `I4 ${event.step} was early`);
    }
    const started = new Set(this.log.flatMap(({ event }) => (event.type === "action.started" ? [event.task] : [])));
    const done = this.log.flatMap(({ event }) => (event.type === "action.done" ? [event.task] : []));
    for (const row of this.actions.values()) expect(started.has(row.id), "I5 an action that nothing decided");
    for (const task of done) expect((this.actions.get(task)?.calls ?? 0) > 0, "I5 an action is done that was never called");
    expect(new Set(done).size === done.length, "I5 an action is done twice");
    const mine = JSON.stringify([this.log, this.state, [...this.actions.values()], [...this.acknowledged]]);
    for (const { name } of others) expect(!mine.includes(`${name}:`), `I6 something of ${name} is here`);
    for (const row of this.actions.values())
      expect(row.closed || row.due + lease >= this.store.now, `I7 ${row.id} was left after its lease, in attempt ${row.attempts}`);
    for (const row of this.actions.values()) expect(row.attempts <= waits.length + 40, `I7 ${row.id} was tried without end`);
    if (this.state.status !== "open") {
      const left = [...this.actions.values()].filter(({ closed }) => !closed);
      expect(
        this.due === null && left.length === 0 && this.ledger.listens.length === 0,
        "I9 a run that has ended leaves something due, called or listened for",
      );
    }
    this.wrong.push(...faults(this.graph, this.state, this.ledger, this.been).map((what) => `${this.name}: ${what}`));
  }
}
