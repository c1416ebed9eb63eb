import fc from "fast-check";
import { expect, test } from "vitest";
import { readQuick } from "./read.ts";
import { englishWords, germanWords, quickWords } from "./words.ts";

const ines = { id: "p1", name: "Ines Okafor" };
const tomas = { id: "p2", name: "Tomas Brandt" };
const digitisation = { id: "j1", name: "Digitisation of maps" };
const move = { id: "j2", name: "Move the rare-books room" };
/** A Wednesday. */
const world = { today: "2027-03-24", people: [ines, tomas], projects: [digitisation, move], minutesPerDay: 480 };
const read = (line: string) => readQuick(line, englishWords, world);
const lies = (line: string) => readQuick(line, germanWords, world);

test("a line says title, day, time, repetition, person, project and effort in any order", () => {
  expect(read("Scan the maps Fri 3pm weekly @ines #digitisation 30m")).toMatchObject({
    title: "Scan the maps",
    day: "2027-03-26",
    time: "15:00",
    rule: { every: 1, unit: "week" },
    owner: ines,
    project: digitisation,
    minutes: 30,
  });
  expect(read("30m #digitisation weekly 3pm @ines Fri Scan the maps")).toMatchObject({
    title: "Scan the maps",
    day: "2027-03-26",
    owner: ines,
    minutes: 30,
  });
});

test.each([
  ["today", "2027-03-24"],
  ["tomorrow", "2027-03-25"],
  ["Wed", "2027-03-31"],
  ["on Thursday", "2027-03-25"],
  ["next Thursday", "2027-04-01"],
  ["next week", "2027-03-29"],
  ["next month", "2027-04-01"],
  ["in 3 days", "2027-03-27"],
  ["in 2 weeks", "2027-04-07"],
  ["in 1 month", "2027-04-24"],
  ["5 May", "2027-05-05"],
  ["May 5", "2027-05-05"],
  ["by 5th May 2028", "2028-05-05"],
  ["1 Feb", "2028-02-01"],
  ["5.5.", "2027-05-05"],
  ["2027-12-24", "2027-12-24"],
])("“%s” is the day %s", (said, day) => {
  expect(read(`Order boxes ${said}`)).toMatchObject({ title: "Order boxes", day });
});

test.each([
  ["3pm", "15:00"],
  ["3:30 pm", "15:30"],
  ["12am", "00:00"],
  ["09:15", "09:15"],
  ["at 9", "09:00"],
  ["noon", "12:00"],
])("“%s” is the time %s", (said, time) => {
  expect(read(`Call the movers ${said}`)).toMatchObject({ title: "Call the movers", time });
});

test.each([
  ["every Monday", { every: 1, unit: "week", weekdays: [1] }],
  ["every Mon and Thu", { every: 1, unit: "week", weekdays: [1, 4] }],
  ["every 2 weeks", { every: 2, unit: "week" }],
  ["every weekday", { every: 1, unit: "week", weekdays: [1, 2, 3, 4, 5] }],
  ["monthly", { every: 1, unit: "month" }],
])("“%s” is a rule", (said, rule) => {
  expect(read(`Check the loggers ${said}`)).toMatchObject({ title: "Check the loggers", rule });
});

test("effort comes in minutes, hours and days", () => {
  expect(read("Read 1h30m").minutes).toBe(90);
  expect(read("Read 1.5h").minutes).toBe(90);
  expect(read("Read 2 hours").minutes).toBe(120);
  expect(read("Read 2d").minutes).toBe(960);
});

test("what is not understood stays in the title, also a name that nobody has or that two have", () => {
  expect(read("Ask @nobody about #nothing in May").title).toBe("Ask @nobody about #nothing in May");
  expect(readQuick("Ask @o", englishWords, { ...world, people: [ines, { id: "p3", name: "Olga Petrov" }] })).toMatchObject({
    owner: null,
    title: "Ask @o",
  });
  expect(read("Print the 31 Feb poster").day).toBeNull();
});

test("what stands in quotes, or was said to be plain, is only words", () => {
  expect(read('Prepare "Friday 3pm" talk')).toMatchObject({ title: "Prepare Friday 3pm talk", day: null, time: null });
  expect(readQuick("Sun protection for the atrium", englishWords, { ...world, plain: ["Sun"] })).toMatchObject({
    title: "Sun protection for the atrium",
    day: null,
  });
});

test("a second day is words again: the first wins", () => {
  expect(read("Move Fri talk to Mon")).toMatchObject({ day: "2027-03-26", title: "Move talk to Mon" });
});

test("marks say how urgent it is", () => {
  expect(read("Pipe burst !!").priority).toBe("urgent");
  expect(read("Pipe burst !high")).toMatchObject({ priority: "high", title: "Pipe burst" });
});

test("the same grammar reads German", () => {
  expect(lies("Karten scannen am Freitag 15 Uhr jede Woche @ines #digitisation 30min")).toMatchObject({
    title: "Karten scannen",
    day: "2027-03-26",
    time: "15:00",
    rule: { every: 1, unit: "week" },
    owner: ines,
    project: digitisation,
    minutes: 30,
  });
  expect(lies("Regale messen übermorgen um 9 1 Std")).toMatchObject({
    title: "Regale messen",
    day: "2027-03-26",
    time: "09:00",
    minutes: 60,
  });
  expect(lies("Logger prüfen jeden Montag und Donnerstag")).toMatchObject({ title: "Logger prüfen", rule: { weekdays: [1, 4] } });
});

test("whatever is typed, title and pieces together are every word of it", () => {
  const word = fc.constantFrom(
    "Fri",
    "3pm",
    "every",
    "Monday",
    "in",
    "2",
    "weeks",
    "@ines",
    "#move",
    "30m",
    "5",
    "May",
    "!!",
    "boxes",
    "next",
    "at",
    "by",
    "and",
    "12:99",
    "31.02.",
    "@",
    "#",
    "0h",
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 9 }), (words) => {
      const { title, parts } = read(words.join(" "));
      const back = [title, ...parts.map((part) => part.text)].join(" ").split(" ").filter(Boolean).toSorted();
      expect(back).toEqual(words.toSorted());
    }),
  );
});

test("a line is read by the words of its language, and by the English ones where a language has none", () => {
  expect(quickWords("de-AT")).toBe(germanWords);
  expect(quickWords("en-GB")).toBe(englishWords);
  expect(quickWords("fr")).toBe(englishWords);
});
