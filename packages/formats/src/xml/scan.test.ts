import { SaxesParser } from "saxes";
import fc from "fast-check";
import { Refusal } from "@rondo/core/kernel";
import { expect, test } from "vitest";
import { readXml } from "./read.ts";
import { XmlScanner } from "./scan.ts";

type Told = (["open", string, Record<string, string>] | ["close", string])[];

function scanned(text: string, piece: number): Told {
  const told: Told = [];
  const scanner = new XmlScanner({
    open(name) {
      const attributes: Record<string, string> = {};
      for (let at = 0; at < scanner.attributes; at += 1) attributes[scanner.nameOf(at)] = scanner.valueOf(at);
      told.push(["open", name, attributes]);
    },
    close: (name) => void told.push(["close", name]),
  });
  const characters = [...text]; // decoded text is never cut within one
  for (let at = 0; at < characters.length; at += piece) scanner.write(characters.slice(at, at + piece).join(""));
  scanner.end();
  return told;
}

function bySaxes(text: string): Told {
  const told: Told = [];
  const parser = new SaxesParser({ xmlns: false });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("doctype", () => {
    throw new Error("doctype");
  });
  // The one rule of ours beside XML's: another encoding only where nothing depends on it.
  parser.on("xmldecl", ({ encoding }) => {
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding) && /[^\0-\x7f]/.test(text)) throw new Error("encoding");
  });
  parser.on("opentag", (tag) => void told.push(["open", tag.name, { ...tag.attributes }]));
  parser.on("closetag", (tag) => void told.push(["close", tag.name]));
  parser.write(text).close();
  return told;
}

function outcome(read: () => Told): Told | "refused" {
  try {
    return read();
  } catch {
    return "refused";
  }
}

const name = fc.constantFrom("log", "trace", "event", "string", "xes:date", "élan", "a-b", "_x");
const value = fc
  .stringMatching(/^(?:[a-zÀ-ž <>'\t\n]|&amp;|&lt;|&#65;|&#x1F600;|📚)*$/u)
  .map((text) => text.replaceAll("<", "&lt;").replaceAll('"', "&quot;"));
const attributes = fc.uniqueArray(fc.tuple(name, value), { maxLength: 4, selector: ([key]) => key });
const between = fc.constantFrom("", " ", "\n\t", "text", "a &amp; b", "<!-- note - here -->", "<?go on?>", "<![CDATA[ <a> & ]]>");
const written = (tag: string, keys: [string, string][], children: [string, string][], tail: string, single: boolean): string => {
  const head = `<${tag}${keys.map(([key, text], at) => ` ${key}${at % 2 ? " = " : "="}"${text}"`).join("")}`;
  return children.length === 0 && tail === "" && single
    ? `${head}/>`
    : `${head} >${children.map(([text, child]) => text + child).join("")}${tail}</${tag}>`;
};
const around = (child: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .tuple(name, attributes, fc.array(fc.tuple(between, child), { maxLength: 3 }), between, fc.boolean())
    .map(([tag, keys, children, tail, single]) => written(tag, keys, children, tail, single));
const element = around(around(around(fc.tuple(name, attributes).map(([tag, keys]) => written(tag, keys, [], "", true)))));
const document = fc
  .tuple(
    fc.constantFrom("", '<?xml version="1.0" encoding="UTF-8"?>', "<?xml version='1.0' ?>\n"),
    fc.constantFrom("", "<!-- c -->", "<?pi x?>"),
    element,
    fc.constantFrom("", "\n", "<!-- end -->"),
  )
  .map((parts) => parts.join(""));

test("well-formed documents are told as saxes tells them, however they are cut", () => {
  fc.assert(
    fc.property(document, fc.integer({ min: 1, max: 40 }), (text, piece) => {
      expect(scanned(text, piece)).toEqual(bySaxes(text));
    }),
    { numRuns: 400 },
  );
});

test("a document with one place broken is refused where saxes refuses it", () => {
  const spoil = fc.tuple(
    document,
    fc.nat(),
    fc.nat({ max: 3 }),
    fc.constantFrom("", "<", ">", "&", '"', "/", "=", " ", "]]>", "<!", "x", "\u0001", "\uFFFE", "<!DOCTYPE log>", "&nope;", "--", "?>"),
  );
  fc.assert(
    fc.property(spoil, fc.integer({ min: 1, max: 60 }), ([text, place, cut, mark], piece) => {
      const at = place % (text.length + 1);
      const broken = (text.slice(0, at) + mark + text.slice(at + cut)).toWellFormed();
      expect(outcome(() => scanned(broken, piece))).toEqual(outcome(() => bySaxes(broken)));
    }),
    { numRuns: 800 },
  );
});

test("any characters give tags or a refusal, never another error", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string({ unit: "binary" }),
        fc
          .array(fc.constantFrom("<", ">", "&", "a", " ", "/", "!", "-", "[", "]", "?", "'", '"', "=", "xml"))
          .map((parts) => parts.join("")),
      ),
      (text) => {
        try {
          scanned(text, 3);
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test("a DOCTYPE is refused with its place, and so is what the slow reader refuses", () => {
  const bomb = '<?xml version="1.0"?>\n<!DOCTYPE log [<!ENTITY a "aaaa">]><log>&a;</log>';
  expect(() => scanned(bomb, 10)).toThrowError(
    expect.objectContaining({ code: "unreadable", params: expect.objectContaining({ line: 2 }) }),
  );
  for (const text of [
    bomb,
    '<?xml version="1.0" encoding="UTF-7"?><log/>',
    '<?xml version="1.0" encoding="latin1"?><log a="é"/>',
    `<log>${"<a>".repeat(300)}`,
  ]) {
    expect(() => scanned(text, 1000)).toThrow(Refusal);
    expect(() => readXml(new TextEncoder().encode(text), { collect: () => false, element: () => undefined })).toThrow(Refusal);
  }
});
