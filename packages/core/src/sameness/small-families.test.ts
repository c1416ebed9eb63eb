import { expect, test } from "vitest";
import { heavy, lookAlikes, normal, score } from "./look-alikes.fixture.ts";
import { groupAlike } from "./families.ts";
import { found } from "./measured.fixture.ts";
import type { Case } from "./work.ts";

const proving = process.env["RONDO_PROVE"] === "1";
const seeds = Array.from({ length: proving ? 20 : 2 }, (_, index) => 201 + index);

test.each([
  ["normal", normal, 0.93, 0.85],
  ["heavy", heavy, proving ? 0.85 : 0.8, 0.75],
] as const)("twelve families of only four, %s noise, are mostly found among sixty one-offs", (name, noise, mean, least) => {
  const scores = seeds.map((seed) => {
    const planted = lookAlikes(seed, noise, { each: 4 });
    return score(planted.truth, found(planted));
  });
  const [ari, precision] = [scores.map((one) => one.ari), scores.map((one) => one.precision)];
  const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  console.info(
    `families of four, ${name}, seeds ${seeds[0]} to ${seeds.at(-1)}: adjusted Rand mean ${average(ari).toFixed(3)}, worst ${Math.min(...ari).toFixed(3)}; pair precision mean ${average(precision).toFixed(3)}, worst ${Math.min(...precision).toFixed(3)}`,
  );
  expect(average(ari)).toBeGreaterThanOrEqual(mean);
  expect(Math.min(...ari)).toBeGreaterThanOrEqual(least);
});

const onboarding =
  "Send contract; Collect papers; Order laptop; Set up mail; Prepare desk; Print badge; Plan first week; Welcome at the door; Tour of the house; Safety briefing; Meet the team; Lunch together; Explain tools; First review; Sign off probation; Hand out keys";
const asCase = (id: string, titles: readonly string[]): Case => ({
  id,
  name: id,
  people: [],
  steps: titles.map((title) => ({ title, role: null, started: null, finished: null })),
});
const membersOf = (cases: readonly Case[]): number[][] =>
  groupAlike(cases).groups.flatMap(({ members }) => (members.length > 1 ? [[...members]] : []));

test.each([2, 3, 5, 8])("%i that are all the same work are one family, though there is nothing else to tell them from", (count) => {
  const steps = onboarding.split("; ");
  const same = Array.from({ length: count }, (_, at) => asCase(`Start ${at}`, steps));
  expect(membersOf(same)).toEqual([same.map((_, at) => at)]);
  // Each without another step, and with a foreign one of its own.
  const foreign = ["Visa", "Parking", "Interpreter", "Ramp", "Crib", "Relocation", "Piano", "Aquarium"];
  const torn = same.map((own, at) => asCase(own.id, [...steps.filter((__, step) => step !== at * 2), foreign[at] ?? ""]));
  expect(membersOf(torn)).toEqual([torn.map((_, at) => at)]);
});

test("five of a team that mixes two languages are one family by themselves", () => {
  const cases = [
    "Book room; Invite guests; Print name tags; Set up room; Send thank you letters",
    "Book room; Gäste einladen; Catering bestellen; Namensschilder drucken; Raum aufbauen; Dankesbriefe senden",
    "Book room; Invite guests; Namensschilder drucken; Set up room; Send thank you letters",
    "Raum buchen; Gäste einladen; Catering bestellen; Namensschilder drucken; Raum aufbauen; Dankesbriefe senden",
    "Book room; Invite guests; Catering bestellen; Namensschilder drucken; Raum aufbauen; Send thank you letters",
  ].map((titles, at) => asCase(`Reception ${at}`, titles.split("; ")));
  expect(membersOf(cases)).toEqual([[0, 1, 2, 3, 4]]);
});

test("a few that have nothing to do with each other are no family", () => {
  const cases = [
    "Choose date; Book church; Guest list; Send invitations; Rings; Seating plan",
    "Draw floor plan; Order network lines; Pack archive; Move furniture; Hand over keys",
    "Wireframes; Prototype; Load test; Store listing; Launch",
  ].map((titles, at) => asCase(`Plan ${at}`, titles.split("; ")));
  expect(membersOf(cases)).toEqual([]);
});
