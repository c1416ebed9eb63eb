/** "P2DT4H" as [["D", 2], ["H", 4]]; null where it is none. Days that are whole weeks stay days: what was said is kept. */
export function partsOfDuration(text: string): (readonly [unit: "Y" | "M" | "D" | "H" | "m" | "S", count: number])[] | null {
  const match = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (match === null) return null;
  return (["Y", "M", "D", "H", "m", "S"] as const).flatMap((unit, index) =>
    match[index + 1] === undefined ? [] : [[unit, Number(match[index + 1])] as const],
  );
}

export const durationUnits = ["m", "H", "D", "W", "M", "Y"] as const;

/** One number in one unit, as ISO 8601. Weeks are seven days: the form that durations are kept in has none. */
export function durationFrom(count: number, unit: (typeof durationUnits)[number]): string {
  const whole = Math.max(0, Math.round(count));
  return unit === "m" || unit === "H" ? `PT${whole}${unit === "m" ? "M" : "H"}` : unit === "W" ? `P${whole * 7}D` : `P${whole}${unit}`;
}
