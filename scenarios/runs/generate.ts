import type { Definition, Field, FieldUse, Step } from "@rondo/core/process";
import { stepsOf, walk } from "@rondo/core/process";
import fc from "fast-check";

/** A shape of steps without ids; `pick` numbers choose among what is there once the tree is known. */
type Shape = { readonly kind: Step["kind"]; readonly pick: number; readonly branches: readonly (readonly Shape[])[] };

const keys = ["number", "truth", "word", "date"] as const;
const fields: readonly Field[] = [
  { key: "number", label: "Number", kind: "number" },
  { key: "truth", label: "Truth", kind: "yesNo" },
  { key: "word", label: "Word", kind: "choice", choices: ["red", "green"] },
  { key: "date", label: "Date", kind: "date" },
];
const conditions = [
  "number > 5",
  "truth",
  'word = "red"',
  'date > date("2026-06-01") and truth',
  "number / number > 1",
  "number in [1..3] or truth",
];

/** Answers of the right type by a number. */
export function answerFor(key: string, pick: number): number | boolean | string {
  switch (key) {
    case "number":
      return pick % 10;
    case "truth":
      return pick % 2 === 0;
    case "word":
      return pick % 2 === 0 ? "red" : "green";
    default:
      return `2026-${String((pick % 12) + 1).padStart(2, "0")}-15`;
  }
}

const { list } = fc.letrec<{ list: Shape[]; shape: Shape }>((tie) => ({
  list: fc.array(tie("shape"), { maxLength: 4, depthIdentifier: "steps" }),
  shape: fc.oneof(
    { depthIdentifier: "steps", maxDepth: 3, depthSize: "small", withCrossShrink: true },
    fc.record({
      kind: fc.constantFrom<Step["kind"]>("task", "task", "approval", "project"),
      pick: fc.nat(1_000),
      branches: fc.constant([]),
    }),
    fc.record({
      kind: fc.constantFrom<Step["kind"]>("decision", "parallel"),
      pick: fc.nat(1_000),
      branches: fc.array(tie("list"), { minLength: 2, maxLength: 3 }),
    }),
  ),
}));

/** Definitions that can run, of every kind of step, nested; approvals return to any step that may be returned to. */
export const definitions: fc.Arbitrary<Definition> = fc.tuple(list, fc.subarray([...keys])).map(([shapes, intake]) =>
  withReturns({
    purpose: "",
    roles: [{ key: "worker", name: "Worker" }],
    fields,
    intake,
    steps: stepsFrom(shapes, { next: 1 }),
    deliverable: null,
  }),
);

function stepsFrom(shapes: readonly Shape[], ids: { next: number }): Step[] {
  return shapes.map(({ kind, pick, branches }) => {
    const id = `s${ids.next++}`;
    const base = { id, title: id, instructions: "" };
    const role = pick % 3 === 0 ? "worker" : null;
    const work = {
      ...base,
      role,
      due: pick % 4 === 0 ? { from: "activation" as const, workingMinutes: pick } : null,
      fields: usesFrom(pick),
    };
    switch (kind) {
      case "task":
        return { ...work, kind, checklist: [{ id: "point", title: "Point" }] };
      case "approval":
        return { ...work, kind, fields: [], returnTo: String(pick) };
      case "project":
        return { ...base, kind, role, name: `Project {{number}}`, wait: pick % 2 === 0 };
      case "decision":
        return {
          ...base,
          kind,
          branches: branches.map((inner, index) => ({
            id: `b${index}`,
            label: `b${index}`,
            when: index === branches.length - 1 ? null : (conditions[(pick + index) % conditions.length] ?? null),
            steps: stepsFrom(inner, ids),
          })),
        };
      case "parallel":
        return {
          ...base,
          kind,
          branches: branches.map((inner, index) => ({
            id: `b${index}`,
            label: `b${index}`,
            steps: stepsFrom(inner, ids),
          })),
        };
    }
  });
}

function usesFrom(pick: number): FieldUse[] {
  const modes = ["shown", "editable", "required"] as const;
  return keys
    .filter((_, index) => ((pick >> index) & 1) === 1)
    .map((key, index) => ({ key, mode: modes[(pick + index) % 3] ?? "shown" }));
}

/** Turns each approval's number into a step it may return to, by a rule of its own: before it, and not beside it in a parallel. */
function withReturns(definition: Definition): Definition {
  const visits = walk(definition);
  const parallels = new Set(
    stepsOf(definition)
      .filter(({ kind }) => kind === "parallel" || kind === "decision")
      .map(({ id }) => id),
  );
  const returns = new Map<string, string | null>();
  visits.forEach(({ step, location }, at) => {
    if (step.kind !== "approval") return;
    const branch = new Map(location.map(({ owner, branch: of }) => [owner, of]));
    const candidates = visits.slice(0, at).filter((other) => {
      const isAround = branch.has(other.step.id);
      const isBeside = other.location.some(
        ({ owner, branch: of }) =>
          owner !== null && parallels.has(owner) && branch.has(owner) && branch.get(owner) !== of,
      );
      return !isAround && !isBeside;
    });
    const pick = Number(step.returnTo);
    returns.set(step.id, pick % 5 === 0 ? null : (candidates[pick % Math.max(1, candidates.length)]?.step.id ?? null));
  });
  const place = (steps: readonly Step[]): Step[] =>
    steps.map((step) => {
      if (step.kind === "approval") return { ...step, returnTo: returns.get(step.id) ?? null };
      if (step.kind === "decision")
        return { ...step, branches: step.branches.map((branch) => ({ ...branch, steps: place(branch.steps) })) };
      if (step.kind === "parallel")
        return { ...step, branches: step.branches.map((branch) => ({ ...branch, steps: place(branch.steps) })) };
      return step;
    });
  return { ...definition, steps: place(definition.steps) };
}
