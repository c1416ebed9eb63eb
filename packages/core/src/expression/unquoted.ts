/** The text that a literal in quotes stands for. */
export function unquoted(quoted: string): string {
  return quoted
    .slice(1, -1)
    .replaceAll(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|(.))/gs, (_, short?: string, long?: string, single?: string) => {
      const code = short ?? long;
      if (short !== undefined) return String.fromCharCode(Number.parseInt(short, 16));
      if (code !== undefined) return Number.parseInt(code, 16) > 0x10_ff_ff ? "\uFFFD" : String.fromCodePoint(Number.parseInt(code, 16));
      return escapes.get(single ?? "") ?? `\\${single ?? ""}`;
    });
}

const escapes: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
  ['"', '"'],
  ["'", "'"],
  ["\\", "\\"],
]);
