/**
 * A process tree: what may happen, block by block. `loop` has a body first and then one or more ways back to it; it ends
 * after the body. Every tree is a sound process by construction.
 */
export type Tree =
  | { readonly kind: "activity"; readonly activity: string }
  | { readonly kind: "silent" }
  | { readonly kind: Operator; readonly children: readonly Tree[] };

export type Operator = "sequence" | "choice" | "parallel" | "loop";

export const silent: Tree = { kind: "silent" };

export function leaf(activity: string): Tree {
  return { kind: "activity", activity };
}

/** An operator over children, with what changes nothing left out: nested equals are joined, silent parts dropped. */
export function block(kind: Operator, children: readonly Tree[]): Tree {
  if (kind === "loop") return { kind, children };
  let flat = children.flatMap((child) => (child.kind === kind ? child.children : [child]));
  if (kind !== "choice") flat = flat.filter((child) => child.kind !== "silent");
  else if (flat.some((child) => child.kind === "silent")) {
    flat = flat.filter((child) => child.kind !== "silent");
    if (!flat.some(canBeEmpty)) flat = [...flat, silent];
  }
  if (flat.length === 0) return silent;
  return flat.length === 1 ? flat[0]! : { kind, children: flat };
}

export function canBeEmpty(tree: Tree): boolean {
  switch (tree.kind) {
    case "activity":
      return false;
    case "silent":
      return true;
    case "choice":
      return tree.children.some(canBeEmpty);
    case "loop":
      return canBeEmpty(tree.children[0]!);
    default:
      return tree.children.every(canBeEmpty);
  }
}

export function activitiesOf(tree: Tree): string[] {
  if (tree.kind === "activity") return [tree.activity];
  return tree.kind === "silent" ? [] : tree.children.flatMap(activitiesOf);
}

/** How few events a whole performance can have. */
export function shortestRun(tree: Tree): number {
  switch (tree.kind) {
    case "activity":
      return 1;
    case "silent":
      return 0;
    case "choice":
      return Math.min(...tree.children.map(shortestRun));
    case "loop":
      return shortestRun(tree.children[0]!);
    default:
      return tree.children.reduce((sum, child) => sum + shortestRun(child), 0);
  }
}

const signs: Readonly<Record<Operator, string>> = { sequence: "→", choice: "×", parallel: "∧", loop: "↺" };

/** `→(register, ∧(check, ×(a, b)), ↺(decide, τ))`; a name with marks of this notation stands in quotes. */
export function treeText(tree: Tree): string {
  if (tree.kind === "silent") return "τ";
  if (tree.kind === "activity")
    return /^[^→×∧↺τ'(),]+$/u.test(tree.activity) && tree.activity.trim() === tree.activity
      ? tree.activity
      : `'${tree.activity.replaceAll("'", "''")}'`;
  return `${signs[tree.kind]}(${tree.children.map(treeText).join(", ")})`;
}

/** Equal text for trees that differ only in the order of choices and parallel parts, or of ways back. */
export function canonicalText(tree: Tree): string {
  if (tree.kind === "silent" || tree.kind === "activity") return treeText(tree);
  const [first, ...rest] = tree.children.map(canonicalText) as [string, ...string[]];
  const parts = tree.kind === "sequence" ? [first, ...rest] : tree.kind === "loop" ? [first, ...rest.sort()] : [first, ...rest].sort();
  return `${signs[tree.kind]}(${parts.join(", ")})`;
}
