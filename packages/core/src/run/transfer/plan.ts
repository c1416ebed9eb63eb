import { aroundNode, type Graph, matchSteps, same, type Step } from "../../process/index.ts";
import { hasAround } from "../return.ts";
import type { Block, RunState, Token } from "../state.ts";
import { around } from "../tree.ts";
import { depthOf, partOf, type Spot, spotOf } from "./needs.ts";
import { Seating } from "./seating.ts";

/** Where steps of the old revision go on in the new one, where somebody said so. Null: behind all that is around them. */
export type Targets = Readonly<Record<string, string | null>>;

/** Why something of a run does not simply stay as it is. */
export type Reason = "alike" | "gone" | "kind" | "anew" | "whole" | "together";

/** What becomes of one token: it stays in somebody's hands, begins anew at `node`, or is given up. */
export type Placed = {
  readonly token: Token;
  /** The step it stood at, and the one it stands at now; null: behind what is around it, or given up. */
  readonly from: string;
  readonly to: string | null;
  readonly fate: "kept" | "begun" | "resumed" | "ended";
  readonly node: string;
  readonly in: number | undefined;
  readonly reason: Reason | null;
};

export type TransferPlan = {
  readonly placed: readonly Placed[];
  /** As they are in the new revision, each behind what it is in. */
  readonly blocks: readonly Block[];
  /** Blocks of the old state that have no place any more. */
  readonly gone: readonly Block[];
  /** Blocks that were not there before: what is attached to their step begins now. */
  readonly opened: ReadonlySet<number>;
  /** New branches of steps that are going on. */
  readonly branches: readonly { readonly block: number; readonly step: string; readonly branch: string }[];
  /** Each step's name in the new revision. */
  readonly names: ReadonlyMap<string, string>;
};

/** A growing for-each with nothing in it stands in a plan like a token, with the block's number below zero. */
export function isEmptyBlock(token: Token): boolean {
  return token.id < 0;
}

type Wish = {
  readonly token: Token;
  readonly from: string;
  readonly to: string | null;
  readonly node: string;
  readonly spot: Spot;
  readonly fate: Placed["fate"];
  readonly reason: Reason | null;
};

/**
 * Where everything alive in a run has its place in another revision. Each token keeps its place or gets one that has
 * exactly those blocks around it that a token there would have; blocks are kept where both revisions have them.
 */
