import { words } from "../kernel/index.ts";
import type { Verdict } from "./verdict.ts";
import type { Container, WorkItem } from "./work.ts";

/** No tasks: the lines of a sheet that explains the others, or a table of figures. */
export function noList(container: Container): Verdict {
  return {
    kind: "unclear",
    confidence: 0.5,
    reasons: [
      onlyCounts(container)
        ? words`It holds hardly anything but numbers, as a table of statistics does: no list of work.`
        : words`It holds nothing but lines of text, as a sheet does that explains a file: no list of work.`,
    ],
    evidence: [],
  };
}

export function isNoList(container: Container): boolean {
  return onlyExplains(container) || onlyCounts(container);
}

/** Whether it is a table of figures: nobody does any of it, none of it has a state or a day, and nothing is estimated. */
export function onlyCounts({ items, links, plannedEnd, written, recorded }: Container): boolean {
  if (written || recorded !== undefined || items.length === 0 || items.length > mostCounted || links > 0 || plannedEnd !== null)
    return false;
  // A column “members” that counts them names nobody.
  if (!items.every((item) => isBare({ ...item, role: item.role === null || number.test(item.role) ? null : item.role }))) return false;
  const said = items.flatMap(({ fields }) => fields.filter(({ value }) => value.trim() !== ""));
  return (
    said.length >= items.length * 3 &&
    said.filter(({ value }) => number.test(value.trim())).length >= said.length * 0.8 &&
    !said.some(({ name }) => ofWork.test(name))
  );
}

const mostCounted = 50;
const number = /^[+-]?\d+(?:[., ]\d+)*\s*%?$/;
const ofWork =
  /\b(?:estimat|effort|hour|priorit|point|cost|budget|progress|duration|predecess|depend|aufwand|schätz|stunde|kosten|dauer|fortschritt|vorgänger|abhängig)/i;

/** Whether it only explains: nothing is known of any of its lines, and its name or its sentences say so. */
export function onlyExplains({ name, items, links, plannedEnd, written, recorded }: Container): boolean {
  if (written || recorded !== undefined || items.length === 0 || links > 0 || plannedEnd !== null) return false;
  if (!items.every((item) => isBare(item) && item.fields.length === 0)) return false;
  const sentences = items.filter(({ title }) => title.length >= 50 && /[.!?:]$/.test(title.trim())).length;
  return namesExplanation.test(name) || sentences * 2 > items.length;
}

const namesExplanation =
  /(?:^|[\s–—:_/.!-])(?:read ?me|read ?me first|lies ?mich|info|notes?|hinweise?|erläuterung(?:en)?|legende?|about|cover|deckblatt|lisez[- ]moi|léeme|change ?log)$/iu;

/** Nobody does it, and nothing says how far it is or when. */
function isBare({ role, created, started, finished, done, parent, parts, walk, milestone }: WorkItem): boolean {
  return (
    role === null &&
    created === null &&
    started === null &&
    finished === null &&
    !done &&
    parent === null &&
    parts.length === 0 &&
    walk.length < 2 &&
    !milestone
  );
}
