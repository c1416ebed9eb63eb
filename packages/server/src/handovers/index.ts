import type { PlanHooks } from "../plans/index.ts";
import type { Route } from "../http/index.ts";

export const handoverRoutes: Route[] = [];
export const offerReached: PlanHooks["onReached"] = async () => undefined;
