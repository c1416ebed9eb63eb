import fc from "fast-check";
import type { Refusal } from "@rondo/core/kernel";
import { expect, test } from "vitest";
import { readCsv } from "../csv/index.ts";
import { readCsvLog } from "../csvlog/index.ts";
import { readMarkdown } from "../markdown/index.ts";
import { decodeWithCodePage } from "./code-page.ts";
import { TextStream } from "./stream.ts";

const signs: Readonly<Record<string, number>> = { "€": 0x80, "„": 0x84, "–": 0x96, "“": 0x93, "”": 0x94, "’": 0x92, Š: 0x8a };

/** As a spreadsheet of Western Windows writes it. */
function windows(text: string): Uint8Array {
  return Uint8Array.from(text, (sign) => signs[sign] ?? sign.charCodeAt(0));
}

function utf16(text: string, { mark = true, big = false } = {}): Uint8Array {
  const bytes = [...(mark ? `\ufeff${text}` : text)].flatMap((sign) => {
    const [low, high] = [sign.charCodeAt(0) & 255, sign.charCodeAt(0) >> 8];
    return big ? [high, low] : [low, high];
  });
  return Uint8Array.from(bytes);
}

const table = "Titel;Zuständig;Fällig am;Betrag\r\nAngebot prüfen – Größe;Jörg Weiß;3.4.2026;1.200 €\r\n„Übergabe“;Žofia;;\r\n".replace(
  "Ž",
  "Š",
);

test.each([
  ["Windows-1252", windows(table), true],
  ["UTF-8", new TextEncoder().encode(table), false],
  ["UTF-8 with a mark", new TextEncoder().encode(`\ufeff${table}`), false],
  ["UTF-16 as Windows writes it", utf16(table), false],
  ["UTF-16 without a mark", utf16(table, { mark: false }), false],
  ["UTF-16 the other way round", utf16(table, { big: true }), false],
])("a table in %s has its umlauts, dashes and currencies, and a guess is told", (_, bytes, guessed) => {
  const { drafts, findings } = readCsv(bytes, "Aufträge.csv");
  const draft = drafts[0];
  if (draft?.kind !== "project") throw new Error("no project");
  expect(draft.tasks.map(({ title, members, due }) => [title, members, due])).toEqual([
    ["Angebot prüfen – Größe", ["Jörg Weiß"], "2026-04-03"],
    ["„Übergabe“", ["Šofia"], null],
  ]);
  expect(draft.tasks[0]?.fields).toEqual([{ field: "column4", value: "1.200 €" }]);
  expect(findings.map(({ code }) => code).includes("code_page")).toBe(guessed);
});

test("a log and a procedure in Windows-1252 are read, and that is told", () => {
  const log = readCsvLog();
  for (const byte of windows("Fall;Aktivität;Zeitstempel\n1;Prüfen – „groß“;2026-03-02 10:00\n")) log.write(Uint8Array.of(byte));
  const read = log.end();
  expect([read.log.activities.includes("Prüfen – „groß“"), read.findings.map(({ code }) => code).includes("code_page")]).toEqual([
    true,
    true,
  ]);
  const procedure = readMarkdown(windows("Übergabe\n\n1. Schlüssel zählen\n2. Tür schließen\n"), "Übergabe.txt");
  expect(procedure.findings.map(({ code }) => code)).toContain("code_page");
  expect(procedure.drafts[0]).toMatchObject({ definition: { steps: [{ title: "Schlüssel zählen" }, { title: "Tür schließen" }] } });
});

test("UTF-8 that is broken in a place is refused with it, and so are the code pages of DOS", () => {
  const broken = new TextEncoder().encode("Titel\nMüller\nJörg\nGröße\n").filter((byte, at) => at !== 8);
  expect(reasonOf(broken)).toMatch(/save it as UTF-8 \(line 2/);
  // “Müller” as DOS wrote it.
  expect(reasonOf(Uint8Array.from([77, 0x81, 108, 108, 101, 114]))).toMatch(/neither UTF-8 nor Windows-1252/);
});

function reasonOf(bytes: Uint8Array): string {
  try {
    decodeWithCodePage(bytes);
  } catch (error) {
    return String((error as Refusal).params["reason"]);
  }
  return "";
}

test("however a text is cut into pieces, it is read as it is whole", () => {
  const words = fc.array(fc.constantFrom("a", "b;c\n", "Größe", "Spaß“ ", "– ", "€ ", "é "), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(words, fc.boolean(), fc.integer({ min: 1, max: 9 }), (parts, legacy, piece) => {
      const text = `Name\n${parts.join("")}\n`;
      const bytes = legacy ? windows(text) : new TextEncoder().encode(text);
      const stream = new TextStream({ codePage: true });
      let read = "";
      try {
        for (let at = 0; at < bytes.length; at += piece) read += stream.write(bytes.subarray(at, at + piece));
        read += stream.end();
      } catch {
        // Pieces of a few bytes: what makes UTF-8 by chance in the first that tells is refused at the next umlaut.
        return;
      }
      if (!text.includes("ß“") || !legacy) expect([read, stream.codePage]).toEqual([text, legacy && /[^\0-\x7f]/.test(text)]);
    }),
    { numRuns: 300 },
  );
});
