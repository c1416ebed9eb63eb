import type { Answer, Answers } from "./state.ts";

/** What the server must do because of a decision, in the same transaction. Times are epoch milliseconds. */
export type Effect =
  | {
      readonly type: "openTask";
      readonly task: string;
      readonly step: string;
      readonly kind: "task" | "approval";
      readonly title: string;
      readonly role: string | null;
      readonly person: string | null;
      readonly due: number | null;
    }
  | { readonly type: "closeTask"; readonly task: string; readonly step: string; readonly outcome: TaskOutcome }
  /** On hold, with the reason; null: it goes on, and its due moment has moved by so many milliseconds. */
  | { readonly type: "holdTask"; readonly task: string; readonly reason: string | null; readonly shift: number }
  /** What it counts from has changed. */
  | { readonly type: "moveDue"; readonly task: string; readonly due: number | null }
  /** Work that somebody added to this run alone. */
  | {
      readonly type: "openExtra";
      readonly task: string;
      readonly title: string;
      readonly person: string | null;
      readonly due: number | null;
    }
  | { readonly type: "assignExtra"; readonly task: string; readonly person: string | null }
  /** The same work, told by another revision: its step and words. */
  | { readonly type: "retellTask"; readonly task: string; readonly step: string; readonly title: string }
  | {
      readonly type: "assignTask";
      readonly task: string;
      readonly step: string;
      readonly person: string | null;
      /** Where the step's role was filled anew: its rule chooses again. */ readonly role?: string | null;
      /** Only while it is this person's. */ readonly from?: string;
    }
  | {
      readonly type: "openQuestion";
      readonly question: string;
      readonly task: string;
      readonly step: string;
      readonly of: string | null;
      readonly person: string | null;
      readonly text: string;
    }
  | {
      readonly type: "closeQuestion";
      readonly question: string;
      readonly task: string;
      readonly outcome: "answered" | "withdrawn";
    }
  | {
      readonly type: "openProject";
      readonly task: string;
      readonly step: string;
      readonly name: string;
      readonly role: string | null;
      readonly person: string | null;
      readonly wait: boolean;
    }
  /** The run no longer waits for this project, finished or not; the project itself is left as it is. */
  | { readonly type: "releaseProject"; readonly task: string; readonly step: string }
  | {
      readonly type: "openIncident";
      readonly incident: string;
      readonly step: string;
      readonly code: string;
      readonly message: string;
    }
  /** Has something done; the run waits for `actionDone` or `actionFailed` with this id. */
  | { readonly type: "runAction"; readonly task: string; readonly step: string; readonly action: Action }
  /** A service clock reached a mark: these are to be told. */
  | {
      readonly type: "escalate";
      readonly clock: string;
      readonly name: string;
      readonly what: "warning" | "target" | "rung";
      readonly tell: readonly string[];
      readonly due: number;
    }
  /** Nobody waits for this action any more. */
  | { readonly type: "dropAction"; readonly task: string; readonly step: string }
  /** When the run must be looked at again by itself; null: not. */
  | { readonly type: "wake"; readonly at: number | null }
  /** The messages that the run waits for now, all of them. */
  | { readonly type: "listen"; readonly to: readonly { readonly name: string; readonly key: string | null }[] }
  | { readonly type: "closeIncident"; readonly incident: string; readonly step: string }
  | {
      readonly type: "finishRun";
      readonly outcome: "completed" | "rejected" | "cancelled";
      readonly deliverable: FinishedDeliverable | null;
    };

/** An act with its texts filled in and its expressions evaluated. */
export type Action =
  | { readonly do: "mail"; readonly to: string; readonly subject: string; readonly text: string }
  | { readonly do: "http"; readonly method: string; readonly url: string; readonly body: string | null }
  | { readonly do: "task"; readonly title: string; readonly role: string | null; readonly person: string | null }
  /** `made`: by this run; `id` is then the action's or activation's that made it. */
  | {
      readonly do: "change";
      readonly what: "task" | "project";
      readonly id: string;
      readonly made: boolean;
      readonly set: {
        readonly title?: string;
        readonly notes?: string;
        readonly owner?: string | null;
        /** Epoch milliseconds. */ readonly due?: number | null;
        readonly priority?: string;
        readonly state?: string;
        readonly fields?: Readonly<Record<string, Answer | null>>;
      };
    }
  | { readonly do: "start"; readonly process: string | null; readonly answers: Answers; readonly wait: boolean }
  | { readonly do: "send"; readonly name: string; readonly key: string | null; readonly answers: Answers };

export type TaskOutcome = "completed" | "approved" | "rejected" | "skipped" | "withdrawn";

export type FinishedDeliverable = {
  readonly title: string;
  readonly message: string;
  readonly fields: readonly { readonly key: string; readonly label: string; readonly value: Answer }[];
};
