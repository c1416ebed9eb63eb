import { type Answer, type Body, requestIn } from "../api/index.ts";

export type Rule = Body<"POST /repeating-tasks">["rule"];

/** A task that repeats: a process of one step and a cadence, made in one go. Without a connection it waits like a task. */
export function makeRepeating(w: string, body: Body<"POST /repeating-tasks">): Promise<Answer<"POST /repeating-tasks">> {
  return requestIn(w, "POST /repeating-tasks", { body, waits: true });
}
