/** One key of the block between `---` lines at the top; lists are kept entry by entry, everything else as written. */
export type FrontEntry = { readonly key: string; readonly value: string; readonly items: readonly string[] };

export type FrontMatter = {
  readonly entries: readonly FrontEntry[];
  /** List entries at any depth, as a reader of the file counts them. */
  readonly listItems: number;
  /** Offset of the text after it; 0 when there is none. */
  readonly end: number;
};

/**
 * Reads as much YAML as procedures use: keys at the margin with a plain or quoted value, and lists under them. Deeper
 * structure stays text of its key, so nothing is lost and no YAML trick (anchors, tags, merges) is ever run.
 */
export function readFrontMatter(text: string): FrontMatter {
  const match = /^---[ \t]*\r?\n([\s\S]*?)(?:\r?\n)?(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text);
  if (match === null || !/^(?:\s*$|[A-Za-z_][\w .-]*:|#)/.test(match[1]?.split("\n", 1)[0] ?? ""))
    return { entries: [], listItems: 0, end: 0 };
  const lines = (match[1] ?? "").split(/\r?\n/);
  const entries: { key: string; value: string; items: string[] }[] = [];
  let listItems = 0;
  for (const line of lines) {
    const key = /^([A-Za-z_][\w .-]*):(?:[ \t]+(.*))?$/.exec(line);
    const last = entries.at(-1);
    const item = /^\s*-[ \t]+(.*)$/.exec(line);
    if (item !== null) listItems += 1;
    if (key !== null) entries.push({ key: key[1] ?? "", value: unquote(key[2] ?? ""), items: [] });
    else if (item !== null) last?.items.push(unquote(item[1] ?? ""));
    else if (last !== undefined && line.trim() !== "") appendText(last, line.trim());
  }
  return { entries, listItems, end: match[0].length };
}

export function frontValue(front: FrontMatter, ...keys: readonly string[]): string {
  for (const key of keys) {
    const found = front.entries.find((entry) => entry.key.toLowerCase() === key);
    if (found !== undefined && found.value !== "") return found.value;
  }
  return "";
}

function appendText(entry: { value: string; items: string[] }, text: string): void {
  const item = entry.items.pop();
  if (item !== undefined) entry.items.push(`${item} ${text}`);
  else entry.value = `${entry.value} ${text}`.trim();
}

function unquote(value: string): string {
  const text = value.trim();
  const quoted = /^"(.*)"$|^'(.*)'$/.exec(text);
  return quoted === null ? text : (quoted[1] ?? quoted[2] ?? "");
}
