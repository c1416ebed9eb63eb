import type { Graph } from "../process/index.ts";
import type { RunEvent } from "./event.ts";
import type { Answer, Answers, RunState, Token } from "./state.ts";

/**
 * The state after one more event. Total: what an event says is taken as it stands, nothing is decided here. No event
 * needs the graph so far; it is taken all the same, so that one that does changes no caller.
 */
export function evolve(_graph: Graph, state: RunState, event: RunEvent): RunState {
  return { ...after(state, event), version: state.version + 1 };
}

function after(state: RunState, event: RunEvent): RunState {
  switch (event.type) {
    case "run.started":
      return {
        ...state,
        status: "open",
        startedAt: event.at,
        requester: event.requester,
        people: event.people,
        data: merged(state.data, event.answers),
        tokens: [{ id: event.token, node: event.node }],
        next: event.token + 1,
      };
    case "step.activated":
      return withToken(state, {
        id: event.token,
        node: event.step,
        task: event.task,
        ...(event.person === null ? {} : { person: event.person }),
      });
    case "project.requested":
      // A run that does not wait for its project has no open work here.
      if (!event.wait) return withToken(state, { id: event.token, node: event.step });
      return withToken(state, {
        id: event.token,
        node: event.step,
        task: event.task,
        ...(event.person === null ? {} : { person: event.person }),
      });
    case "step.completed":
    case "approval.approved":
    case "approval.rejected":
      return worked({ ...moving(state, event.token), data: merged(state.data, event.answers) }, event.step, event.by);
    case "project.finished":
    case "step.skipped":
      return moving(state, event.token);
    case "step.withdrawn":
      return without(state, [event.token]);
    case "step.reassigned":
      return changed(state, event.token, ({ person: _, ...token }) =>
        event.person === null ? token : { ...token, person: event.person },
      );
    case "question.asked":
      return changed(state, event.token, (token) => ({
        ...token,
        question: { id: event.question, step: event.of, person: event.person },
      }));
    case "question.answered":
    case "question.withdrawn":
      return changed(state, event.token, ({ question: _, ...token }) => token);
    case "branch.taken":
      return withToken(state, { id: event.token, node: event.step });
    case "parallel.started":
      return added(
        without(state, [event.token]),
        event.into.map(({ token }) => ({ id: token, node: event.step })),
      );
    case "branch.finished":
      return withToken(state, { id: event.token, node: event.node, finished: event.branch });
    case "parallel.finished":
      return added(without(state, event.tokens), [{ id: event.token, node: event.node }]);
    case "run.returned":
      return added(without(state, event.tokens), [
        { id: event.token, node: event.step },
        ...event.arrived.map(({ token, node, branch }) => ({ id: token, node, finished: branch })),
      ]);
    case "incident.raised":
      return withToken(state, { id: event.token, node: event.node, incident: event.incident });
    case "incident.resolved":
      return { ...moving(state, event.token), data: merged(state.data, event.answers) };
    case "incident.skipped":
      return moving(state, event.token);
    case "role.filled": {
      const { [event.role]: _, ...others } = state.people;
      return { ...state, people: event.person === null ? others : { ...others, [event.role]: event.person } };
    }
    case "run.completed":
      return { ...state, status: "completed", tokens: [] };
    case "run.rejected":
      return { ...state, status: "rejected", tokens: [] };
    case "run.cancelled":
      return { ...state, status: "cancelled", tokens: [] };
  }
  // An event of a later version than this code: keep what is known, count it.
  return state;
}

function changed(state: RunState, id: number, change: (token: Token) => Token): RunState {
  return { ...state, tokens: state.tokens.map((token) => (token.id === id ? change(token) : token)) };
}

function withToken(state: RunState, token: Token): RunState {
  return changed(state, token.id, () => token);
}

/** The token has left its wait and is on its way; the next event says where it arrived. */
function moving(state: RunState, id: number): RunState {
  return changed(state, id, ({ node }) => ({ id, node }));
}

function without(state: RunState, ids: readonly number[]): RunState {
  return { ...state, tokens: state.tokens.filter((token) => !ids.includes(token.id)) };
}

function added(state: RunState, tokens: readonly Token[]): RunState {
  return {
    ...state,
    tokens: [...state.tokens, ...tokens],
    next: Math.max(state.next, ...tokens.map((token) => token.id + 1)),
  };
}

function worked(state: RunState, step: string, person: string | null): RunState {
  const others = Object.entries(state.worked).map(([who, steps]) => [who, steps.filter((id) => id !== step)] as const);
  const now = new Map(others.filter(([, steps]) => steps.length > 0));
  if (person !== null) now.set(person, [...(now.get(person) ?? []), step]);
  return { ...state, worked: Object.fromEntries(now) };
}

function merged(data: Readonly<Record<string, Answer>>, answers: Answers): Record<string, Answer> {
  const result = new Map(Object.entries(data));
  for (const [key, answer] of Object.entries(answers)) {
    if (answer === null) result.delete(key);
    else result.set(key, answer);
  }
  return Object.fromEntries(result);
}
