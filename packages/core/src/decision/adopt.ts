import type { DecisionBranch, DecisionStep, Field, FieldKind } from "../process/index.ts";
import type { DecisionTable } from "./model.ts";

/** A table of a DMN model with what surrounds it: the names that may stand in its expressions, and what its types allow. */
export type ForeignTable = Pick<DecisionTable, "hitPolicy" | "inputs" | "outputs" | "rules"> & {
  readonly name: string;
  readonly names: readonly string[];
};

/** What a person should know of how it was taken over. */
export type AdoptNote =
  | { readonly code: "fieldsAdded"; readonly names: readonly string[] }
  /** The table gives several results at once; a decision takes the first. */
  | { readonly code: "firstOnly" }
  /** It has several outputs; each way of combining them is a branch. */
  | { readonly code: "outputsJoined"; readonly names: readonly string[] };

export type Adopted = { readonly step: DecisionStep; readonly fields: readonly Field[]; readonly notes: readonly AdoptNote[] };

/**
 * A decision that decides by the table: a branch for each result, and a field for each name that is not there yet. Branches
 * of the same name keep their steps, and no branch with steps goes. Rules stand so that the first that applies decides as
 * the table's own hit policy does.
 */
export function adoptTable(step: DecisionStep, fields: readonly Field[], table: ForeignTable, newId: () => string): Adopted {
  const { keys, added } = keysFor(table, fields);
  const own = (text: string): string => withKeys(text, keys);
  const results = table.rules.map(({ then }) => then.map(said).join(", "));
  const defaults = table.outputs.map(({ otherwise }) => otherwise);
  const otherwise =
    defaults.length > 0 && defaults.every((one) => one !== null && one.trim() !== "")
      ? defaults.map((one) => said(one ?? "")).join(", ")
      : null;
  const branches = branchesFor(step, results, otherwise, newId);
  const byLabel = new Map(branches.map((branch) => [nameOf(branch.label), branch.id]));
  const rules = ordered(table).map((index) => ({
    when: (table.rules[index]?.when ?? []).map((cell) => (cell.trim() === "" ? "-" : own(cell))),
    then: byLabel.get(nameOf(results[index] ?? "")) ?? "",
  }));
  const { hitPolicy } = table;
  const kept = hitPolicy === "unique" || hitPolicy === "any" ? hitPolicy : "first";
  const notes: AdoptNote[] = [
    ...(added.length > 0 ? [{ code: "fieldsAdded" as const, names: added.map(({ label }) => label) }] : []),
    ...(hitPolicy === "collect" || hitPolicy === "ruleOrder" || hitPolicy === "outputOrder" ? [{ code: "firstOnly" as const }] : []),
    ...(table.outputs.length > 1 ? [{ code: "outputsJoined" as const, names: table.outputs.map(({ name }) => name) }] : []),
  ];
  return {
    step: {
      ...step,
      branches,
      table: {
        hitPolicy: kept,
        inputs: table.inputs.map(({ label, expression }) => ({ label: label || expression, expression: own(expression) })),
        rules,
      },
    },
    fields: added,
    notes,
  };
}

/** By priority and output order the most important result comes first. */
function ordered({ hitPolicy, outputs, rules }: ForeignTable): number[] {
  const all = rules.map((_, index) => index);
  if (hitPolicy !== "priority" && hitPolicy !== "outputOrder") return all;
  const ranks = outputs.map(({ values }) => listed(values ?? ""));
  const rankOf = (index: number): number[] =>
    (rules[index]?.then ?? []).map((cell, at) => {
      const rank = ranks[at]?.indexOf(cell.trim()) ?? -1;
      return rank < 0 ? Number.POSITIVE_INFINITY : rank;
    });
  return all.toSorted((a, b) => {
    const [left, right] = [rankOf(a), rankOf(b)];
    const differs = left.findIndex((rank, at) => rank !== right[at]);
    return differs < 0 ? a - b : (left[differs] ?? 0) - (right[differs] ?? 0);
  });
}

