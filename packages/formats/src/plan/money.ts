import type { PlanMoney, TaskMoney } from "@rondo/core/control";
import type { Staffing } from "@rondo/core/levelling";
import type { Plan } from "@rondo/core/plan";
import type { JsonObject, Shape } from "../json/index.ts";

/**
 * `currency` and `statusDate` beside the plan, `perHour` and `perUse` of people, and of a task `cost` (else what its people's work
 * and its `fixedCost` come to), `actualCost`, `percentComplete` and `baseline`. Amounts in the file are whole units of its currency.
 */
export function readMoney(from: JsonObject, read: Shape, plan: Plan, staffing: Staffing): PlanMoney {
  const people = new Map(
    read.objects(from, "people", "").map((person, index) => {
      const amount = (key: string): number => hundredths(read.number(person, key, `people[${index}].`) ?? 0);
      return [read.text(person, "id", `people[${index}].`), { perHour: amount("perHour"), perUse: amount("perUse") }] as const;
    }),
  );
  const given = Map.groupBy(staffing.assignments, (one) => one.task);
  return {
    currency: read.textOrNull(from, "currency", ""),
    statusDate: read.textOrNull(from, "statusDate", ""),
    tasks: read.objects(from, "tasks", "").map((task, index): TaskMoney => {
      const path = `tasks[${index}].`;
      const amount = (key: string): number | null => {
        const value = read.number(task, key, path);
        return value === null ? null : hundredths(value);
      };
      const { id, workingMinutes, finished, remainingMinutes, started } = plan.tasks[index]!;
      const work = (given.get(id) ?? []).reduce((sum, { person, units }) => {
        const rate = people.get(person);
        return rate === undefined ? sum : sum + Math.round((workingMinutes * units * rate.perHour) / 60) + rate.perUse;
      }, 0);
      const percent = read.number(task, "percentComplete", path);
      const left = started === undefined || workingMinutes === 0 ? 1 : (remainingMinutes ?? workingMinutes) / workingMinutes;
      return {
        task: id,
        cost: amount("cost") ?? work + (amount("fixedCost") ?? 0),
        actualCost: amount("actualCost"),
        done: Math.min(1, Math.max(0, percent === null ? (finished ? 1 : 1 - left) : percent / 100)),
        baseline: readBaseline(task, read, `${path}baseline`),
      };
    }),
  };
}

function readBaseline(task: JsonObject, read: Shape, path: string): TaskMoney["baseline"] {
  if (task["baseline"] === undefined) return null;
  const from = read.object(task["baseline"], path);
  const cost = read.number(from, "cost", `${path}.`);
  return {
    start: read.textOrNull(from, "start", `${path}.`),
    finish: read.textOrNull(from, "finish", `${path}.`),
    cost: cost === null ? null : hundredths(cost),
    minutes: read.number(from, "workingMinutes", `${path}.`),
  };
}

function hundredths(amount: number): number {
  return Math.round(Math.min(1e12, Math.max(-1e12, amount)) * 100);
}
