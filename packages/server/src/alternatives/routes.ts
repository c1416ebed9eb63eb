import { operations } from "@rondo/contract";
import { type Route, inWorkspace } from "../http/index.ts";
import { adoptAlternative, changeAlternative, makeAlternative, removeAlternative, revertAlternative } from "./commands.ts";
import { getAlternative, listAlternatives } from "./queries.ts";

export const alternativeRoutes: Route[] = [
  inWorkspace(operations.listAlternatives, listAlternatives),
  inWorkspace(operations.makeAlternative, makeAlternative),
  inWorkspace(operations.getAlternative, getAlternative),
  inWorkspace(operations.changeAlternative, changeAlternative),
  inWorkspace(operations.removeAlternative, removeAlternative),
  inWorkspace(operations.adoptAlternative, adoptAlternative),
  inWorkspace(operations.revertAlternative, revertAlternative),
];
