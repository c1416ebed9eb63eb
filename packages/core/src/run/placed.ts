import type { Happening } from "../process/index.ts";
import type { OwnAnswers } from "./event.ts";
import type { Answer, Answers } from "./state.ts";
import { around, dataAt } from "./tree.ts";
import type { Turn } from "./turn.ts";

/** What is known at a place of a turn, with what is recalled in it. */
export function known(turn: Turn, place: number | undefined): Readonly<Record<string, Answer>> {
  const data = dataAt(turn.state, place);
  return Object.keys(turn.recalled).length === 0 ? data : Object.fromEntries([...Object.entries(data), ...Object.entries(turn.recalled)]);
}

/** Where answers go: to the run, or to the item whose own they are. */
export function placed(turn: Turn, place: number | undefined, answers: Answers): { answers: Answers; own?: OwnAnswers } {
  for (const block of around(turn.state, place)) {
    if (block.item === undefined) continue;
    const step = turn.step(turn.node(block.step).step);
    if (step.kind !== "each") continue;
    const isOwn = (key: string): boolean => step.own.includes(key) || key === step.item;
    const own = Object.entries(answers).filter(([key]) => isOwn(key));
    if (own.length === 0) continue;
    return {
      answers: Object.fromEntries(Object.entries(answers).filter(([key]) => !isOwn(key))),
      own: { block: block.id, answers: Object.fromEntries(own) },
    };
  }
  return { answers };
}

/** Of what a message brings, what it may bring. */
export function brought(happening: Happening, answers: Answers): Answers {
  const fills = new Set(happening.on === "message" ? happening.fills : []);
  return Object.fromEntries(Object.entries(answers).filter(([key]) => fills.has(key)));
}
