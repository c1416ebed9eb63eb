import type { Graph } from "@rondo/core/process";
import type { Effect, RunEvent, RunState } from "@rondo/core/run";

/** What is open according to the effects alone, as a server would see it. */
export type Ledger = {
  readonly tasks: Set<string>;
  readonly questions: Set<string>;
  readonly incidents: Set<string>;
  readonly actions: Set<string>;
  readonly held: Set<string>;
  wake: number | null;
  listens: readonly { readonly name: string; readonly key: string | null }[];
  finished: number;
};

export function newLedger(): Ledger {
  return {
    tasks: new Set(),
    questions: new Set(),
    incidents: new Set(),
    actions: new Set(),
    held: new Set(),
    wake: null,
    listens: [],
    finished: 0,
  };
}

/** Enters effects into the ledger; returns what makes no sense, such as closing what is not open. */
export function enter(ledger: Ledger, effects: readonly Effect[], events: readonly RunEvent[]): string[] {
  const wrong: string[] = [];
  const open = (set: Set<string>, id: string): void => void (set.has(id) ? wrong.push(`${id} opened twice`) : set.add(id));
  const close = (set: Set<string>, id: string): void => void (set.delete(id) || wrong.push(`${id} closed but not open`));
  for (const effect of effects) {
    if (effect.type === "openTask" || effect.type === "openExtra" || (effect.type === "openProject" && effect.wait))
      open(ledger.tasks, effect.task);
    else if (effect.type === "closeTask" || effect.type === "releaseProject") {
      close(ledger.tasks, effect.task);
      ledger.held.delete(effect.task);
    } else if (effect.type === "openQuestion") open(ledger.questions, effect.question);
    else if (effect.type === "closeQuestion") close(ledger.questions, effect.question);
    else if (effect.type === "openIncident") open(ledger.incidents, effect.incident);
    else if (effect.type === "closeIncident") close(ledger.incidents, effect.incident);
    else if (effect.type === "finishRun") ledger.finished += 1;
    else if (effect.type === "runAction") open(ledger.actions, effect.task);
    else if (effect.type === "dropAction") close(ledger.actions, effect.task);
    else if (effect.type === "holdTask") void (effect.reason === null ? ledger.held.delete(effect.task) : ledger.held.add(effect.task));
    else if (effect.type === "wake") ledger.wake = effect.at;
    else if (effect.type === "listen") ledger.listens = effect.to;
  }
  for (const event of events) if (event.type === "action.done" || event.type === "action.failed") close(ledger.actions, event.task);
  return wrong;
}

/** How many tokens the events say there are (I2), counted without the engine. */
export function tokensIn(events: readonly RunEvent[]): number {
  return events.reduce((count, event) => {
    switch (event.type) {
      case "run.started":
        return count + 1;
      case "block.opened":
        return count - (event.token === null ? 0 : 1) + event.starts.length;
      case "block.passed":
      case "handler.started":
      case "seat.opened":
        return count + 1;
      case "branch.finished":
      case "way.ended":
      case "step.withdrawn":
        return count - 1;
      case "block.withdrawn":
        return count - event.tokens.length;
      case "run.moved":
        return event.tokens.length;
      case "run.returned":
        return count - event.tokens.length + 1;
      case "run.completed":
      case "run.rejected":
      case "run.cancelled":
        return 0;
      default:
        return count;
    }
  }, 0);
}

