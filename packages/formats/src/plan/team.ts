import type { Finished, TaskRange } from "@rondo/core/forecast";
import type { Staffing } from "@rondo/core/levelling";
import { isArray, type JsonObject, type Shape } from "../json/index.ts";

/** What a forecast goes by: tasks finished before, and the ranges of those that are open. */
export type Experience = { readonly history: readonly Finished[]; readonly ranges: readonly TaskRange[] };

/** `people`, `assignments` and `placeholders` beside the plan. */
export function readStaffing(from: JsonObject, read: Shape): Staffing {
  return {
    people: read.objects(from, "people", "").map((person, index) => {
      const path = `people[${index}].`;
      const id = read.text(person, "id", path);
      return {
        id,
        name: read.text(person, "name", path) || id,
        units: read.number(person, "units", path) ?? 1,
        roles: (isArray(person["roles"]) ? person["roles"] : []).filter((role) => typeof role === "string"),
        taken: read.objects(person, "taken", path).map((part, at) => {
          const inner = `${path}taken[${at}].`;
          return {
            from: read.text(part, "from", inner),
            to: read.text(part, "to", inner),
            units: read.number(part, "units", inner) ?? 1,
            what: read.text(part, "what", inner),
          };
        }),
      };
    }),
    assignments: read.objects(from, "assignments", "").map((assignment, index) => {
      const path = `assignments[${index}].`;
      const text = (key: string): string => read.text(assignment, key, path);
      return { task: text("task"), person: text("person"), units: read.number(assignment, "units", path) ?? 1 };
    }),
    placeholders: read.objects(from, "placeholders", "").map((placeholder, index) => {
      const path = `placeholders[${index}].`;
      const text = (key: string): string => read.text(placeholder, key, path);
      return {
        task: text("task"),
        role: text("role"),
        units: read.number(placeholder, "units", path) ?? 1,
        count: read.number(placeholder, "count", path) ?? 1,
      };
    }),
  };
}

/** `history` beside the plan, and the `range` of each task. */
export function readExperience(from: JsonObject, read: Shape): Experience {
  return {
    history: read.objects(from, "history", "").map((one, index) => {
      const path = `history[${index}].`;
      return {
        project: read.text(one, "project", path),
        planned: read.number(one, "planned", path) ?? 0,
        actual: read.number(one, "actual", path) ?? 0,
      };
    }),
    ranges: read.objects(from, "tasks", "").flatMap((task, index): TaskRange[] => {
      if (task["range"] === undefined) return [];
      const path = `tasks[${index}].range.`;
      const range = read.object(task["range"], path.slice(0, -1));
      return [
        {
          task: read.text(task, "id", `tasks[${index}].`),
          low: read.number(range, "low", path) ?? 0,
          high: read.number(range, "high", path) ?? 0,
        },
      ];
    }),
  };
}
