import type { Net, Transition } from "@rondo/core/mining";
import { tooLarge, unreadable } from "../draft/refuse.ts";
import { decodeText } from "../text/index.ts";

const limits = { activities: 10_000, pairs: 1_000_000 };

/** By its first lines: a number, so many names, a number again. */
export function looksLikeDfg(head: string): boolean {
  const lines = head.split(/\r?\n/, 2_000);
  const count = /^\d{1,5}$/.test(lines[0] ?? "") ? Number(lines[0]) : 0;
  return count > 0 && (lines.length > count + 1 ? /^\d{1,5}$/.test(lines[count + 1]!) : head.length >= 4_000);
}

/**
 * Reads what directly follows what, as process miners write it (.dfg): how many activities and their names, how many of them
 * begin and which (`3x6`: the fourth, six times), how many end and which, then a line for each pair (`0>7x2`). A performance
 * begins with one that begins, goes on along pairs and ends with one that ends; how often is left aside.
 */
export function readDfg(bytes: Uint8Array): Net {
  const lines = decodeText(bytes).split(/\r?\n/);
  while (lines.at(-1)?.trim() === "") lines.pop();
  let line = 0;
  const next = (): string => {
    if (line >= lines.length) throw unreadable("The file ends too early", { line: line + 1 });
    return lines[line++]!;
  };
  const number = (what: string, most: number): number => {
    const text = next().trim();
    if (!/^\d{1,9}$/.test(text)) throw unreadable(`Here the file should say how many ${what}`, { line });
    if (Number(text) > most) throw tooLarge(`${most} ${what}`);
    return Number(text);
  };
  const names = Array.from({ length: number("activities there are", limits.activities) }, next);
  const activity = (text: string | undefined): number => {
    if (text === undefined || Number(text) >= names.length)
      throw unreadable("Here the file should name an activity by its number", { line });
    return Number(text);
  };
  const some = (what: string): number[] =>
    Array.from({ length: number(what, names.length) }, () => activity(/^(\d{1,9})x\d+$/.exec(next().trim())?.[1]));
  const [first, last] = [some("activities begin"), some("activities end")];
  if (first.length === 0 || last.length === 0) throw unreadable("No activity begins or none ends", { line });
  if (lines.length - line > limits.pairs) throw tooLarge(`${limits.pairs} pairs of activities`);
  // Where a performance stands: before it begins, at its end, behind each activity.
  const [begin, end, behind] = [0, 1, 2];
  const transitions: Transition[] = first.map((at) => ({ label: names[at]!, inputs: [begin], outputs: [behind + at] }));
  while (line < lines.length) {
    const [, from, to] = /^(\d{1,9})>(\d{1,9})x\d+$/.exec(next().trim()) ?? [];
    const [before, after] = [activity(from), activity(to)];
    transitions.push({ label: names[after]!, inputs: [behind + before], outputs: [behind + after] });
  }
  for (const at of last) transitions.push({ label: null, inputs: [behind + at], outputs: [end] });
  return { places: behind + names.length, transitions, initial: [begin], final: [[end]] };
}
