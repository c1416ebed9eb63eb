import { block, leaf, silent, type Tree } from "../tree/tree.ts";
import type { Net } from "./net.ts";

/** A step of a net that is being folded: it performs a tree. */
type Fold = { tree: Tree; inputs: Set<number>; outputs: Set<number> };

/**
 * Folds a net of nested blocks into the tree it came from, by rules that keep what it can perform: silent steps between
 * two places join them; steps in line, steps that exclude each other, parallel steps and a step with a way back become
 * one step. Null where something else is left at the end (after van Zelst and Leemans, "Translating workflow nets to
 * process trees", 2020).
 */
export function treeOfNet(net: Net): Tree | null {
  const sink = net.places;
  const empties = net.final.length === 1 && net.final[0]!.length === 0;
  if (net.initial.length !== 1 || net.final.length !== 1 || (!empties && net.final[0]!.length !== 1) || net.transitions.length > 3_000)
    return null;
  const [source, end] = [net.initial[0]!, empties ? sink : net.final[0]![0]!];
  const folds = new Set<Fold>();
  for (const { label, inputs, outputs, awaits } of net.transitions) {
    if (awaits !== undefined || new Set(inputs).size < inputs.length || new Set(outputs).size < outputs.length || inputs.length === 0)
      return null;
    if (outputs.length === 0 && !empties) return null;
    folds.add({
      tree: label === null ? silent : leaf(label),
      inputs: new Set(inputs),
      outputs: new Set(outputs.length === 0 ? [sink] : outputs),
    });
  }
  const net2 = new Folding(folds, source, end);
  while (net2.once());
  const [last, ...more] = net2.folds;
  return last !== undefined && more.length === 0 && only(last.inputs) === source && only(last.outputs) === end ? last.tree : null;
}

class Folding {
  readonly folds: Set<Fold>;
  readonly #source: number;
  readonly #end: number;

  constructor(folds: Set<Fold>, source: number, end: number) {
    this.folds = folds;
    this.#source = source;
    this.#end = end;
  }

  /** One rule, once; false when none applies. Rules that lose nothing of the shape come first. */
  once(): boolean {
    const [makers, takers] = this.#around();
    return (
      this.#choice() ||
      this.#line(makers, takers) ||
      this.#beside(makers, takers) ||
      this.#loop(makers, takers) ||
      this.#join(makers, takers)
    );
  }

