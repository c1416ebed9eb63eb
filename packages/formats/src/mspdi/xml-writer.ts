/** Writes indented XML, element by element. */
export class Xml {
  private readonly parts: string[] = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'];
  private readonly path: string[] = [];

  open(name: string, attributes = ""): void {
    this.parts.push(`${"  ".repeat(this.path.length)}<${name}${attributes}>`);
    this.path.push(name);
  }

  close(): void {
    const name = this.path.pop();
    this.parts.push(`${"  ".repeat(this.path.length)}</${name}>`);
  }

  leaf(name: string, value: string | number): void {
    this.parts.push(`${"  ".repeat(this.path.length)}<${name}>${escape(String(value))}</${name}>`);
  }

  text(): string {
    return `${this.parts.join("\n")}\n`;
  }
}

/** What XML 1.0 has no place for (control characters, halves of surrogate pairs) is left out; a carriage return would not survive reading. */
function escape(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/\r/g, "&#13;");
}
