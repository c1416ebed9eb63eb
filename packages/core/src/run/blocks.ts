import { words } from "../kernel/index.ts";
import { aroundNode, definitionLimits, type EachStep, type GraphNode, type Join, type Step } from "../process/index.ts";
import type { FeelValue } from "../expression/index.ts";
import { attachedTo } from "./attached.ts";
import { isInside, recall } from "./recall.ts";
import { chooseAll } from "./choose.ts";
import { finish, withdraw } from "./finish.ts";
import { along, type Move, only, stall } from "./move.ts";
import { reckon } from "./reckon.ts";
import type { Answer, Block, Done, Row } from "./state.ts";
import { placed } from "./placed.ts";
import { dataAt, find, inside, isAlive, isLocked } from "./tree.ts";
import type { Turn } from "./turn.ts";
import { partOf } from "./values.ts";

/** Begins a step that has something going on inside it, or waits for its turn. */
export function openBlock(turn: Turn, token: number, node: GraphNode): Move[] {
  const step = turn.step(node.step);
  const { in: place, lock: awaitedLock } = turn.token(token);
  const lock = lockOf(step, node, place);
  // Who waits already comes before who comes now.
  if (lock !== null && (isLocked(turn.state, lock) || (awaitedLock !== lock && turn.state.tokens.some((other) => other.lock === lock)))) {
    turn.record({ type: "turn.awaited", step: step.id, token, node: node.id, lock });
    return [];
  }
  const id = turn.state.next;
  const block: Block = { id, step: node.id, ...(place !== undefined && { in: place }), ...(lock !== null && { lock }) };
  if (node.id === aroundNode(step.id)) {
    const attached = attachedTo(turn, step, place);
    if ("code" in attached) return stall(turn, token, node, attached);
    return begin(turn, token, node, { ...block, ...attached }, [only(node)]);
  }
  if (node.kind === "split") {
    const chosen = chooseAll(turn, node, place);
    if ("code" in chosen) return stall(turn, token, node, chosen);
    if (chosen.flows.every(({ branch }) => branch === null)) return [past(turn, token, node)];
    return begin(turn, token, node, block, chosen.flows);
  }
  if (step.kind === "each") return openEach(turn, token, node, step, block);
  return begin(turn, token, node, block, [only(node)]);
}

/** A token came to the node that closes its block. */
export function arriveAtClose(turn: Turn, { token, finishes }: Move, node: GraphNode): Move[] {
  const block = find(turn.state, turn.token(token).in);
  // Only a split without branches gets here without a block of its own.
  if (block === undefined || exitOf(turn, block) !== node.id) return [along(token, only(node))];
  const step = turn.step(node.step);
  const branch = finishes ?? "";
  turn.record({ type: "branch.finished", step: step.id, token, block: block.id, branch });
  const join = joinOf(step, block);
  const now = find(turn.state, block.id) ?? block;
  const moves: Move[] = [];
  if (join.go === "each") moves.push(pass(turn, now));
  if (join.go === "sets") {
    const used = ("branches" in step ? step.branches : []).map(({ id }) => id);
    if (used.every((id) => now.arrived?.includes(id))) moves.push(pass(turn, now, used));
  }
  if (typeof join.go === "number" && now.passed === undefined && (now.arrived?.length ?? 0) >= join.go) {
    moves.push(pass(turn, now));
    if ((join.rest ?? "withdrawn") === "withdrawn") return [...moves, ...giveUpRest(turn, now, step)];
  }
  return [...moves, ...settle(turn, block.id)];
}

/** Something in a block (undefined: the run) is gone: where nothing is left in it, it closes, and the step goes on. */
export function settle(turn: Turn, place: number | undefined): Move[] {
  if (isAlive(turn.state, place)) return [];
  if (place === undefined) {
    if (turn.state.status === "open") finish(turn, { type: "run.completed" });
    return [];
  }
  const block = find(turn.state, place);
  if (block === undefined) return [];
  const step = turn.step(turn.node(block.step).step);
  if (step.kind === "each" && block.items !== undefined) return settleEach(turn, block, step);
  const join = joinOf(step, block);
  const moves =
    block.passed === undefined && join.go !== "each" && join.go !== "sets" && block.item === undefined ? [pass(turn, block)] : [];
  const row = block.item === undefined || step.kind !== "each" || step.collect === null ? undefined : rowOf(turn, block, step);
  turn.record({ type: "block.closed", step: step.id, block: block.id, ...(row !== undefined && { row }), ...asWhole(turn, step, block) });
  if (block.item !== undefined && block.in !== undefined && step.kind === "each") return itemFinished(turn, block.in, step);
  return moves.length > 0 ? moves : settle(turn, block.in);
}

