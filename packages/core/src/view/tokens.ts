export type Token = { readonly kind: "word" | "quote" | "mark"; readonly text: string; readonly at: number; readonly to: number };

/** Words, texts in quotes, and the marks `(`, `)` and `,`. Quotes that are not closed go to the end. */
export function tokensOf(text: string): Token[] {
  const found: Token[] = [];
  for (const match of text.matchAll(/"((?:[^"\\]|\\.)*)(?:"|\\?$)|[(),]|[^\s(),"]+/gsu)) {
    const [whole, quoted] = match;
    const kind = quoted !== undefined ? "quote" : "(),".includes(whole) ? "mark" : "word";
    found.push({
      kind,
      text: quoted === undefined ? whole : quoted.replace(/\\(.)/gsu, "$1"),
      at: match.index,
      to: match.index + whole.length,
    });
  }
  return found;
}
