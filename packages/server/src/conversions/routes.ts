import { operations } from "@rondo/contract";
import { type Route, inWorkspace } from "../http/index.ts";
import { convertProject } from "./commands/project.ts";
import { convertRun } from "./commands/run.ts";
import { makePlan, makeProcedure } from "./commands/template.ts";
import { undoConversion } from "./commands/undo.ts";
import { list, preview } from "./queries.ts";

export const conversionRoutes: Route[] = [
  inWorkspace(operations.listConversions, list),
  inWorkspace(operations.previewConversion, preview),
  inWorkspace(operations.convertProject, convertProject),
  inWorkspace(operations.convertRun, convertRun),
  inWorkspace(operations.undoConversion, undoConversion),
  inWorkspace(operations.makeProcedure, makeProcedure),
  inWorkspace(operations.makePlan, makePlan),
];
