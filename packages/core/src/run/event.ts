import { type Told } from "../kernel/index.ts";
import type { Why } from "../assignment/index.ts";
import type { Answer, Answers, Block, ClockWait, Done, Kept, Made, Moments, Row, Token } from "./state.ts";

/**
 * What happened in a run. The events alone rebuild its state: every one that moves a token names it, so a later version
 * of the engine reads old journals without deciding anything anew. `at` is epoch milliseconds.
 */
export type RunEvent = { readonly at: number; readonly by: string | null } & (
  | {
      readonly type: "run.started";
      readonly requester: string | null;
      readonly people: Readonly<Record<string, string>>;
      readonly answers: Answers;
      readonly token: number;
      readonly node: string;
    }
  | (Activation & {
      readonly type: "step.activated";
      readonly person: string | null;
      readonly due: number | null;
      /** It follows what it counts from. */ readonly moves?: true;
      readonly seat?: number;
      /** The step that is taken back by it. */ readonly undoing?: string;
    })
  /** What it counts from has changed. */
  | (Activation & { readonly type: "due.moved"; readonly due: number | null })
  | (Activation & {
      readonly type: "step.completed";
      readonly answers: Answers;
      readonly own?: OwnAnswers;
      readonly checked: readonly string[];
      readonly outsider?: string;
      readonly undoable?: Done;
      readonly undone?: boolean;
    })
  | (Activation & { readonly type: "point.checked"; readonly item: string })
  | (Activation & { readonly type: "point.unchecked"; readonly item: string })
  | (Activation & { readonly type: "step.skipped"; readonly reason: string })
  | (Activation & { readonly type: "step.withdrawn" })
  | (Activation & { readonly type: "step.reassigned"; readonly person: string | null })
  /** By a rule of the step or because somebody is away, with the reason. */
  | (Activation & { readonly type: "step.given"; readonly person: string; readonly why: Why })
  | (Activation & {
      readonly type: "approval.approved";
      readonly comment: string | null;
      readonly answers: Answers;
      readonly own?: OwnAnswers;
    })
  | (Activation & {
      readonly type: "approval.rejected";
      readonly comment: string | null;
      readonly answers: Answers;
      readonly own?: OwnAnswers;
    })
  | (Activation & {
      readonly type: "question.asked";
      readonly question: string;
      readonly of: string | null;
      readonly person: string | null;
      readonly text: string;
    })
  | (Activation & { readonly type: "question.answered"; readonly question: string; readonly text: string })
  | (Activation & { readonly type: "question.withdrawn"; readonly question: string })
  | (Activation & {
      readonly type: "project.requested";
      readonly name: string;
      readonly person: string | null;
      readonly wait: boolean;
    })
  | (Activation & { readonly type: "project.finished"; readonly outcome: string | null })
  | { readonly type: "branch.taken"; readonly token: number; readonly step: string; readonly branch: string }
  /** A step with something going on inside it began: with one token for each way, in place of the one that came. */
  | {
      readonly type: "block.opened";
      readonly step: string;
      readonly token: number | null;
      readonly block: Block;
      readonly starts: readonly { readonly token: number; readonly branch: string | null }[];
    }
  | {
      readonly type: "branch.finished";
      readonly step: string;
      readonly token: number;
      readonly block: number;
      readonly branch: string;
      /** Of a decision by several: whose it is. */ readonly voter?: string;
    }
  /** The next of several who decide one after another. */
  | { readonly type: "seat.opened"; readonly step: string; readonly block: number; readonly token: number }
  /** The step goes on: a token behind it. */
  | {
      readonly type: "block.passed";
      readonly step: string;
      readonly block: number;
      readonly token: number;
      readonly node: string;
      readonly in: number | null;
      /** Of a for-each that collects. */
      readonly answers: Answers;
      readonly own?: OwnAnswers;
      /** Branches used up by going on with a set of them. */
      readonly used?: readonly string[];
    }
  /** Computed from answers, or taken back because it is not asked for any more. */
  | { readonly type: "data.derived"; readonly answers: Answers; readonly own?: OwnAnswers }
  /** `undoable`: it is taken back as a whole from now on, in place of what these steps inside did. */
  | {
      readonly type: "block.closed";
      readonly step: string;
      readonly block: number;
      readonly row?: Row;
      readonly undoable?: Done;
      readonly instead?: readonly string[];
    }
  /** Given up without a word of their own: blocks, and tokens without open work. */
  | { readonly type: "block.withdrawn"; readonly step: string; readonly blocks: readonly number[]; readonly tokens: readonly number[] }
  | { readonly type: "round.started"; readonly step: string; readonly token: number; readonly block: number; readonly round: number }
  | { readonly type: "item.added"; readonly step: string; readonly block: number; readonly item: string | number | boolean }
  | { readonly type: "items.closed"; readonly step: string; readonly block: number }
  | { readonly type: "race.decided"; readonly step: string; readonly block: number; readonly branch: string }
  | {
      readonly type: "handler.started";
      readonly step: string;
      readonly block: number;
      readonly handler: string;
      readonly interrupting: boolean;
      readonly token: number;
      readonly node: string;
      readonly in: number | null;
      /** It can happen again; of a time, when next. */ readonly again?: { readonly at: number | null };
    }
  | { readonly type: "turn.awaited"; readonly step: string; readonly token: number; readonly node: string; readonly lock: string }
  /** A way ended by itself. */
  | { readonly type: "way.ended"; readonly step: string | null; readonly token: number }
  | (Activation & {
      readonly type: "wait.started";
      readonly until: number | null;
      readonly message: { readonly name: string; readonly key: string | null } | null;
    })
  | (Activation & { readonly type: "wait.ended"; readonly answers: Answers; readonly own?: OwnAnswers })
  | { readonly type: "message.kept"; readonly name: string; readonly key: string | null; readonly answers: Answers }
  | {
      readonly type: "message.heard";
      readonly name: string;
      readonly key: string | null;
      readonly answers: Answers;
      readonly own?: OwnAnswers;
    }
  /** The run was told something while it did something else, and could not take it: it says so, with what was brought. */
  | {
      readonly type: "told.refused";
      readonly what: string;
      readonly name: string | null;
      readonly code: string;
      readonly message: string;
      readonly answers: Answers;
    }
  | { readonly type: "message.taken"; readonly name: string; readonly key: string | null; readonly step: string; readonly answers: Answers }
  | {
      readonly type: "data.set";
      readonly step: string;
      readonly token: number;
      readonly answers: Answers;
      readonly own?: OwnAnswers;
      readonly undoable?: Done;
      readonly undone?: string;
    }
  | (Activation & { readonly type: "action.started"; readonly action: string; readonly undoing?: string })
  | (Activation & {
      readonly type: "action.done";
      readonly answers: Answers;
      readonly own?: OwnAnswers;
      readonly undoable?: Done;
      readonly undone?: boolean;
    })
  | (Activation & { readonly type: "action.failed"; readonly code: string } & Told)
  | {
      readonly type: "extra.added";
      readonly task: string;
      readonly title: string;
      readonly person: string | null;
      readonly due: number | null;
      readonly reason: string;
    }
  | { readonly type: "extra.completed"; readonly task: string }
  | { readonly type: "extra.skipped"; readonly task: string; readonly reason: string }
  | { readonly type: "extra.reassigned"; readonly task: string; readonly person: string | null }
  | { readonly type: "escalation.raised"; readonly step: string; readonly token: number; readonly code: string }
  | { readonly type: "error.raised"; readonly step: string; readonly token: number; readonly code: string }
  /** What was given up, the blocks begun again on the way to `step`, and the token placed there. */
  | {
      readonly type: "run.returned";
      readonly step: string;
      readonly from: string;
      readonly tokens: readonly number[];
      readonly gone: readonly number[];
      readonly opened: readonly Block[];
      readonly token: number;
      readonly node: string;
      readonly in: number | null;
      /** Why, where somebody had it go elsewhere than the process says. */
      readonly reason?: string;
    }
  | ({
      readonly type: "incident.raised";
      readonly token: number;
      readonly step: string;
      readonly node: string;
      readonly incident: string;
      readonly code: string;
    } & Told)
  | {
      readonly type: "incident.resolved";
      readonly token: number;
      readonly step: string;
      readonly incident: string;
      readonly answers: Answers;
    }
  | {
      readonly type: "incident.skipped";
      readonly token: number;
      readonly step: string;
      readonly incident: string;
      readonly reason: string;
    }
  | { readonly type: "run.held"; readonly reason: string }
  | { readonly type: "run.released"; readonly moments: Moments }
  | (Activation & { readonly type: "step.held"; readonly block: number | null; readonly reason: string })
  | (Activation & { readonly type: "step.released"; readonly block: number | null; readonly moments: Moments })
  /** Onto another revision: everything alive, as it stands there; the rest only where it is another than before. */
  | {
      readonly type: "run.moved";
      readonly from: number;
      readonly to: number;
      readonly reason: string | null;
      /** Which step became which, where they are not the same. */
      readonly steps: Readonly<Record<string, string | null>>;
      readonly tokens: readonly Token[];
      readonly blocks: readonly Block[];
      readonly data?: Readonly<Record<string, Answer>>;
      readonly people?: Readonly<Record<string, string>>;
      readonly worked?: Readonly<Record<string, readonly string[]>>;
      readonly ended?: Readonly<Record<string, number>>;
      readonly undoable?: readonly Done[];
      readonly made?: readonly Made[];
      readonly kept?: readonly Kept[];
    }
  | { readonly type: "role.filled"; readonly role: string; readonly person: string | null; readonly team?: string }
  | {
      readonly type: "clock.started";
      readonly clock: string;
      readonly name: string;
      readonly target: number;
      readonly next: number | null;
      readonly due: number;
    }
  | { readonly type: "clock.paused"; readonly clock: string; readonly ran: number; readonly waits: ClockWait }
  | { readonly type: "clock.resumed"; readonly clock: string; readonly next: number | null; readonly due: number }
  /** `marks`: how many were reached now; `what` the latest of them is. Null: none, the calendar has changed meanwhile. */
  | {
      readonly type: "clock.reached";
      readonly clock: string;
      readonly what: "warning" | "target" | "rung" | null;
      readonly ran: number;
      readonly marks: number;
      readonly next: number | null;
      readonly due: number;
    }
  | { readonly type: "clock.stopped"; readonly clock: string; readonly ran: number; readonly kept: boolean | null }
  | { readonly type: "run.completed" }
  | { readonly type: "run.rejected"; readonly step: string }
  | { readonly type: "run.cancelled"; readonly reason: string }
);

/** Answers for fields of which a block has its own. */
export type OwnAnswers = { readonly block: number; readonly answers: Answers };

type Activation = { readonly token: number; readonly step: string; readonly task: string };

export type RunEventType = RunEvent["type"];

// Omit over each member, so that the union stays one that `type` tells apart.
export type EventBody = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, "at" | "by"> : never) : never;
