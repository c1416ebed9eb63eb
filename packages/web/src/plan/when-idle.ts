/** Does it when nothing is waited for on the page, and takes it back where it is no longer wanted. */
export function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(work, 50);
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(work, { timeout: 1_000 });
  return () => cancelIdleCallback(asked);
}

/** As long as a slice of work may take: half a frame. */
const slice = 8;

/** Does long work in slices, each when nothing is waited for on the page. `done` is told what came of it. */
export function inSlices<Result>(work: Iterator<void, Result>, done: (result: Result) => void): void {
  whenIdle(() => {
    const until = performance.now() + slice;
    do {
      const step = work.next();
      if (step.done) return done(step.value);
    } while (performance.now() < until);
    inSlices(work, done);
  });
}
