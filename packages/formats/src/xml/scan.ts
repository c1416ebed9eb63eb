import { tooLarge, unreadable } from "../draft/refuse.ts";
import { isName, isWhole, unescaped } from "./characters.ts";
import { defaultXmlLimits, type XmlLimits } from "./limits.ts";
import { Words } from "./words.ts";

/** What a scanner tells: each start tag (`depth` counts the elements around it) and each end. */
export type XmlEvents = { open(name: string, depth: number): void; close(name: string, depth: number): void };

/**
 * A second XML reader, for files of millions of elements that carry everything in attributes (event logs). It reads text
 * in pieces, holds no more than one tag, and takes exactly the documents that `readXml` takes: well-formed, no DOCTYPE
 * (so no entities of a file's own, nothing external). Text between tags is checked and passed over. Ten times as fast as
 * saxes, which is its oracle in the tests.
 */
export class XmlScanner {
  /** Of the tag being told: how many attributes, and where each begins and ends in `#text`, in fours. */
  attributes = 0;
  readonly #events: XmlEvents;
  readonly #limits: XmlLimits;
  readonly #places = new Int32Array(4 * 1024);
  readonly #open: string[] = [];
  readonly #names = new Words();
  readonly #values = new Words();
  #text = "";
  #at = 0;
  #line = 1;
  #lineStart = 0;
  #started = false;
  #ended = false;
  #elements = 0;
  #asciiOnly = "";

  constructor(events: XmlEvents, limits: XmlLimits = defaultXmlLimits) {
    this.#events = events;
    this.#limits = limits;
  }

  write(piece: string): void {
    this.#take(piece);
    this.#scan(false);
  }

