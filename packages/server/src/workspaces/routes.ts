import { operations } from "@rondo/contract";
import { type Route, forPerson, inWorkspace } from "../http/index.ts";
import { type CalendarChanged, changeWorkspace, createWorkspace } from "./commands.ts";
import { presentWorkspace } from "./present.ts";
import { type WorkspaceRow, findWorkspace } from "./store.ts";

export function workspaceRoutes(calendarChanged: CalendarChanged): Route[] {
  return [
    forPerson(operations.createWorkspace, createWorkspace),
    inWorkspace(operations.getWorkspace, async ({ tx }) => presentWorkspace((await findWorkspace(tx)) as WorkspaceRow)),
    inWorkspace(operations.changeWorkspace, (call) => changeWorkspace(call, calendarChanged)),
  ];
}