export function planTransfer(from: Graph, to: Graph, state: RunState, targets: Targets = {}): TransferPlan {
  const counterparts = matchSteps(from.definition, to.definition);
  const names = new Map(
    [...counterparts].flatMap(([id, { to: name, how }]) =>
      name !== null && (how === "same" || how === "alike") ? [[id, name] as const] : [],
    ),
  );
  for (const [id, target] of Object.entries(targets)) if (target !== null && to.steps.has(target)) names.set(id, target);
  const aim = (id: string): string | null => {
    const said = Object.hasOwn(targets, id) ? targets[id] : counterparts.get(id)?.to;
    return said == null || !to.steps.has(said) ? null : said;
  };
  const alive = [...state.tokens, ...empty(from, state)];
  const ended = new Set<number>();
  /** Tokens that can't stand where they should, and the step around it that is begun whole instead. */
  const lifted = new Map<number, string>();
  for (;;) {
    const wishes = alive.filter(({ id }) => !ended.has(id)).map((token) => wish(token, lifted.get(token.id)));
    const seats = new Seating(from, to, state, names);
    const problem = wishes
      .map((one) => ({ one, holder: seats.seat({ ...one, order: one.spot.order }) }))
      .find(({ holder }) => holder !== null);
    if (problem?.holder != null) {
      lifted.set(problem.one.token.id, problem.holder);
      continue;
    }
    const clash = seats.clash();
    if (clash.length > 0) {
      for (const id of clash) ended.add(id);
      continue;
    }
    const placed = wishes.map((one): Placed => ({
      token: one.token,
      from: one.from,
      to: one.to,
      fate: one.fate,
      node: one.node,
      in: seats.place.get(one.token.id),
      reason: one.reason,
    }));
    for (const token of alive)
      if (ended.has(token.id))
        placed.push({ token, from: stepAt(from, token), to: null, fate: "ended", node: token.node, in: undefined, reason: "together" });
    const blocks = seats.blocks();
    const kept = new Set(blocks.map(({ id }) => id));
    return {
      placed,
      blocks,
      gone: (state.blocks ?? []).filter(({ id }) => !kept.has(id)),
      opened: new Set(seats.opened),
      branches: newBranches(from, to, blocks, seats),
      names,
    };
  }

  function wish(token: Token, whole: string | undefined): Wish {
    const node = from.nodes.get(token.node);
    const id = stepAt(from, token);
    const step = from.steps.get(id);
    const depth = node === undefined ? null : depthOf(node, token.seat !== undefined || isEmptyBlock(token));
    const target = whole ?? aim(id);
    const next = target === null ? undefined : to.steps.get(target);
    const base = { token, from: id };
    if (next === undefined) return { ...base, to: null, ...behind(id, token), fate: "resumed", reason: "gone" };
    const stands = whole === undefined && names.get(id) === next.id;
    const there =
      stands && depth !== null
        ? to.nodes.get(token.node === aroundNode(id) ? aroundNode(next.id) : token.node === id ? next.id : `${next.id}/again`)
        : undefined;
    if (
      step !== undefined &&
      depth !== null &&
      there !== undefined &&
      there.kind === node?.kind &&
      step.kind === next.kind &&
      goesOn(from, step, next, token)
    )
      // Who waits for a turn asks for it again: the lock may be another.
      return {
        ...base,
        to: next.id,
        node: there.id,
        spot: spotOf(to, next.id, depth),
        fate: token.lock === undefined ? "kept" : "resumed",
        reason: id === next.id ? null : "alike",
      };
    if (isEmptyBlock(token) && stands && next.kind === "each")
      return {
        ...base,
        to: next.id,
        node: to.nodes.get(next.id)?.exit ?? next.id,
        spot: spotOf(to, next.id, "inside"),
        fate: "resumed",
        reason: null,
      };
    const reason = whole !== undefined ? "whole" : !stands ? "gone" : step?.kind === next.kind ? "anew" : "kind";
    return {
      ...base,
      to: next.id,
      node: hasAround(next) ? aroundNode(next.id) : next.id,
      spot: spotOf(to, next.id, "before"),
      fate: "begun",
      reason,
    };
  }

  /** The end of the innermost thing around a step that is still there; of the run, where nothing is. */
  function behind(id: string, token: Token): { node: string; spot: Spot } {
    const chain = around(state, token.in);
    for (const { owner } of (from.places.get(id) ?? []).toReversed()) {
      const holder = to.steps.get(names.get(owner ?? "") ?? "");
      const isHere = chain.some((block) => partOf(from, block).step === owner && partOf(from, block).type !== "around");
      const exit = to.nodes.get(holder?.id ?? "")?.exit;
      if (holder === undefined || exit == null || !isHere || from.steps.get(owner ?? "")?.kind !== holder.kind) continue;
      const inside = spotOf(to, holder.id, "inside");
      const spot = { ...inside, order: [...inside.order, Number.MAX_SAFE_INTEGER] };
      if (holder.kind !== "each") return { node: exit, spot };
      return {
        node: exit,
        spot: {
          ...spot,
          needs: [...spot.needs, { node: holder.id, step: holder.id, type: "item", handler: null }],
          ways: [...spot.ways, ""],
        },
      };
    }
    return { node: "/end", spot: { needs: [], ways: [""], order: [Number.MAX_SAFE_INTEGER] } };
  }
}

/** Branches that steps which are going on have got: nothing of them has begun, and nothing else would ever begin them. */
function newBranches(from: Graph, to: Graph, blocks: readonly Block[], seats: Seating): TransferPlan["branches"] {
  return blocks.flatMap((block) => {
    const step = to.steps.get(block.step);
    const isGoing = step?.kind === "parallel" ? block.passed === undefined : step?.kind === "race" && block.won === undefined;
    const was = seats.oldStep(block.id);
    const old = was === null ? undefined : from.steps.get(was);
    if (!isGoing || old === undefined || !("branches" in old) || step === undefined || !("branches" in step)) return [];
    const before = new Set(old.branches.map(({ id }) => id));
    return step.branches
      .filter(({ id }) => !before.has(id) && !seats.isTaken(block.id, `${step.id}/${id}`))
      .map(({ id }) => ({ block: block.id, step: step.id, branch: id }));
  });
}

/** Whether what is going on at a step means the same in both revisions, so that nobody's work is touched. */
function goesOn(from: Graph, was: Step, is: Step, token: Token): boolean {
  if (isEmptyBlock(token)) return is.kind === "each" && is.growing;
  if (token.incident !== undefined || token.lock !== undefined) return true;
  if (was.kind === "approval" && is.kind === "approval") return same(was.approvers, is.approvers);
  if (was.kind === "wait" && is.kind === "wait") return same(was.until, is.until);
  if (was.kind === "action" && is.kind === "action") return same(was.act, is.act);
  if (was.kind === "undo") return token.undoing === undefined || from.steps.has(token.undoing);
  return was.kind !== "project" || (is.kind === "project" && is.wait);
}

/** A for-each that is growing and has nothing in it now stands there like a token. */
function empty(graph: Graph, state: RunState): Token[] {
  return (state.blocks ?? [])
    .filter(({ id }) => !state.tokens.some((token) => token.in === id) && !state.blocks?.some((other) => other.in === id))
    .map((block) => ({ id: -block.id, node: graph.nodes.get(block.step)?.id ?? block.step, in: block.id }));
}

export function stepAt(graph: Graph, token: Token): string {
  return graph.nodes.get(token.node)?.step ?? "";
}
