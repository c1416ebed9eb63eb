import { spreadRanks } from "@rondo/core/kernel";
import { reschedule } from "./compute.ts";
import { type Plan, placeOf, type PlanTask } from "./model.ts";

const cast = ["Ines Okafor", "Tomas Brandt", "Mei Tanaka", "Jonas Petrov", "Amara Diallo", "Lucia Ferrari"];
const idOf = (index: number) => `0199c3a0-0000-7000-8000-${String(index).padStart(12, "0")}`;
const office = [
  { from: 480, to: 720 },
  { from: 780, to: 1020 },
];

type Sketch = {
  title: string;
  depth: number;
  days: number;
  owner?: number;
  after?: readonly number[];
  done?: boolean;
  notBefore?: string;
  deadline?: string;
  column?: string;
};

const move: readonly Sketch[] = [
  { title: "Prepare", depth: 0, days: 0 },
  { title: "Agree on climate values with the insurer", depth: 1, days: 3, owner: 0, done: true, column: "Done" },
  { title: "Measure the new room for two weeks", depth: 1, days: 10, owner: 2, after: [2], column: "Doing" },
  { title: "Count and barcode 4,120 volumes", depth: 1, days: 12, owner: 1, after: [2], column: "Doing" },
  { title: "Choose a moving company", depth: 1, days: 5, owner: 3, after: [2], done: true, column: "Done" },
  { title: "Room is ready", depth: 1, days: 0, after: [3], deadline: "2026-08-25T17:00" },
  { title: "Move", depth: 0, days: 0 },
  { title: "Pack folios and incunabula", depth: 1, days: 4, owner: 2, after: [4, 5] },
  {
    title: "Pack the remaining volumes, with the help of volunteers from the Friends of the Library",
    depth: 1,
    days: 6,
    owner: 4,
    after: [8],
  },
  { title: "Carry and shelve", depth: 1, days: 5, owner: 1, after: [6, 9] },
  { title: "Insure the transport", depth: 1, days: 2, owner: 0, after: [5] },
  { title: "All volumes are on their shelves", depth: 1, days: 0, after: [10], deadline: "2026-09-07T17:00" },
  { title: "Open again", depth: 0, days: 0 },
  { title: "New shelf marks in the catalogue", depth: 1, days: 6, owner: 5, after: [12] },
  { title: "Train the reading-room team", depth: 1, days: 2, owner: 4, after: [12], notBefore: "2026-09-21T08:00" },
  { title: "Hand over to “Keep the climate log”", depth: 1, days: 0, after: [14, 15] },
];

/** “Move the rare-books room”: for the gallery, pictures and tests. */
export function libraryPlan(): Plan {
  const parents: (number | null)[] = [];
  const path: number[] = [];
  const sketched = move.map((one, index) => {
    parents.push(one.depth === 0 ? null : (path[one.depth - 1] ?? null));
    path[one.depth] = index;
    return one;
  });
  return planFrom(
    "Move the rare-books room",
    sketched.map((one, index) => ({ ...one, parent: parents[index] ?? null })),
    sketched.flatMap((one, index) => (one.after ?? []).map((from) => [from - 1, index] as const)),
  );
}

/** A plan of any size: phases of twenty tasks, each linked to one before it and now and then to one of another phase. */
export function largePlan(count: number): Plan {
  let seed = 7;
  const random = () => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  const verbs = ["Scan", "Check", "Describe", "Pack", "Carry", "Shelve", "Repair", "Photograph", "Label", "Count"];
  const things = ["the folios", "the maps", "the incunabula", "the letters", "the globes", "the newspapers", "the scores"];
  const tasks: (Sketch & { parent: number | null })[] = [];
  const links: (readonly [number, number])[] = [];
  let phase = -1;
  for (let index = 0; index < count; index += 1) {
    if (index % 20 === 0) {
      phase = index;
      tasks.push({ title: `Phase ${index / 20 + 1}`, depth: 0, days: 0, parent: null });
      continue;
    }
    const milestone = index % 20 === 19;
    tasks.push({
      title: milestone ? "Accepted" : `${verbs[Math.floor(random() * verbs.length)]} ${things[Math.floor(random() * things.length)]}`,
      depth: 1,
      days: milestone ? 0 : 1 + Math.floor(random() * 6),
      owner: Math.floor(random() * 6),
      parent: phase,
    });
    if (index % 20 > 1) links.push([index - 1 - Math.floor(random() * Math.min(2, (index % 20) - 1)), index]);
    if (index % 20 === 1 && index > 100) links.push([index - 22 - 20 * Math.floor(random() * 4), index]);
  }
  return planFrom(`${count} tasks`, tasks, links);
}

function planFrom(
  name: string,
  sketches: readonly (Sketch & { parent: number | null })[],
  links: readonly (readonly [number, number])[],
): Plan {
  const ranks = spreadRanks(sketches.length);
  const project: Plan["project"] = {
    id: idOf(900_001),
    name,
    goal: "The rare books stand in the new, climate-controlled room, **every volume accounted for**.",
    endCondition: "All 4,120 volumes are found on their new shelves in a full count, and the reading room lends them again.",
    start: "2026-08-03T08:00",
    zone: "Europe/Berlin",
    calendarId: null,
    linkPolicy: "conflict",
    ownHours: false,
    finishBy: null,
    owner: { id: idOf(800_000), name: "Ines Okafor" },
    everyone: "contributor",
    mine: "manager",
    columns: ["To do", "Doing", "Done"],
    openTasks: sketches.filter((one) => !one.done).length,
    closedTasks: sketches.filter((one) => one.done).length,
    finish: null,
    completion: null,
    openedByRun: null,
    version: 3,
  };
  const tasks = sketches.map((one, index): PlanTask => ({
    id: idOf(index + 1),
    title: one.title,
    owner: one.owner === undefined ? null : { id: idOf(800_000 + one.owner), name: cast[one.owner] ?? "" },
    team: null,
    dueAt: null,
    priority: "none",
    completion: null,
    closedAs: null,
    version: 1,
    plan: {
      parentId: one.parent === null ? null : idOf(one.parent + 1),
      position: ranks[index] ?? "a",
      column: one.column ?? null,
      milestone: one.days === 0,
      workingMinutes: Math.round(one.days * 480),
      notBeforeWall: one.notBefore ?? null,
      deadline: one.deadline ?? null,
      planning: {},
    },
  }));
  const open = reschedule({
    project,
    tasks,
    entries: [],
    start: project.start,
    finish: project.start,
    findings: [],
    links: links.map(([from, to], index) => ({
      id: idOf(700_000 + index),
      fromId: idOf(from + 1),
      toId: idOf(to + 1),
      type: "FS",
      lagMinutes: 0,
      lagKind: "working",
      version: 1,
    })),
    calendar: {
      week: [office, office, office, office, office, [], []],
      exceptions: [{ from: "2026-08-17", to: "2026-08-17", name: "Library closed", shifts: [] }],
    },
    calendars: [],
    hours: [],
  });
  const finished = new Map(open.entries.map((entry) => [entry.taskId, entry.finish]));
  return reschedule({
    ...open,
    tasks: open.tasks.map((task, index) =>
      sketches[index]?.done && placeOf(task)
        ? { ...task, completion: { by: task.owner, at: `${finished.get(task.id)}:00Z` }, closedAs: "completed" }
        : task,
    ),
  });
}
