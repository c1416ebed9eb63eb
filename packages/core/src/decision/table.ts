import { words } from "../kernel/index.ts";
import { compareValues, equalValues, type FeelValue, isList, type Scope } from "../expression/index.ts";
import type { Bench } from "./bench.ts";
import type { DecisionTable } from "./model.ts";
import { fit } from "./type.ts";

type Hit = { readonly rule: number; readonly values: readonly FeelValue[] };

/** What a decision table says. */
export function valueOfTable(table: DecisionTable, scope: Scope, place: string, bench: Bench): FeelValue {
  const hits = hitsOf(table, scope, place, bench);
  bench.matched = hits.map(({ rule }) => rule);
  if (hits.length === 0) return otherwise(table, scope, place, bench);
  switch (table.hitPolicy) {
    case "unique":
      return hits.length === 1 ? whole(table, hits[0]!) : several(hits, place, bench);
    case "any":
      return hits.every(({ values }) => equalValues([...values], [...(hits[0]?.values ?? [])], bench.budget) === true)
        ? whole(table, hits[0]!)
        : several(hits, place, bench);
    case "first":
      return whole(table, hits[0]!);
    case "priority":
      return whole(table, byPriority(table, hits, scope, place, bench)[0]!);
    case "outputOrder":
      return byPriority(table, hits, scope, place, bench).map((hit) => whole(table, hit));
    case "ruleOrder":
      return hits.map((hit) => whole(table, hit));
    case "collect":
      return collected(table, hits, place, bench);
  }
}

function hitsOf(table: DecisionTable, scope: Scope, place: string, bench: Bench): Hit[] {
  const inputs = table.inputs.map(({ expression, type, allowed, label }) => {
    const where = `input "${label}" of ${place}`;
    const value = fit(bench.value(expression, scope, where), type, where, bench);
    if (allowed !== null && value !== null && !allows(value, allowed, scope, where, bench))
      bench.warn("decision.notAllowed", words`The value of ${where} is none of ${allowed}.`, place);
    return value;
  });
  const hits: Hit[] = [];
  for (const [index, { when, then }] of table.rules.entries()) {
    bench.budget.spend();
    const where = `rule ${index + 1} of ${place}`;
    if (!inputs.every((value, column) => bench.passes(value, when[column] ?? "-", scope, where))) continue;
    hits.push({
      rule: index + 1,
      values: table.outputs.map(({ type }, column) => {
        const text = then[column] ?? "";
        return text.trim() === "" ? null : fit(bench.value(text, scope, where), type, `the output of ${where}`, bench);
      }),
    });
    if (table.hitPolicy === "first") break;
  }
  return hits;
}

function allows(value: FeelValue, allowed: string, scope: Scope, where: string, bench: Bench): boolean {
  return isList(value) ? value.every((one) => bench.passes(one, allowed, scope, where)) : bench.passes(value, allowed, scope, where);
}

function whole({ outputs }: DecisionTable, { values }: Hit): FeelValue {
  if (outputs.length === 1) return values[0] ?? null;
  return new Map(outputs.map(({ name }, column) => [name, values[column] ?? null]));
}

function otherwise(table: DecisionTable, scope: Scope, place: string, bench: Bench): FeelValue {
  const where = `the default of ${place}`;
  if (table.outputs.every((output) => output.otherwise === null)) return table.aggregation === "count" ? 0 : null;
  const values = table.outputs.map((output) => (output.otherwise === null ? null : bench.value(output.otherwise, scope, where)));
  return whole(table, { rule: 0, values });
}

function several(hits: readonly Hit[], place: string, bench: Bench): null {
  return bench.fail(
    "decision.severalRules",
    words`Several rules of ${place} apply (${hits.map(({ rule }) => rule).join(", ")}) where its hit policy allows one answer.`,
    place,
  );
}

function byPriority(table: DecisionTable, hits: readonly Hit[], scope: Scope, place: string, bench: Bench): Hit[] {
  const orders = table.outputs.map(({ values }) => {
    const listed = values === null ? [] : bench.value(`[${values}]`, scope, `the output values of ${place}`);
    return isList(listed) ? listed : [];
  });
  const place0 = (value: FeelValue, column: number): number => {
    const at = (orders[column] ?? []).findIndex((one) => equalValues(one, value, bench.budget) === true);
    return at === -1 ? Number.MAX_SAFE_INTEGER : at;
  };
  const ranked = hits.map((hit) => ({ hit, ranks: hit.values.map(place0) }));
  ranked.sort((a, b) => {
    const column = a.ranks.findIndex((rank, index) => rank !== b.ranks[index]);
    return column === -1 ? 0 : (a.ranks[column] ?? 0) - (b.ranks[column] ?? 0);
  });
  return ranked.map(({ hit }) => hit);
}

function collected(table: DecisionTable, hits: readonly Hit[], place: string, bench: Bench): FeelValue {
  const { aggregation } = table;
  if (aggregation === null) return hits.map((hit) => whole(table, hit));
  const values = table.outputs.map((_, column) => {
    const all = hits.map((hit) => hit.values[column] ?? null);
    if (aggregation === "count") return all.length;
    if (aggregation === "sum") return sumOf(all) ?? notSummed(place, bench);
    const least = aggregation === "min" ? -1 : 1;
    return all.reduce((best, one) => ((compareValues(one, best) ?? 0) * least > 0 ? one : best));
  });
  return whole(table, { rule: 0, values });
}

function sumOf(values: readonly FeelValue[]): number | null {
  let sum = 0;
  for (const value of values) {
    if (typeof value !== "number") return null;
    sum += value;
  }
  return Number.isInteger(sum) ? sum : Number(sum.toPrecision(15));
}

function notSummed(place: string, bench: Bench): null {
  return bench.fail("decision.wrongType", words`The outputs of ${place} are not all numbers, so they have no sum.`, place);
}
