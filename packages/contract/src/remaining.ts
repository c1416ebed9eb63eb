import { z } from "zod";

export const hours = z.number().describe("Hours as the clock goes, or of the process's calendar, as it was asked for");

export const Remaining = z
  .object({ p50: hours, p80: hours.nullable(), p95: hours.nullable(), basis: z.int().describe("Finished runs it rests on") })
  .describe("What is left for half, 80 % and 95 % of like runs; null where too many are open to tell how long the slow ones take");

export const KeptPromises = z
  .object({
    moments: z.int().describe("Steps that opened, each a moment at which the end of its run was promised"),
    refused: z.int().describe("Those at which too little was known to promise anything"),
    levels: z.array(
      z.object({
        level: z.number().describe("How often it says that it is kept: 0.5, 0.8, 0.95"),
        due: z.int().describe("Promises whose time has come"),
        kept: z.int(),
        runs: z.int().describe("Runs they were made of"),
        share: z
          .object({ mean: z.number(), low: z.number(), high: z.number() })
          .nullable()
          .describe("How often they were kept, runs weighted equally, with a 95 % interval; null below twenty runs"),
        says: z.enum(["as said", "too rarely", "more often", "too few"]),
      }),
    ),
  })
  .describe("Each made with what was known at its moment, and judged when its time has come");
