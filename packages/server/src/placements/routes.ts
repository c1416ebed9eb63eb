import { operations } from "@rondo/contract";
import { mustMayIn } from "../access/index.ts";
import { type Route, inWorkspace } from "../http/index.ts";
import { update } from "./commands.ts";
import { placementsIn } from "./queries.ts";

export const placementRoutes: Route[] = [
  inWorkspace(operations.listPlacements, async (call) => {
    await mustMayIn(call.tx, call.actor, "process", call.params.p, "process.read");
    return { items: await placementsIn(call, call.params.p) };
  }),
  inWorkspace(operations.updatePlacements, update),
];
