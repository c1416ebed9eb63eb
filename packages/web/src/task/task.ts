import type { Answer, Body } from "../api/index.ts";

export type Task = Answer<"GET /tasks/:t">;
export type TaskChange = Body<"PATCH /tasks/:t">;
export type FileOf = Answer<"GET /tasks/:t/attachments">["items"][number];
export type TaskEvent = Answer<"GET /tasks/:t/events">["items"][number];
export const priorities = ["none", "low", "high", "urgent"] as const;
