import { operations } from "@rondo/contract";
import { type Route, inWorkspace } from "../http/index.ts";
import { type HoursChanged, changeCapacity, changeMyHours, changeMyLeave } from "./commands.ts";
import { presentAbsence, presentHours } from "./present.ts";
import { getCapacity } from "./queries.ts";
import { getMyWeek } from "./week.ts";
import { ownTime } from "./store.ts";

export const capacityRoutes = (hoursChanged: HoursChanged): Route[] => [
  inWorkspace(operations.getCapacity, getCapacity),
  inWorkspace(operations.changeCapacity, (call) => changeCapacity(call, hoursChanged)),
  inWorkspace(operations.getMyWeek, getMyWeek),
  inWorkspace(operations.getMyLeave, async ({ tx, actor }) => presentAbsence(await ownTime(tx, actor.personId))),
  inWorkspace(operations.changeMyLeave, (call) => changeMyLeave(call, hoursChanged)),
  inWorkspace(operations.getMyHours, async ({ tx, actor }) => presentHours(tx, await ownTime(tx, actor.personId))),
  inWorkspace(operations.changeMyHours, (call) => changeMyHours(call, hoursChanged)),
];
