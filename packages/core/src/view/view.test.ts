import fc from "fast-check";
import { expect, test } from "vitest";
import { type Attribute, attributes, type Subject } from "./attributes.ts";
import { spanOf } from "./days.ts";
import { type Filter, joined, operatorsOf, takesMany } from "./filter.ts";
import { english, type Names, noNames } from "./grammar.ts";
import { type Language, parseFilter } from "./parse.ts";
import { printFilter } from "./print.ts";

const id = (n: number) => `0190f000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const names: Names = {
  attributes: [
    { id: id(1), name: "Shelf mark" },
    { id: id(2), name: "is due" },
    { id: id(3), name: "Condition" },
    { id: id(4), name: "condition" },
    { id: id(5), name: "due" },
  ],
  people: [
    { id: id(11), name: "Mei Tanaka" },
    { id: id(12), name: "Ines Okafor" },
    { id: id(13), name: "Sam and Son" },
    { id: id(14), name: "ines okafor" },
    { id: id(15), name: "me" },
  ],
  teams: [{ id: id(21), name: "Front desk" }],
  places: [
    { id: id(31), name: 'Move the "rare" room' },
    { id: id(32), name: "Digitise on request" },
  ],
};
const own: Attribute[] = [
  { key: id(1), type: "text", of: ["tasks"] },
  { key: id(2), type: "date", of: ["tasks"] },
  { key: id(3), type: "choice", of: ["tasks"], choices: ["Good", "Needs repair, soon", "or"] },
  { key: id(4), type: "number", of: ["tasks"] },
  { key: id(5), type: "person", of: ["tasks"] },
];
const language: Language = { subject: "tasks", own, grammar: english, names };
const attributeOf = (key: string) => [...attributes, ...own].find((one) => one.key === key);
const read = (text: string) => parseFilter(text, language);
const print = (filter: Filter | null) => printFilter(filter, attributeOf, english, names);

const words = fc.oneof(
  fc.constantFrom("leak", "and", "is", "a (b)", 'say "no"', "back\\slash", "x, y", "at least", "  two  spaces ", "überall", "not"),
  fc.string({ minLength: 1, maxLength: 12 }),
);
const spans = fc.oneof(
  fc.constantFrom("today", "week", "month", "friday", "sunday", "2026-03-02"),
  fc
    .tuple(
      fc.constantFrom("today", "week", "month"),
      fc.integer({ min: -400, max: 400 }).filter((n) => n !== 0),
    )
    .map(([unit, n]) => `${unit}${n > 0 ? "+" : ""}${n}`),
);

function valueOf(attribute: Attribute): fc.Arbitrary<string> {
  switch (attribute.type) {
    case "person":
      return fc.constantFrom("me", ...names.people.map((one) => one.id), id(99));
    case "team":
      return fc.constantFrom(id(21), id(98));
    case "place":
      return fc.constantFrom(id(31), id(32), id(97));
    case "choice":
      return fc.constantFrom(...(attribute.choices ?? []));
    case "date":
      return spans;
    case "number":
      return fc.oneof(fc.integer({ min: -1e9, max: 1e9 }), fc.constantFrom(0.5, -2.25)).map((n) => String(n === 0 ? 0 : n));
    case "duration":
      return fc.integer({ min: 0, max: 100_000 }).map(String);
    case "yesNo":
      return fc.constantFrom("yes", "no");
    default:
      return words;
  }
}

const testArbitrary: fc.Arbitrary<Filter> = fc
  .constantFrom<Attribute[]>(...attributes, ...own)
  .chain((attribute) =>
    fc
      .constantFrom(...operatorsOf(attribute.type))
      .chain((operator) =>
        (operator === "empty" || operator === "filled"
          ? fc.constant([])
          : fc.uniqueArray(valueOf(attribute), { minLength: 1, maxLength: takesMany(attribute.type, operator) ? 3 : 1 })
        ).map((values): Filter => ({ kind: "test", attribute: attribute.key, operator, values })),
      ),
  );
const filterArbitrary = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3 },
    testArbitrary,
    fc
      .tuple(fc.constantFrom("all" as const, "any" as const), fc.array(tie("filter"), { minLength: 2, maxLength: 3 }))
      .map(([kind, parts]) => joined(kind, parts) as Filter),
    tie("filter").map((part): Filter => ({ kind: "not", part })),
  ),
})).filter;

test("a filter is read back from its sentence as it was, with names and with ids", () => {
  fc.assert(
    fc.property(filterArbitrary, (filter) => {
      const text = print(filter);
      fc.pre(text.length <= 4_000);
      expect(read(text), text).toEqual({ filter, stop: null });
      const address = printFilter(filter, attributeOf, english, noNames);
      expect(parseFilter(address, { ...language, names: noNames }), address).toEqual({ filter, stop: null });
    }),
    { numRuns: 1_000 },
  );
});

test("any text is a filter or says where it stops being one", () => {
  const fragments = fc
    .array(
      fc.oneof(
        fc.constantFrom("owner", "is", "not", "(", ")", ",", "or", "and", "due", "before", "Friday", '"', "Mei", "at", "least", "\\"),
        fc.string({ maxLength: 4 }),
      ),
      { maxLength: 12 },
    )
    .map((all) => all.join(" "));
  fc.assert(
    fc.property(fragments, (text) => {
      const { filter, stop } = read(text);
      if (stop !== null) expect(stop.at).toBeLessThanOrEqual(text.length);
      else expect(read(print(filter))).toEqual({ filter, stop: null });
    }),
    { numRuns: 2_000 },
  );
  expect(read("(".repeat(3_000)).stop).not.toBeNull();
  expect(read("x".repeat(5_000)).stop).not.toBeNull();
});

test.each([
  ["owner is me and due before Friday", "owner is me and due before Friday"],
  ["OWNER IS mei OR due is this WEEK", "owner is Mei Tanaka or due is this week"],
  ["owner is nobody", "owner is nobody"],
  ["not state is done, skipped or withdrawn", "not (state is done, skipped or withdrawn)"],
  [
    "(priority is high or urgent or effort over 1.5h) and title contains leak",
    "(priority is high or urgent or effort over 90m) and title contains leak",
  ],
  ["in is Digitise on request and spent at least 2 hours", "in is Digitise on request and spent at least 2h"],
  ["closed from 2026-03-02 and created is 3 days ago", "closed from 2026-03-02 and created is 3 days ago"],
  ['Shelf mark contains "A and B" and "is due" until next month', 'Shelf mark contains "A and B" and "is due" until next month'],
])("%s", (text, printed) => {
  const { filter, stop } = read(text);
  expect(stop).toBeNull();
  expect(print(filter)).toBe(printed);
});

test.each([
  ["", null],
  ["owner", "operator"],
  ["own", "attribute"],
  ["owner is", "value"],
  ["owner is M", "value"],
  ["owner is me an", "value"],
  ["owner is me and", "attribute"],
  ["(owner is me", "closing"],
  ["owner is Ines Okafor", "value"],
  ["owner is me )", "connective"],
  ["due over 3", "operator"],
  ["due is someday", "value"],
  ["requester is me", "attribute"],
])("“%s” stops where %s is wanted", (text, what) => {
  expect(read(text).stop?.wanted.what ?? null).toBe(what);
});

test("named days mean days from today on", () => {
  const today = "2026-03-04"; // a Wednesday
  expect(
    ["today", "today+1", "friday", "wednesday", "tuesday", "week", "week+1", "month", "month-1", "month+11", "2026-02-28", "someday"].map(
      (name) => spanOf(name, today),
    ),
  ).toEqual([
    { from: "2026-03-04", to: "2026-03-05" },
    { from: "2026-03-05", to: "2026-03-06" },
    { from: "2026-03-06", to: "2026-03-07" },
    { from: "2026-03-04", to: "2026-03-05" },
    { from: "2026-03-10", to: "2026-03-11" },
    { from: "2026-03-02", to: "2026-03-09" },
    { from: "2026-03-09", to: "2026-03-16" },
    { from: "2026-03-01", to: "2026-04-01" },
    { from: "2026-02-01", to: "2026-03-01" },
    { from: "2027-02-01", to: "2027-03-01" },
    { from: "2026-02-28", to: "2026-03-01" },
    null,
  ]);
});

test("every attribute of every subject has its word", () => {
  for (const subject of ["tasks", "runs", "projects"] as Subject[])
    for (const one of attributes)
      if ((one.of as readonly Subject[]).includes(subject))
        expect(parseFilter(`${english.attributes[one.key][0]} `, { subject }).stop?.wanted.what).toBe("operator");
});
