import { z } from "zod";
import { Definition } from "./definition.ts";
import { day, instant } from "./primitives.ts";

const hours = z.number().describe("Elapsed hours");
const text = z.string().max(1_000);

/** Which cases of a log are meant, and how much of what is rare is left out of the model. Filters hold together. */
export const LogQuery = z.strictObject({
  noise: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(0)
    .describe("Leave out what is rarer than this share of the strongest alternative; 0 keeps every trace possible"),
  from: day.optional().describe("Begun on or after"),
  until: day.optional().describe("Begun before"),
  variants: z.coerce.number().int().min(1).max(1_000_000).optional().describe("Only so many of the most frequent variants"),
  attribute: text.optional(),
  value: text.optional().describe("Of the attribute, on the case or any of its events"),
  through: text.optional().describe("In which this activity was done"),
  then: text.optional().describe("And this one came directly after it"),
});

export const MinedLog = z.object({
  cases: z.int(),
  events: z.int(),
  of: z.int().describe("Of how many cases there are at all"),
  from: instant.nullable(),
  until: instant.nullable(),
  leadHours: z.object({ p50: hours, p80: hours.nullable(), p95: hours.nullable() }).nullable(),
  activities: z.array(
    z.object({ activity: z.string(), count: z.int(), cases: z.int(), starts: z.int(), ends: z.int(), role: z.string().nullable() }),
  ),
  follows: z
    .array(
      z.object({ from: z.string().nullable(), to: z.string().nullable(), count: z.int(), cases: z.int(), medianHours: hours.nullable() }),
    )
    .describe("What came directly after what; null is the start and the end of a case"),
  variantCount: z.int(),
  variants: z
    .array(z.object({ count: z.int(), steps: z.array(z.string()), medianHours: hours.nullable() }))
    .describe("The fifty most frequent"),
  bottlenecks: z.array(
    z.object({
      activity: z.string(),
      count: z.int(),
      medianWaitHours: hours,
      p90WaitHours: hours.nullable(),
      totalWaitHours: hours,
      share: z.number(),
      medianWorkHours: hours.nullable(),
      after: z.string().nullable(),
    }),
  ),
  attributes: z.array(
    z.object({
      name: z.string(),
      type: z.string(),
      cases: z.int(),
      distinct: z.int(),
      values: z.array(z.object({ value: z.string(), cases: z.int() })),
    }),
  ),
  model: z
    .object({ tree: z.string(), fitness: z.number(), fitTraces: z.int(), precision: z.number(), definition: Definition })
    .nullable()
    .describe("Mined of the cases that are meant; null where there are none"),
});
