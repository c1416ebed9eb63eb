import { expect, test } from "vitest";
import { Refusal } from "@rondo/core/kernel";
import { readZip } from "./index.ts";
import { zipOf, zipOfParts } from "./zip.fixture.ts";

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return `${error.code}: ${String(error.params["reason"] ?? error.params["limit"])}`;
    throw error;
  }
  return "nothing refused";
}

test.each(["../../etc/passwd", "a/../../b", "..\\b", "/etc/passwd", "\\\\share\\b", "C:\\b", "c:b", "a\0.xml"])(
  "the name %j, which leads out of the file, is refused",
  (name) => {
    expect(refusal(() => readZip(zipOf({ "a.xml": "<a/>", [name]: "x" })))).toContain("a name that leads out of it");
  },
);

test("dots within a name lead nowhere", () => {
  expect(readZip(zipOf({ "a..b/..c/d...xml": "x" })).names).toEqual(["a..b/..c/d...xml"]);
});

test("a link is refused, whatever it leads to", () => {
  const mode = 0o120777;
  expect(refusal(() => readZip(zipOfParts([{ name: "a", text: "/etc/passwd", says: { mode } }])))).toContain("a link to elsewhere");
  expect(readZip(zipOfParts([{ name: "a", text: "x", says: { mode: 0o100644 } }])).names).toEqual(["a"]);
});

test.each([
  ["the same name", "a.xml", "a.xml"],
  ["a name in other case", "a.xml", "A.XML"],
  ["a name with its accent composed otherwise", "caf\u00e9", "cafe\u0301"],
])("%s twice is refused", (_, one, other) => {
  expect(
    refusal(() =>
      readZip(
        zipOfParts([
          { name: one, text: "1" },
          { name: other, text: "2" },
        ]),
      ),
    ),
  ).toContain("twice");
});

test("parts that lie over each other, or over the directory, are refused before any is unpacked", () => {
  const kernel = { name: "a", text: "a".repeat(100_000) };
  expect(refusal(() => readZip(zipOfParts([kernel, { ...kernel, name: "b", says: { at: 0 } }])))).toContain(
    "not where the packed file says",
  );
  expect(refusal(() => readZip(zipOfParts([{ ...kernel, says: { packed: 5_000 } }])))).toContain("not where the packed file says");
});

test("more than 10,000 parts and more than 512 MiB are refused by the directory alone", () => {
  const many = Array.from({ length: 10_001 }, (_, at) => ({ name: `p${at}`, text: "" }));
  expect(refusal(() => readZip(zipOfParts(many)))).toBe("too_large: 10000 parts in one packed file");
  expect(readZip(zipOfParts(many.slice(1))).names).toHaveLength(10_000);
  expect(refusal(() => readZip(zipOfParts([{ name: "a", text: "", says: { unpacked: 600 * 1024 * 1024 } }])))).toBe(
    "too_large: 512 MiB unpacked",
  );
});

test("a part is unpacked to a hundred times its size and no further, whatever the directory says of it", () => {
  const bomb = zipOfParts([{ name: "a", text: "a".repeat(40_000_000), says: { unpacked: 1 } }]);
  expect(bomb.length).toBeLessThan(50_000);
  expect(refusal(() => readZip(bomb).part("a"))).toMatch(/unpacks to more than \d+ bytes/);
});

test("parts that together unpack to more than 512 MiB are refused, also one that is asked for again and again", () => {
  const zip = readZip(zipOfParts([{ name: "a", text: new Uint8Array(64 * 1024 * 1024) }], false));
  for (let time = 0; time < 8; time += 1) zip.part("a");
  expect(refusal(() => zip.part("a"))).toBe("too_large: 512 MiB unpacked");
});

test("a zip in a zip is bytes, and is not opened", () => {
  const inner = zipOf({ "../x": "y" });
  const outer = readZip(zipOfParts([{ name: "inner.zip", text: inner }]));
  expect([...(outer.part("inner.zip") ?? [])]).toEqual([...inner]);
});
