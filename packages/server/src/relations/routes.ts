import { operations } from "@rondo/contract";
import { type Route, inWorkspace } from "../http/index.ts";
import { addAppearance, relate, removeAppearance, unrelate } from "./commands.ts";
import { listAppearances, listRelations } from "./queries.ts";

export const relationRoutes: Route[] = [
  inWorkspace(operations.listRelations, listRelations),
  inWorkspace(operations.relate, relate),
  inWorkspace(operations.unrelate, unrelate),
  inWorkspace(operations.listAppearances, listAppearances),
  inWorkspace(operations.addAppearance, addAppearance),
  inWorkspace(operations.removeAppearance, removeAppearance),
];
