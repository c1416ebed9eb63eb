import { operations } from "@rondo/contract";
import { type Route, forAnyone, inWorkspace } from "../http/index.ts";
import { giveRating, rateRun } from "./commands.ts";
import { ratingByLink, ratingByRun } from "./queries.ts";

export const ratingRoutes: Route[] = [
  forAnyone(operations.getRequestRating, ratingByLink),
  forAnyone(operations.giveRating, giveRating),
  inWorkspace(operations.getRunRating, ratingByRun),
  inWorkspace(operations.rateRun, rateRun),
];
