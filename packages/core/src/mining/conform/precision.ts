/**
 * Escaping-edges precision (Muñoz-Gama and Carmona 2010): at every moment at which somebody in the log did something
 * next, which share of what the model allowed there did the log ever do? Weighted by how many traces passed. 1 means that
 * the model allows nothing the log does not show; 1 by definition too when there is no such moment.
 *
 * The moment of a trace's end is not one of them: nothing was done next there.
 */
export function escapingEdges(
  traces: readonly ArrayLike<number>[],
  counts: ArrayLike<number>,
  model: { readonly start: number; step(state: number, activity: number): number; next(state: number): readonly number[] },
): number {
  type Place = { readonly state: number; weight: number; readonly next: Map<number, Place> };
  const root: Place = { state: model.start, weight: 0, next: new Map() };
  traces.forEach((trace, at) => {
    let place = root;
    for (let event = 0; event < trace.length; event += 1) {
      place.weight += counts[at]!;
      const activity = trace[event]!;
      let next = place.next.get(activity);
      if (next === undefined) {
        const state = model.step(place.state, activity);
        if (state === -1) return;
        next = { state, weight: 0, next: new Map() };
        place.next.set(activity, next);
      }
      place = next;
    }
  });
  let allowed = 0;
  let escaping = 0;
  const waiting = [root];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    if (place.weight > 0) {
      const possible = new Set(model.next(place.state)).size;
      allowed += place.weight * possible;
      escaping += place.weight * (possible - place.next.size);
    }
    waiting.push(...place.next.values());
  }
  return allowed === 0 ? 1 : 1 - escaping / allowed;
}
