import { operations } from "@rondo/contract";
import { type Route, inWorkspace } from "../http/index.ts";
import { removeTemplate, saveTemplate, useTemplate } from "./commands.ts";
import { dates, list } from "./queries.ts";

export const templateRoutes: Route[] = [
  inWorkspace(operations.listTemplates, list),
  inWorkspace(operations.saveTemplate, saveTemplate),
  inWorkspace(operations.removeTemplate, removeTemplate),
  inWorkspace(operations.placeTemplate, dates),
  inWorkspace(operations.useTemplate, useTemplate),
];
