import { z } from "zod";
import { noticeKinds } from "@rondo/core/notices";
import { operation } from "./operation.ts";
import { cursorQuery, id, inWorkspace, instant, page, personRef } from "./primitives.ts";
import { Task } from "./task.ts";
import { Said } from "./said.ts";

export const MyDayItem = z.object({
  task: Task,
  bucket: z.enum(["act", "coming", "waiting"]),
  why: z
    .object({
      code: z.enum([
        "overdue",
        "dueToday",
        "someoneWaits",
        "critical",
        "dueSoon",
        "approval",
        "question",
        "planned",
        "noDate",
        "notYet",
        "later",
        "askedBack",
        "held",
      ]),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
    })
    .describe("The reason for its position"),
  clock: z
    .object({
      name: z.string(),
      dueAt: instant.nullable().describe("Null: it stands still"),
      waitsFor: z.enum(["question", "message", "outside", "hold"]).nullable(),
      late: z.boolean(),
    })
    .nullable()
    .describe("The service clock of its run that is reached first"),
});

export const Notice = z.object({
  id,
  kind: z.enum(noticeKinds),
  act: z.boolean().describe("True when it needs the reader to act"),
  at: instant,
  actor: personRef.nullable(),
  subjectKind: z.enum(["task", "run", "project", "process", "handover", "document", "workspace"]),
  subjectId: id,
  title: z.string(),
  read: z.boolean(),
  why: z.string().describe("Why the reader got it, as a stable code"),
  stop: z
    .object({ step: z.string(), message: z.string(), said: Said.optional() })
    .nullable()
    .describe("Of a run that cannot go on: where, and why"),
});

export const dayOperations = {
  getMyDay: operation({
    id: "getMyDay",
    method: "GET",
    path: "/api/workspaces/:w/my-day",
    summary: "One ranked list of run steps and project tasks, with the reason for each position",
    door: "workspace",
    needs: "day.read",
    params: inWorkspace,
    answer: z.object({
      items: z.array(MyDayItem),
      more: z.int(),
      timer: z
        .object({
          task: z.object({ id, title: z.string() }),
          startedAt: instant,
          endedAt: instant.nullable().describe("When its task was closed"),
        })
        .nullable()
        .describe("One's own clock, if one runs"),
    }),
    status: 200,
    refusals: [],
  }),
  getInbox: operation({
    id: "getInbox",
    method: "GET",
    path: "/api/workspaces/:w/inbox",
    summary: "What needs one's decision, apart from what is for information",
    door: "workspace",
    needs: "day.read",
    params: inWorkspace,
    query: cursorQuery.extend({ show: z.enum(["unread", "all"]).default("all") }),
    answer: page(Notice).extend({ unread: z.int(), act: z.int() }),
    status: 200,
    refusals: ["bad_cursor"],
  }),
  readNotice: operation({
    id: "readNotice",
    method: "PUT",
    path: "/api/workspaces/:w/inbox/:n/reading",
    summary: "Mark a notice read",
    door: "workspace",
    needs: "day.read",
    params: z.object({ w: id, n: id }),
    status: 204,
    refusals: ["notice_not_found"],
  }),
  readAllNotices: operation({
    id: "readAllNotices",
    method: "PUT",
    path: "/api/workspaces/:w/inbox/reading",
    summary: "Mark everything for information read",
    door: "workspace",
    needs: "day.read",
    params: inWorkspace,
    status: 204,
    refusals: [],
  }),
};
