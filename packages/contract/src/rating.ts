import { z } from "zod";
import { operation } from "./operation.ts";
import { id, instant } from "./primitives.ts";

const byLink = z.object({ token: z.string().min(20).max(200) });
const Asked = z.object({
  asked: z.boolean().describe("Whether it is asked now: the run has ended, its process wants to know, and nobody has said"),
  score: z.int().min(1).max(5).nullable(),
});
const newRating = z.strictObject({
  score: z.int().min(1).max(5).nullable().describe("5 is best; null: rather not, and it is not asked again"),
  words: z.string().trim().max(2_000).default(""),
});

export const ratingOperations = {
  getRequestRating: operation({
    id: "getRequestRating",
    method: "GET",
    path: "/api/requests/:token/rating",
    summary: "Whether the requester is asked how satisfied they are, and what they said",
    door: "anyone",
    needs: null,
    params: byLink,
    answer: Asked,
    status: 200,
    refusals: ["request_not_found"],
  }),
  giveRating: operation({
    id: "giveRating",
    method: "PUT",
    path: "/api/requests/:token/rating",
    summary: "Say how satisfied one is: once, after the run has ended",
    door: "anyone",
    needs: null,
    params: byLink,
    body: newRating,
    answer: Asked,
    status: 200,
    refusals: ["request_not_found", "rating_not_asked", "too_many_requests"],
  }),
  getRunRating: operation({
    id: "getRunRating",
    method: "GET",
    path: "/api/workspaces/:w/runs/:r/rating",
    summary: "How satisfied whoever asked for the run is; whether it is you who is asked",
    door: "workspace",
    needs: "run.read",
    params: z.object({ w: id, r: id }),
    answer: Asked.extend({ words: z.string(), at: instant.nullable() }),
    status: 200,
    refusals: ["run_not_found"],
  }),
  rateRun: operation({
    id: "rateRun",
    method: "PUT",
    path: "/api/workspaces/:w/runs/:r/rating",
    summary: "The same for a member who asked for the run",
    door: "workspace",
    needs: "run.read",
    params: z.object({ w: id, r: id }),
    body: newRating,
    answer: Asked,
    status: 200,
    refusals: ["run_not_found", "rating_not_asked"],
  }),
};
