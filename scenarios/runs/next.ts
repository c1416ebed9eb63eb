import { type Graph, usesOf } from "@rondo/core/process";
import type { Command, RunState } from "@rondo/core/run";
import { answerFor } from "./generate.ts";

/** Chance from a seed: the same each time. */
export class Dice {
  readonly random: () => number;

  constructor(seed: number) {
    this.random = mulberry(seed + 1);
  }

  chance(share: number): boolean {
    return this.random() < share;
  }

  pick(count: number): number {
    return Math.floor(this.random() * count);
  }
}

/** What somebody does next in a run; with `heal` only what brings it on. */
export function nextCommand(
  dice: Dice,
  graph: Graph,
  state: RunState,
  heal: boolean,
  people: readonly string[] = ["ines", "tomas", "mei"],
): Command {
  const by = people[dice.pick(people.length)] ?? null;
  const free = state.tokens.filter(({ lock }) => lock === undefined);
  const token = free[dice.pick(Math.max(1, free.length))];
  if (token === undefined) {
    const [extra] = state.extra ?? [];
    if (extra !== undefined) return { type: "answer", by, task: extra.task, answers: {} };
    const growing = state.blocks?.find(
      (block) =>
        block.items !== undefined &&
        block.closed !== true &&
        !state.tokens.some((one) => one.in === block.id) &&
        !state.blocks?.some((one) => one.in === block.id),
    );
    return { type: "addItem", by, step: growing?.step ?? "none", item: heal || dice.chance(0.5) ? null : "more" };
  }
  const task = token.incident ?? token.task ?? "none";
  if (!heal && dice.chance(0.03)) return { type: "addStep", by, title: "More", person: by, due: null, reason: "It is needed." };
  if (!heal && dice.chance(0.1)) return { type: "jump", by, task, to: `s${1 + dice.pick(8)}`, reason: "It is known." };
  if (token.incident !== undefined)
    return dice.chance(0.4)
      ? { type: "skip", by, task, reason: "It can't be mended." }
      : { type: "retry", by, incident: task, answers: { number: 3, truth: true, word: "red", date: "2026-07-01", names: ["Ines"] } };
  if (token.message !== undefined) return { type: "message", by: null, name: token.message.name, key: token.message.key, answers: {} };
  const step = graph.steps.get(token.node);
  if (step?.kind === "approval")
    return {
      type: "decide",
      by: heal ? fresh(state, token, people, by) : by,
      task,
      verdict: heal || dice.chance(0.7) ? "approve" : "reject",
      comment: null,
    };
  if (step?.kind === "project") return { type: "projectFinished", by, task, outcome: null };
  if (step?.kind === "wait" || (!heal && dice.chance(0.1))) return { type: "skip", by, task, reason: "Not needed." };
  const pick = dice.pick(100);
  return {
    type: "answer",
    by,
    task,
    answers: Object.fromEntries(
      (step === undefined ? [] : usesOf(step)).filter(({ mode }) => mode !== "shown").map(({ key }) => [key, answerFor(key, pick)]),
    ),
  };
}

/** Somebody who has not decided about the same yet. */
export function fresh(state: RunState, token: RunState["tokens"][number], people: readonly string[], by: string | null): string | null {
  const voted = token.seat === undefined ? [] : (state.blocks?.find(({ id }) => id === token.in)?.voted ?? []);
  return by === null || voted.includes(by) ? (people.find((one) => !voted.includes(one)) ?? null) : by;
}

function mulberry(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
