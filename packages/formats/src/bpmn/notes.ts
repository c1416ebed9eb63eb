import type { Finding } from "@rondo/core/kernel";

/** What a reader noticed, thing by thing; told as one finding for each kind of thing. */
export class Notes {
  private readonly things = new Map<
    string,
    { severity: Finding["severity"]; say: (names: string, count: number) => string; names: string[] }
  >();

  add(code: string, name: string, severity: Finding["severity"], say: (names: string, count: number) => string): void {
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
      const rest = names.length > 8 ? ` and ${names.length - 8} more` : "";
      return { code, severity, message: say(`${shown}${rest}`, names.length), params: { count: names.length } };
    });
  }
}
