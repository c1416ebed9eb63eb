import { expect, test } from "vitest";
import { audit } from "./audit.ts";
import type { Container } from "./work.ts";

const board = (name: string, steps: readonly string[]): Container => ({
  id: name,
  name,
  items: steps.map((title) => ({
    title,
    role: null,
    created: null,
    started: null,
    finished: null,
    done: false,
    parent: null,
    parts: [],
    walk: [],
    milestone: false,
    fields: [],
  })),
  links: 0,
  owner: null,
  plannedEnd: null,
  written: false,
  people: [],
});

const english = [
  "Sign contract",
  "Create account",
  "Import patrons",
  "Kick-off workshop",
  "Configure terminals",
  "Train staff",
  "Send invoice",
  "Hand over to helpdesk",
];
const german = [
  "Vertrag unterschreiben",
  "Konto anlegen",
  "Lesekartei übernehmen",
  "Auftaktrunde",
  "Bildschirme einrichten",
  "Mitarbeiter schulen",
  "Rechnung senden",
  "An den Nutzerdienst übergeben",
];

function drafted(boards: readonly (readonly string[])[]) {
  const { families } = audit(boards.map((steps, at) => board(`Library ${"ABCDEFGHIJKL"[at]}`, steps)));
  return families[0]?.procedure.steps ?? [];
}

const several = (count: number, steps: readonly string[], left: (at: number, step: number) => boolean = () => false) =>
  Array.from({ length: count }, (_, at) => steps.filter((_, step) => !left(at, step)));

test.each([
  [6, 4],
  [5, 5],
  [3, 2],
  [4, 7],
])("%d runs in English and %d in German are one procedure, in the words of most, each step once with its other name", (some, others) => {
  const steps = drafted([...several(some, english), ...several(others, german)]);
  const [main, other] = some >= others ? [english, german] : [german, english];
  expect(steps.map(({ name }) => name)).toEqual(main);
  expect(steps[3]).toMatchObject({ share: 1, also: [other[3]] });
  expect(steps.map(({ share }) => share)).toEqual(main.map(() => 1));
});

test("also where every run leaves out something else", () => {
  const steps = drafted([
    ...several(6, english, (at, step) => (step * 7 + at * 3) % 8 === 0),
    ...several(4, german, (at, step) => (step * 7 + at * 3 + 9) % 8 === 0),
  ]);
  expect(steps.map(({ name }) => name)).toEqual(english);
  expect(steps[4]).toMatchObject({ share: 0.8, also: ["Bildschirme einrichten"] });
});

test("in one language, steps of which each run has the one or the other stay two", () => {
  const ways = (way: string) => english.map((title) => (title === "Kick-off workshop" ? way : title));
  const steps = drafted([...several(5, ways("Kick-off workshop")), ...several(5, ways("Written instructions"))]);
  expect(steps.map(({ name }) => name)).toEqual(expect.arrayContaining(["Kick-off workshop", "Written instructions"]));
  expect(steps).toHaveLength(9);
});