  #around(): [makers: Map<number, Set<Fold>>, takers: Map<number, Set<Fold>>] {
    const [makers, takers] = [new Map<number, Set<Fold>>(), new Map<number, Set<Fold>>()];
    const note = (map: Map<number, Set<Fold>>, place: number, fold: Fold): void =>
      void (map.get(place)?.add(fold) ?? map.set(place, new Set([fold])));
    for (const fold of this.folds) {
      for (const place of fold.inputs) note(takers, place, fold);
      for (const place of fold.outputs) note(makers, place, fold);
    }
    return [makers, takers];
  }

  #choice(): boolean {
    const groups = new Map<string, Fold[]>();
    for (const fold of this.folds) {
      const key = `${[...fold.inputs].sort().join(" ")}>${[...fold.outputs].sort().join(" ")}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [fold]);
      else group.push(fold);
    }
    const group = [...groups.values()].find((found) => found.length > 1);
    if (group === undefined) return false;
    this.#replace(group, {
      tree: block(
        "choice",
        group.map(({ tree }) => tree),
      ),
      inputs: group[0]!.inputs,
      outputs: group[0]!.outputs,
    });
    return true;
  }

  #line(makers: Map<number, Set<Fold>>, takers: Map<number, Set<Fold>>): boolean {
    for (const [place, from] of makers) {
      const to = takers.get(place);
      if (place === this.#source || place === this.#end || from.size !== 1 || to?.size !== 1) continue;
      const [first, next] = [[...from][0]!, [...to][0]!];
      if (first === next || first.outputs.size !== 1 || next.inputs.size !== 1) continue;
      this.#replace([first, next], { tree: block("sequence", [first.tree, next.tree]), inputs: first.inputs, outputs: next.outputs });
      return true;
    }
    return false;
  }

  /** Two steps between places that are filled together and emptied together. */
  #beside(makers: Map<number, Set<Fold>>, takers: Map<number, Set<Fold>>): boolean {
    const groups = new Map<string, Fold[]>();
    const numbers = new Map([...this.folds].map((fold, at) => [fold, at]));
    const key = (set: Set<Fold> | undefined): string =>
      [...(set ?? [])]
        .map((fold) => numbers.get(fold))
        .sort()
        .join(" ");
    for (const fold of this.folds) {
      const [from, to] = [only(fold.inputs), only(fold.outputs)];
      if (
        from === null ||
        to === null ||
        from === this.#source ||
        to === this.#end ||
        from === to ||
        takers.get(from)?.size !== 1 ||
        makers.get(to)?.size !== 1
      )
        continue;
      const around = `${key(makers.get(from))}>${key(takers.get(to))}`;
      if (around.startsWith(">") || around.endsWith(">")) continue;
      const group = groups.get(around);
      if (group === undefined) groups.set(around, [fold]);
      else group.push(fold);
    }
    const group = [...groups.values()].find((found) => found.length > 1);
    if (group === undefined) return false;
    const [first, ...rest] = group as [Fold, ...Fold[]];
    for (const { inputs, outputs } of rest)
      for (const fold of this.folds) {
        for (const place of inputs) fold.outputs.delete(place);
        for (const place of outputs) fold.inputs.delete(place);
      }
    this.#replace(group, {
      tree: block(
        "parallel",
        group.map(({ tree }) => tree),
      ),
      inputs: first.inputs,
      outputs: first.outputs,
    });
    return true;
  }

  #loop(makers: Map<number, Set<Fold>>, takers: Map<number, Set<Fold>>): boolean {
    for (const body of this.folds) {
      const [from, to] = [only(body.inputs), only(body.outputs)];
      if (
        from === null ||
        to === null ||
        from === to ||
        from === this.#source ||
        to === this.#end ||
        takers.get(from)?.size !== 1 ||
        makers.get(to)?.size !== 1
      )
        continue;
      const back = [...(takers.get(to) ?? [])].find((fold) => only(fold.inputs) === to && only(fold.outputs) === from);
      if (back === undefined) continue;
      this.#replace([body, back], { tree: { kind: "loop", children: [body.tree, back.tree] }, inputs: body.inputs, outputs: body.outputs });
      return true;
    }
    return false;
  }

  /** A silent step that is the only way out of a place, or the only way into one, makes the two places one. */
  #join(makers: Map<number, Set<Fold>>, takers: Map<number, Set<Fold>>): boolean {
    for (const fold of this.folds) {
      if (fold.tree.kind !== "silent") continue;
      const [from, to] = [only(fold.inputs), only(fold.outputs)];
      if (from === null || to === null) continue;
      if (from === to) {
        this.folds.delete(fold);
        return true;
      }
      const lost =
        from !== this.#source && takers.get(from)?.size === 1 ? from : to !== this.#end && makers.get(to)?.size === 1 ? to : null;
      if (lost === null || this.folds.size === 1) continue;
      const kept = lost === from ? to : from;
      this.folds.delete(fold);
      for (const other of this.folds)
        for (const places of [other.inputs, other.outputs]) {
          if (!places.has(lost)) continue;
          // A step that touched both would need two tokens of one place.
          if (places.has(kept)) return this.#restore(fold);
        }
      for (const other of this.folds) for (const places of [other.inputs, other.outputs]) if (places.delete(lost)) places.add(kept);
      return true;
    }
    return false;
  }

  #restore(fold: Fold): boolean {
    this.folds.add(fold);
    return false;
  }

  #replace(gone: readonly Fold[], made: Fold): void {
    for (const fold of gone) this.folds.delete(fold);
    this.folds.add(made);
  }
}

function only(places: ReadonlySet<number>): number | null {
  return places.size === 1 ? [...places][0]! : null;
}
