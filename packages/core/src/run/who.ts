import { Refusal } from "../kernel/index.ts";
import type { Graph, Step, Who } from "../process/index.ts";
import type { RunState, Token } from "./state.ts";
import { around } from "./tree.ts";
import type { Turn } from "./turn.ts";

/** What a step's rule asks for at a place in a run, in people. */
export type Wish = {
  readonly give: Who["give"];
  /** Whoever did the step that the rule names, or asked for the run. */
  readonly of: string | null;
  /** Kept from it: person ids. */
  readonly except: readonly string[];
};

/** What the rule of an open step asks for now. */
export function wishFor(graph: Graph, state: RunState, task: string): Wish {
  const token = state.tokens.find((one) => one.task === task);
  const step = token === undefined ? undefined : graph.steps.get(token.node);
  const who = step === undefined ? undefined : ruleOf(step);
  if (token === undefined) return { give: "role", of: null, except: [] };
  if (who === undefined) return { give: "role", of: null, except: deciding(state, token) };
  const of =
    who.give === "same" || who.give === "manager"
      ? who.of == null
        ? state.requester
        : (doersOf(state, token, who.of).at(-1) ?? null)
      : null;
  return { give: who.give, of, except: [...keptFrom(state, token, who), ...deciding(state, token)] };
}

/** The role of a step, or of the one of several deciders whose turn or task it is. */
export function roleAt(step: Step, token: Token): string | null {
  if (token.seat !== undefined && step.kind === "approval") return step.approvers?.roles[token.seat] ?? null;
  return "role" in step ? step.role : null;
}

/** Four eyes: refused for whoever did a step that the rule names, also where they may do everything else. */
export function mustBeOthers(turn: Turn, token: Token, person: string | null): void {
  const step = turn.step(token.node);
  const who = ruleOf(step);
  if (person !== null && votersOf(turn.state, token).includes(person))
    throw new Refusal("four_eyes", { task: token.task ?? "", step: step.title, because: "they have decided already, in another role" });
  if (who === undefined || person === null || !keptFrom(turn.state, token, who).includes(person)) return;
  const done = (who.except ?? []).find((id) => doersOf(turn.state, token, id).includes(person));
  throw new Refusal("four_eyes", {
    task: token.task ?? "",
    step: step.title,
    because: done === undefined ? "this was asked for by them" : `"${turn.step(done).title}" was done by them`,
  });
}

function ruleOf(step: Step): Who | undefined {
  return step.kind === "task" || step.kind === "approval" ? step.who : undefined;
}

/** Who has decided about the same already. */
function votersOf(state: RunState, { seat, in: place }: Token): readonly string[] {
  return seat === undefined ? [] : (state.blocks?.find(({ id }) => id === place)?.voted ?? []);
}

/** Those, and whoever else is asked the same before this one. */
function deciding(state: RunState, token: Token): string[] {
  const others =
    token.seat === undefined ? [] : state.tokens.filter(({ in: place, seat = 0 }) => place === token.in && seat < (token.seat ?? 0));
  return [...votersOf(state, token), ...others.flatMap(({ person }) => person ?? [])];
}

function keptFrom(state: RunState, token: Token, who: Who): string[] {
  const did = (who.except ?? []).flatMap((id) => doersOf(state, token, id));
  return who.notRequester === true && state.requester !== null ? [...did, state.requester] : did;
}

/** Who last did a step: within the same item of a for-each where it was done there, else in the run, and of a for-each everybody who did. */
function doersOf(state: RunState, token: Token, step: string): string[] {
  for (const { worked } of around(state, token.in)) if (worked?.[step] !== undefined) return [worked[step]];
  return Object.entries(state.worked).flatMap(([who, steps]) => (steps.includes(step) ? [who] : []));
}
