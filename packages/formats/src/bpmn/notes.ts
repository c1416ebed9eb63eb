import { type Finding, words, type Words } from "@rondo/core/kernel";

/** What a reader noticed, thing by thing; told as one finding for each kind of thing. */
export class Notes {
  private readonly things = new Map<
    string,
    { severity: Finding["severity"]; say: (names: Words, count: number) => Words; names: string[] }
  >();

  add(code: string, name: string, severity: Finding["severity"], say: (names: Words, count: number) => Words): void {
    const known = this.things.get(code) ?? { severity, say, names: [] };
    known.names.push(name);
    this.things.set(code, known);
  }

  findings(): Finding[] {
    return [...this.things].map(([code, { severity, say, names }]): Finding => {
      const shown = names
        .slice(0, 8)
        .map((name) => `“${name}”`)
        .join(", ");
      const list = names.length > 8 ? words`${shown} and ${names.length - 8} more` : words`${shown}`;
      return { code, severity, ...say(list, names.length), params: { count: names.length } };
    });
  }
}
