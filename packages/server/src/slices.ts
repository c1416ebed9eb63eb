import { installationRoutes } from "./installation/index.ts";
import type { Route } from "./http/index.ts";
import { type TaskHomes, taskRoutes } from "./tasks/index.ts";

/** Every slice of the server, put together: what one needs of another goes through these hands, so that none imports in a circle. */
export function sliceRoutes(): Route[] {
  const homes: TaskHomes = {
    answerStep: async () => undefined,
    planChanged: async () => undefined,
    planFields: async () => ({}),
  };
  return [...installationRoutes, ...taskRoutes(homes)];
}
