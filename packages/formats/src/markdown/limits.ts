import { tooLarge, unreadable } from "../draft/refuse.ts";

/** 512 Ki characters are some 250 printed pages; the largest real procedure at hand has 19,000 and 150 list entries. */
const limits = { characters: 524_288, lines: 20_000, lineLength: 20_000, structure: 4_000, depth: 100 } as const;

/**
 * Refuses, before parsing, texts that no procedure is: built to make a Markdown parser slow (nesting, runs of marks
 * that CommonMark resolves against each other, thousands of lists), or simply a book. What passes parses within some
 * 5 seconds at worst (1,000 headings with a list each take 1.8 s, quadratic).
 */
export function refuseBombs(text: string): void {
  if (text.length > limits.characters) throw tooLarge(`${limits.characters} characters of Markdown`);
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.length > limits.lines) throw tooLarge(`${limits.lines} lines of Markdown`);
  let structure = 0;
  for (const [index, line] of lines.entries()) {
    if (line.length > limits.lineLength) throw unreadable(`The line is longer than ${limits.lineLength} characters`, { line: index + 1 });
    const containers = /^(?:[ \t]*(?:>|[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)))+/.exec(line)?.[0].replace(/[ \t\d]/g, "").length ?? 0;
    const indent = /^[ \t]*/.exec(line)?.[0].length ?? 0;
    if (containers > limits.depth || (indent > 4 * limits.depth && line.trim() !== ""))
      throw unreadable(`The text is nested more than ${limits.depth} deep`, { line: index + 1 });
    if (/^[ \t>]*(?:#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t]|=+\s*$|-+\s*$)/.test(line)) structure += 1;
    if (structure > limits.structure)
      throw unreadable(`The text has more than ${limits.structure} headings and list entries; split it into several processes`, {
        line: index + 1,
      });
  }
}
