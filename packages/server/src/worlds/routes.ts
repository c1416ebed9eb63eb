import { operations } from "@rondo/contract";
import { type Route, asStream, forPerson, inWorkspace } from "../http/index.ts";
import { dropSample, makeSample } from "./commands.ts";
import { getSample } from "./queries.ts";

export const sampleRoutes: Route[] = [
  forPerson(operations.makeSample, makeSample),
  inWorkspace(operations.getSample, getSample),
  asStream(operations.removeSample, dropSample),
];
