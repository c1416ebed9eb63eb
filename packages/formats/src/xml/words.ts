/** So many are kept, and none longer: a file may have millions of others. */
const most = 10_000;
const longest = 100;

/** Words that come again and again in a text, each given as one text of its own: those met last are known without cutting them out. */
export class Words {
  readonly #known = new Map<string, string>();
  readonly #last: (string | undefined)[] = Array.from({ length: 1024 }, () => undefined);

  /** The word that stands there; `first` hears of one that was not met before. */
  of(text: string, from: number, to: number, first?: (word: string) => void): string {
    const slot = (text.charCodeAt(from) * 37 + text.charCodeAt(to - 1) * 11 + (to - from)) & 1023;
    const last = this.#last[slot];
    if (last !== undefined && last.length === to - from && text.startsWith(last, from)) return last;
    const word = text.slice(from, to);
    let known = this.#known.get(word);
    if (known === undefined) {
      first?.(word);
      if (this.#known.size >= most || word.length > longest) return word;
      known = own(word);
      this.#known.set(known, known);
    }
    this.#last[slot] = known;
    return known;
  }
}

/** A slice keeps the piece it was cut from alive. */
function own(word: string): string {
  return word.split("").join("");
}
