import { Temporal } from "temporal-polyfill";
import type { Due } from "../process/index.ts";
import { known } from "./tree.ts";
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

function baseOf(turn: Turn, step: string, { from, of = "" }: Due, place: number | undefined): number | null {
  if (from === "step") return turn.state.ended?.[of] ?? null;
  if (from === "clock") return promised(turn, step, of);
  const answer = known(turn, place)[of];
  if (typeof answer !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(answer)) return null;
  return Temporal.PlainDate.from(answer).add({ days: 1 }).toZonedDateTime(turn.circumstances.zone).epochMilliseconds;
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
