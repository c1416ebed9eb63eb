/**
 * A promise in working time: it counts on the process's calendar, from a step to a step, and stands still while nothing
 * is to be done here.
 */
export type ServiceClock = {
  readonly id: string;
  readonly name: string;
  /** The step with which it begins; null: with the run. */
  readonly from: string | null;
  /** The step with whose end it ends; null: with the run. */
  readonly to: string | null;
  /** Working minutes. */
  readonly target: number;
  /** Working minutes after which the holders are warned. */
  readonly warnAt?: number;
  /** What it stands still for: a question to the requester, a message from outside. */
  readonly pauses: readonly ("question" | "message")[];
  /** Further steps at which somebody outside is waited for. */
  readonly outside?: readonly string[];
  /** What happens after so many working minutes, beside the warning and the breach. */
  readonly ladder: readonly Rung[];
};

/** `tell`: whoever holds the open steps, their managers, the process's owner, or a role (`role:KEY`). `give`: a role that gets the open steps. */
export type Rung = { readonly at: number; readonly tell: readonly string[]; readonly give?: string };
