import { cadenceRoutes } from "./cadences/index.ts";
import type { Route } from "./http/index.ts";
import { installationRoutes } from "./installation/index.ts";
import { intakeRoutes } from "./intake/index.ts";
import { processRoutes } from "./processes/index.ts";
import { answerStep, runRoutes } from "./runs/index.ts";
import { type TaskHomes, taskRoutes } from "./tasks/index.ts";

/** Every slice of the server, put together: what one needs of another goes through these hands, so that none imports in a circle. */
export function sliceRoutes(): Route[] {
  const homes: TaskHomes = {
    answerStep,
    planChanged: async () => undefined,
    planFields: async () => ({}),
  };
  return [...installationRoutes, ...taskRoutes(homes), ...processRoutes, ...runRoutes, ...cadenceRoutes, ...intakeRoutes];
}
