import type { Answer } from "./state.ts";

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
  | { readonly type: "assignTask"; readonly task: string; readonly step: string; readonly person: string | null }
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
  | { readonly type: "closeIncident"; readonly incident: string; readonly step: string }
  | {
      readonly type: "finishRun";
      readonly outcome: "completed" | "rejected" | "cancelled";
      readonly deliverable: FinishedDeliverable | null;
    };

export type TaskOutcome = "completed" | "approved" | "rejected" | "skipped" | "withdrawn";

export type FinishedDeliverable = {
  readonly title: string;
  readonly message: string;
  readonly fields: readonly { readonly key: string; readonly label: string; readonly value: Answer }[];
};
