import type { Counts } from "./reading.ts";

/** "312 of 312 comments, 26 of 26 check items": the line a person reads after an import. Nouns with none are left out. */
export function countWords(read: Counts, carried: Counts): string {
  return Object.entries(read)
    .filter(([, count]) => count > 0)
    .map(([noun, count]) => `${carried[noun] ?? 0} of ${count} ${spaced(noun)}`)
    .join(", ");
}

function spaced(noun: string): string {
  return noun.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}
