import { type Finding, words } from "@rondo/core/kernel";
import type { BaselineDraft } from "../draft/index.ts";
import { childrenOf, textOf, type XmlElement } from "../xml/index.ts";
import { duration, seconds } from "./written.ts";
import { readDuration, readWall, saysYes } from "./values.ts";
import type { Xml } from "./xml-writer.ts";

/** Microsoft Project has so many, by number and without names of their own. */
const mostBaselines = 11;

/** The baselines of all tasks, as Microsoft Project calls them; the one without a number is the one it compares with. */
export function baselinesOf(elements: readonly XmlElement[]): BaselineDraft[] {
  const all = new Map<number, BaselineDraft["entries"][number][]>();
  for (const element of elements) {
    if (saysYes(textOf(element, "IsNull"))) continue;
    for (const frozen of childrenOf(element, "Baseline")) {
      const number = Number(textOf(frozen, "Number"));
      const [start, finish] = [readWall(textOf(frozen, "Start")), readWall(textOf(frozen, "Finish"))];
      if (!Number.isInteger(number) || number < 0 || number >= mostBaselines || start === null || finish === null) continue;
      const minutes = Math.max(0, readDuration(textOf(frozen, "Duration")) ?? 0);
      const entry = { task: textOf(element, "UID"), start, finish, minutes };
      const entries = all.get(number);
      if (entries === undefined) all.set(number, [entry]);
      else entries.push(entry);
    }
  }
  return [...all]
    .toSorted(([a], [b]) => a - b)
    .map(([number, entries]) => ({ name: number === 0 ? "Baseline" : `Baseline ${number}`, entries }));
}

/** By task, in their order: the first is the one that Microsoft Project compares with. */
export function baselinesByTask(baselines: readonly BaselineDraft[]): ReadonlyMap<string, readonly Numbered[]> {
  const all = new Map<string, Numbered[]>();
  baselines.slice(0, mostBaselines).forEach(({ entries }, number) => {
    for (const entry of entries) {
      const own = all.get(entry.task);
      if (own === undefined) all.set(entry.task, [{ ...entry, number }]);
      else own.push({ ...entry, number });
    }
  });
  return all;
}

type Numbered = BaselineDraft["entries"][number] & { readonly number: number };

export function writeBaselines(xml: Xml, baselines: readonly Numbered[]): void {
  for (const { number, start, finish, minutes } of baselines) {
    xml.open("Baseline");
    xml.leaf("Number", number);
    xml.leaf("Start", seconds(start));
    xml.leaf("Finish", seconds(finish));
    xml.leaf("Duration", duration(minutes));
    xml.leaf("DurationFormat", 7);
    xml.close();
  }
}

/** Which of the numbers each became; those beyond the last are left out. */
export function numberedBaselines(baselines: readonly BaselineDraft[]): Finding[] {
  const said = baselines.map(({ name }, number) => (number < mostBaselines ? `${number} “${name}”` : `– “${name}”`)).join(", ");
  return baselines.length === 0
    ? []
    : [
        {
          code: "baselines.numbered",
          severity: baselines.length > mostBaselines ? "warning" : "info",
          subject: "baselines",
          params: { count: baselines.length },
          ...words`Microsoft Project numbers baselines and has no more than eleven: ${said}.`,
        },
      ];
}
