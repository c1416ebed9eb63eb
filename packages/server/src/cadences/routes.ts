import { operations } from "@rondo/contract";
import { type Route, inWorkspace } from "../http/index.ts";
import { change, create, end, list, occurrences, preview } from "./commands.ts";

export const cadenceRoutes: Route[] = [
  inWorkspace(operations.listCadences, list),
  inWorkspace(operations.listOccurrences, occurrences),
  inWorkspace(operations.previewCadence, preview),
  inWorkspace(operations.createCadence, create),
  inWorkspace(operations.changeCadence, change),
  inWorkspace(operations.deleteCadence, end),
];
