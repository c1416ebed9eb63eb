import { expect, test } from "vitest";
import { audit, type AuditedContainer } from "./audit.ts";
import type { Container, WorkItem } from "./work.ts";

const item = (title: string, own: Partial<WorkItem> = {}): WorkItem => ({
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
  ...own,
});
const board = (name: string, items: readonly WorkItem[], own: Partial<Container> = {}): Container => ({
  id: name,
  name,
  items,
  links: 0,
  owner: null,
  plannedEnd: null,
  written: false,
  people: [],
  ...own,
});
const steps = ["Send contract", "Create account", "Set up billing", "Hold kick-off", "Train users", "Hand over to support"];
const one = (container: Container) => audit([container]).containers[0]!;
const saidOf = (container: AuditedContainer | undefined) => container?.reasons.map(({ message }) => message).join(" ");

test.each(["TEMPLATE Client start", "Client start (template)", "Vorlage: Kundenstart", "Kundenstart – Vorlage"])(
  "%s, never begun, is a process: steps to follow each time",
  (name) => {
    expect(
      one(
        board(
          name,
          steps.map((title) => item(title)),
          { untouched: true },
        ),
      ),
    ).toMatchObject({
      kind: "process",
      reasons: [{ message: expect.stringContaining("is a template") }],
    });
  },
);

test("a copy in which nothing was begun is unclear, and says why; what was worked on is not, whatever it is called", () => {
  const copy = one(
    board(
      "Client start",
      steps.map((title) => item(title)),
      { untouched: true },
    ),
  );
  expect([copy.kind, copy.reasons.some(({ message }) => message.includes("may be a template"))]).toEqual(["unclear", true]);
  expect(
    one(
      board(
        "Template of the newsletter",
        steps.map((title) => item(title, { done: true })),
      ),
    ).kind,
  ).toBe("project");
});

test.each([
  ["Frequency", ["daily", "weekly", "monthly"]],
  ["Turnus", ["täglich", "wöchentlich", "monatlich"]],
  ["Due", ["every friday", "every 2 weeks", "every day"]],
  ["Repeat", ["RRULE:FREQ=WEEKLY", "FREQ=DAILY;INTERVAL=2", "FREQ=MONTHLY"]],
])("items that come back at set times (%s) are a process", (name, values) => {
  const chores = ["Water plants", "Check alarm", "Order coffee", "Test backup", "Clean filters", "Read meters"];
  const items = chores.map((title, at) => item(title, { fields: [{ name, value: values[at % values.length] ?? "" }] }));
  expect(one(board("Office", items))).toMatchObject({
    kind: "process",
    reasons: [{ message: expect.stringContaining("come back at set times") }],
  });
});

/** Each card goes through the lists, a day in each. */
const walking = (title: string, lists: readonly string[], at: number): WorkItem =>
  item(title, { created: at, walk: lists.map((place, step) => ({ place, at: at + step * 1440 })) });
const wedding = ["Choose date", "Book church", "Guest list", "Send invitations", "Rings", "Seating plan", "Rehearsal dinner"];

test("that a project's cards go from to do to done is no procedure to be fixed first", () => {
  const { containers, families } = audit([
    board(
      "Wedding",
      wedding.map((title) => walking(title, ["To do", "Doing", "Done"], 1_000)),
    ),
  ]);
  expect([containers[0]?.kind, families]).toEqual(["project", []]);
});

test("steps that all call alike keep their names whole, and what names one instance is left out", () => {
  const lists = ["To be checked", "In the approval of the board", "Paid"];
  const invoices = Array.from({ length: 8 }, (_, at) => walking(`Invoice ${1000 + at}`, lists, at * 10_000));
  expect(audit([board("Invoices", invoices)]).families[0]?.procedure.steps.map(({ name }) => name)).toEqual(lists);
});

