import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { safeAddress } from "@rondo/core/document";
import { Markdown } from "./markdown.tsx";

const html = (text: string) => renderToStaticMarkup(<Markdown text={text} />);

test.each([
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "java\nscript:alert(1)",
  " \u0001javascript:alert(1)",
  "data:text/html,x",
  "vbscript:x",
  "//elsewhere.example",
  "/\\elsewhere.example",
  "file:///etc/passwd",
  "",
])("the address %j is not followed", (url) => {
  expect(safeAddress(url)).toBeNull();
});

test("http, https, mailto and our own addresses are followed", () => {
  for (const url of ["https://lindgren.example/a", "http://lindgren.example", "mailto:ines@lindgren.example", "/w/lindgren", "#steps"])
    expect(safeAddress(url)).toBe(url);
});

test("raw HTML is shown as the text it is", () => {
  expect(html('<script>alert(1)</script>\n\n<img src=x onerror=alert(1)> and <b onclick="x">b</b>')).not.toMatch(/<script|<img|<b /);
  expect(html("<script>alert(1)</script>")).toContain("&lt;script&gt;");
});

test("pictures become links, so that reading a text tells nobody", () => {
  expect(html("![the spine](https://elsewhere.example/pixel.png)")).not.toContain("<img");
  expect(html("[x](javascript:alert(1))")).not.toContain("href");
});

test("headings begin below the page's own", () => {
  expect(html("# Before scanning")).toContain("<h3>Before scanning</h3>");
});