/** A group that says how it is taken back is so as a whole, once it is finished. */
function asWhole(turn: Turn, step: Step, block: Block): { undoable?: Done; instead?: readonly string[] } {
  if (step.kind !== "group" || step.undo === undefined || block.step !== step.id) return {};
  const inner = (turn.state.undoable ?? []).filter((done) => isInside(turn.graph, done.step, step.id));
  return { ...recall(turn, step, block.in), instead: [...new Set(inner.map((done) => done.step))] };
}

/** One more item of a for-each that is growing, or (null) the word that the last one has come. */
export function addItem(turn: Turn, block: Block, step: EachStep, item: string | number | boolean | null): Move[] {
  if (item === null) {
    turn.record({ type: "items.closed", step: step.id, block: block.id });
    return settle(turn, block.id);
  }
  turn.record({ type: "item.added", step: step.id, block: block.id, item });
  const now = find(turn.state, block.id) ?? block;
  const isFree = step.order === "together" || !isAlive(turn.state, block.id);
  return isFree ? openItem(turn, now, step, now.begun ?? 0) : [];
}

/** Tokens that waited for a lock that nobody holds any more. */
export function released(turn: Turn): Move[] {
  const token = turn.state.tokens.find(({ lock }) => lock !== undefined && !isLocked(turn.state, lock));
  return token === undefined ? [] : [{ token: token.id, to: token.node, finishes: null }];
}

/** A token behind its block. */
function pass(turn: Turn, block: Block, used?: readonly string[]): Move {
  const node = turn.node(exitOf(turn, block));
  const step = turn.step(node.step);
  const token = turn.state.next;
  const collected =
    step.kind === "each" && step.collect !== null && block.items !== undefined ? { [step.collect]: [...(block.rows ?? [])] } : {};
  turn.record({
    type: "block.passed",
    step: step.id,
    block: block.id,
    token,
    node: node.id,
    in: block.in ?? null,
    ...placed(turn, block.in, collected),
    ...(used !== undefined && { used }),
  });
  return along(token, only(node));
}

function begin(turn: Turn, token: number, node: GraphNode, block: Block, flows: GraphNode["out"]): Move[] {
  const starts = flows.map((flow, index) => ({ token: block.id + 1 + index, branch: flow.branch }));
  turn.record({ type: "block.opened", step: turn.step(node.step).id, token, block, starts });
  return flows.map((flow, index) => along(block.id + 1 + index, flow));
}

function openEach(turn: Turn, token: number, node: GraphNode, step: EachStep, block: Block): Move[] {
  const { value, why } = reckon(turn, step, step.over, block.in);
  const items = itemsOf(value);
  if (items === null)
    return stall(turn, token, node, {
      code: why?.code ?? "expression.notList",
      ...words`"${step.title}" does not know for what it is done: ${why ?? words`its result is no list and no number.`} Correct the answers and try again.`,
    });
  const limit = step.order === "together" ? definitionLimits.itemsTogether : definitionLimits.items;
  if (items.length > limit)
    return stall(turn, token, node, {
      code: "run.tooManyItems",
      ...words`"${step.title}" would be done ${items.length.toLocaleString("en")} times; at most ${limit.toLocaleString("en")} are possible. Correct the answers and try again.`,
    });
  if (items.length === 0 && !step.growing) {
    if (step.collect !== null) turn.record({ type: "data.set", step: step.id, token, ...placed(turn, block.in, { [step.collect]: [] }) });
    return [past(turn, token, node)];
  }
  turn.record({ type: "block.opened", step: step.id, token, block: { ...block, items }, starts: [] });
  turn.budget += items.length * (4 + 2 * Math.min(turn.graph.nodes.size, 20));
  const opened = find(turn.state, block.id) ?? block;
  const moves = step.join.go === "none" ? [pass(turn, opened)] : [];
  const count = step.order === "together" ? items.length : Math.min(1, items.length);
  for (let index = 0; index < count; index += 1) moves.push(...openItem(turn, opened, step, index));
  return moves;
}

