import type { Tree } from "../tree/tree.ts";

/** A Petri net with labels; null is a silent step. Places are numbers; inputs and outputs name a place once for each token. */
export type Net = {
  readonly places: number;
  readonly transitions: readonly Transition[];
  readonly initial: readonly number[];
  /** Markings in which a performance is whole. */
  readonly final: readonly (readonly number[])[];
};

export type Transition = {
  readonly label: string | null;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /**
   * It takes one token from each of its inputs that has one, as soon as nothing can still come to the others: for each
   * input the places from which a token can get there without passing it (BPMN 2.0, 13.4.3).
   */
  readonly awaits?: readonly ReadonlySet<number>[];
};

/** The net of a tree: one entry, one exit, a silent step wherever parts begin or end together. */
export function netOf(tree: Tree): Net {
  const transitions: Transition[] = [];
  let places = 2;
  const place = (): number => (places += 1) - 1;
  const step = (label: string | null, inputs: readonly number[], outputs: readonly number[]): void =>
    void transitions.push({ label, inputs, outputs });
  const draw = (part: Tree, from: number, to: number): void => {
    if (part.kind === "activity") return step(part.activity, [from], [to]);
    if (part.kind === "silent") return step(null, [from], [to]);
    if (part.kind === "choice") return part.children.forEach((child) => draw(child, from, to));
    if (part.kind === "sequence") {
      let at = from;
      part.children.forEach((child, index) => {
        const next = index === part.children.length - 1 ? to : place();
        draw(child, at, next);
        at = next;
      });
      return;
    }
    if (part.kind === "parallel") {
      const ends = part.children.map((child) => {
        const [begin, end] = [place(), place()];
        draw(child, begin, end);
        return [begin, end] as const;
      });
      step(
        null,
        [from],
        ends.map(([begin]) => begin),
      );
      return step(
        null,
        ends.map(([, end]) => end),
        [to],
      );
    }
    const [body, ...back] = part.children;
    const [begin, end] = [place(), place()];
    step(null, [from], [begin]);
    draw(body!, begin, end);
    for (const way of back) draw(way, end, begin);
    step(null, [end], [to]);
  };
  draw(tree, 0, 1);
  return { places, transitions, initial: [0], final: [[1]] };
}
