/**
 * When a step is due, in minutes of the process's working calendar; negative: before. It counts from the run's start, the
 * step's own beginning, the last end of another step, the promised end of a service clock or a date that was answered;
 * `of` names the step, clock or field.
 */
export type Due = { readonly from: DueFrom; readonly workingMinutes: number; readonly of?: string };
export type DueFrom = "start" | "activation" | "step" | "clock" | "field";
