import { operations } from "@rondo/contract";
import { type Route, inWorkspace } from "../http/index.ts";
import { addEntry, changeEntry, putBudget, removeEntry, restoreEntry, settleEntry, unsettleEntry, writeReport } from "./commands.ts";
import { getControl, listPortfolio, listRegister } from "./queries.ts";

export const controlRoutes: Route[] = [
  inWorkspace(operations.listRegister, listRegister),
  inWorkspace(operations.addEntry, addEntry),
  inWorkspace(operations.changeEntry, changeEntry),
  inWorkspace(operations.removeEntry, removeEntry),
  inWorkspace(operations.restoreEntry, restoreEntry),
  inWorkspace(operations.settleEntry, settleEntry),
  inWorkspace(operations.unsettleEntry, unsettleEntry),
  inWorkspace(operations.writeReport, writeReport),
  inWorkspace(operations.getControl, getControl),
  inWorkspace(operations.putBudget, putBudget),
  inWorkspace(operations.listPortfolio, listPortfolio),
];