test("every verdict has a reason", () => {
  const shared = [
    ["Book room", "Invite guests", "Order catering", "Print name tags"],
    ["Order catering", "Print name tags", "Sign lease", "Pack boxes"],
    ["Sign lease", "Pack boxes", "Book room", "Invite guests"],
    ["Pack boxes", "Book room"],
  ];
  const { containers } = audit(
    shared.map((titles, at) =>
      board(
        `Board ${at}`,
        titles.map((title) => item(title, { role: "Mei" })),
      ),
    ),
  );
  expect(containers.every(({ reasons }) => reasons.length > 0)).toBe(true);
});

test("a board whose cards say when they moved says when things happened", () => {
  const { containers } = audit([
    board(
      "Wedding",
      wedding.map((title) => walking(title, ["To do", "Doing", "Done"], 1_000)),
    ),
  ]);
  expect(containers[0]?.gaps.map(({ code }) => code)).not.toContain("noTimes");
});

test("where most runs leave out usual steps or change their order, those that do are named", () => {
  const without = (...places: readonly number[]) => steps.filter((_, at) => !places.includes(at));
  const { containers, families } = audit(
    [steps, without(1), without(3), without(5), [...steps].reverse(), steps, without(0)].map((titles, at) =>
      board(
        `Client ${at}`,
        titles.map((title) => item(title)),
      ),
    ),
  );
  expect(families[0]?.conformance).toBeLessThan(0.6);
  const named = containers.map(({ gaps }) => gaps.some(({ code }) => code === "lowConformance"));
  expect([named[0], named[4], named[5]]).toEqual([false, true, false]);
});

test("milestones that a project's cards stood in, each in others, are no procedure", () => {
  const lists = ["Prototype runs", "Data of the museum", "Ready for readers", "Old ideas"];
  const ways = [
    [0, 2],
    [1, 3],
    [0, 1],
    [2, 3],
    [0, 3],
    [1, 2],
  ];
  const cards = [...wedding, "Draw floor plan", "Order network lines", "Pack archive", "Hand over keys", "Load test"].map((title, at) =>
    walking(
      title,
      (ways[at % 6] ?? []).map((list) => lists[list] ?? ""),
      1_000 + at,
    ),
  );
  const waiting =
    "Pricing; Press kit; Store listing; Wireframes; Contrast; Fonts; Backups; Domain; Mirrors; Captions; Colours; Search; Glossary; Legal check; Old links; Opening"
      .split("; ")
      .map((title) => item(title));
  const { containers, families } = audit([board("Online", [...cards, ...waiting], { plannedEnd: 9_000_000, links: 14 })]);
  expect([containers[0]?.kind, containers[0]?.contains, families]).toEqual(["project", null, []]);
});

test("cards that each go between another two lists walk no way together, though new ones keep coming", () => {
  const lists = ["Check of rights", "Layout and print", "Talks with donors", "Repair of shelves", "Readers' letters"];
  const pairs = lists.flatMap((from, at) => lists.slice(at + 1).map((to) => [from, to] as const));
  const titles = [...wedding, "Draw floor plan", "Order network lines", "Pack archive", "Hand over keys", "Load test", "Press kit"];
  const one = audit([
    board(
      "Odds and ends",
      titles.slice(0, 10).map((title, at) => walking(title, pairs[at] ?? [], at * 10_000)),
    ),
  ]);
  expect(one.containers[0]?.kind).not.toBe("process");
  expect([one.containers[0]?.contains, one.families]).toEqual([null, []]);
  const together = audit([
    board(
      "Print shop",
      titles.slice(0, 10).map((title, at) => walking(title, at % 4 === 0 ? lists.slice(0, 3) : lists, at * 10_000)),
    ),
  ]);
  expect([together.containers[0]?.kind, together.families.length]).toEqual(["process", 1]);
});

