import { z } from "zod";
import { channels, noticeKinds } from "@rondo/core/notices";
import { operation } from "./operation.ts";
import { id, inWorkspace, instant, personRef, zone } from "./primitives.ts";

const minuteOfDay = z.int().min(0).max(1_439);
const subject = { kind: z.enum(["task", "run", "project", "process", "handover", "document"]), id };

/** How one is told of what concerns one, besides the inbox. */
export const NoticeChoice = z.strictObject({
  kinds: z
    .partialRecord(z.enum(noticeKinds), z.array(z.enum(channels)).max(channels.length))
    .describe("Told at once, and how; a kind that is left out is as usual"),
  digest: z
    .strictObject({ every: z.enum(["never", "day", "week"]), hour: z.int().min(0).max(23), weekday: z.int().min(1).max(7) })
    .describe("One mail of what is still unread; weekday 1 is Monday"),
  soon: z.int().min(1).max(336).nullable().optional().describe("Told so many hours before work of one’s own is due"),
  quiet: z.strictObject({ from: minuteOfDay, to: minuteOfDay }).nullable().describe("Minutes of the day between which nothing goes out"),
  zone,
});

const chatFormat = z.enum(["slack", "teams", "mattermost", "matrix"]);

export const NoticeSettings = z.object({
  choice: NoticeChoice,
  chat: z.object({ format: chatFormat, host: z.string() }).nullable().describe("The address itself is not shown again"),
  mail: z.boolean().describe("False where this server sends no mail"),
  push: z.object({
    publicKey: z.string().describe("For `PushManager.subscribe`"),
    browsers: z.array(z.object({ id, name: z.string(), since: instant })),
  }),
  mutes: z.array(z.object({ ...subject, title: z.string() })),
});

export const Decision = z.object({
  organisation: z.string(),
  state: z.enum(["open", "used", "over"]).describe("used: by this link; over: decided elsewhere, or no longer theirs"),
  title: z.string(),
  run: z.string(),
  process: z.string(),
  person: z.string().describe("Whose decision it is"),
  instructions: z.string(),
  dueAt: instant.nullable(),
  fields: z.array(z.object({ label: z.string(), value: z.string() })),
  mayAsk: z.boolean().describe("There is a requester to ask back"),
  decided: z.object({ verdict: z.enum(["approved", "rejected"]), by: personRef.nullable(), at: instant }).nullable(),
});

const token = z.object({ token: z.string().max(100) });

export const noticeOperations = {
  getNoticeSettings: operation({
    id: "getNoticeSettings",
    method: "GET",
    path: "/api/workspaces/:w/notice-settings",
    summary: "How one is told of what concerns one",
    door: "workspace",
    needs: "day.read",
    params: inWorkspace,
    answer: NoticeSettings,
    status: 200,
    refusals: [],
  }),
  changeNoticeSettings: operation({
    id: "changeNoticeSettings",
    method: "PUT",
    path: "/api/workspaces/:w/notice-settings",
    summary: "Choose how one is told",
    door: "workspace",
    needs: "day.read",
    params: inWorkspace,
    body: z.strictObject({
      choice: NoticeChoice,
      chat: z
        .strictObject({ format: chatFormat, url: z.string().max(2_000) })
        .nullable()
        .optional()
        .describe("Absent: as it is; null: none"),
    }),
    answer: NoticeSettings,
    status: 200,
    refusals: ["address_refused"],
  }),
  testChat: operation({
    id: "testChat",
    method: "POST",
    path: "/api/workspaces/:w/chat-tests",
    summary: "Say hello in one's chat",
    door: "workspace",
    needs: "day.read",
    params: inWorkspace,
    body: z.strictObject({}),
    status: 204,
    refusals: ["chat_not_set", "chat_failed", "address_refused", "too_many_requests"],
  }),
  mute: operation({
    id: "mute",
    method: "PUT",
    path: "/api/workspaces/:w/mutes/:kind/:id",
    summary: "Be told no more of one thing, unless one must act",
    door: "workspace",
    needs: "day.read",
    params: z.object({ w: id, ...subject }),
    status: 204,
    refusals: ["not_found"],
  }),
  unmute: operation({
    id: "unmute",
    method: "DELETE",
    path: "/api/workspaces/:w/mutes/:kind/:id",
    summary: "Be told of it again",
    door: "workspace",
    needs: "day.read",
    params: z.object({ w: id, ...subject }),
    status: 204,
    refusals: [],
  }),
  addPushBrowser: operation({
    id: "addPushBrowser",
    method: "POST",
    path: "/api/workspaces/:w/push-browsers",
    summary: "Be told in this browser, also while Rondo is closed (Web Push, RFC 8030)",
    door: "workspace",
    needs: "day.read",
    params: inWorkspace,
    body: z.strictObject({
      endpoint: z.url().max(2_000),
      keys: z.strictObject({ p256dh: z.string().max(200), auth: z.string().max(100) }),
      name: z.string().max(120),
    }),
    answer: z.object({ id }),
    status: 201,
    refusals: ["address_refused"],
  }),
  removePushBrowser: operation({
    id: "removePushBrowser",
    method: "DELETE",
    path: "/api/workspaces/:w/push-browsers/:b",
    summary: "Be told there no more",
    door: "workspace",
    needs: "day.read",
    params: z.object({ w: id, b: id }),
    status: 204,
    refusals: [],
  }),
  getDecision: operation({
    id: "getDecision",
    method: "GET",
    path: "/api/decisions/:token",
    summary: "What a link in a mail asks to be decided",
    door: "anyone",
    needs: null,
    params: token,
    answer: Decision,
    status: 200,
    refusals: ["decision_gone", "too_many_requests"],
  }),
  decideByLink: operation({
    id: "decideByLink",
    method: "POST",
    path: "/api/decisions/:token",
    summary: "Approve, reject or ask back by the link in a mail; it works once",
    door: "anyone",
    needs: null,
    params: token,
    body: z.strictObject({ verdict: z.enum(["approve", "reject", "askBack"]), comment: z.string().max(10_000).default("") }),
    answer: Decision,
    status: 200,
    refusals: ["decision_gone", "reason_required", "question_open", "too_many_requests"],
  }),
};
