import fc from "fast-check";
import { expect, test } from "vitest";
import { Refusal } from "@rondo/core/kernel";
import { defaultXmlLimits, readXml, type XmlElement } from "./index.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const all = { collect: () => true, element: () => {} };

function refusal(text: string | Uint8Array): string {
  try {
    readXml(typeof text === "string" ? bytes(text) : text, all);
  } catch (error) {
    if (error instanceof Refusal) return String(error.params["reason"] ?? error.params["limit"]);
    throw error;
  }
  return "nothing refused";
}

test("elements come with text, attributes and place, without namespace prefixes", () => {
  const found: XmlElement[] = [];
  readXml(bytes('<p:plan xmlns:p="x">\n  <p:task p:id="1"> Pack <b>all</b> &amp; carry <![CDATA[<2>]]></p:task></p:plan>'), {
    collect: (path) => path === "plan/task",
    element: (element) => found.push(element),
  });
  expect(
    found.map(({ name, attributes, text, at, children }) => ({
      name,
      id: attributes["id"],
      text,
      line: at.line,
      inner: children[0]?.text,
    })),
  ).toEqual([{ name: "task", id: "1", text: "Pack  & carry <2>", line: 2, inner: "all" }]);
});

test.each([
  ["a billion laughs", '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;">]><lolz>&lol2;</lolz>'],
  ["an external entity", '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
  ["a parameter entity", '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://169.254.169.254/"> %p;]><a/>'],
  ["an external DTD", '<!DOCTYPE a SYSTEM "http://example.invalid/a.dtd"><a/>'],
])("%s is refused because of its DOCTYPE", (_, text) => {
  expect(refusal(text)).toContain("The file has a DOCTYPE, which Rondo does not read; remove it (line 1");
});

test("an XInclude, a stylesheet and a schema's address are names and text like any other, and nothing is fetched", () => {
  const found: XmlElement[] = [];
  readXml(
    bytes(
      '<?xml-stylesheet href="http://169.254.169.254/a.xsl"?><a xmlns:xi="http://www.w3.org/2001/XInclude" xmlns:xsi="x" xsi:schemaLocation="t file:///etc/passwd"><xi:include href="file:///etc/passwd" parse="text"/></a>',
    ),
    { collect: (path) => path === "a", element: (element) => found.push(element) },
  );
  expect(
    found.map(({ text, children }) => [text, children.map(({ name, attributes, text: inside }) => [name, attributes["href"], inside])]),
  ).toEqual([["", [["include", "file:///etc/passwd", ""]]]]);
});

test("an entity that XML does not have is refused with its place", () => {
  expect(refusal("<a>\n&nbsp;</a>")).toMatch(/^This is not well-formed XML: .*\(line 2, column \d+\)$/);
});

test("a file cut in the middle, an empty one and one that is no XML are refused", () => {
  for (const text of ["<a><b>", "", "hello", '{"json": true}', "<a></b>", "<a>\u0000</a>"])
    expect(refusal(text)).toContain("not well-formed XML");
});

test("a legacy code page is refused rather than guessed", () => {
  expect(refusal('<?xml version="1.0" encoding="windows-1252"?><a>Müller</a>')).toContain("save it as UTF-8");
  expect(refusal('<?xml version="1.0" encoding="UTF-7"?><a/>')).toContain("UTF-7");
  expect(refusal(new Uint8Array([0x3c, 0x61, 0x3e, 0xfc, 0x3c, 0x2f, 0x61, 0x3e]))).toContain("not valid UTF-8");
});

test.each([
  ["with", "\uFEFF"],
  ["without", ""],
])("UTF-16 is read %s a byte order mark", (_, mark) => {
  const text = `${mark}<a>Müller</a>`;
  const utf16 = new Uint8Array(text.length * 2);
  for (let at = 0; at < text.length; at++) {
    utf16[at * 2] = text.charCodeAt(at) & 255;
    utf16[at * 2 + 1] = text.charCodeAt(at) >> 8;
  }
  const found: string[] = [];
  readXml(utf16, { collect: () => true, element: (element) => found.push(element.text) });
  expect(found).toEqual(["Müller"]);
});

test("depth, attributes and sizes have limits", () => {
  expect(refusal("<a>".repeat(100_000))).toContain(`deeper than ${defaultXmlLimits.depth}`);
  expect(refusal(`<a ${Array.from({ length: 1_000_000 }, (_, i) => `x${i}="1"`).join(" ")}/>`)).toContain("more than 500 attributes");
  expect(refusal(`<a x="${"y".repeat(2_000_000)}"/>`)).toContain("longer than 1000000 characters");
});

test("keys of the language are plain names", () => {
  const found: XmlElement[] = [];
  readXml(bytes('<a __proto__="1" constructor="2"/>'), {
    collect: () => true,
    element: (element) => found.push(element),
  });
  expect(Object.entries(found[0]!.attributes)).toEqual([
    ["__proto__", "1"],
    ["constructor", "2"],
  ]);
  expect(({} as Record<string, unknown>)["1"]).toBeUndefined();
});

test("any bytes are read or refused", () => {
  const markup = fc
    .array(
      fc.constantFrom(
        "<a>",
        "</a>",
        "<b x='1'>",
        "</b>",
        "text",
        "&amp;",
        "&x;",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<?xml?>",
        "<!DOCTYPE",
      ),
      { maxLength: 30 },
    )
    .map((parts) => bytes(parts.join("")));
  fc.assert(
    fc.property(fc.oneof(markup, fc.uint8Array({ maxLength: 200 })), (input) => {
      try {
        readXml(input, all);
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
    }),
    { numRuns: 500 },
  );
});