test("a step that some cards skip is one that they do not do: no more runs do all usual steps than do the rarest of them", () => {
  const lists = ["Asked for", "Quote sent", "Order placed", "Goods checked"];
  const ways = [
    [0, 1, 2, 3],
    [0, 1, 2, 3],
    [1, 2, 3],
    [1, 3],
    [0, 1, 2],
    [0, 1],
    [1, 2, 3],
    [0, 1, 3],
    [1, 3],
    [1, 2],
  ];
  const cards = ways.map((way, at) =>
    walking(
      `Order ${at}`,
      way.map((list) => lists[list] ?? ""),
      at * 10_000,
    ),
  );
  const [family] = audit([board("Purchasing", cards)]).families;
  expect(family?.procedure.steps.map(({ share }) => share)).toEqual([0.5, 1, 0.6, 0.7]);
  // Those that hold list 1, 2 and 3 in this order: the steps that more than half of them do.
  expect(family?.conformance).toBe(0.4);
});

test("of a family is said what the run with the fewest steps has, and how often the same role does the same step", () => {
  const others = ["Ana", "Ben", "Cleo"];
  const { containers } = audit(
    [steps, steps, steps.slice(1)].map((titles, run) =>
      board(
        `Client ${run}`,
        titles.map((title) => item(title, { role: title === "Hold kick-off" || title === "Train users" ? "Lead" : (others[run] ?? null) })),
      ),
    ),
  );
  const said = saidOf(containers[0]);
  expect(said).toContain("each has at least 5 of the 6 steps that most of them have");
  // Two steps of six, five and five that two runs share are done by the same.
  expect(said).toContain(`the same role does it in ${Math.round((6 / 16) * 100)}% of the cases`);
});

test("where a run waits longest is said of a step that stands out, and not where several take as long", () => {
  const taking = (days: readonly number[]) =>
    audit(
      [0, 1, 2, 3].map((run) => {
        let at = run * 100_000;
        return board(
          `Client ${run}`,
          steps.map((title, step) => {
            const started = at;
            at += (days[step] ?? 0) * 1440;
            return item(title, { started, finished: at, done: true });
          }),
        );
      }),
    ).families[0]?.waits;
  expect(taking([2, 2, 2, 2, 1, 1])).toBeNull();
  expect(taking([2, 6, 2, 2, 2, 2])).toEqual({ step: "Create account", minutes: 6 * 1440, share: 0.38 });
});

test("a board that is unclear says that its cards are runs, no surer than it is itself, and how many went the very same way", () => {
  const lists = ["Wanted", "To do", "Doing", "Done"];
  const moved = wedding.map((title, at) =>
    walking(title, at < 3 ? lists.slice(1) : at < 5 ? lists.slice(0, 3) : lists.slice(at - 5, at - 3), at * 10_000),
  );
  const still = ["Pricing", "Press kit", "Fonts"].map((title, at) => walking(title, ["Wanted"], 70_000 + at * 10_000));
  const others = [
    board(
      "Move",
      ["Rent van", "Pack boxes", "Paint walls", "Cancel gas", "Return keys"].map((title) => item(title)),
    ),
  ];
  const { containers, families } = audit([board("Wishes", [...moved, ...still]), ...others]);
  const [wishes] = containers;
  expect([wishes?.kind, wishes?.contains]).toEqual(["unclear", families[0]?.id]);
  expect(wishes?.reasons[0]?.message).toMatch(/^What repeats is inside it: 7 of its 10 items are taken as runs/);
  expect(families[0]?.confidence).toBeLessThanOrEqual(wishes?.confidence ?? 0);
  const said = saidOf(wishes);
  expect(said).toContain("7 of 10 cards moved between lists as other cards did, 3 of them the very same way.");
  expect(said).not.toMatch(/done once|same order/);
});

test("a step that one run of six had is no step of the procedure, and is told with the place where it stood", () => {
  const runs = Array.from({ length: 6 }, (_, run) =>
    run === 2 ? [...steps.slice(0, 2), "Check sanctions list", ...steps.slice(2)] : steps,
  );
  const [family] = audit(
    runs.map((titles, run) =>
      board(
        `Client ${run}`,
        titles.map((title) => item(title)),
      ),
    ),
  ).families;
  expect(family?.procedure.steps.map(({ name }) => name)).toEqual(steps);
  expect(family?.procedure.rare).toEqual([{ name: "Check sanctions list", runs: 1, after: 2 }]);
});

