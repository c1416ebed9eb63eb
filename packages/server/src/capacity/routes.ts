import { operations } from "@rondo/contract";
import { type Route, inWorkspace } from "../http/index.ts";
import { changeCapacity, changeMyHours, changeMyLeave } from "./commands.ts";
import { presentAbsence, presentHours } from "./present.ts";
import { getCapacity } from "./queries.ts";
import { getMyWeek } from "./week.ts";
import { ownTime } from "./store.ts";

export const capacityRoutes: Route[] = [
  inWorkspace(operations.getCapacity, getCapacity),
  inWorkspace(operations.changeCapacity, changeCapacity),
  inWorkspace(operations.getMyWeek, getMyWeek),
  inWorkspace(operations.getMyLeave, async ({ tx, actor }) => presentAbsence(await ownTime(tx, actor.personId))),
  inWorkspace(operations.changeMyLeave, changeMyLeave),
  inWorkspace(operations.getMyHours, async ({ tx, actor }) => presentHours(tx, await ownTime(tx, actor.personId))),
  inWorkspace(operations.changeMyHours, changeMyHours),
];
