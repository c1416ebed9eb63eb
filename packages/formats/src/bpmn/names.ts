/** Ids and keys in Rondo's alphabet, each given once. */
export class Ids {
  private readonly taken = new Set<string>();

  /** An id for a step or branch: the element's own where it can be. */
  id(wanted: string): string {
    return this.free(wanted.replaceAll(/[^A-Za-z0-9_-]/gu, "_").slice(0, 60) || "step");
  }

  /** A key for a field or role, from its words. */
  key(words: string): string {
    const plain = words
      .normalize("NFKD")
      .replaceAll(/\p{M}/gu, "")
      .replaceAll(/[^A-Za-z0-9]+/gu, "_")
      .replaceAll(/^[_\d]+|_+$/gu, "")
      .slice(0, 50)
      .toLowerCase();
    return this.free(plain === "" || reserved.has(plain) ? `field_${plain || "1"}` : plain);
  }

  private free(wanted: string): string {
    let id = wanted;
    for (let n = 2; this.taken.has(id); n += 1) id = `${wanted}_${n}`;
    this.taken.add(id);
    return id;
  }
}

const reserved = new Set([
  "if",
  "then",
  "else",
  "for",
  "in",
  "return",
  "some",
  "every",
  "satisfies",
  "between",
  "and",
  "or",
  "not",
  "true",
  "false",
  "null",
  "function",
  "item",
  "partial",
  "date",
  "time",
  "duration",
]);
