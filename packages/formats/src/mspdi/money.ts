import type { PlanMoney, TaskMoney } from "@rondo/core/control";
import { childrenOf, textOf, type XmlElement } from "../xml/index.ts";
import { readDuration, readWall, saysYes } from "./values.ts";

/**
 * Costs as the file has them: hundredths of its currency. A summary's cost is that of what is inside it, so only what is fixed on it
 * counts; of eleven baselines the first one does, as in Microsoft Project.
 */
export function moneyOf(elements: readonly XmlElement[], project: ReadonlyMap<string, string>): PlanMoney {
  return {
    currency: project.get("CurrencyCode") || null,
    statusDate: readWall(project.get("StatusDate") ?? "") ?? readWall(project.get("CurrentDate") ?? ""),
    tasks: elements.flatMap((element): TaskMoney[] => (saysYes(textOf(element, "IsNull")) ? [] : [taskMoney(element)])),
  };
}

function taskMoney(element: XmlElement): TaskMoney {
  const amount = (name: string): number => Math.round(Number(textOf(element, name)) || 0);
  const summary = saysYes(textOf(element, "Summary"));
  const physical = textOf(element, "EarnedValueMethod") === "1";
  const percent = Number(textOf(element, physical ? "PhysicalPercentComplete" : "PercentComplete")) || 0;
  const baseline = childrenOf(element, "Baseline").find((one) => textOf(one, "Number") === "0");
  const began = textOf(element, "ActualStart") !== "";
  return {
    task: textOf(element, "UID"),
    cost: summary ? amount("FixedCost") : amount("Cost"),
    // Nobody said what was spent where work is done and no cost is recorded.
    actualCost: summary || (amount("ActualCost") === 0 && began && amount("Cost") > 0) ? null : amount("ActualCost"),
    done: Math.min(1, Math.max(0, percent / 100)),
    baseline: baseline === undefined ? null : frozen(baseline, summary),
  };
}

function frozen(element: XmlElement, summary: boolean): NonNullable<TaskMoney["baseline"]> {
  const cost = textOf(element, "Cost");
  const fixed = textOf(element, "FixedCost");
  const said = summary ? fixed : cost;
  return {
    start: readWall(textOf(element, "Start")),
    finish: readWall(textOf(element, "Finish")),
    cost: said === "" ? null : Math.round(Number(said) || 0),
    minutes: readDuration(textOf(element, "Duration")),
  };
}
