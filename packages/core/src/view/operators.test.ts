import fc from "fast-check";
import { expect, test } from "vitest";
import { noNames, type Names } from "./grammar.ts";
import { hasOperators, readSearchLine, subjectOf } from "./operators.ts";

const id = (n: number) => `0190f000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const names: Names = {
  attributes: [{ id: id(4), name: "Condition" }],
  people: [
    { id: id(1), name: "Mei Tanaka" },
    { id: id(2), name: "Tomas Brandt" },
  ],
  teams: [],
  places: [
    { id: id(3), name: "Move the rare-books room" },
    { id: id(5), name: "Move the piano" },
  ],
};
const own = [{ key: id(4), type: "choice", of: ["tasks"], choices: ["Good", "Poor"] }] as const;
const read = (line: string) => readSearchLine(line, own, names);
const is = (attribute: string, ...values: string[]) => ({ kind: "test", attribute, operator: "is", values });

test.each([
  ["leak report", { words: "leak report", kinds: [], filter: null }],
  ["kind:run atlas", { words: "atlas", kinds: ["run"], filter: null }],
  ["owner:me due:today", { words: "", kinds: [], filter: { kind: "all", parts: [is("owner", "me"), is("due", "today")] } }],
  ["owner:tanaka scan", { words: "scan", kinds: [], filter: is("owner", id(1)) }],
  ["in:move", { words: "", kinds: [], filter: is("in", id(3), id(5)) }],
  [
    'in:"the piano" -state:done',
    { words: "", kinds: [], filter: { kind: "all", parts: [is("in", id(5)), { kind: "not", part: is("state", "done") }] } },
  ],
  [
    "due:<friday effort:>2h",
    {
      words: "",
      kinds: [],
      filter: {
        kind: "all",
        parts: [
          { kind: "test", attribute: "due", operator: "before", values: ["friday"] },
          { kind: "test", attribute: "effort", operator: "over", values: ["120"] },
        ],
      },
    },
  ],
  ["due:week", { words: "", kinds: [], filter: is("due", "week") }],
  ['due:"next week"', { words: "", kinds: [], filter: is("due", "week+1") }],
  ["owner:nobody", { words: "", kinds: [], filter: { kind: "test", attribute: "owner", operator: "empty", values: [] } }],
  ["condition:poor", { words: "", kinds: [], filter: is(id(4), "Poor") }],
  ["meet 14:30 owner:strangelove", { words: "meet 14:30 owner:strangelove", kinds: [], filter: null }],
  ["-x http://a", { words: "-x http://a", kinds: [], filter: null }],
])("%s", (line, wanted) => expect(read(line)).toEqual(wanted));

test("any line is read, and one without operators is its words", () => {
  fc.assert(
    fc.property(fc.string(), (line) => {
      const { kinds, filter } = readSearchLine(line, [], noNames);
      if (!hasOperators(line)) expect([kinds, filter]).toEqual([[], null]);
    }),
  );
  expect(["kind:run", "kind:project", "owner:me"].map((line) => subjectOf(read(line)))).toEqual(["runs", "projects", "tasks"]);
});
