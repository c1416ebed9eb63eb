import { operations } from "@rondo/contract";
import { type Route, inWorkspace } from "../http/index.ts";
import { changeCustomField, createCustomField, deleteCustomField, restoreCustomField } from "./commands.ts";
import { presentField } from "./present.ts";
import { listFields } from "./store.ts";

export const fieldRoutes: Route[] = [
  inWorkspace(operations.listCustomFields, async ({ tx, actor }) => ({ items: (await listFields(tx, actor)).map(presentField) })),
  inWorkspace(operations.createCustomField, createCustomField),
  inWorkspace(operations.changeCustomField, changeCustomField),
  inWorkspace(operations.deleteCustomField, deleteCustomField),
  inWorkspace(operations.restoreCustomField, restoreCustomField),
];
