import { operations } from "@rondo/contract";
import { type Route, inWorkspace } from "../http/index.ts";
import { removeBaseline, restoreBaseline, takeBaseline } from "./commands.ts";
import { listBaselines, readBaseline } from "./queries.ts";

export const baselineRoutes: Route[] = [
  inWorkspace(operations.listBaselines, listBaselines),
  inWorkspace(operations.takeBaseline, takeBaseline),
  inWorkspace(operations.getBaseline, readBaseline),
  inWorkspace(operations.removeBaseline, removeBaseline),
  inWorkspace(operations.restoreBaseline, restoreBaseline),
];
