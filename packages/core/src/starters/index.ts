import { content, documentReview, event, release } from "./making.ts";
import { monthEnd, purchase } from "./money.ts";
import { offboarding, onboarding, travel } from "./people.ts";
import { complaint, digitisation, incident } from "./requests.ts";
import type { Starter } from "./write.ts";

export { type Starter, starterOn } from "./write.ts";

/** Procedures to begin with, by their names. */
export const starters: readonly Starter[] = [
  complaint,
  content,
  digitisation,
  documentReview,
  event,
  incident,
  monthEnd,
  offboarding,
  onboarding,
  purchase,
  release,
  travel,
].toSorted((a, b) => (a.name < b.name ? -1 : 1));
