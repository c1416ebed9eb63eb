/** Each different text once, with a number. */
export class Names {
  readonly list: string[] = [];
  readonly #numbers = new Map<string, number>();

  idOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    // A slice keeps the whole chunk of the file it was cut from alive; joining its characters makes a text of its own.
    const own = text.length < 13 ? text : text.split("").join("");
    this.#numbers.set(own, this.list.length);
    return this.list.push(own) - 1;
  }

  find(text: string): number {
    return this.#numbers.get(text) ?? -1;
  }
}
