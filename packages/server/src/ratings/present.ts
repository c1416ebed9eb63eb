import type { AnswerOf, operations } from "@rondo/contract";
import type { RatingRow } from "./store.ts";

export function presentAsked({ asks, ended, said, score }: RatingRow): AnswerOf<typeof operations.getRequestRating> {
  return { asked: asks && ended && !said, score };
}
