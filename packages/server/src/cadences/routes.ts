import { operations } from "@rondo/contract";
import { type Route, inWorkspace } from "../http/index.ts";
import { change, create, end, repeat, startMissed } from "./commands.ts";
import { ahead, list, past, preview } from "./queries.ts";

export const cadenceRoutes: Route[] = [
  inWorkspace(operations.listCadences, list),
  inWorkspace(operations.listOccurrences, ahead),
  inWorkspace(operations.previewCadence, preview),
  inWorkspace(operations.createCadence, create),
  inWorkspace(operations.repeatTask, repeat),
  inWorkspace(operations.changeCadence, change),
  inWorkspace(operations.deleteCadence, end),
  inWorkspace(operations.listPastOccurrences, past),
  inWorkspace(operations.startOccurrence, startMissed),
];
