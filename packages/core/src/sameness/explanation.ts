import { words } from "../kernel/index.ts";
import type { Verdict } from "./verdict.ts";
import type { Container } from "./work.ts";

/** Lines of text in one column that are no tasks: a sheet that explains the others. */
export function noList(): Verdict {
  return {
    kind: "unclear",
    confidence: 0.5,
    reasons: [words`It holds nothing but lines of text, as a sheet does that explains a file: no list of work.`],
    evidence: [],
  };
}

/** Whether it only explains: nothing is known of any of its lines, and its name or its sentences say so. */
export function onlyExplains({ name, items, links, plannedEnd, written, recorded }: Container): boolean {
  if (written || recorded !== undefined || items.length === 0 || links > 0 || plannedEnd !== null) return false;
  const bare = items.every(
    ({ role, created, started, finished, done, parent, parts, walk, milestone, fields }) =>
      role === null &&
      created === null &&
      started === null &&
      finished === null &&
      !done &&
      parent === null &&
      parts.length === 0 &&
      walk.length < 2 &&
      !milestone &&
      fields.length === 0,
  );
  if (!bare) return false;
  const sentences = items.filter(({ title }) => title.length >= 50 && /[.!?:]$/.test(title.trim())).length;
  return namesExplanation.test(name) || sentences * 2 > items.length;
}

const namesExplanation =
  /(?:^|[\s–—:_/.!-])(?:read ?me|read ?me first|lies ?mich|info|notes?|hinweise?|erläuterung(?:en)?|legende?|about|cover|deckblatt|lisez[- ]moi|léeme|change ?log)$/iu;
