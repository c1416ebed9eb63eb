import { type Graph, same } from "../../process/index.ts";
import { lockOf } from "../blocks.ts";
import type { Block, RunState, Token } from "../state.ts";
import { around } from "../tree.ts";
import { type Need, partOf, type Spot, spotOf } from "./needs.ts";

export type Guest = { readonly token: Token; readonly from: string; readonly spot: Spot; readonly order: readonly number[] };

type Instance = { readonly id: number; readonly old: Block | null; readonly need: Need; readonly in: number | undefined };
/** What stands in a way: a block or a token, and all tokens that come with it. */
type Occupant = { readonly was: string | null; readonly tokens: Set<number>; order: readonly number[]; readonly isNew: boolean };

/**
 * Gives tokens their blocks in the new revision: the old ones wherever both revisions have them, matched from the inside
 * out, so that all who shared a block and go on in it share it again; new ones elsewhere.
 */
export class Seating {
  /** The block that each token is in. */
  readonly place = new Map<number, number | undefined>();
  readonly opened: number[] = [];
  readonly ways = new Map<string, Map<string, Occupant>>();
  private readonly instances = new Map<number, Instance>();
  private readonly fresh = new Map<string, number>();
  private next: number;
  private readonly from: Graph;
  private readonly to: Graph;
  private readonly state: RunState;
  private readonly names: ReadonlyMap<string, string>;

  constructor(from: Graph, to: Graph, state: RunState, names: ReadonlyMap<string, string>) {
    [this.from, this.to, this.state, this.names, this.next] = [from, to, state, names, state.next];
  }

  /** Null, or the step that must be begun as a whole because nobody can be put inside it. */
  seat({ token, spot, from, order }: Guest): string | null {
    const chain = around(this.state, token.in);
    const path: (number | undefined)[] = [];
    const resolve = (at: number, pointer: number): number | undefined | string => {
      const need = spot.needs[at];
      if (need === undefined) return undefined;
      const found = chain.findIndex((block, index) => index >= pointer && this.isCounterpart(block, need));
      const parent = resolve(at - 1, found === -1 ? pointer : found + 1);
      if (typeof parent === "string") return parent;
      if (found === -1 && (need.type === "item" || this.to.steps.get(need.step)?.kind === "each")) return need.step;
      const id = this.instance(need, chain[found] ?? null, parent);
      path[at] = id;
      return id;
    };
    const place = resolve(spot.needs.length - 1, 0);
    if (typeof place === "string") return place;
    const holder = spot.needs.find((_, at) => this.isHeldElsewhere(path[at]));
    if (holder !== undefined) return holder.step;
    this.place.set(token.id, place);
    spot.ways.forEach((way, at) => {
      const [parent, here] = [path[at - 1], path[at]];
      const isToken = at === spot.needs.length;
      const block = isToken ? undefined : this.instances.get(here ?? -1);
      this.occupy(`${parent ?? ""}|${way}`, isToken ? `t${token.id}` : `b${here}`, {
        // Several who decide about one thing begin again as one.
        was:
          isToken && token.seat !== undefined && place !== token.in
            ? null
            : isToken
              ? this.wayOf(from, token.in, token.node.endsWith("/around"))
              : block?.old == null
                ? null
                : this.wayOf(
                    partOf(this.from, block.old).step,
                    block.old.in,
                    partOf(this.from, block.old).type === "around",
                    partOf(this.from, block.old).type === "item",
                  ),
        isNew: !isToken && block?.old == null,
        order,
        tokens: new Set([token.id]),
      });
    });
    return null;
  }

  /** Tokens that would come into a way in which others already are, though they were in different ones before: all but the first. */
  clash(): number[] {
    for (const occupants of this.ways.values()) {
      const all = [...occupants.values()];
      if (all.length < 2 || all.every(({ was, isNew }) => !isNew && was !== null && was === all[0]?.was)) continue;
      const [, ...later] = all.toSorted((a, b) => byPlace(a.order, b.order) || Math.min(...a.tokens) - Math.min(...b.tokens));
      return later.flatMap(({ tokens }) => [...tokens]);
    }
    return [];
  }

