import { Refusal } from "../../kernel/index.ts";
import { type Graph, same } from "../../process/index.ts";
import { travel } from "../advance.ts";
import { kindProblem } from "../kind-problem.ts";
import { attachedTo } from "../attached.ts";
import { keepClocks } from "../clocks.ts";
import { chooseAll } from "../choose.ts";
import { tellWaits } from "../decide.ts";
import type { Effect } from "../effect.ts";
import type { EventBody, RunEvent } from "../event.ts";
import { evolve } from "../evolve.ts";
import { withdraw } from "../finish.ts";
import { conditions } from "../happen.ts";
import { titleAt } from "../kinds/task.ts";
import { along, type Move } from "../move.ts";
import type { Answer, Block, Done, Kept, Made, RunState, Token } from "../state.ts";
import { type Circumstances, Turn } from "../turn.ts";
import { partOf } from "./needs.ts";
import { isEmptyBlock, planTransfer, type Targets, type TransferPlan } from "./plan.ts";

/** A move of a run onto another revision of its process. */
export type Transfer = {
  readonly by: string | null;
  readonly from: number;
  readonly to: number;
  readonly reason: string | null;
  readonly targets: Targets;
  /** Who fills roles that the other revision adds. */
  readonly people: Readonly<Record<string, string>>;
};

export type Transferred = { readonly state: RunState; readonly events: RunEvent[]; readonly effects: Effect[] };

/**
 * Moves an open run onto another revision. What goes on in both stays in the same hands; what has no place is given up
 * and begins again where the plan says; answers stay, and what fits nowhere is kept beside them.
 */
export function transfer(from: Graph, to: Graph, state: RunState, move: Transfer, circumstances: Circumstances): Transferred {
  if (state.status !== "open") throw new Refusal("run_ended", { status: state.status });
  const plan = planTransfer(from, to, state, move.targets);
  const leaving = new Turn(from, state, move.by, circumstances);
  withdraw(
    leaving,
    plan.placed.flatMap(({ token, fate }) =>
      fate === "kept" || isEmptyBlock(token) || (fate === "resumed" && token.lock !== undefined) ? [] : [token],
    ),
    [],
    "",
  );

  let next = Math.max(state.next, ...plan.blocks.map(({ id }) => id + 1));
  const moves: Move[] = [];
  const tokens: Token[] = [];
  for (const { token, fate, node, in: place } of plan.placed) {
    const inside = place === undefined ? {} : { in: place };
    if (fate === "kept" && !isEmptyBlock(token)) {
      const { in: _, undoing, ...rest } = token;
      tokens.push({ ...rest, node, ...inside, ...(undoing !== undefined && { undoing: plan.names.get(undoing) ?? undoing }) });
    } else if (fate === "begun" || fate === "resumed") {
      tokens.push({ id: next, node, ...inside });
      moves.push({ token: next++, to: node, finishes: null });
    }
  }

  const moved = (blocks: readonly Block[], more: readonly Token[]): EventBody => ({
    type: "run.moved",
    from: move.from,
    to: move.to,
    reason: move.reason,
    steps: renamed(plan, move.targets),
    tokens: [...tokens, ...more],
    blocks,
    ...carried(from, to, state, plan, move),
  });
  const trial = new Turn(
    to,
    evolve(to, leaving.state, { ...moved(plan.blocks, []), at: circumstances.now, by: move.by } as RunEvent),
    move.by,
    circumstances,
  );
  const blocks = plan.blocks.map((block) => attachedAnew(trial, from, plan, block));
  const begun: Token[] = [];
  for (const { block, step, branch } of plan.branches) {
    const split = trial.node(step);
    const chosen = chooseAll(trial, split, plan.blocks.find(({ id }) => id === block)?.in);
    for (const flow of split.out.filter(
      (one) => one.branch === branch && ("code" in chosen ? one.when === null : chosen.flows.includes(one)),
    )) {
      begun.push({ id: next, node: step, in: block });
      moves.push(along(next++, flow));
    }
  }
  leaving.record(moved(blocks, begun));
  return settledOn(to, state, leaving, move.by, circumstances, (arriving) => {
    for (const { token, fate } of plan.placed) if (fate === "kept") retell(arriving, from, token);
    travel(arriving, moves);
  });
}

/** On the new revision: what is on its way arrives, and what follows from that happens. */
export function settledOn(
  to: Graph,
  before: RunState,
  leaving: Turn,
  by: string | null,
  circumstances: Circumstances,
  arrive: (turn: Turn) => void,
): Transferred {
  const arriving = new Turn(to, leaving.state, by, circumstances);
  arriving.derive(undefined);
  arrive(arriving);
  conditions(arriving);
  keepClocks(arriving);
  tellWaits(arriving, before);
  return { state: arriving.state, events: [...leaving.events, ...arriving.events], effects: [...leaving.effects, ...arriving.effects] };
}

