import { operations } from "@rondo/contract";
import { type Route, inWorkspace } from "../http/index.ts";
import { startTaskRuns } from "./commands.ts";
import { getTaskRuns } from "./queries.ts";

export const bundleRoutes: Route[] = [
  inWorkspace(operations.getTaskRuns, getTaskRuns),
  inWorkspace(operations.startTaskRuns, startTaskRuns),
];
