import { operations } from "@rondo/contract";
import { type Route, inWorkspace } from "../http/index.ts";
import { moveRuns, undoMove } from "./commands.ts";
import { listMoves, preview } from "./queries.ts";

export const moveRoutes: Route[] = [
  inWorkspace(operations.previewMoves, preview),
  inWorkspace(operations.moveRuns, moveRuns),
  inWorkspace(operations.listMoves, listMoves),
  inWorkspace(operations.undoMove, undoMove),
];
