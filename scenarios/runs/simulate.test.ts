import type { Command, RunState } from "@rondo/core/run";
import { expect, test } from "vitest";
import { Dice, nextCommand } from "./next.ts";
import { lease, type Node, Store, type Wanted, type Work, World } from "./world.ts";

/*
 * The engine in a simulated world: a store with transactions, the store's clock, and nodes that carry out commands,
 * ring due moments and make calls, in an order that a seed decides. Nodes are killed and paused between any two of
 * their steps, what they are told comes twice, their own clocks are wrong, and commits fail. In every fourth world a
 * second workspace is served by the same nodes, with the same keys, and somebody tries the ids of the other; in every
 * second one the run is moved between revisions of its process, and moves are taken back. Afterwards
 * everything is healed, and the judge looks at I1 to I9. A seed that fails is printed with the line that does it again.
 */
const seeds =
  process.env["RONDO_SEED"] !== undefined
    ? [Number(process.env["RONDO_SEED"])]
    : Array.from(
        { length: Number(process.env["RONDO_TEST_SEEDS"] ?? (process.env["RONDO_PROVE"] === "1" ? 100_000 : 2_000)) },
        (_, seed) => seed,
      );

type Asked = { readonly world: World; readonly key: string; readonly command: (state: RunState) => Wanted };

/** Worlds from a seed, to their end. */
function simulate(seed: number): World[] {
  const dice = new Dice(seed);
  const store = new Store();
  const worlds = Array.from(
    { length: seed % 4 === 0 ? 2 : 1 },
    (_, index) => new World("AB"[index] as string, store, dice, seed + index * 1_000_003),
  );
  const nodes: Node[] = Array.from({ length: 3 }, () => ({ works: [], hands: [], paused: 0 }));
  const asked: Asked[] = [];
  const ask = (world: World, command: (state: RunState) => Wanted): void => {
    const one = { world, key: `ask ${(world.keys += 1)}`, command };
    asked.push(one);
    const node = nodes[dice.pick(3)] as Node;
    node.works.push(world.carryOut(node, one.key, command));
  };
  for (const world of worlds) ask(world, () => ({ type: "start", by: "ines", requester: null, people: { worker: "mei" }, answers: {} }));
  const isOn = ({ state }: World): boolean => state.status === "new" || state.status === "open";
  for (let turn = 0; turn < 200 * worlds.length && worlds.some(isOn); turn += 1) {
    const node = nodes[dice.pick(3)] as Node;
    const world = worlds[dice.pick(worlds.length)] as World;
    store.now += dice.pick(dice.chance(0.5) ? 2_000 : 60_000);
    if (dice.chance(0.02)) store.now += 3_600_000;
    if (node.paused > 0) {
      node.paused -= 1;
      continue;
    }
    // A node that lives puts off the moments of what it has in hand, unless somebody has taken it over.
    for (const { row, attempt } of node.hands)
      if (!row.closed && row.attempts === attempt && row.due > store.now) row.due = store.now + lease;
    const fate = dice.random();
    if (fate < 0.03) {
      // Killed with all that it had in hand; whoever had asked asks another node with the same key.
      world.seen.kills += node.works.length;
      [node.works, node.hands] = [[], []];
    } else if (fate < 0.06) node.paused = dice.pick(20);
    else if (node.works.length === 0 || dice.chance(0.3)) begin(node, world);
    else {
      const at = dice.pick(node.works.length);
      if (node.works[at]?.next().done === true) node.works.splice(at, 1);
    }
  }

  function begin(node: Node, world: World): void {
    const what = dice.pick(10);
    const row = [...world.actions.values()].filter((one) => !one.closed && one.due <= store.now)[0];
    const old = asked[dice.pick(asked.length)];
    const other = worlds.find((one) => one !== world);
    if (what < 2) node.works.push(world.ring(node));
    else if (what < 4 && row !== undefined) node.works.push(world.takeOver(node, row));
    else if (what < 6 && old !== undefined) {
      world.seen.twice += 1;
      node.works.push(old.world.carryOut(node, old.key, old.command));
    } else if (what < 7 && other !== undefined && other.state.tokens.some(({ task }) => task !== undefined)) {
      // The ids of another workspace, in a request to this one: refused, whatever they are.
      world.seen.foreign += 1;
      const task = other.state.tokens.flatMap(({ task: id }) => id ?? [])[0] as string;
      const command: Command = dice.chance(0.5)
        ? { type: "answer", by: "mei", task, answers: {} }
        : { type: "skip", by: "mei", task, reason: "Mine?" };
      const key = `foreign ${(world.keys += 1)}`;
      Array.from(world.carryOut({ works: [], hands: [], paused: 0 }, key, () => command));
      if (world.answerTo(key) === "done") world.wrong.push("I6 a command with an id of another workspace was carried out");
    } else if (what < 8 && world.revisions > 1 && dice.chance(0.4)) {
      const to = 1 + dice.pick(world.revisions);
      const targets: Record<string, string | null> = dice.chance(0.3)
        ? { [`s${1 + dice.pick(9)}`]: dice.chance(0.3) ? null : `s${1 + dice.pick(9)}` }
        : {};
      const wanted: Wanted = dice.chance(0.3) ? { type: "back" } : { type: "move", to, targets };
      ask(world, () => wanted);
    } else {
      const command = nextCommand(dice, world.graph, world.state, false);
      ask(world, () => command);
    }
  }

  heal(worlds, store, dice, asked);
  for (const world of worlds) world.judge(worlds.filter((one) => one !== world));
  return worlds;
}

