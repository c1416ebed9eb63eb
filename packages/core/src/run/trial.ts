import { compile, type Definition, type Graph, type Step } from "../process/index.ts";
import { decide } from "./decide.ts";
import type { Command } from "./command.ts";
import type { Action, Effect } from "./effect.ts";
import type { RunEvent } from "./event.ts";
import { nextDue } from "./happen.ts";
import { type Answer, newRun, type RunState, type Token } from "./state.ts";
import { dataAt } from "./tree.ts";
import type { WorkingTime } from "./working-time.ts";

/** A run of a definition that is nowhere: played by the engine in memory, with a clock that one moves oneself. */
export type Trial = {
  readonly graph: Graph;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly state: RunState;
  readonly happened: readonly RunEvent[];
  readonly effects: readonly Effect[];
};

/** Each role is its own person, so that four eyes are four; whoever tries asked for the run. */
export const tryingOne = "you";

export function newTrial(definition: Definition, now: number): Trial {
  return { graph: compile(definition), now, state: newRun(), happened: [], effects: [] };
}

/** Throws a Refusal, and then nothing has happened. */
export function tryCommand(trial: Trial, command: Command, time: WorkingTime): Trial {
  let made = 0;
  const circumstances = { ...time, now: trial.now, newId: () => `${trial.happened.length}-${(made += 1)}` };
  const { state, events, effects } = decide(trial.graph, trial.state, command, circumstances);
  return { ...trial, state, happened: [...trial.happened, ...events], effects: [...trial.effects, ...effects] };
}

/** Everybody is there, and asks with these answers. */
export function startTrial(trial: Trial, answers: Readonly<Record<string, Answer | null>>, time: WorkingTime): Trial {
  const people = Object.fromEntries(trial.graph.definition.roles.map(({ key }) => [key, key]));
  return tryCommand(trial, { type: "start", by: tryingOne, requester: tryingOne, people, answers }, time);
}

/** The clock goes on to the next moment at which something happens by itself; null where nothing is to be waited for. */
export function passTime(trial: Trial, time: WorkingTime): Trial | null {
  const at = nextDue(trial.state);
  return at === null ? null : tryCommand({ ...trial, now: Math.max(trial.now, at) }, { type: "tick", by: null }, time);
}

/** A place where the run stands, and what it needs to go on. */
export type Standing = {
  /** Of the activation or, where items are awaited, of the step. */
  readonly id: string;
  readonly step: Step;
  readonly title: string;
  readonly needs: "work" | "approval" | "action" | "project" | "items" | "time" | "message" | "condition" | "turn" | "repair";
  /** The role that has it, and in whose name it is done. */
  readonly role: string | null;
  readonly by: string;
  readonly data: Readonly<Record<string, Answer>>;
  readonly ticked: readonly string[];
  /** When it is due, or happens; epoch milliseconds. */
  readonly due: number | null;
  /** What is to be done by itself, with its texts filled in. */
  readonly action: Action | null;
  /** The project that is waited for. */
  readonly project: string | null;
  readonly incident: string | null;
  readonly message: Message | null;
};

export function standingIn(trial: Trial): Standing[] {
  const { graph, state } = trial;
  const places = state.tokens.flatMap((token) => {
    const step = graph.steps.get(graph.nodes.get(token.node)?.step ?? "");
    return step === undefined ? [] : [standingAt(trial, token, step)];
  });
  const growing = (state.blocks ?? []).flatMap((block) => {
    const step = graph.steps.get(graph.nodes.get(block.step)?.step ?? "");
    if (step?.kind !== "each" || !step.growing || block.item !== undefined || block.closed === true || block.items === undefined) return [];
    return [{ ...bare(step), id: step.id, title: step.title, needs: "items" as const, data: dataAt(state, block.in) }];
  });
  return [...places, ...growing];
}

/** The messages that would be heard besides, by what is attached to a step. */
export function heardBesides({ state }: Trial): Message[] {
  return (state.blocks ?? []).flatMap(({ listens = [] }) => listens.map(({ name, key }) => ({ name, key })));
}

type Message = NonNullable<Token["message"]>;

function standingAt(trial: Trial, token: Token, step: Step): Standing {
  const opened = trial.effects.findLast((effect) => effect.type === "openTask" && effect.task === token.task);
  const moved = trial.effects.findLast((effect) => effect.type === "moveDue" && effect.task === token.task);
  const action = trial.effects.findLast((effect) => effect.type === "runAction" && effect.task === token.task);
  const role = roleOf(step, token);
  const project = trial.effects.findLast((effect) => effect.type === "openProject" && effect.task === token.task);
  const dueAt = token.until ?? (moved?.type === "moveDue" ? moved.due : opened?.type === "openTask" ? opened.due : null);
  return {
    ...bare(step),
    id: token.task ?? String(token.id),
    title: opened?.type === "openTask" ? opened.title : step.title,
    needs: needOf(step, token),
    role,
    by: token.person ?? role ?? tryingOne,
    data: dataAt(trial.state, token.in),
    ticked: token.ticked ?? [],
    due: dueAt,
    action: action?.type === "runAction" ? action.action : null,
    project: project?.type === "openProject" ? project.name : null,
    incident: token.incident ?? null,
    message: token.message ?? null,
  };
}

function bare(step: Step): Omit<Standing, "id" | "title" | "needs" | "data"> {
  return { step, role: null, by: tryingOne, ticked: [], due: null, action: null, project: null, incident: null, message: null };
}

function roleOf(step: Step, token: Token): string | null {
  if (step.kind === "approval" && step.approvers !== undefined) return step.approvers.roles[token.seat ?? 0] ?? null;
  return step.kind === "task" || step.kind === "approval" || step.kind === "project" ? step.role : null;
}

function needOf(step: Step, token: Token): Standing["needs"] {
  if (token.incident !== undefined) return "repair";
  if (token.until !== undefined) return "time";
  if (token.message !== undefined) return "message";
  if (token.task === undefined) return "turn";
  switch (step.kind) {
    case "task":
      return "work";
    case "approval":
      return "approval";
    case "project":
      return "project";
    case "action":
      return "action";
    case "undo":
      return token.byHand === true ? "work" : "action";
    default:
      return "condition";
  }
}
