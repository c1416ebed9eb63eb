import { z } from "zod";
import { operation } from "./operation.ts";
import { id, instant, personRef } from "./primitives.ts";

const path = z.object({ w: id, p: id });

/** Where steps of the revision that a run is on go on in the other one: step ids; null is behind all that is around the step. */
const targets = z
  .record(z.string().max(64), z.string().max(64).nullable())
  .refine((value) => Object.keys(value).length <= 200, "at most 200 steps");

export const TransferPoint = z.object({
  code: z.enum(["alike", "gone", "kind", "anew", "whole", "together", "again", "skipped", "answer", "undo", "branch", "timer"]),
  decide: z.boolean().describe("Somebody should look at it before the run is moved"),
  step: z.string().nullable().describe("Of the revision that the run is on"),
  to: z.string().nullable().describe("Of the other revision; null: behind what is around it"),
  title: z.string(),
  count: z.int(),
});

export const RunToMove = z.object({
  id,
  title: z.string(),
  number: z.int(),
  revision: z.int(),
  version: z.int(),
  startedAt: instant,
  at: z.array(z.string()).describe("Titles of the steps it is at"),
  verdict: z.enum(["clean", "decide", "past"]).describe("Takes it cleanly; needs a decision; past all that differs"),
  points: z.array(TransferPoint),
  ahead: z.array(z.string()).describe("What differs before it, by title"),
  finishes: z.boolean().describe("Finishes on its revision, as was said before"),
});

export const Move = z.object({
  id,
  revision: z.int(),
  at: instant,
  by: personRef.nullable(),
  reason: z.string(),
  runs: z.array(z.object({ id, title: z.string(), from: z.int(), back: z.boolean() })),
  undoneAt: instant.nullable(),
  undoneBy: personRef.nullable(),
  undoableUntil: instant.nullable().describe("Null: it can't be taken back any more"),
});

const Stayed = z.object({ id, title: z.string(), why: z.enum(["ended", "elsewhere", "wentOn", "refused"]), message: z.string() });

export const moveOperations = {
  previewMoves: operation({
    id: "previewMoves",
    method: "POST",
    path: "/api/workspaces/:w/processes/:p/move-previews",
    summary: "What moving the open runs onto a revision, or the draft, would do to each",
    door: "workspace",
    needs: "process.publish",
    params: path,
    body: z.strictObject({ to: z.union([z.literal("draft"), z.int().min(1)]), targets: targets.default({}) }),
    answer: z.object({ runs: z.array(RunToMove), more: z.int().describe("Open runs beyond those that are listed") }),
    status: 200,
    refusals: ["process_not_found", "nothing_published", "process_not_runnable"],
  }),
  moveRuns: operation({
    id: "moveRuns",
    method: "POST",
    path: "/api/workspaces/:w/processes/:p/moves",
    summary: "Move open runs onto a revision; one that can't be moved stays, with the reason",
    door: "workspace",
    needs: "process.publish",
    params: path,
    body: z.strictObject({
      to: z.int().min(1),
      reason: z.string().trim().max(2_000).default(""),
      targets: targets.default({}),
      runs: z
        .array(z.strictObject({ id, targets: targets.optional() }))
        .max(500)
        .default([]),
      finish: z.array(id).max(500).default([]).describe("Runs that finish on their revision, which is retired with its last run"),
    }),
    answer: z.object({ move: Move.nullable(), stayed: z.array(Stayed) }),
    status: 201,
    refusals: ["process_not_found", "nothing_published"],
  }),
  listMoves: operation({
    id: "listMoves",
    method: "GET",
    path: "/api/workspaces/:w/processes/:p/moves",
    summary: "Moves of runs between revisions, the newest first",
    door: "workspace",
    needs: "process.read",
    params: path,
    answer: z.object({ items: z.array(Move) }),
    status: 200,
    refusals: ["process_not_found"],
  }),
  undoMove: operation({
    id: "undoMove",
    method: "DELETE",
    path: "/api/workspaces/:w/processes/:p/moves/:m",
    summary: "Take a move back: its runs are where they were; for seven days",
    door: "workspace",
    needs: "process.publish",
    params: path.extend({ m: id }),
    answer: z.object({ move: Move, stayed: z.array(Stayed) }),
    status: 200,
    refusals: ["process_not_found", "move_not_found", "move_settled"],
  }),
};