/** Every node works again: what was asked and not answered is asked again, then everybody does what is asked until the end. */
function heal(worlds: readonly World[], store: Store, dice: Dice, asked: readonly Asked[]): void {
  const node: Node = { works: [], hands: [], paused: 0 };
  const through = (work: Work): void => {
    Array.from(work);
    for (let next = node.works.shift(); next !== undefined; next = node.works.shift()) Array.from(next);
  };
  for (const { world, key, command } of asked) through(world.carryOut(node, key, command));
  for (const world of worlds)
    for (let turn = 0; world.state.status === "open"; turn += 1) {
      if (turn > 20_000) {
        world.wrong.push("healed, and still it never ends");
        break;
      }
      const row = [...world.actions.values()].filter(({ closed }) => !closed).toSorted((a, b) => a.due - b.due)[0];
      const next = Math.min(row?.due ?? Infinity, world.due ?? Infinity);
      if (next < Infinity) {
        store.now = Math.max(store.now, next);
        // A lease that has run out is taken up by the next sweep: nothing stays in the hands of the dead.
        if (row !== undefined && row.due === next) through(world.takeOver(node, row));
        else through(world.ring(node));
      } else {
        const command = nextCommand(dice, world.graph, world.state, true);
        through(world.carryOut(node, `heal ${(world.keys += 1)}`, () => command));
      }
    }
}

test("whatever is killed, paused, told twice or fails, nothing acknowledged is lost, nothing happens twice or early or elsewhere, and every run ends", () => {
  const seen = { kills: 0, conflicts: 0, twice: 0, failures: 0, rung: 0, takenOver: 0, foreign: 0, moved: 0, back: 0 };
  for (const seed of seeds) {
    for (const world of simulate(seed)) {
      for (const what of Object.keys(seen) as (keyof typeof seen)[]) seen[what] += world.seen[what];
      expect(world.wrong, `RONDO_SEED=${seed} npx vitest run scenarios/runs/simulate.test.ts`).toEqual([]);
    }
  }
  if (seeds.length > 1) for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(seeds.length / 100);
  console.info(
    `${seeds.length} seeds: ${Object.entries(seen)
      .map(([what, count]) => `${what} ${count}`)
      .join(", ")}`,
  );
}, 7_200_000);