function openItem(turn: Turn, each: Block, step: EachStep, index: number): Move[] {
  const node = turn.node(each.step);
  const id = turn.state.next;
  const value = each.items?.[index];
  const data: Record<string, Answer> = {};
  if (step.item !== null && value !== undefined) data[step.item] = typeof value === "object" ? [value] : value;
  const block: Block = { id, step: node.id, in: each.id, item: index, data };
  turn.record({ type: "block.opened", step: step.id, token: null, block, starts: [{ token: id + 1, branch: only(node).branch }] });
  return [along(id + 1, only(node))];
}

/** An item is finished: the step goes on if its rule says so, and the next one begins where they come one after another. */
function itemFinished(turn: Turn, id: number, step: EachStep): Move[] {
  const each = find(turn.state, id);
  if (each === undefined) return [];
  const { go, when = null } = step.join;
  const moves = go === "each" ? [pass(turn, each)] : [];
  const finished = each.finished ?? 0;
  const holds =
    (typeof go === "number" && finished >= go) ||
    (when !== null && reckon(turn, step, when, each.in, { finished, total: each.items?.length ?? 0 }).value === true);
  if (each.passed === undefined && holds) {
    moves.push(pass(turn, each));
    if ((step.join.rest ?? "withdrawn") === "withdrawn") return [...moves, ...giveUpRest(turn, find(turn.state, id) ?? each, step)];
  }
  return [...moves, ...settle(turn, id)];
}

function settleEach(turn: Turn, block: Block, step: EachStep): Move[] {
  const begun = block.begun ?? 0;
  if (begun < (block.items?.length ?? 0)) return openItem(turn, block, step, begun);
  if (step.growing && block.closed !== true) return [];
  const moves = block.passed === undefined && step.join.go !== "each" ? [pass(turn, block)] : [];
  turn.record({ type: "block.closed", step: step.id, block: block.id });
  return moves.length > 0 ? moves : settle(turn, block.in);
}

function giveUpRest(turn: Turn, block: Block, step: Step): Move[] {
  const rest = inside(turn.state, block.id);
  withdraw(turn, rest.tokens, rest.blocks, step.id);
  turn.record({ type: "block.closed", step: step.id, block: block.id });
  return [];
}

function past(turn: Turn, token: number, node: GraphNode): Move {
  return along(token, only(turn.node(node.exit ?? node.id)));
}

function exitOf(turn: Turn, block: Block): string {
  return turn.node(block.step).exit ?? "";
}

const together: Join = { go: "all" };

function joinOf(step: Step, block: Block): Join {
  if (block.step !== step.id || block.item !== undefined) return together;
  return step.kind === "parallel" || step.kind === "group" ? (step.join ?? together) : together;
}

/** What may not be begun twice at a time: what shares a lock, or a step that waits for its own rest. */
export function lockOf(step: Step, node: GraphNode, place: number | undefined): string | null {
  if (node.id === aroundNode(step.id)) return step.lock === undefined ? null : `lock ${step.lock}`;
  const join = step.kind === "parallel" || step.kind === "group" || step.kind === "each" ? step.join : undefined;
  return join?.rest === "wait" ? `step ${step.id} ${place ?? ""}` : null;
}

function itemsOf(value: FeelValue): (string | number | boolean | Row)[] | null {
  if (typeof value === "number")
    return Number.isInteger(value) && value >= 0
      ? Array.from({ length: Math.min(value, definitionLimits.items + 1) }, (_, index) => index + 1)
      : null;
  if (!Array.isArray(value)) return null;
  const items = (value as readonly FeelValue[]).map(partOf);
  return items.every((item) => item !== null) ? items : null;
}

/** What an item leaves in the table: its own fields. */
function rowOf(turn: Turn, block: Block, step: EachStep): Row {
  const data = dataAt(turn.state, block.id);
  const keys = [...(step.item === null ? [] : [step.item]), ...step.own];
  return Object.fromEntries(keys.map((key) => [key, cell(Object.hasOwn(data, key) ? data[key] : undefined)]));
}

function cell(answer: Answer | undefined): string | number | boolean | null {
  if (answer === undefined) return null;
  return typeof answer === "object"
    ? answer.map((one) => (typeof one === "string" ? one : Object.values(one).join(" "))).join(", ")
    : answer;
}
