import { z } from "zod";
import { operation } from "./operation.ts";
import { id, inWorkspace } from "./primitives.ts";

export const sampleOperations = {
  makeSample: operation({
    id: "makeSample",
    method: "POST",
    path: "/api/samples",
    summary: "Make a sample world to look at, as a workspace beside one's own; the one there is, where one has it",
    door: "person",
    needs: null,
    answer: z.object({ id, slug: z.string() }),
    status: 201,
    refusals: ["conflict"],
  }),
  getSample: operation({
    id: "getSample",
    method: "GET",
    path: "/api/workspaces/:w/sample",
    summary: "What of a sample world is not its own: what people made in it who are not of it",
    door: "workspace",
    needs: "sample.remove",
    params: inWorkspace,
    answer: z.object({
      made: z.array(z.object({ kind: z.enum(["task", "run", "project", "process", "document"]), id, title: z.string() })),
      more: z.boolean().describe("Whether they made more than is named"),
      changes: z.int().describe("Everything they did in it"),
      people: z.int().describe("How many there are who are not of it"),
    }),
    status: 200,
    refusals: ["sample_not_found"],
  }),
  removeSample: operation({
    id: "removeSample",
    method: "DELETE",
    path: "/api/workspaces/:w/sample",
    summary: "Remove a sample world without trace: the workspace with all that is in it, its journal and its people",
    door: "workspace",
    needs: "sample.remove",
    params: inWorkspace,
    status: 204,
    refusals: ["sample_not_found", "sample_is_all"],
  }),
};
