import { operations } from "@rondo/contract";
import { type Route, inWorkspace } from "../http/index.ts";
import { changeCapacity } from "./commands.ts";
import { getCapacity } from "./queries.ts";

export const capacityRoutes: Route[] = [inWorkspace(operations.getCapacity, getCapacity), inWorkspace(operations.changeCapacity, changeCapacity)];
