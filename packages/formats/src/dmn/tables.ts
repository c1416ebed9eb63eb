import type { DecisionModel, ForeignTable, ItemType } from "@rondo/core/decision";

/** The decision tables of a model, each with the names that its expressions may hold and what its types allow. */
export function tablesOf({ nodes, types }: DecisionModel): ForeignTable[] {
  const names = nodes.filter(({ kind }) => kind === "input" || kind === "decision").map(({ name }) => name);
  return nodes.flatMap((node): ForeignTable[] => {
    if (node.kind !== "decision" || node.logic?.kind !== "table") return [];
    const { hitPolicy, inputs, outputs, rules } = node.logic;
    const typed = inputs.map((input) => {
      const given = nodes.find((one) => one.kind === "input" && one.name === input.expression.trim());
      const { base, allowed } = plain(input.type ?? given?.type ?? null, types);
      return { ...input, type: base, allowed: input.allowed ?? allowed };
    });
    return [{ name: node.name, hitPolicy, inputs: typed, outputs, rules, names }];
  });
}

/** The built-in type behind a name, and the values it is held to. */
function plain(name: string | null, types: ReadonlyMap<string, ItemType>, depth = 0): { base: string | null; allowed: string | null } {
  const type = name === null || depth > 20 ? undefined : types.get(name);
  if (type === undefined) return { base: name, allowed: null };
  const under = plain(type.base, types, depth + 1);
  return { base: under.base, allowed: type.allowed ?? under.allowed };
}