  /** All blocks, each behind the one it is in. */
  blocks(): Block[] {
    const locks = new Set<string>();
    const ordered = new Set<Instance>();
    const add = (one: Instance | undefined): void => {
      if (one === undefined || ordered.has(one)) return;
      add(this.instances.get(one.in ?? -1));
      ordered.add(one);
    };
    for (const id of [...this.instances.keys()].toSorted((a, b) => a - b)) add(this.instances.get(id));
    return [...ordered].map((one) => {
      const step = this.to.steps.get(one.need.step);
      const node = this.to.nodes.get(one.need.node);
      const lock = step === undefined || node === undefined || one.need.type === "item" ? null : lockOf(step, node, one.in);
      const isFree = lock !== null && !locks.has(lock);
      if (isFree) locks.add(lock);
      const { lock: _lock, in: _in, arrived, worked, ended, ...old } = one.old ?? this.begun(one);
      const known =
        step?.kind === "parallel" && one.need.type === "own"
          ? arrived?.filter((branch) => branch === "" || step.branches.some(({ id }) => id === branch))
          : arrived;
      return {
        ...old,
        id: one.id,
        step: one.need.node,
        ...(one.in !== undefined && { in: one.in }),
        ...(known !== undefined && { arrived: known }),
        ...(worked !== undefined && {
          worked: Object.fromEntries(Object.entries(worked).map(([done, who]) => [this.names.get(done) ?? done, who])),
        }),
        ...(ended !== undefined && {
          ended: Object.fromEntries(Object.entries(ended).map(([done, at]) => [this.names.get(done) ?? done, at])),
        }),
        ...(isFree && { lock }),
      };
    });
  }

  isTaken(block: number, way: string): boolean {
    return this.ways.has(`${block}|${way}`);
  }

  /** The step of the old revision that opened a block; null: the block is new. */
  oldStep(block: number): string | null {
    const old = this.instances.get(block)?.old;
    return old == null ? null : partOf(this.from, old).step;
  }

  private isCounterpart(block: Block, need: Need): boolean {
    const part = partOf(this.from, block);
    if (part.type !== need.type || this.names.get(part.step) !== need.step) return false;
    if (need.type === "around") return (block.interrupted === true) === (need.handler !== null);
    const [was, is] = [this.from.steps.get(part.step), this.to.steps.get(need.step)];
    return was?.kind === is?.kind && (was?.kind !== "approval" || (is?.kind === "approval" && same(was.approvers, is.approvers)));
  }

  private instance(need: Need, old: Block | null, parent: number | undefined): number {
    if (old !== null) {
      this.instances.set(old.id, { id: old.id, old, need, in: parent });
      return old.id;
    }
    const key = `${parent ?? ""}|${need.node}|${need.handler ?? ""}`;
    const known = this.fresh.get(key);
    if (known !== undefined) return known;
    const id = this.next++;
    this.fresh.set(key, id);
    this.opened.push(id);
    this.instances.set(id, { id, old: null, need, in: parent });
    return id;
  }

  /** Whether a block that would begin now needs a lock that somebody has. */
  private isHeldElsewhere(id: number | undefined): boolean {
    const one = this.instances.get(id ?? -1);
    const lock = one?.old === null && one.need.type === "around" ? this.to.steps.get(one.need.step)?.lock : undefined;
    return lock !== undefined && (this.state.blocks ?? []).some((block) => block.lock === `lock ${lock}`)
      ? true
      : lock !== undefined &&
          [...this.instances.values()].some(
            (other) => other !== one && other.need.type === "around" && this.to.steps.get(other.need.step)?.lock === lock,
          );
  }

  private occupy(way: string, name: string, occupant: Occupant): void {
    const there = this.ways.get(way) ?? new Map<string, Occupant>();
    this.ways.set(way, there);
    const known = there.get(name);
    if (known === undefined) return void there.set(name, occupant);
    for (const token of occupant.tokens) known.tokens.add(token);
    if (byPlace(occupant.order, known.order) < 0) known.order = occupant.order;
  }

  private wayOf(step: string, place: number | undefined, isBefore: boolean, isItem = false): string {
    const way = isItem ? "" : (spotOf(this.from, step, isBefore ? "before" : "at").ways.at(-1) ?? "");
    return `${place ?? ""}|${way}`;
  }

  /** A block on the way to a place inside it: as if its other branches were finished. */
  private begun({ id, need }: Instance): Omit<Block, "id" | "step"> & Partial<Block> {
    const step = this.to.steps.get(need.step);
    if (need.type === "around") return need.handler === null ? {} : { interrupted: true, fired: [need.handler] };
    const taken =
      step !== undefined && "branches" in step
        ? step.branches.map((branch) => branch.id).filter((branch) => this.isTaken(id, `${step.id}/${branch}`))
        : [];
    if (step?.kind === "parallel") return { arrived: step.branches.map((branch) => branch.id).filter((branch) => !taken.includes(branch)) };
    if (step?.kind === "race") return taken.length === 1 ? { won: taken[0] ?? "" } : {};
    return step?.kind === "repeat" ? { round: 1 } : {};
  }
}

function byPlace(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const difference = (a[at] ?? -1) - (b[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}
