import { operations } from "@rondo/contract";
import { type Route, inWorkspace } from "../http/index.ts";
import { search } from "./queries.ts";

export const searchRoutes: Route[] = [inWorkspace(operations.search, search)];
