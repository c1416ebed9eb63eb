/** How the lengths of work are written, the same in every language: "45 min", "6.5 h", "2 d 4 h", "1 w". */
export const durationSigns = { week: "w", day: "d", hour: "h", minute: "min" } as const;

export type DurationUnit = keyof typeof durationSigns;

/** The unit that a word means, as people type it in English and German; null where it means none. */
export function durationUnit(word: string): DurationUnit | null {
  return units.get(word.toLowerCase()) ?? null;
}

const words: Readonly<Record<DurationUnit, string>> = {
  week: "w wk wks week weeks wo woche wochen",
  day: "d day days t tg tag tage tagen",
  hour: "h hr hrs hour hours std stunde stunden",
  minute: "m min mins minute minutes minuten",
};

const units = new Map(
  Object.entries(words).flatMap(([unit, names]) => names.split(" ").map((name) => [name, unit as DurationUnit] as const)),
);
