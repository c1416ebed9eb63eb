import { type Told } from "../kernel/index.ts";
import type { Why } from "../assignment/index.ts";
import type { Answers } from "./state.ts";

/** What can be asked of a run. `by` is the acting person's id; null is the system or somebody without an account. */
export type Command = { readonly by: string | null } & (
  | {
      readonly type: "start";
      readonly requester: string | null;
      readonly people: Readonly<Record<string, string>>;
      readonly answers: Answers;
      /** Fields of the intake that must not be left out, as far as they are asked. */
      readonly required?: readonly string[];
    }
  /** Completes a task step. */
  | {
      readonly type: "answer";
      readonly task: string;
      readonly answers: Answers;
      readonly checked?: readonly string[];
      /** Done by somebody without an account: their address. */ readonly outsider?: string;
    }
  /** Ticks a point of an open step's checklist off, or takes the tick back. */
  | { readonly type: "check"; readonly task: string; readonly item: string; readonly on: boolean }
  | {
      readonly type: "decide";
      readonly task: string;
      readonly verdict: "approve" | "reject";
      readonly comment: string | null;
      readonly answers?: Answers;
      /** Of a rejection, where the approval lets one choose: the earlier step that is worked again. */
      readonly to?: string;
    }
  /** Opens a question to the requester, to whoever worked a step, or to somebody who worked one; the approval waits. */
  | {
      readonly type: "askBack";
      readonly task: string;
      readonly to: "requester" | { readonly step: string } | { readonly person: string };
      readonly text: string;
    }
  | { readonly type: "answerQuestion"; readonly question: string; readonly text: string }
  | { readonly type: "withdrawQuestion"; readonly question: string }
  /** Whatever is due by the clock happens. */
  | { readonly type: "tick" }
  /** `keep` false: lost if nobody waits for it now. */
  | { readonly type: "message"; readonly name: string; readonly key: string | null; readonly answers: Answers; readonly keep?: boolean }
  /** What the run was told and did not take, to be written down: what kind of command, of which name, and why not. */
  | {
      readonly type: "refused";
      readonly what: string;
      readonly name: string | null;
      readonly code: string;
      readonly message: string;
      readonly answers: Answers;
    }
  /** `result` is what it brought, as JSON, for the step's `into`. */
  | { readonly type: "actionDone"; readonly task: string; readonly result?: Readonly<Record<string, unknown>> }
  /** An action failed for good. */
  | ({ readonly type: "actionFailed"; readonly task: string; readonly code: string } & Told)
  /** One more item for a for-each that is growing; with null the last one has come. */
  | { readonly type: "addItem"; readonly step: string; readonly item: string | number | boolean | null }
  /** Goes on at another step than the process says. */
  | { readonly type: "jump"; readonly task: string; readonly to: string; readonly reason: string }
  /** A piece of work for this run alone, beside what the process says; the run is not over before it is done. */
  | {
      readonly type: "addStep";
      readonly title: string;
      readonly person: string | null;
      readonly due: number | null;
      readonly reason: string;
    }
  /** The run (task null), or a step of it, is not to be worked for now. */
  | { readonly type: "hold"; readonly task: string | null; readonly reason: string }
  | { readonly type: "release"; readonly task: string | null }
  | { readonly type: "projectFinished"; readonly task: string; readonly outcome: string | null }
  /** Passes an open step without its work; with an incident's id, passes the step that could not go on. */
  | { readonly type: "skip"; readonly task: string; readonly reason: string }
  | { readonly type: "cancel"; readonly reason: string }
  | { readonly type: "reassign"; readonly task: string; readonly person: string | null }
  /** A rule, or somebody's absence, has chosen who gets an open step. */
  | { readonly type: "give"; readonly task: string; readonly person: string; readonly why: Why }
  | {
      readonly type: "fillRole";
      readonly role: string;
      readonly person: string | null;
      /** The team that fills it, in place of a person. */ readonly team?: string | null;
    }
  /** Tries again where the run could not go on, with corrected answers if that was the reason. */
  | { readonly type: "retry"; readonly incident: string; readonly answers?: Answers }
);