function branchesFor(step: DecisionStep, results: readonly string[], otherwise: string | null, newId: () => string): DecisionBranch[] {
  const labels = [...new Map([...results, ...(otherwise === null ? [] : [otherwise])].map((label) => [nameOf(label), label])).values()];
  const there = new Map(step.branches.map((branch) => [nameOf(branch.label), branch]));
  const made = labels.map((label): DecisionBranch => ({
    ...(there.get(nameOf(label)) ?? { id: newId(), label, steps: [] }),
    when: otherwise !== null && nameOf(label) === nameOf(otherwise) ? null : "",
  }));
  const left = step.branches.filter(
    (branch) =>
      !labels.some((label) => nameOf(label) === nameOf(branch.label)) &&
      (branch.steps.length > 0 || (otherwise === null && branch.when === null)),
  );
  const rest = left.map((branch): DecisionBranch => ({ ...branch, when: otherwise === null ? branch.when : (branch.when ?? "") }));
  const all = [...made, ...rest];
  return all.some(({ when }) => when === null) ? all : [...all, { id: newId(), label: "Otherwise", when: null, steps: [] }];
}

/** The key for each name of the model: of a field of that name, or of one that is made. */
function keysFor(
  { inputs, names }: ForeignTable,
  fields: readonly Field[],
): { keys: ReadonlyMap<string, string>; added: readonly Field[] } {
  const keys = new Map<string, string>();
  const added: Field[] = [];
  const used = inputs.flatMap(({ expression }) =>
    names.filter((name) => mentions(expression, name)).concat(isName(expression) ? [expression.trim()] : []),
  );
  for (const name of new Set(used)) {
    const known = [...fields, ...added].find(({ key, label }) => key === name || nameOf(label) === nameOf(name) || key === keyOf(name));
    if (known !== undefined) {
      keys.set(name, known.key);
      continue;
    }
    const input = inputs.find(({ expression }) => expression.trim() === name);
    const choices = listed(input?.allowed ?? "").flatMap((value) => (/^"[^"]*"$/u.test(value) ? [value.slice(1, -1)] : []));
    added.push({
      key: keyOf(name),
      label: input?.label && input.label !== name ? input.label : name,
      ...kindOf(input?.type ?? null, choices),
    });
    keys.set(name, keyOf(name));
  }
  return { keys, added };
}

function kindOf(type: string | null, choices: readonly string[]): { kind: FieldKind; choices?: readonly string[] } {
  if (choices.length > 0) return { kind: "choice", choices };
  const kinds: Readonly<Record<string, FieldKind>> = {
    number: "number",
    boolean: "yesNo",
    date: "date",
    "days and time duration": "duration",
    "years and months duration": "duration",
  };
  return { kind: kinds[type ?? ""] ?? "text" };
}

/** The text with each name as its key; what stands in quotes is no name. */
function withKeys(text: string, keys: ReadonlyMap<string, string>): string {
  const names = [...keys].filter(([name, key]) => name !== key).toSorted((a, b) => b[0].length - a[0].length);
  if (names.length === 0) return text;
  const any = new RegExp(
    `"(?:[^"\\\\]|\\\\.)*"|(?<![\\p{L}\\p{N}_])(?:${names.map(([name]) => name.replace(/[\\^$.*+?()[\]{}|]/gu, "\\$&").replace(/\s+/gu, "\\s+")).join("|")})(?![\\p{L}\\p{N}_])`,
    "gu",
  );
  return text.replace(any, (found) => (found.startsWith('"') ? found : (keys.get(found.replace(/\s+/gu, " ")) ?? found)));
}

function mentions(expression: string, name: string): boolean {
  return withKeys(expression, new Map([[name, "\u0000"]])) !== expression;
}

function isName(expression: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(expression.trim()) && !["true", "false", "null"].includes(expression.trim());
}

/** `"a", "b"` as its parts; commas in quotes part nothing. */
function listed(text: string): string[] {
  return text.match(/"(?:[^"\\]|\\.)*"|[^,\s][^,]*/gu)?.map((part) => part.trim()) ?? [];
}

/** A result as a branch is called: a text without its quotes. */
function said(cell: string): string {
  const text = cell.trim();
  return /^"(?:[^"\\]|\\.)*"$/u.test(text) ? text.slice(1, -1).replace(/\\(.)/gu, "$1") : text;
}

function nameOf(label: string): string {
  return label.trim().toLocaleLowerCase("en");
}

function keyOf(name: string): string {
  const words = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .split(/[^A-Za-z0-9_]+/u)
    .filter((word) => word !== "");
  const key = words
    .map((word, at) => (at === 0 ? word.charAt(0).toLowerCase() + word.slice(1) : word.charAt(0).toUpperCase() + word.slice(1)))
    .join("");
  return /^[A-Za-z_]/u.test(key) ? key.slice(0, 60) : `field${key}`.slice(0, 60);
}
