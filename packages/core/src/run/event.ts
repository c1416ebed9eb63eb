import type { Answers } from "./state.ts";

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
  | (Activation & { readonly type: "step.activated"; readonly person: string | null; readonly due: number | null })
  | (Activation & { readonly type: "step.completed"; readonly answers: Answers; readonly checked: readonly string[] })
  | (Activation & { readonly type: "step.skipped"; readonly reason: string })
  | (Activation & { readonly type: "step.withdrawn" })
  | (Activation & { readonly type: "step.reassigned"; readonly person: string | null })
  | (Activation & { readonly type: "approval.approved"; readonly comment: string | null; readonly answers: Answers })
  | (Activation & { readonly type: "approval.rejected"; readonly comment: string | null; readonly answers: Answers })
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
  | {
      readonly type: "parallel.started";
      readonly token: number;
      readonly step: string;
      readonly into: readonly { readonly token: number; readonly branch: string }[];
    }
  | {
      readonly type: "branch.finished";
      readonly token: number;
      readonly step: string;
      readonly node: string;
      readonly branch: string;
    }
  | {
      readonly type: "parallel.finished";
      readonly tokens: readonly number[];
      readonly step: string;
      readonly token: number;
      readonly node: string;
    }
  /** The tokens given up, the one placed at `step`, and those placed at joins for branches that stay finished. */
  | {
      readonly type: "run.returned";
      readonly step: string;
      readonly from: string;
      readonly tokens: readonly number[];
      readonly token: number;
      readonly arrived: readonly { readonly token: number; readonly node: string; readonly branch: string }[];
    }
  | {
      readonly type: "incident.raised";
      readonly token: number;
      readonly step: string;
      readonly node: string;
      readonly incident: string;
      readonly code: string;
      readonly message: string;
    }
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
  | { readonly type: "role.filled"; readonly role: string; readonly person: string | null }
  | { readonly type: "run.completed" }
  | { readonly type: "run.rejected"; readonly step: string }
  | { readonly type: "run.cancelled"; readonly reason: string }
);

type Activation = { readonly token: number; readonly step: string; readonly task: string };

export type RunEventType = RunEvent["type"];

// Omit over each member, so that the union stays one that `type` tells apart.
export type EventBody = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, "at" | "by"> : never) : never;
