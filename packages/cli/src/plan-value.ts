import type { EarnedValue, PlanValue } from "@rondo/core/control";
import { seconds, type PlanRow } from "./plan-rows.ts";

/** What a task costs and how it does, in whole units of the plan's currency or in minutes of work. */
export type Valued = { cost: number; plannedValue: number | null; earnedValue: number | null; actualCost: number };

export type Costs = { unit: "money" | "minutes"; currency: string | null; planned: number; baseline: number | null; actual: number };

/** `assumed` = tasks with work done and no cost recorded: taken to have cost what was planned. */
export type Earned = { statusDate: string; assumed: number } & EarnedValue;

type WithValue = { tasks: (PlanRow & Partial<Valued>)[]; costs?: Costs; earnedValue?: Earned };

/** Rows with their value, where the plan says anything of it; else the rows alone. */
export function withValue(tasks: PlanRow[], value: PlanValue | null): WithValue {
  if (value === null) return { tasks };
  const amount = (hundredths: number): number => (value.unit === "money" ? hundredths / 100 : hundredths);
  const { earned } = value;
  return {
    tasks: tasks.map((task, row) => {
      const { cost, planned, earned, actual } = value.rows[row]!;
      return {
        ...task,
        cost: amount(cost),
        plannedValue: planned === null ? null : amount(planned),
        earnedValue: earned === null ? null : amount(earned),
        actualCost: amount(actual ?? 0),
      };
    }),
    costs: {
      unit: value.unit,
      currency: value.currency,
      planned: amount(value.cost),
      baseline: value.baselineCost === null ? null : amount(value.baselineCost),
      actual: amount(value.actualCost),
    },
    ...(earned !== null &&
      value.at !== null && {
        earnedValue: {
          statusDate: seconds(value.at),
          assumed: value.assumed,
          bac: amount(earned.bac),
          pv: amount(earned.pv),
          ev: amount(earned.ev),
          ac: amount(earned.ac),
          sv: amount(earned.sv),
          cv: amount(earned.cv),
          spi: earned.spi,
          cpi: earned.cpi,
          eac: amount(earned.eac),
          etc: amount(earned.etc),
          vac: amount(earned.vac),
          tcpi: earned.tcpi,
        },
      }),
  };
}

export function valueLines({ costs, earnedValue }: Pick<WithValue, "costs" | "earnedValue">): string[] {
  if (costs === undefined) return [];
  const unit = costs.unit === "minutes" ? "minutes of work" : (costs.currency ?? "");
  const amount = (value: number): string => `${costs.unit === "money" ? value.toFixed(2) : String(value)} ${unit}`.trimEnd();
  const index = (value: number | null): string => (value === null ? "–" : value.toFixed(2));
  const baseline = costs.baseline === null ? "" : `, ${amount(costs.baseline)} in the baseline`;
  const lines = [`Costs ${amount(costs.planned)}${baseline}; ${amount(costs.actual)} spent.`];
  if (earnedValue === undefined) return lines;
  const { pv, ev, ac, spi, cpi, eac, statusDate } = earnedValue;
  lines.push(
    `On ${statusDate.replace("T", " ").slice(0, 16)}: PV ${amount(pv)}, EV ${amount(ev)}, AC ${amount(ac)}; SPI ${index(spi)}, CPI ${index(cpi)}; EAC ${amount(eac)}.`,
  );
  return lines;
}
