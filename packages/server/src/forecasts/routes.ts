import { operations } from "@rondo/contract";
import { type Route, inWorkspace } from "../http/index.ts";
import { makeForecast } from "./commands.ts";

export const forecastRoutes: Route[] = [inWorkspace(operations.makeForecast, makeForecast)];