  end(): void {
    this.#scan(true);
    if (this.#open.length > 0) this.#refuse(`unclosed tag: ${this.#open.at(-1)!}`);
    if (!this.#ended) this.#refuse("document must contain a root element");
  }

  nameOf(attribute: number): string {
    return this.#text.slice(this.#places[attribute * 4]!, this.#places[attribute * 4 + 1]!);
  }

  /** The value of the attribute of this name; null where the tag has none. */
  value(name: string): string | null {
    for (let at = 0; at < this.attributes; at += 1) if (this.#isNamed(at, name)) return this.valueOf(at);
    return null;
  }

  valueOf(attribute: number): string {
    const raw = this.#text.slice(this.#places[attribute * 4 + 2]!, this.#places[attribute * 4 + 3]!);
    return this.#plain[attribute] === 1 ? raw : this.#unescaped(raw);
  }

  /** As `value`, for one that comes again and again: given as the same text each time. */
  word(name: string): string | null {
    for (let at = 0; at < this.attributes; at += 1)
      if (this.#isNamed(at, name))
        return this.#plain[at] === 1 ? this.#values.of(this.#text, this.#places[at * 4 + 2]!, this.#places[at * 4 + 3]!) : this.valueOf(at);
    return null;
  }

  /** Where the reading is, for findings. */
  place(): { line: number; column: number } {
    this.#countLines();
    return { line: this.#line, column: this.#at - this.#lineStart + 1 };
  }

  readonly #plain = new Uint8Array(1024);

  #take(piece: string): void {
    this.#countLines();
    // Joined rather than added: what + gives is a pair of texts, and reading that by character took twice as long.
    this.#text = [this.#text.slice(this.#at), piece].join("");
    this.#lineStart -= this.#at;
    this.#counted = 0;
    this.#at = 0;
    if (this.#asciiOnly !== "" && /[^\0-\x7f]/.test(piece))
      this.#refuse(`The file says that its encoding is ${this.#asciiOnly}; save it as UTF-8`, true);
  }

  #counted = 0;

  #countLines(): void {
    for (let mark = this.#text.indexOf("\n", this.#counted); mark !== -1 && mark < this.#at; mark = this.#text.indexOf("\n", mark + 1)) {
      this.#line += 1;
      this.#lineStart = mark + 1;
    }
    this.#counted = this.#at;
  }

  #scan(last: boolean): void {
    const text = this.#text;
    if (!this.#started && !this.#start(last)) return;
    for (;;) {
      const mark = text.indexOf("<", this.#at);
      const to = mark === -1 ? text.length : mark;
      // An entity or "]]>" may be cut by the end of the piece; a few characters wait.
      const sure = mark === -1 && !last ? Math.max(this.#at, safeEnd(text, this.#at)) : to;
      this.#between(sure);
      if (mark === -1) return;
      const next = text.charCodeAt(mark + 1);
      const done = next === 47 ? this.#endTag() : next === 33 || next === 63 ? this.#aside() : this.#startTag();
      if (done) continue;
      if (last) this.#refuse("unexpected end");
      if (text.length - mark > this.#limits.attributeLength * 2)
        this.#refuse(`One tag is longer than ${this.#limits.attributeLength * 2} characters`, true);
      return;
    }
  }

  /** The declaration, where there is one; false while it may still be cut. */
  #start(last: boolean): boolean {
    const text = this.#text;
    if (text.length < 6 && !last) return false;
    if (/^<\?xml[\s?]/.test(text)) {
      const to = text.indexOf("?>");
      if (to === -1 && !last && text.length < 1000) return false;
      const match =
        /^<\?xml[ \t\r\n]+version[ \t\r\n]*=[ \t\r\n]*(?:"1\.[01]"|'1\.[01]')(?:[ \t\r\n]+encoding[ \t\r\n]*=[ \t\r\n]*(?:"([A-Za-z][\w.-]*)"|'([A-Za-z][\w.-]*)'))?(?:[ \t\r\n]+standalone[ \t\r\n]*=[ \t\r\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\r\n]*\?>/.exec(
          text,
        );
      if (match === null) this.#refuse("the XML declaration is broken");
      const encoding = match?.[1] ?? match?.[2];
      if (encoding !== undefined && /^utf-?7$/i.test(encoding))
        this.#refuse("The file says that its encoding is UTF-7; save it as UTF-8", true);
      if (encoding !== undefined && !/^(?:utf-?8|utf-?16(?:le|be)?|us-ascii)$/i.test(encoding)) {
        this.#asciiOnly = encoding.slice(0, 40);
        if (/[^\0-\x7f]/.test(text)) this.#refuse(`The file says that its encoding is ${this.#asciiOnly}; save it as UTF-8`, true);
      }
      this.#at = match![0].length;
    }
    this.#started = true;
    return true;
  }

  #between(to: number): void {
    const text = this.#text;
    for (let at = this.#at; at < to; at += 1) {
      const code = text.charCodeAt(at);
      if (code === 32 || code === 10 || code === 9 || code === 13) continue;
      this.#at = at;
      const part = text.slice(at, to);
      if (this.#open.length === 0) this.#refuse("text data outside of root node");
      if (part.includes("]]>")) this.#refuse('the string "]]>" is disallowed in char data');
      if (!isWhole(part)) this.#refuse("disallowed character");
      this.#unescaped(part);
      break;
    }
    this.#at = to;
  }

  #startTag(): boolean {
    const text = this.#text;
    const from = this.#at;
    let at = nameEnd(text, from + 1);
    if (at === text.length) return false;
    const name = this.#tagName(from + 1, at);
    let count = 0;
    for (;;) {
      const gap = at;
      at = spaceEnd(text, at);
      const code = text.charCodeAt(at);
      if (at >= text.length) return false;
      if (code === 62 || code === 47) break;
      if (at === gap) this.#refuse("no whitespace between attributes");
      const nameFrom = at;
      at = nameEnd(text, at);
      const nameTo = at;
      at = spaceEnd(text, at);
      if (at >= text.length) return false;
      if (text.charCodeAt(at) !== 61) this.#refuse("attribute without value");
      at = spaceEnd(text, at + 1);
      if (at >= text.length) return false;
      const quote = text.charCodeAt(at);
      if (quote !== 34 && quote !== 39) this.#refuse("unquoted attribute value");
      const valueFrom = at + 1;
      let plain = 1;
      for (at = valueFrom; ; at += 1) {
        const each = text.charCodeAt(at);
        if (each > 62 ? each < 0xd800 : ordinary[each] === 1) continue;
        if (each === quote) break;
        if (at >= text.length) return false;
        if (each === 60) this.#refuse("disallowed character: <");
        if (each === 38 || each < 32 || each >= 0xd800) plain = 0;
      }
      if (count >= Math.min(1000, this.#limits.attributesPerElement))
        this.#refuse(`An element has more than ${this.#limits.attributesPerElement} attributes`, true);
      if (at - valueFrom > this.#limits.attributeLength)
        this.#refuse(`An attribute is longer than ${this.#limits.attributeLength} characters`, true);
      const places = this.#places;
      places[count * 4] = nameFrom;
      places[count * 4 + 1] = nameTo;
      places[count * 4 + 2] = valueFrom;
      places[count * 4 + 3] = at;
      this.#plain[count] = plain;
      this.attributes = count + 1;
      this.#checkAttribute(count);
      count += 1;
      at += 1;
    }
    const empty = text.charCodeAt(at) === 47;
    if (empty) at += 1;
    if (at >= text.length) return false;
    if (text.charCodeAt(at) !== 62) this.#refuse("forward-slash in opening tag not followed by >");
    const depth = this.#open.length;
    if (depth === 0 && this.#ended) this.#refuse("documents may contain only one root");
    if (depth >= this.#limits.depth) this.#refuse(`The elements nest deeper than ${this.#limits.depth}`, true);
    this.#elements += 1;
    if (this.#elements > this.#limits.elements) throw tooLarge(`${this.#limits.elements} XML elements`);
    this.attributes = count;
    this.#at = at + 1;
    this.#events.open(name, depth);
    if (empty) {
      this.#events.close(name, depth);
      if (depth === 0) this.#ended = true;
    } else this.#open.push(name);
    return true;
  }

  #tagName(from: number, to: number): string {
    return this.#names.of(this.#text, from, to, (name) => {
      if (!isName(name)) this.#refuse(`disallowed character in tag name: ${name.slice(0, 40)}`);
    });
  }

  #checkAttribute(count: number): void {
    if (!this.#isNamed(count, "key") && !this.#isNamed(count, "value")) {
      this.#names.of(this.#text, this.#places[count * 4]!, this.#places[count * 4 + 1]!, (name) => {
        if (!isName(name)) this.#refuse(`disallowed character in attribute name: ${name.slice(0, 40)}`);
      });
    }
    if (this.#plain[count] === 0) {
      const raw = this.#text.slice(this.#places[count * 4 + 2]!, this.#places[count * 4 + 3]!);
      if (!isWhole(raw)) this.#refuse("disallowed character");
      this.#unescaped(raw);
    }
    const length = this.#places[count * 4 + 1]! - this.#places[count * 4]!;
    for (let before = 0; before < count; before += 1)
      if (this.#places[before * 4 + 1]! - this.#places[before * 4]! === length && this.nameOf(before) === this.nameOf(count))
        this.#refuse(`duplicate attribute: ${this.nameOf(count).slice(0, 40)}`);
  }

  #isNamed(attribute: number, name: string): boolean {
    const from = this.#places[attribute * 4]!;
    return this.#places[attribute * 4 + 1]! - from === name.length && this.#text.startsWith(name, from);
  }

  #endTag(): boolean {
    const text = this.#text;
    const close = text.indexOf(">", this.#at);
    if (close === -1) return false;
    const expected = this.#open.pop();
    const depth = this.#open.length;
    const from = this.#at + 2;
    const to = from + (expected?.length ?? 0);
    if (expected === undefined || !text.startsWith(expected, from) || spaceEnd(text, to) !== close)
      this.#refuse(`unmatched closing tag: ${text.slice(from, Math.min(close, from + 40))}`);
    this.#at = close + 1;
    this.#events.close(expected!, depth);
    if (depth === 0) this.#ended = true;
    return true;
  }

  /** Comments, CDATA and processing instructions: passed over. A DOCTYPE is refused. */
  #aside(): boolean {
    const text = this.#text;
    const from = this.#at;
    if (text.startsWith("<!--", from)) return this.#skip(text.indexOf("--", from + 4), "-->", 4, "malformed comment");
    if (text.startsWith("<![CDATA[", from)) {
      if (this.#open.length === 0) this.#refuse("text data outside of root node");
      return this.#skip(text.indexOf("]]>", from + 9), "]]>", 9, "");
    }
    if (text.startsWith("<?", from)) {
      const to = text.indexOf("?>", from + 2);
      if (to !== -1) {
        const target = /^[^ \t\r\n]*/.exec(text.slice(from + 2, to))![0];
        if (!isName(target) || /^xml$/i.test(target)) this.#refuse("a processing instruction is broken");
      }
      return this.#skip(to, "?>", 2, "");
    }
    if (text.startsWith("<!DOCTYPE", from)) this.#refuse("The file has a DOCTYPE, which Rondo does not read; remove it", true);
    if (text.length - from < 9 && ["<!--", "<![CDATA[", "<!DOCTYPE"].some((known) => known.startsWith(text.slice(from)))) return false;
    this.#refuse("disallowed characters after <!");
    return false;
  }

  #skip(to: number, mark: string, opening: number, otherwise: string): boolean {
    const text = this.#text;
    if (to === -1 || to + mark.length > text.length) {
      if (text.length - this.#at > this.#limits.textLength)
        this.#refuse(`A text is longer than ${this.#limits.textLength} characters`, true);
      return false;
    }
    if (!text.startsWith(mark, to)) this.#refuse(otherwise);
    if (!isWhole(text.slice(this.#at + opening, to))) this.#refuse("disallowed character");
    this.#at = to + mark.length;
    return true;
  }

  #unescaped(raw: string): string {
    const value = unescaped(raw);
    if (value === null) this.#refuse("an entity that XML does not know, or a lone &");
    return value!;
  }

  #refuse(reason: string, whole = false): never {
    throw unreadable(whole ? reason : `This is not well-formed XML: ${reason}`, this.place());
  }
}

/** Up to where text between tags can be judged before the next piece comes. */
function safeEnd(text: string, from: number): number {
  const and = text.lastIndexOf("&");
  const end = and >= from && text.indexOf(";", and) === -1 && text.length - and < 16 ? and : text.length;
  let brackets = end;
  while (brackets > from && text.charCodeAt(brackets - 1) === 93 && end - brackets < 3) brackets -= 1;
  // Half of a character outside the first plane.
  return brackets > from && (text.charCodeAt(brackets - 1) & 0xfc00) === 0xd800 ? brackets - 1 : brackets;
}

function spaceEnd(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code === 32 || code === 10 || code === 9 || code === 13; code = text.charCodeAt(at)) at += 1;
  return at;
}

/** The end of what could be a name: the next space, slash, equals sign, quote or bracket. */
function nameEnd(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); code > 62 || inName[code] === 1; code = text.charCodeAt(at)) at += 1;
  return at;
}

/** Of the characters up to ">", those that mean nothing in a value, and those that don't end a name: asked of each character of a file. */
const ordinary = Uint8Array.from({ length: 63 }, (_, code) => (code >= 32 && !`"&'<`.includes(String.fromCharCode(code)) ? 1 : 0));
const inName = Uint8Array.from({ length: 63 }, (_, code) => (code > 32 && !`"'/<=>`.includes(String.fromCharCode(code)) ? 1 : 0));
