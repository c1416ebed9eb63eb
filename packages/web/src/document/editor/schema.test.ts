import { getSchema } from "@tiptap/core";
import { problemOf } from "@rondo/core/document";
import { expect, test } from "vitest";
import { schemaOf } from "./schema.ts";

const known = [
  "doc",
  "paragraph",
  "text",
  "blockquote",
  "bulletList",
  "listItem",
  "taskList",
  "horizontalRule",
  "hardBreak",
  "table",
  "tableRow",
  "heading",
  "orderedList",
  "taskItem",
  "codeBlock",
  "tableCell",
  "tableHeader",
  "mention",
  "embed",
];

test("the editor makes nothing that the server refuses, and knows all that it keeps", () => {
  const schema = getSchema(schemaOf());
  expect(Object.keys(schema.nodes).sort()).toEqual(known.toSorted());
  for (const type of Object.values(schema.nodes)) {
    const attrs = Object.fromEntries(
      Object.entries(type.spec.attrs ?? {})
        .map(([name, spec]) => [name, (spec as { default?: unknown }).default])
        .filter(([, value]) => value !== "" && value !== null),
    );
    expect([type.name, problemOf({ type: type.name, attrs })]).toEqual([type.name, null]);
  }
  for (const type of Object.values(schema.marks)) {
    const attrs = Object.fromEntries(
      Object.entries(type.spec.attrs ?? {}).map(([name, spec]) => [
        name,
        name === "href" ? "https://lindgren.example" : (spec as { default?: unknown }).default,
      ]),
    );
    expect([type.name, problemOf({ type: "text", text: "x", marks: [{ type: type.name, attrs }] })]).toEqual([type.name, null]);
  }
});
