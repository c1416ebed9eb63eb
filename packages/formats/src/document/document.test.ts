import { type DocumentNode, plainText, problemOf } from "@rondo/core/document";
import { Refusal } from "@rondo/core/kernel";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readHtml, readMarkdown, writeHtml, writeMarkdown } from "./index.ts";

const task = "0197c0de-0000-7000-8000-000000000001";
const text = (words: string, ...marks: string[]): DocumentNode => ({
  type: "text",
  text: words,
  ...(marks.length > 0 && { marks: marks.map((type) => ({ type })) }),
});
const p = (...content: DocumentNode[]): DocumentNode => ({ type: "paragraph", ...(content.length > 0 && { content }) });

const everything: DocumentNode = {
  type: "doc",
  content: [
    { type: "heading", attrs: { level: 2 }, content: [text("Handling of maps")] },
    p(
      text("Wear "),
      text("gloves", "bold"),
      text(" and "),
      text("never", "italic"),
      text(" fold. Call "),
      { type: "mention", attrs: { id: task, label: "Ines Okafor" } },
      text(" first."),
    ),
    {
      type: "bulletList",
      content: [
        {
          type: "listItem",
          content: [p(text("Flat maps")), { type: "bulletList", content: [{ type: "listItem", content: [p(text("on the table"))] }] }],
        },
        { type: "listItem", content: [p(text("Rolled maps"))] },
      ],
    },
    { type: "orderedList", attrs: { start: 3 }, content: [{ type: "listItem", content: [p(text("Third"))] }] },
    {
      type: "taskList",
      content: [
        { type: "taskItem", attrs: { checked: true, task: null }, content: [p(text("Order gloves"))] },
        { type: "taskItem", attrs: { checked: false, task }, content: [p(text("Book the scanner"))] },
      ],
    },
    { type: "blockquote", content: [p(text("A map is not the territory."))] },
    { type: "codeBlock", attrs: { language: "sh" }, content: [text("scan --dpi 600 <map>")] },
    {
      type: "table",
      content: [
        {
          type: "tableRow",
          content: [
            { type: "tableHeader", content: [p(text("Size"))] },
            { type: "tableHeader", content: [p(text("Shelf"))] },
          ],
        },
        {
          type: "tableRow",
          content: [
            { type: "tableCell", content: [p(text("A0 | A1"))] },
            { type: "tableCell", content: [p(text("7"))] },
          ],
        },
      ],
    },
    { type: "horizontalRule" },
    { type: "embed", attrs: { kind: "plan", id: task } },
    p(
      { type: "text", text: "the rules", marks: [{ type: "link", attrs: { href: "https://lindgren.example/rules" } }] },
      text(" "),
      text("say so", "underline"),
    ),
  ],
};

test("a document with one of everything is the same after Markdown", () => {
  expect(readMarkdown(writeMarkdown(everything))).toEqual(everything);
});

test("through HTML goes what HTML has words for", () => {
  const back = readHtml(writeHtml("Maps", everything).replace("<h1>Maps</h1>", ""));
  expect(problemOf(back)).toBeNull();
  expect(back.content?.map((node) => node.type)).toEqual(everything.content?.map((node) => node.type));
  expect(plainText(back)).toBe(plainText(everything));
});

test("text comes back as it was, whatever it looks like", () => {
  const words = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 30 })
    .map((raw) => raw.replace(/\p{C}/gu, "").replace(/\s+/g, " ").trim())
    .filter((clean) => clean !== "");
  const tricky = fc.oneof(
    words,
    fc.constantFrom(
      "# no heading",
      "- no list",
      "1. no list",
      "*no stars*",
      "a_b_c",
      "[no](link)",
      "<b>no html</b>",
      "> no quote",
      "| no | table |",
      "``` no code",
      "https://lindgren.example",
      "\\",
      "&amp;",
      "[ ] no box",
    ),
  );
  fc.assert(
    fc.property(fc.array(tricky, { minLength: 1, maxLength: 4 }), (lines) => {
      const document = { type: "doc", content: lines.map((line) => p(text(line))) };
      expect(plainText(readMarkdown(writeMarkdown(document)))).toBe(plainText(document));
      expect(plainText(readHtml(writeHtml("t", document).replace("<h1>t</h1>", "")))).toBe(plainText(document));
    }),
    { numRuns: 300 },
  );
});

test("nothing that runs or loads comes out of HTML, whatever it is dressed as", () => {
  for (const bad of [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' java\nscript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<p style='background:expression(alert(1))'>x</p>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<form action='javascript:alert(1)'><button>x</button></form>",
  ]) {
    const document = readHtml(`<p>before</p>${bad}<p>after</p>`);
    expect([bad, problemOf(document)]).toEqual([bad, null]);
    expect(JSON.stringify(document)).not.toMatch(/javascript:|vbscript:|data:text|onerror|srcdoc|expression/i);
    expect(writeHtml("t", document)).not.toMatch(/<(script|img|svg|iframe|math|form)|href="(?!https?:|mailto:|#|\/)/i);
    expect(plainText(document)).toContain("before");
    expect(plainText(document)).toContain("after");
  }
});

test("reading is total: any text gives a document that Rondo keeps, or one refusal", () => {
  const pieces = fc.constantFrom(
    "<table>",
    "<tr>",
    "<td>",
    "<li>",
    "<ul>",
    "<ol start=9>",
    "<pre>",
    "<b>",
    "<a href='/x'>",
    "<h2>",
    "<p>",
    "<br>",
    "<hr>",
    "</table>",
    "</td>",
    "</li>",
    "</ul>",
    "</b>",
    "</a>",
    "</pre>",
    "</p>",
    "<input type=checkbox checked>",
    "<blockquote>",
    "words",
    " ",
    "\n",
    "- [ ] ",
    "> ",
    "1. ",
    "| a | b |\n|--|--|\n",
    "```\n",
    "# ",
    "**",
    "[x](y)",
    "<u>",
    "![a](b)",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(pieces, { maxLength: 60 }).map((all) => all.join("")),
        fc.string({ unit: "binary", maxLength: 200 }),
      ),
      (raw) => {
        for (const read of [readHtml, readMarkdown]) {
          try {
            expect([raw, problemOf(read(raw))]).toEqual([raw, null]);
          } catch (error) {
            if (!(error instanceof Refusal)) throw error;
          }
        }
      },
    ),
    { numRuns: 400 },
  );
});

test("nesting without end is flattened or refused, and never breaks the reader", () => {
  const deep = readHtml(`${"<blockquote>".repeat(20_000)}x`);
  expect([problemOf(deep), plainText(deep)]).toEqual([null, "x"]);
  expect(problemOf(readHtml(`${"<ul><li>".repeat(20_000)}x`))).toBeNull();
  expect(() => readMarkdown(`${"> ".repeat(5_000)}x`)).toThrow(Refusal);
  expect(() => readHtml("x".repeat(5_000_000))).toThrow(Refusal);
  expect(
    problemOf({
      type: "doc",
      content: [
        { type: "paragraph", content: [{ type: "text", text: "x", marks: [{ type: "link", attrs: { href: "javascript:alert(1)" } }] }] },
      ],
    }),
  ).toContain("link");
});