/** What a run at rest must look like; returns what does not hold. `before`: the revisions it was on before this one. */
export function faults(graph: Graph, state: RunState, ledger: Ledger, before: readonly Graph[] = []): string[] {
  const wrong: string[] = [];
  const expect = (ok: boolean, what: string): void => void (ok || wrong.push(what));
  const { tokens, blocks = [], extra = [] } = state;
  const isOpen = state.status === "open";
  expect(
    isOpen === tokens.length + blocks.length + extra.length > 0,
    "a run has tokens or something that can grow exactly as long as it is open",
  );
  expect(isOpen === (ledger.finished === 0) && ledger.finished <= 1, "a run is finished once");
  const isThere = new Map(blocks.map((block) => [block.id, block]));
  for (const token of tokens) {
    const reasons = [token.task, token.incident, token.lock].filter((reason) => reason !== undefined);
    expect(reasons.length === 1, `token ${token.id} waits for one named reason, not ${reasons.length}`);
    expect(token.question === undefined || token.task !== undefined, "a question belongs to open work");
    expect(token.in === undefined || isThere.has(token.in), `token ${token.id} is in a block that is there`);
    expect(token.until === undefined || token.message === undefined, "a wait is for one thing");
    expect(
      token.lock === undefined ||
        blocks.some(({ lock }) => lock === token.lock) ||
        tokens.some(({ undoing }) => `undo ${undoing}` === token.lock),
      "what waits for its turn waits for somebody",
    );
  }
  for (const block of blocks) {
    expect(block.in === undefined || isThere.has(block.in), `block ${block.id} is in a block that is there`);
    const isAlive = tokens.some((token) => token.in === block.id) || blocks.some((other) => other.in === block.id);
    const step = graph.steps.get(graph.nodes.get(block.step)?.step ?? "");
    expect(
      isAlive || (step?.kind === "each" && step.growing && block.closed !== true),
      `block ${block.id} of ${block.step} has something going on in it`,
    );
  }
  for (const token of tokens) expect(isPlaced(graph, state, token), `token ${token.id} at ${token.node} has around it what its step is in`);
  const undoing = tokens.flatMap((token) => token.undoing ?? []);
  for (const id of new Set(undoing))
    expect(
      undoing.filter((one) => one === id).length <= (state.undoable ?? []).filter(({ step }) => step === id).length,
      `${id} is taken back as often as it was done, and no more`,
    );
  const locks = blocks.flatMap(({ lock }) => lock ?? []);
  expect(new Set(locks).size === locks.length, "a lock is held once");
  const ids = [...tokens, ...blocks].map(({ id }) => id);
  expect(new Set(ids).size === ids.length, "nothing is there twice");
  expect(
    ids.every((id) => id < state.next),
    "numbers are not used again",
  );
  const places = tokens.map((token) => `${token.node} ${token.in ?? ""} ${token.seat ?? ""}`);
  expect(
    [graph, ...before].some(multiplies) || new Set(places).size === places.length,
    `no step is open twice in one place: ${places.join(", ")}`,
  );
  const same = (set: ReadonlySet<string>, there: readonly string[], what: string): void =>
    expect(set.size === there.length && there.every((id) => set.has(id)), `${what} open for the server and in the state differ`);
  const kindOf = ({ node, byHand }: RunState["tokens"][number]): string => (byHand === true ? "task" : (graph.steps.get(node)?.kind ?? ""));
  const at = (...kinds: string[]): string[] =>
    tokens.flatMap((token) => (token.task !== undefined && kinds.includes(kindOf(token)) ? [token.task] : []));
  same(ledger.tasks, [...at("task", "approval", "project"), ...extra.map(({ task }) => task)], "tasks");
  same(ledger.actions, at("action", "undo"), "actions");
  same(
    ledger.questions,
    tokens.flatMap(({ question }) => question?.id ?? []),
    "questions",
  );
  same(
    ledger.incidents,
    tokens.flatMap(({ incident }) => incident ?? []),
    "incidents",
  );
  const isHeld = (one: { readonly held?: unknown }): boolean => state.held !== undefined || one.held !== undefined;
  same(
    ledger.held,
    tokens
      .flatMap((token) => (isHeld(token) && token.task !== undefined && ["task", "approval"].includes(kindOf(token)) ? [token.task] : []))
      .concat(state.held === undefined ? [] : extra.map(({ task }) => task)),
    "tasks on hold",
  );
  const moments = [
    ...tokens.flatMap((token) => (isHeld(token) ? [] : (token.until ?? []))),
    ...blocks.flatMap((block) => (isHeld(block) ? [] : (block.due ?? []).map((one) => one.at))),
  ];
  expect(ledger.wake === (moments.length === 0 ? null : Math.min(...moments)), "the server is told when the run must be looked at again");
  const heard = [
    ...tokens.flatMap(({ message }) => message ?? []),
    ...blocks.flatMap(({ listens = [] }) => listens.map(({ name, key }) => ({ name, key }))),
  ];
  expect(JSON.stringify(ledger.listens) === JSON.stringify(heard), "the server is told which messages the run waits for");
  return wrong;
}

/** Whether the blocks around a token are those of the steps that its own is in, outermost first, and after them only its own. */
function isPlaced(graph: Graph, state: RunState, token: RunState["tokens"][number]): boolean {
  const step = graph.nodes.get(token.node)?.step ?? "";
  const found: string[] = [];
  for (
    let block = state.blocks?.find(({ id }) => id === token.in);
    block !== undefined;
    block = state.blocks?.find(({ id }) => id === block?.in)
  )
    found.unshift(block.step);
  const expected = (graph.places.get(step) ?? []).slice(1).flatMap(({ owner, branch }) => {
    const holder = graph.steps.get(owner ?? "");
    if (holder === undefined) return [];
    const handler = holder.attached?.find(({ id }) => id === branch);
    const framed = holder.lock !== undefined || (holder.attached?.length ?? 0) > 0 ? [`${holder.id}/around`] : [];
    if (handler !== undefined) return handler.interrupting ? framed : [];
    return [...framed, ...(holder.kind === "decision" ? [] : holder.kind === "each" ? [holder.id, holder.id] : [holder.id])];
  });
  return (
    expected.every((node, at) => found[at] === node) && found.slice(expected.length).every((node) => graph.nodes.get(node)?.step === step)
  );
}

/** Whether a process may, by what it says, be at one step several times at once. */
function multiplies(graph: Graph): boolean {
  return [...graph.steps.values()].some((step) => {
    const join = step.kind === "parallel" || step.kind === "group" || step.kind === "each" ? step.join : undefined;
    return (
      (join !== undefined && (["each", "sets", "none"].includes(String(join.go)) || join.rest === "goesOn" || join.rest === "wait")) ||
      step.attached?.some(({ interrupting }) => !interrupting) === true
    );
  });
}
