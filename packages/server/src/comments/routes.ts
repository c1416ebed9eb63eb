import { operations } from "@rondo/contract";
import { type Route, inWorkspace } from "../http/index.ts";
import { editComment, react, takeBackReaction } from "./commands.ts";
import { revisions } from "./queries.ts";

export const commentRoutes: Route[] = [
  inWorkspace(operations.editComment, editComment),
  inWorkspace(operations.listCommentRevisions, revisions),
  inWorkspace(operations.react, react),
  inWorkspace(operations.takeBackReaction, takeBackReaction),
];
