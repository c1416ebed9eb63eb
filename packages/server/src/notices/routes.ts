import { operations } from "@rondo/contract";
import { type Route, asStream, inWorkspace } from "../http/index.ts";
import { readAllNotices, readNotice } from "./commands.ts";
import { addBrowser, changeSettings, mute, removeBrowser, settings, testChat, unmute } from "./delivery/settings.ts";
import { inbox } from "./queries.ts";

export const noticeRoutes: readonly Route[] = [
  inWorkspace(operations.getInbox, inbox),
  inWorkspace(operations.readNotice, readNotice),
  inWorkspace(operations.readAllNotices, readAllNotices),
  inWorkspace(operations.getNoticeSettings, settings),
  inWorkspace(operations.changeNoticeSettings, changeSettings),
  asStream(operations.testChat, async (call) => call.reply.code(204).send(await testChat(call))),
  inWorkspace(operations.mute, mute),
  inWorkspace(operations.unmute, unmute),
  inWorkspace(operations.addPushBrowser, addBrowser),
  inWorkspace(operations.removePushBrowser, removeBrowser),
];
