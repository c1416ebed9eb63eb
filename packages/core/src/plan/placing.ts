/** Parts of what a task says about its plan that put it nowhere: who does it, what it costs, where its date came from. */
const aside: ReadonlySet<string> = new Set([
  "placeholders",
  "assignments",
  "fixedCost",
  "guessed",
  "levelled",
  "interruptible",
  "taskType",
]);

/** Whether a task that said `before` is put somewhere anew by saying `after`; else it stands where it stood. */
export function isPlacedAnew(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): boolean {
  return textOf(placing(before)) !== textOf(placing(after));
}

function placing(said: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(said).filter(([key, value]) => !aside.has(key) && value !== undefined));
}

/** The same for the same content, in whatever order its keys are. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === "object" && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}

/** What happened to a task, and what it is: nobody plans that otherwise. */
const facts: ReadonlySet<string> = new Set(["started", "remainingMinutes", "runs"]);

/** What is assumed of a task, with what has happened as it stands. */
export function withFacts<Said extends Readonly<Record<string, unknown>>>(assumed: Said, stands: Said): Said {
  const said = Object.entries(assumed).filter(([key]) => !facts.has(key));
  const happened = Object.entries(stands).filter(([key, value]) => facts.has(key) && value !== undefined);
  return Object.fromEntries([...said, ...happened]) as Said;
}
