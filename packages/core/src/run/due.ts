import { Temporal } from "temporal-polyfill";
import type { Due } from "../process/index.ts";
import { endOf } from "./ended.ts";
import { known } from "./placed.ts";
import type { Turn } from "./turn.ts";

/** When a step that begins now is due; null where what it counts from is not known yet. */
export function dueMoment(turn: Turn, step: string, due: Due, place: number | undefined): number | null {
  const { now, dueAt } = turn.circumstances;
  const { startedAt } = turn.state;
  if (due.from === "activation" || due.from === "start") return dueAt(due, startedAt, now);
  const from = baseOf(turn, step, due, place);
  if (from === null || (due.workingMinutes === 0 && due.from !== "field")) return from;
  // On the day itself: when its work ends.
  if (due.workingMinutes === 0) return dueAt({ from: "activation", workingMinutes: -1 }, startedAt, from) + 60_000;
  return dueAt({ from: "activation", workingMinutes: due.workingMinutes }, startedAt, from);
}

/** Whether its moment follows what it counts from: a clock that stood still, another step, a date that was answered. */
export function follows({ from }: Due): boolean {
  return from === "clock" || from === "step" || from === "field";
}

/** After whatever happened: what is open is due by what is known now. While a clock stands still, nobody knows until when. */
export function keepDues(turn: Turn): void {
  for (const { id: token, node, task, due: was, in: place } of turn.state.tokens) {
    const step = turn.graph.steps.get(node);
    if (task === undefined || was === undefined || (step?.kind !== "task" && step?.kind !== "approval") || step.due === null) continue;
    if (!follows(step.due) || (step.due.from === "clock" && !isCounting(turn, step.due.of))) continue;
    const due = dueMoment(turn, step.id, step.due, place);
    if (due === was) continue;
    turn.record({ type: "due.moved", token, step: step.id, task, due });
    turn.effect({ type: "moveDue", task, due });
  }
}

function isCounting({ state }: Turn, clock: string | undefined): boolean {
  return state.clocks?.find(({ id }) => id === clock)?.since !== undefined;
}

function baseOf(turn: Turn, step: string, { from, of = "" }: Due, place: number | undefined): number | null {
  if (from === "step") return endOf(turn.graph, turn.state, of, place);
  if (from === "clock") return promised(turn, step, of);
  const answer = known(turn, place)[of];
  if (typeof answer !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(answer)) return null;
  return nextMidnight(answer, turn.circumstances.zone);
}

function nextMidnight(date: string, zone: string): number {
  return Temporal.PlainDate.from(date).add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
}

/** When the work of a day ends; null where it is none. */
export function endOfDay({ state, circumstances: { zone, dueAt } }: Turn): (date: unknown) => number | null {
  return (date) =>
    typeof date === "string" && /^\d{4}-\d{2}-\d{2}$/.test(date)
      ? dueAt({ from: "activation", workingMinutes: -1 }, state.startedAt, nextMidnight(date, zone)) + 60_000
      : null;
}

/** The promised end: while the clock stands still, as if it went on now; of one that begins with this very step, too. */
function promised(turn: Turn, step: string, of: string): number | null {
  const { now, dueAt } = turn.circumstances;
  const { clocks = [], startedAt } = turn.state;
  const clock = clocks.find(({ id }) => id === of);
  if (clock?.kept !== undefined) return null;
  if (clock !== undefined)
    return clock.due ?? dueAt({ from: "activation", workingMinutes: Math.max(1, clock.target - clock.ran) }, startedAt, now);
  const promise = turn.graph.definition.clocks?.find(({ id }) => id === of);
  if (promise === undefined || (promise.from !== null && promise.from !== step)) return null;
  return dueAt({ from: promise.from === null ? "start" : "activation", workingMinutes: promise.target }, startedAt, now);
}
