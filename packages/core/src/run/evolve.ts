import type { Graph } from "../process/index.ts";
import type { RunEvent } from "./event.ts";
import { withEnd } from "./ended.ts";
import type { RunState } from "./state.ts";
import {
  added,
  answered,
  arrived,
  block,
  changed,
  clock,
  ended,
  last,
  later,
  making,
  merged,
  movedOn,
  moving,
  recalled,
  remaining,
  removed,
  taking,
  undone,
  wholly,
  withMade,
  without,
  withoutExtra,
  withoutOnce,
  worked,
} from "./state-change.ts";

/** The state after one more event. Total: what an event says is taken as it stands, nothing is decided here. */
export function evolve(graph: Graph, state: RunState, event: RunEvent): RunState {
  const next = { ...after(state, event), version: state.version + 1 };
  return graph.counted.size === 0 ? next : withEnd(graph, next, event);
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
      return arrived(taking(state, event.undoing, event.token), event.token, event.step, {
        task: event.task,
        ...(event.person !== null && { person: event.person }),
        ...(event.moves === true && { due: event.due }),
        ...(event.seat !== undefined && { seat: event.seat }),
        ...(event.undoing !== undefined && { undoing: event.undoing, byHand: true }),
      });
    case "project.requested":
      // A run that does not wait for its project has no open work here.
      return arrived(
        making(state, event.token, event.step, event.task),
        event.token,
        event.step,
        event.wait ? { task: event.task, ...(event.person !== null && { person: event.person }) } : {},
      );
    case "wait.started":
      return arrived(state, event.token, event.step, {
        task: event.task,
        ...(event.until !== null && { until: event.until }),
        ...(event.message !== null && { message: event.message }),
      });
    case "action.started": {
      const makes = event.action === "task" && event.undoing === undefined;
      const made = makes ? making(state, event.token, event.step, event.task) : state;
      return arrived(taking(made, event.undoing, event.token), event.token, event.step, {
        task: event.task,
        ...(event.undoing !== undefined && { undoing: event.undoing }),
      });
    }
    case "step.completed": {
      const done = worked(answered(moving(state, event.token), event), event.step, event.by, event.token);
      return event.undone === true
        ? undone(done, state.tokens.find(({ id }) => id === event.token)?.undoing, event.token)
        : recalled(done, event.undoable);
    }
    case "approval.approved":
    case "approval.rejected":
      return worked(answered(moving(state, event.token), event), event.step, event.by, event.token);
    case "wait.ended":
      return answered(moving(state, event.token), event);
    case "data.set":
      return recalled(
        answered(
          event.undone === undefined
            ? arrived(state, event.token, event.step, {})
            : undone(taking(arrived(state, event.token, event.step, {}), event.undone, event.token), event.undone, event.token),
          event,
        ),
        event.undoable,
      );
    case "seat.opened":
      return added(state, [{ id: event.token, node: event.step, in: event.block }]);
    case "action.done":
      return event.undone === true
        ? undone(moving(state, event.token), state.tokens.find(({ id }) => id === event.token)?.undoing, event.token)
        : recalled(answered(moving(state, event.token), event), event.undoable);
    case "project.finished":
    case "step.skipped":
    case "action.failed":
      return moving(state, event.token);
    case "error.raised":
    case "escalation.raised":
      return arrived(state, event.token, event.step, {});
    case "step.withdrawn":
      return without(state, [event.token]);
    case "step.reassigned":
      return changed(state, event.token, ({ person: _, given: _given, ...token }) =>
        event.person === null ? token : { ...token, person: event.person },
      );
    case "point.checked":
      return changed(state, event.token, (token) => ({ ...token, ticked: [...(token.ticked ?? []), event.item] }));
    case "point.unchecked":
      return changed(state, event.token, ({ ticked = [], ...token }) =>
        ticked.length === 1 ? token : { ...token, ticked: ticked.filter((item) => item !== event.item) },
      );
    case "due.moved":
      return changed(state, event.token, (token) => ({ ...token, due: event.due }));
    case "step.given":
      return changed(state, event.token, (token) => ({ ...token, person: event.person, given: true }));
    case "question.asked":
      return changed(state, event.token, (token) => ({
        ...token,
        question: { id: event.question, step: event.of, person: event.person },
      }));
    case "question.answered":
    case "question.withdrawn":
      return changed(state, event.token, ({ question: _, ...token }) => token);
    case "branch.taken":
      return arrived(state, event.token, event.step, {});
    case "block.opened": {
      const left = event.token === null ? state : without(state, [event.token]);
      const { in: parent, item } = event.block;
      const begun =
        item === undefined || parent === undefined ? left : block(left, parent, (each) => ({ ...each, begun: (each.begun ?? 0) + 1 }));
      return added(
        { ...begun, blocks: [...(begun.blocks ?? []), event.block], next: Math.max(begun.next, event.block.id + 1) },
        event.starts.map(({ token }) => ({ id: token, node: event.block.step, in: event.block.id })),
      );
    }
    case "branch.finished":
      return block(without(state, [event.token]), event.block, (one) => ({
        ...one,
        arrived: [...(one.arrived ?? []), event.branch],
        ...(event.voter !== undefined && { voted: [...(one.voted ?? []), event.voter] }),
      }));
    case "block.passed": {
      const passed = block(answered(state, event), event.block, (one) => ({
        ...one,
        passed: (one.passed ?? 0) + 1,
        ...(event.used !== undefined && { arrived: withoutOnce(one.arrived ?? [], event.used) }),
      }));
      return added(passed, [{ id: event.token, node: event.node, ...(event.in !== null && { in: event.in }) }]);
    }
    case "block.closed": {
      const closing = state.blocks?.find(({ id }) => id === event.block);
      const rest = removed(wholly(state, event.undoable, event.instead ?? []), [event.block]);
      if (closing?.item === undefined || closing.in === undefined) return rest;
      return block(rest, closing.in, (each) => ({
        ...each,
        finished: (each.finished ?? 0) + 1,
        ...(event.row !== undefined && { rows: [...(each.rows ?? []), event.row] }),
      }));
    }
    case "block.withdrawn":
      return removed(without(state, event.tokens), event.blocks);
    case "round.started":
      return block(state, event.block, (one) => ({ ...one, round: event.round }));
    case "item.added":
      return block(state, event.block, (one) => ({ ...one, items: [...(one.items ?? []), event.item] }));
    case "items.closed":
      return block(state, event.block, (one) => ({ ...one, closed: true }));
    case "race.decided":
      return block(state, event.block, (one) => ({ ...one, won: event.branch }));
    case "handler.started":
      return added(
        block(state, event.block, ({ due, listens, ...one }) =>
          event.again !== undefined
            ? {
                ...one,
                times: { ...one.times, [event.handler]: (one.times?.[event.handler] ?? 0) + 1 },
                ...(listens !== undefined && { listens }),
                ...later(due, event.handler, event.again.at),
              }
            : {
                ...one,
                ...(event.interrupting
                  ? { interrupted: true }
                  : { ...remaining("due", due, event.handler), ...remaining("listens", listens, event.handler) }),
                fired: [...(one.fired ?? []), event.handler],
              },
        ),
        [{ id: event.token, node: event.node, ...(event.in !== null && { in: event.in }) }],
      );
    case "turn.awaited":
      return last(arrived(state, event.token, event.node, { lock: event.lock }), event.token);
    case "way.ended":
      return without(state, [event.token]);
    case "message.heard":
    case "data.derived":
      return answered(state, event);
    case "message.kept":
      return { ...state, mailbox: [...(state.mailbox ?? []), { name: event.name, key: event.key, answers: event.answers }] };
    case "message.taken": {
      const at = (state.mailbox ?? []).findIndex(({ name, key }) => name === event.name && key === event.key);
      const { mailbox = [], ...others } = state;
      const rest = mailbox.toSpliced(at, at === -1 ? 0 : 1);
      return { ...others, ...(rest.length > 0 && { mailbox: rest }) };
    }
    case "run.returned": {
      const left = removed(without(state, event.tokens), event.gone);
      const begun =
        event.opened.length === 0
          ? left
          : {
              ...left,
              blocks: [...(left.blocks ?? []), ...event.opened],
              next: Math.max(left.next, ...event.opened.map(({ id }) => id + 1)),
            };
      return added(begun, [{ id: event.token, node: event.node, ...(event.in !== null && { in: event.in }) }]);
    }
    case "incident.raised":
      return arrived(state, event.token, event.node, { incident: event.incident });
    case "incident.resolved":
      return { ...moving(state, event.token), data: merged(state.data, event.answers) };
    case "incident.skipped":
      return moving(state, event.token);
    case "run.held":
      return { ...state, held: { at: event.at, by: event.by, reason: event.reason, next: state.next } };
    case "run.released": {
      const { held: _held, ...rest } = state;
      return movedOn(rest, event.moments);
    }
    case "step.held": {
      const held = { at: event.at, by: event.by, reason: event.reason, next: state.next };
      const one = changed(state, event.token, (token) => ({ ...token, held }));
      return event.block === null ? one : block(one, event.block, (around) => ({ ...around, held: event.token }));
    }
    case "step.released": {
      const one = changed(state, event.token, ({ held: _held, ...token }) => token);
      return movedOn(event.block === null ? one : block(one, event.block, ({ held: _held, ...around }) => around), event.moments);
    }
    case "run.moved": {
      const { blocks: _blocks, undoable = [], kept = [], ...others } = state;
      const given = { undoable: event.undoable ?? undoable, kept: event.kept ?? kept };
      const moved: RunState = {
        ...others,
        data: event.data ?? state.data,
        people: event.people ?? state.people,
        worked: event.worked ?? state.worked,
        tokens: event.tokens,
        next: Math.max(state.next, ...[...event.tokens, ...event.blocks].map(({ id }) => id + 1)),
        ...(event.blocks.length > 0 && { blocks: event.blocks }),
        ...(given.undoable.length > 0 && { undoable: given.undoable }),
        ...(given.kept.length > 0 && { kept: given.kept }),
        ...(event.ended !== undefined && { ended: event.ended }),
      };
      return event.made === undefined ? moved : withMade(moved, event.made);
    }
    case "role.filled": {
      const { [event.role]: _, ...others } = state.people;
      return { ...state, people: event.person === null ? others : { ...others, [event.role]: event.person } };
    }
    case "clock.started": {
      const { clock: id, name, target, due } = event;
      return {
        ...state,
        clocks: [
          ...(state.clocks ?? []),
          { id, name, target, ran: 0, since: event.at, marks: 0, due, ...(event.next !== null && { next: event.next }) },
        ],
      };
    }
    case "clock.paused":
      return clock(state, event.clock, ({ since: _, next: _next, due: _due, ...one }) => ({ ...one, ran: event.ran, waits: event.waits }));
    case "clock.resumed":
      return clock(state, event.clock, ({ waits: _, ...one }) => ({
        ...one,
        since: event.at,
        due: event.due,
        ...(event.next !== null && { next: event.next }),
      }));
    case "clock.reached":
      return clock(state, event.clock, ({ next: _, ...one }) => ({
        ...one,
        ran: event.ran,
        since: event.at,
        marks: event.marks,
        due: event.due,
        ...(event.next !== null && { next: event.next }),
      }));
    case "clock.stopped":
      return clock(state, event.clock, ({ since: _, next: _next, due: _due, waits: _waits, ...one }) => ({
        ...one,
        ran: event.ran,
        kept: event.kept,
      }));
    case "extra.added": {
      const { task, title, person } = event;
      return { ...state, extra: [...(state.extra ?? []), { task, title, ...(person !== null && { person }) }] };
    }
    case "extra.completed":
    case "extra.skipped":
      return withoutExtra(state, event.task);
    case "extra.reassigned":
      return {
        ...state,
        extra: (state.extra ?? []).map((one) =>
          one.task === event.task ? { task: one.task, title: one.title, ...(event.person !== null && { person: event.person }) } : one,
        ),
      };
    case "run.completed":
      return ended(state, "completed");
    case "run.rejected":
      return ended(state, "rejected");
    case "run.cancelled":
      return ended(state, "cancelled");
  }
  // An event of a later version than this code: keep what is known, count it.
  return state;
}
