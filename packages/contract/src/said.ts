import { z } from "zod";
import type { Sentence } from "@rondo/core/kernel";

const Parts: z.ZodType<Sentence> = z.lazy(() =>
  z.object({
    text: z.string().describe("The English with {0}, {1} … where the values go"),
    values: z.array(z.union([z.string(), z.number(), Parts])),
  }),
);

export const Said = Parts.describe("The message in parts, to say it in another language");

/** A sentence, in parts where it was said by Rondo itself. */
export const Told = z.object({ message: z.string(), said: Said.optional() });
