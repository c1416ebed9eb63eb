import type { Effect, RunEvent, RunState } from "@rondo/core/run";

/** What is open according to the effects alone, as a server would see it. */
export type Ledger = {
  readonly tasks: Set<string>;
  readonly questions: Set<string>;
  readonly incidents: Set<string>;
  finished: number;
};

export function newLedger(): Ledger {
  return { tasks: new Set(), questions: new Set(), incidents: new Set(), finished: 0 };
}

/** Enters effects into the ledger; returns what makes no sense, such as closing what is not open. */
export function enter(ledger: Ledger, effects: readonly Effect[]): string[] {
  const wrong: string[] = [];
  const open = (set: Set<string>, id: string): void =>
    void (set.has(id) ? wrong.push(`${id} opened twice`) : set.add(id));
  const close = (set: Set<string>, id: string): void =>
    void (set.delete(id) || wrong.push(`${id} closed but not open`));
  for (const effect of effects) {
    if (effect.type === "openTask" || (effect.type === "openProject" && effect.wait)) open(ledger.tasks, effect.task);
    else if (effect.type === "closeTask" || effect.type === "releaseProject") close(ledger.tasks, effect.task);
    else if (effect.type === "openQuestion") open(ledger.questions, effect.question);
    else if (effect.type === "closeQuestion") close(ledger.questions, effect.question);
    else if (effect.type === "openIncident") open(ledger.incidents, effect.incident);
    else if (effect.type === "closeIncident") close(ledger.incidents, effect.incident);
    else if (effect.type === "finishRun") ledger.finished += 1;
  }
  return wrong;
}

/** How many tokens the events say there are (I2), counted without the engine. */
export function tokensIn(events: readonly RunEvent[]): number {
  return events.reduce((count, event) => {
    switch (event.type) {
      case "run.started":
        return count + 1;
      case "parallel.started":
        return count - 1 + event.into.length;
      case "parallel.finished":
        return count - event.tokens.length + 1;
      case "step.withdrawn":
        return count - 1;
      case "run.returned":
        return count - event.tokens.length + 1 + event.arrived.length;
      case "run.completed":
        return count - 1;
      case "run.rejected":
      case "run.cancelled":
        return 0;
      default:
        return count;
    }
  }, 0);
}

/** What a run at rest must look like; returns what does not hold. */
export function faults(state: RunState, ledger: Ledger): string[] {
  const wrong: string[] = [];
  const expect = (ok: boolean, what: string): void => void (ok || wrong.push(what));
  const { tokens } = state;
  const isOpen = state.status === "open";
  expect(isOpen === tokens.length > 0, "a run has tokens exactly as long as it is open");
  expect(isOpen === (ledger.finished === 0) && ledger.finished <= 1, "a run is finished once");
  for (const token of tokens) {
    const reasons = [token.task, token.incident, token.finished].filter((reason) => reason !== undefined);
    expect(reasons.length === 1, `token ${token.id} waits for one named reason, not ${reasons.length}`);
    expect(token.question === undefined || token.task !== undefined, "a question belongs to open work");
  }
  expect(new Set(tokens.map(({ id }) => id)).size === tokens.length, "no token is there twice");
  const places = tokens.map(({ node, finished }) => `${node} ${finished ?? ""}`);
  expect(
    new Set(places).size === places.length,
    `no step is open twice and no branch finished twice: ${places.join(", ")}`,
  );
  expect(
    tokens.every(({ id }) => id < state.next),
    "token numbers are not used again",
  );
  const same = (set: ReadonlySet<string>, ids: (string | undefined)[], what: string): void => {
    const there = ids.filter((id) => id !== undefined);
    expect(
      set.size === there.length && there.every((id) => set.has(id)),
      `${what} open for the server and in the state differ`,
    );
  };
  same(
    ledger.tasks,
    tokens.map(({ task }) => task),
    "tasks",
  );
  same(
    ledger.questions,
    tokens.map(({ question }) => question?.id),
    "questions",
  );
  same(
    ledger.incidents,
    tokens.map(({ incident }) => incident),
    "incidents",
  );
  return wrong;
}
