import { operations } from "@rondo/contract";
import { type Route, inWorkspace } from "../http/index.ts";
import { acceptHandover, acceptItem, offerHandover, planHandover, returnHandover, unacceptItem } from "./commands.ts";
import { getHandover, list, listInterfaces } from "./queries.ts";

export const handoverRoutes: Route[] = [
  inWorkspace(operations.listHandovers, list),
  inWorkspace(operations.listInterfaces, listInterfaces),
  inWorkspace(operations.planHandover, planHandover),
  inWorkspace(operations.getHandover, getHandover),
  inWorkspace(operations.offerHandover, offerHandover),
  inWorkspace(operations.acceptItem, acceptItem),
  inWorkspace(operations.unacceptItem, unacceptItem),
  inWorkspace(operations.acceptHandover, acceptHandover),
  inWorkspace(operations.returnHandover, returnHandover),
];