test("what differs from run to run becomes a form, and what differs from step to step in each run alike does not", () => {
  const fieldsOf = (run: number, at: number) => [
    { name: "Client type", value: run % 2 === 0 ? "private" : "firm" },
    { name: "Phase", value: at < 3 ? "begin" : "end" },
  ];
  const [family] = audit(
    [0, 1, 2, 3].map((run) =>
      board(
        `Client ${run}`,
        steps.map((title, at) => item(title, { fields: fieldsOf(run, at) })),
      ),
    ),
  ).families;
  expect(family?.fields).toMatchObject([{ label: "Client type" }]);
});

test("of a board's cards that are runs, what they were asked becomes the form, however many other cards there are", () => {
  const parts = ["Check the request", "Order the part", "Fit the part"];
  const runs = [0, 1, 2, 3].map((run) => item(`Repair ${run}`, { parts, fields: [{ name: "Machine", value: `M${run}` }] }));
  const others = ["Tea", "Plants", "Windows", "Lamps", "Doors", "Chairs", "Fire drill"].map((title) => item(title));
  const [family] = audit([board("Workshop", [...others, ...runs])]).families;
  expect([family?.runs, family?.fields]).toEqual([4, [{ label: "Machine", kind: "text", always: true }]]);
});

test("a sheet that only explains the others is no list of work, and says so", () => {
  const readMe = board(
    "Plan – Read me",
    ["Fill in the blue cells.", "Ask Mei", "Version 3"].map((title) => item(title)),
  );
  const { containers } = audit([
    readMe,
    board(
      "Move",
      wedding.map((title) => item(title, { role: "Mei" })),
    ),
  ]);
  expect(containers[0]).toMatchObject({ kind: "unclear", gaps: [], reasons: [{ message: expect.stringContaining("no list of work") }] });
  expect(
    one(
      board(
        "Read me",
        wedding.map((title) => item(title, { role: "Mei" })),
      ),
    ).kind,
  ).toBe("project");
});

test("items that say the same are one task, and both counts are told", () => {
  const titles = ["Rent van", "Paint walls", "Paint walls", "Cancel gas", "Cancel gas", "Return keys"];
  const said = saidOf(
    audit([
      board(
        "Move",
        titles.map((title) => item(title)),
      ),
      board(
        "Wedding",
        wedding.map((title) => item(title)),
      ),
    ]).containers[0],
  );
  expect(said).toContain("no counterpart to any of its 4 different tasks (6 items) in the other one");
});

test("a field of few answers that come again is a choice, of numbers a number, of days a date, and of anything else a text", () => {
  const answers = [
    { Package: "Pro", Seats: "12", Since: "2026-01-05", Client: "Brandt", Reference: "100200300" },
    { Package: "Basic", Seats: "5", Since: "2026-02-02", Client: "Varga", Reference: "100200301" },
    { Package: "Pro", Seats: "40", Since: "2026-03-02", Client: "Okoro", Reference: "100200302" },
    { Package: "Team", Seats: "7.5", Client: "Lindqvist", Reference: "100200303" },
  ];
  const [family] = audit(
    answers.map((own, run) =>
      board(
        `Client ${run}`,
        steps.map((title, at) => item(title, { fields: at === 0 ? Object.entries(own).map(([name, value]) => ({ name, value })) : [] })),
      ),
    ),
  ).families;
  expect(family?.fields).toEqual(
    [
      { label: "Package", kind: "choice", choices: ["Pro", "Basic", "Team"], always: true },
      { label: "Seats", kind: "number", always: true },
      { label: "Since", kind: "date", always: false },
      { label: "Client", kind: "text", always: true },
      { label: "Reference", kind: "number", always: true },
    ].map((field) => expect.objectContaining(field)),
  );
});
