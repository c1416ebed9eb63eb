import { operations } from "@rondo/contract";
import { type Route, inWorkspace } from "../http/index.ts";
import { readAllNotices, readNotice } from "./commands.ts";
import { inbox } from "./queries.ts";

export const noticeRoutes: readonly Route[] = [
  inWorkspace(operations.getInbox, inbox),
  inWorkspace(operations.readNotice, readNotice),
  inWorkspace(operations.readAllNotices, readAllNotices),
];
