import { operations } from "@rondo/contract";
import { type Route, forAnyone, inWorkspace } from "../http/index.ts";
import { makePublicLink, revokePublicLink, shareRun, shareTask, unshareRun, unshareTask } from "./commands.ts";
import { getOutside, getPublicFile, getPublicView, previewOutside } from "./queries.ts";
import { watchPublicView } from "./watch.ts";

export const outsideRoutes: Route[] = [
  inWorkspace(operations.getOutside, getOutside),
  inWorkspace(operations.previewOutside, previewOutside),
  inWorkspace(operations.makePublicLink, makePublicLink),
  inWorkspace(operations.revokePublicLink, revokePublicLink),
  inWorkspace(operations.shareTask, shareTask),
  inWorkspace(operations.unshareTask, unshareTask),
  inWorkspace(operations.shareRun, shareRun),
  inWorkspace(operations.unshareRun, unshareRun),
  forAnyone(operations.getPublicView, getPublicView),
  forAnyone(operations.getPublicFile, getPublicFile),
  forAnyone(operations.watchPublicView, watchPublicView),
];