/** Open work is told by the words of the revision that it is on. */
export function retell(turn: Turn, from: Graph, was: Token): void {
  const token = turn.state.tokens.find(({ id }) => id === was.id);
  const [old, now] = [from.steps.get(was.node), turn.graph.steps.get(token?.node ?? "")];
  if (token?.task === undefined || (now?.kind !== "task" && now?.kind !== "approval")) return;
  if (old?.id === now.id && old.title === now.title && old.instructions === now.instructions) return;
  turn.effect({ type: "retellTask", task: token.task, step: now.id, title: titleAt(turn, now.title, token.id) });
}

function renamed(plan: TransferPlan, targets: Targets): Record<string, string | null> {
  const changed = plan.placed.filter(({ from, to, fate }) => fate !== "ended" && from !== to).map(({ from, to }) => [from, to] as const);
  return Object.fromEntries([...changed, ...Object.entries(targets)]);
}

/** What a run knows and remembers, as it is on the other revision; only what differs. */
function carried(
  from: Graph,
  to: Graph,
  state: RunState,
  plan: TransferPlan,
  { people }: Transfer,
): Partial<Extract<EventBody, { type: "run.moved" }>> {
  const name = (step: string): string => plan.names.get(step) ?? step;
  const data = Object.entries(state.data);
  const unfit = new Set(unfitAnswers(to, state).map(({ key }) => key));
  const kept: Kept[] = [
    ...(state.kept ?? []),
    ...data
      .filter(([key]) => unfit.has(key))
      .map(([key, answer]): Kept => ({ title: from.fields.get(key)?.label ?? key, answers: { [key]: answer } })),
    ...plan.gone.flatMap((block) => leftIn(from, block)),
  ];
  const worked = Object.fromEntries(Object.entries(state.worked).map(([who, steps]) => [who, steps.map(name)]));
  const ended = Object.fromEntries(Object.entries(state.ended ?? {}).map(([step, at]) => [name(step), at]));
  const undoable = (state.undoable ?? []).map((done): Done =>
    to.steps.has(name(done.step))
      ? { ...done, step: name(done.step) }
      : { ...done, gone: from.steps.get(done.step)?.title ?? done.gone ?? done.step },
  );
  const there = new Set(plan.blocks.map(({ id }) => id));
  const made = (state.made ?? [])
    .filter((one) => one.in === undefined || there.has(one.in))
    .map((one): Made => ({ ...one, step: name(one.step) }));
  const added = Object.entries(people).filter(([role]) => !Object.hasOwn(state.people, role));
  return {
    ...(unfit.size > 0 && { data: Object.fromEntries(data.filter(([key]) => !unfit.has(key))) }),
    ...(kept.length > (state.kept?.length ?? 0) && { kept }),
    ...(!same(worked, state.worked) && { worked }),
    ...(!same(ended, state.ended ?? {}) && { ended }),
    ...(!same(undoable, state.undoable ?? []) && { undoable }),
    ...(!same(made, state.made ?? []) && { made }),
    ...(added.length > 0 && { people: { ...state.people, ...Object.fromEntries(added) } }),
  };
}

/** Answers that are of another type than their field is now; they would only mislead. */
export function unfitAnswers(to: Graph, state: RunState): { readonly key: string; readonly label: string; readonly answer: Answer }[] {
  return Object.entries(state.data).flatMap(([key, answer]) => {
    const field = to.fields.get(key);
    return field !== undefined && kindProblem(field, answer) === "wrongType" ? [{ key, label: field.label, answer }] : [];
  });
}

/** What was entered in a block that has no place any more: an item's own answers, the rows of items finished before. */
export function leftIn(from: Graph, block: Block): Kept[] {
  const data = block.data ?? {};
  if (Object.keys(data).length === 0 && (block.rows?.length ?? 0) === 0) return [];
  const title = from.steps.get(partOf(from, block).step)?.title ?? "";
  return [{ title, answers: data, ...(block.rows !== undefined && { rows: block.rows }) }];
}

/** What is attached to a step that is going on: what both revisions say keeps its moment, what is new begins now. */
function attachedAnew(turn: Turn, from: Graph, plan: TransferPlan, block: Block): Block {
  const { step: id, type } = partOf(turn.graph, block);
  const step = turn.graph.steps.get(id);
  if (type !== "around" || step === undefined || block.interrupted === true) return block;
  const was = [...plan.names].find(([old, name]) => name === id && from.steps.has(old))?.[0];
  const before = from.steps.get(was ?? id);
  const isSame = (handler: string): boolean => {
    const [old, now] = [before, step].map((one) => one?.attached?.find((each) => each.id === handler)?.when);
    return now !== undefined && same(old, now) && !plan.opened.has(block.id);
  };
  const { due = [], listens = [], ...rest } = block;
  const anew = attachedTo(turn, step, block.in);
  const fresh = "code" in anew ? {} : anew;
  const isBegun = (handler: string): boolean => !isSame(handler) && block.fired?.includes(handler) !== true;
  const all = {
    due: [...due.filter(({ handler }) => isSame(handler)), ...(fresh.due ?? []).filter(({ handler }) => isBegun(handler))],
    listens: [...listens.filter(({ handler }) => isSame(handler)), ...(fresh.listens ?? []).filter(({ handler }) => isBegun(handler))],
  };
  return { ...rest, ...(all.due.length > 0 && { due: all.due }), ...(all.listens.length > 0 && { listens: all.listens }) };
}
