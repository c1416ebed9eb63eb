/** A word of a quick line; what stands in quotes is one, and only a word. */
export type Token = { readonly text: string; readonly lower: string; readonly quoted: boolean };

export function tokensOf(line: string): Token[] {
  return [...line.matchAll(/"([^"]+)"|(\S+)/g)].map(([, quoted, word]) => {
    const text = quoted ?? word ?? "";
    return { text, lower: text.toLocaleLowerCase().replace(/,$/, ""), quoted: quoted !== undefined };
  });
}

/** Whether the token is one of these words. */
export function isOneOf(token: Token | undefined, words: readonly string[]): boolean {
  return token !== undefined && !token.quoted && words.includes(token.lower);
}

/** Which of the lists has the token; -1 for none. */
export function indexIn(token: Token | undefined, lists: readonly (readonly string[])[]): number {
  return token === undefined || token.quoted ? -1 : lists.findIndex((names) => names.includes(token.lower));
}
