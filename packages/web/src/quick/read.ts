import type { QuickWords } from "./words.ts";
import { readDay, readTime } from "./moment.ts";
import { readRule, type QuickRule } from "./rule.ts";
import { type Token, tokensOf } from "./tokens.ts";

export type Named = { readonly id: string; readonly name: string };
export type QuickKind = "day" | "time" | "rule" | "owner" | "project" | "minutes" | "priority";
/** A piece of the line that was understood: what it says, and the text that said it. */
export type QuickPart = { readonly kind: QuickKind; readonly text: string };
export type Quick = {
  readonly title: string;
  /** `YYYY-MM-DD` */
  readonly day: string | null;
  /** `HH:MM` */
  readonly time: string | null;
  readonly rule: QuickRule | null;
  readonly owner: Named | null;
  readonly project: Named | null;
  readonly minutes: number | null;
  readonly priority: "none" | "high" | "urgent";
  readonly parts: readonly QuickPart[];
};

export type QuickWorld = {
  readonly today: string;
  readonly people: readonly Named[];
  readonly projects: readonly Named[];
  readonly minutesPerDay: number;
  /** Pieces that the writer said are just words. */
  readonly plain?: readonly string[];
};

/**
 * Reads "Scan the maps Fri 3pm weekly @ines #digitisation 30m" as a title and what it says besides. Every piece counts
 * once, the first that says something wins, and whatever is not understood stays in the title: nothing typed is lost.
 */
export function readQuick(line: string, words: QuickWords, world: QuickWorld): Quick {
  const tokens = tokensOf(line);
  const found: { -readonly [Key in keyof Quick]: Quick[Key] } = {
    title: "",
    day: null,
    time: null,
    rule: null,
    owner: null,
    project: null,
    minutes: null,
    priority: "none",
    parts: [],
  };
  const parts: QuickPart[] = [];
  const title: string[] = [];
  const take = (at: number, count: number, kind: QuickKind): boolean => {
    const text = tokens
      .slice(at, at + count)
      .map((token) => token.text)
      .join(" ");
    if (world.plain?.includes(text)) return false;
    parts.push({ kind, text });
    return true;
  };
  for (let at = 0; at < tokens.length;) {
    const read = readPart(tokens, at, words, world, found);
    if (read !== null && take(at, read.count, read.kind)) {
      Object.assign(found, read.says);
      at += read.count;
    } else {
      title.push(tokens[at]?.text ?? "");
      at += 1;
    }
  }
  return { ...found, title: title.join(" "), parts };
}

type Read = { readonly count: number; readonly kind: QuickKind; readonly says: Partial<Quick> };

function readPart(tokens: readonly Token[], at: number, words: QuickWords, world: QuickWorld, found: Quick): Read | null {
  const token = tokens[at];
  if (token === undefined || token.quoted) return null;
  if (found.owner === null && token.text.startsWith("@")) return named(token, world.people, "owner");
  if (found.project === null && token.text.startsWith("#")) return named(token, world.projects, "project");
  if (found.priority === "none" && words.urgent.includes(token.lower)) return { count: 1, kind: "priority", says: { priority: "urgent" } };
  if (found.priority === "none" && words.high.includes(token.lower)) return { count: 1, kind: "priority", says: { priority: "high" } };
  if (found.rule === null) {
    const rule = readRule(tokens, at, words);
    if (rule !== null) return { count: rule.count, kind: "rule", says: { rule: rule.rule } };
  }
  if (found.day === null) {
    const day = readDay(tokens, at, words, world.today);
    if (day !== null) return { count: day.count, kind: "day", says: { day: day.day } };
  }
  if (found.time === null) {
    const time = readTime(tokens, at, words);
    if (time !== null) return { count: time.count, kind: "time", says: { time: time.time } };
  }
  if (found.minutes === null) {
    const minutes = readMinutes(tokens, at, words, world.minutesPerDay);
    if (minutes !== null) return { count: minutes.count, kind: "minutes", says: { minutes: minutes.minutes } };
  }
  return null;
}

/** "@ines", "@ines.okafor" or "@okafor": the beginning of a name or of a word of it. Two that fit equally are no answer. */
function named(token: Token, all: readonly Named[], kind: "owner" | "project"): Read | null {
  const typed = plainOf(token.text.slice(1));
  if (typed === "") return null;
  const scored = all
    .map((one) => {
      const name = plainOf(one.name);
      const words = one.name.split(/\s+/).map(plainOf);
      return {
        one,
        score:
          name === typed ? 3 : words.includes(typed) ? 2 : name.startsWith(typed) || words.some((word) => word.startsWith(typed)) ? 1 : 0,
      };
    })
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score);
  const [best, second] = scored;
  if (best === undefined || (second !== undefined && second.score === best.score)) return null;
  return { count: 1, kind, says: kind === "owner" ? { owner: best.one } : { project: best.one } };
}

/** Letters and digits, without case and accents. */
function plainOf(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]/gu, "")
    .toLocaleLowerCase();
}

/** "30m", "1.5h", "1h30m", "2 hours". */
function readMinutes(
  tokens: readonly Token[],
  at: number,
  words: QuickWords,
  minutesPerDay: number,
): { count: number; minutes: number } | null {
  const sizes: readonly (readonly [readonly string[], number])[] = [
    [words.minutes, 1],
    [words.hours, 60],
    [words.days, minutesPerDay],
  ];
  const sizeOf = (unit: string) => sizes.find(([names]) => names.includes(unit))?.[1];
  const token = tokens[at];
  if (token === undefined) return null;
  if (/^\d{1,4}(?:[.,]\d+)?$/.test(token.lower)) {
    const size = sizeOf(tokens[at + 1]?.lower ?? "");
    return size === undefined ? null : { count: 2, minutes: Math.round(Number(token.lower.replace(",", ".")) * size) };
  }
  let rest = token.lower;
  let total = 0;
  while (rest !== "") {
    const piece = /^(\d{1,4}(?:[.,]\d+)?)([^\d\s]+)/.exec(rest);
    const size = piece && sizeOf(piece[2] ?? "");
    if (!piece || size == null) return null;
    total += Number(piece[1]?.replace(",", ".")) * size;
    rest = rest.slice(piece[0].length);
  }
  return total > 0 ? { count: 1, minutes: Math.round(total) } : null;
}
