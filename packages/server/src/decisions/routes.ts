import { operations } from "@rondo/contract";
import { type Route, forAnyone } from "../http/index.ts";
import { decideByLink } from "./commands.ts";
import { getDecision } from "./queries.ts";

export const decisionRoutes: Route[] = [forAnyone(operations.getDecision, getDecision), forAnyone(operations.decideByLink, decideByLink)];
