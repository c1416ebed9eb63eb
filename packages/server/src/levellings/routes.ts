import { operations } from "@rondo/contract";
import { type Route, inWorkspace } from "../http/index.ts";
import { acceptLevelling, cancelLevelling, proposeLevelling, revertLevelling } from "./commands.ts";
import { getLevelling } from "./queries.ts";

export const levellingRoutes: Route[] = [
  inWorkspace(operations.proposeLevelling, proposeLevelling),
  inWorkspace(operations.getLevelling, getLevelling),
  inWorkspace(operations.cancelLevelling, cancelLevelling),
  inWorkspace(operations.acceptLevelling, acceptLevelling),
  inWorkspace(operations.revertLevelling, revertLevelling),
];
