import { readQuery } from "../session/index.ts";

/** My day: its route asks while the screen is still being fetched. */
export function dayQuery(workspaceId: string) {
  return readQuery(workspaceId, "GET /my-day", {}, { watch: ["task", "run", "project", "question"] });
}
