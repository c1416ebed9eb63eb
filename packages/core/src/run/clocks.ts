import type { ServiceClock } from "../process/index.ts";
import { reassignTo } from "./give.ts";
import type { ClockNow, ClockWait, Token } from "./state.ts";
import type { Turn } from "./turn.ts";

/*
 * A service clock: not begun ─▶ counting ⇄ standing still ─▶ over. It counts working time, so that what it says needs the
 * calendar; the moment of its next mark is in the state, and the sweeper brings the run to it. A mark is reached once.
 */

type Mark = { readonly at: number; readonly what: "warning" | "target" | "rung"; readonly tell: readonly string[]; readonly give?: string };

/** After whatever happened: clocks begin, stand still, go on and end. */
export function keepClocks(turn: Turn): void {
  for (const clock of turn.graph.definition.clocks ?? []) {
    const now = (): ClockNow | undefined => clockOf(turn, clock.id);
    if (now() === undefined && isBegun(turn, clock)) {
      const marks = marksOf(clock);
      turn.record({
        type: "clock.started",
        clock: clock.id,
        name: clock.name,
        target: clock.target,
        next: momentOf(turn, marks[0]?.at, 0),
        due: momentOf(turn, clock.target, 0) ?? 0,
      });
    }
    const going = now();
    if (going === undefined || going.kept !== undefined) continue;
    if (turn.state.status !== "open" || isEnded(turn, clock)) {
      stop(turn, going);
      continue;
    }
    const waits = waitOf(turn, clock);
    if (waits !== null && going.since !== undefined) turn.record({ type: "clock.paused", clock: clock.id, ran: ranOf(turn, going), waits });
    if (waits === null && going.since === undefined) {
      const mark = marksOf(clock)[going.marks];
      turn.record({
        type: "clock.resumed",
        clock: clock.id,
        next: momentOf(turn, mark?.at, going.ran),
        due: momentOf(turn, clock.target, going.ran) ?? 0,
      });
    }
  }
}

/** A moment came at which a clock should have reached its next mark: it has, or the calendar has changed since. */
export function reach(turn: Turn, id: string): void {
  const clock = (turn.graph.definition.clocks ?? []).find((one) => one.id === id);
  const now = clockOf(turn, id);
  if (now?.since === undefined) return;
  const ran = ranOf(turn, now);
  const marks = clock === undefined ? [] : marksOf(clock);
  const reached = marks.slice(now.marks).filter(({ at }) => at <= ran);
  const next = marks[now.marks + reached.length];
  const what = reached.some((mark) => mark.what === "target") ? "target" : (reached.at(-1)?.what ?? null);
  const due = momentOf(turn, now.target, ran) ?? turn.circumstances.now;
  turn.record({
    type: "clock.reached",
    clock: id,
    what,
    ran,
    marks: now.marks + reached.length,
    next: momentOf(turn, next?.at, ran),
    due: ran >= now.target ? (now.due ?? turn.circumstances.now) : due,
  });
  for (const mark of reached) {
    turn.effect({ type: "escalate", clock: id, name: now.name, what: mark.what, tell: mark.tell, due: now.due ?? turn.circumstances.now });
    if (mark.give !== undefined) for (const token of inHand(turn)) reassignTo(turn, token, mark.give);
  }
}

/** Whether a clock that has begun has warned, or passed its target. */
export function hasReached(turn: Turn, id: string, reaches: "warning" | "target"): boolean {
  const clock = (turn.graph.definition.clocks ?? []).find((one) => one.id === id);
  const now = clockOf(turn, id);
  return (
    clock !== undefined &&
    now !== undefined &&
    marksOf(clock).findIndex(({ what }) => what === reaches) < now.marks &&
    marksOf(clock).some(({ what }) => what === reaches)
  );
}

/** In the order in which they are reached; who is told of a warning and of a breach is the same for every clock. */
function marksOf(clock: ServiceClock): Mark[] {
  const marks: Mark[] = [
    ...(clock.warnAt === undefined ? [] : [{ at: clock.warnAt, what: "warning" as const, tell: ["holder"] }]),
    { at: clock.target, what: "target", tell: ["holder", "owner"] },
    ...clock.ladder.map(({ at, tell, give }) => ({ at, what: "rung" as const, tell, ...(give !== undefined && { give }) })),
  ];
  return marks.sort((a, b) => a.at - b.at);
}

function isBegun(turn: Turn, { from }: ServiceClock): boolean {
  if (turn.state.status === "new") return false;
  return turn.events.some((event) =>
    from === null ? event.type === "run.started" : "step" in event && event.step === from && begins.has(event.type),
  );
}

function isEnded(turn: Turn, { to }: ServiceClock): boolean {
  return to !== null && turn.events.some((event) => "step" in event && event.step === to && ends.has(event.type));
}

const begins: ReadonlySet<string> = new Set([
  "step.activated",
  "wait.started",
  "action.started",
  "project.requested",
  "block.opened",
  "branch.taken",
]);
const ends: ReadonlySet<string> = new Set([
  "step.completed",
  "approval.approved",
  "step.skipped",
  "wait.ended",
  "action.done",
  "project.finished",
  "block.closed",
]);

function stop(turn: Turn, now: ClockNow): void {
  const ran = ranOf(turn, now);
  turn.record({ type: "clock.stopped", clock: now.id, ran, kept: turn.state.status === "cancelled" ? null : ran <= now.target });
}

/** What it stands still for: everything that is going on waits outside. Null: something is to be done here. */
function waitOf(turn: Turn, clock: ServiceClock): ClockWait | null {
  if (turn.state.held !== undefined || (turn.state.tokens.length > 0 && turn.state.tokens.every(({ held }) => held !== undefined)))
    return "hold";
  const waits = turn.state.tokens.map((token) => outsideOf(turn, clock, token));
  return waits.length === 0 || waits.includes(null) ? null : (waits[0] ?? null);
}

function outsideOf(turn: Turn, { pauses, outside = [] }: ServiceClock, token: Token): ClockWait | null {
  if (pauses.includes("question") && token.question !== undefined && token.question.step === null) return "question";
  if (pauses.includes("message") && token.message !== undefined) return "message";
  const step = turn.graph.nodes.get(token.node)?.step ?? null;
  const asked = step === null ? undefined : turn.graph.steps.get(step);
  if (asked?.kind === "task" && asked.outsider !== undefined && token.task !== undefined) return "outside";
  return step !== null && outside.includes(step) && token.incident === undefined ? "outside" : null;
}

/** Open tasks and approvals, which can be given to somebody else. */
function inHand(turn: Turn): (Token & { readonly task: string })[] {
  return turn.state.tokens.flatMap((token) => {
    const kind = turn.graph.steps.get(token.node)?.kind;
    return token.task !== undefined && (kind === "task" || kind === "approval") ? [{ ...token, task: token.task }] : [];
  });
}

function clockOf(turn: Turn, id: string): ClockNow | undefined {
  return turn.state.clocks?.find((one) => one.id === id);
}

function ranOf(turn: Turn, { ran, since }: ClockNow): number {
  return since === undefined ? ran : ran + Math.max(0, turn.circumstances.workedBetween(since, turn.circumstances.now));
}

/** The moment at which so much will have been counted, with `ran` counted now. */
function momentOf(turn: Turn, at: number | undefined, ran: number): number | null {
  if (at === undefined) return null;
  const { now, dueAt } = turn.circumstances;
  return at <= ran ? now : dueAt({ from: "activation", workingMinutes: at - ran }, turn.state.startedAt, now);
}
