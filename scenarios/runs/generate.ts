import type { Act, Definition, Field, FieldUse, Handler, Happening, Step, Visit } from "@rondo/core/process";
import { walk } from "@rondo/core/process";
import type { Answer } from "@rondo/core/run";
import fc from "fast-check";

/** A shape of steps without ids; `pick` numbers choose among what is there once the tree is known. */
type Shape = { readonly kind: Step["kind"]; readonly pick: number; readonly branches: readonly (readonly Shape[])[] };

const keys = ["number", "truth", "word", "date", "names"] as const;
const fields: readonly Field[] = [
  { key: "number", label: "Number", kind: "number" },
  { key: "truth", label: "Truth", kind: "yesNo" },
  { key: "word", label: "Word", kind: "choice", choices: ["red", "green"] },
  { key: "date", label: "Date", kind: "date" },
  { key: "names", label: "Names", kind: "list" },
  { key: "rows", label: "Rows", kind: "table", columns: ["word", "truth"] },
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
export function answerFor(key: string, pick: number): Answer {
  switch (key) {
    case "names":
      return ["Ines", "Tomas", "Mei"].slice(0, 1 + (pick % 3));
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

/** Kinds with nothing inside them, and those with one or several lists of steps. */
const leaves = ["task", "task", "task", "approval", "project", "action", "wait", "end", "undo", "goto"] as const;
const holders = ["decision", "parallel", "race", "group", "repeat", "each"] as const;

const { list } = fc.letrec<{ list: Shape[]; shape: Shape }>((tie) => ({
  list: fc.array(tie("shape"), { maxLength: 4, depthIdentifier: "steps" }),
  shape: fc.oneof(
    { depthIdentifier: "steps", maxDepth: 3, depthSize: "small", withCrossShrink: true },
    fc.record({ kind: fc.constantFrom<Step["kind"]>(...leaves), pick: fc.nat(10_000), branches: fc.constant([]) }),
    fc.record({
      kind: fc.constantFrom<Step["kind"]>("task", "action", "wait", "approval"),
      pick: fc.nat(10_000),
      branches: fc.array(tie("list"), { minLength: 1, maxLength: 1 }),
    }),
    fc.record({
      kind: fc.constantFrom<Step["kind"]>(...holders),
      pick: fc.nat(10_000),
      branches: fc.array(tie("list"), { minLength: 2, maxLength: 3 }),
    }),
  ),
}));

/** Definitions that can run, of every kind of step, nested; approvals and gotos lead to any step that they may lead to. */
export const definitions: fc.Arbitrary<Definition> = fc.tuple(list, fc.subarray([...keys])).map(([shapes, intake]) =>
  withTargets({
    purpose: "",
    roles: [
      { key: "worker", name: "Worker" },
      { key: "boss", name: "Boss" },
    ],
    fields,
    intake,
    steps: stepsFrom(shapes, { next: 1 }),
    deliverable: null,
  }),
);

/** The first list of a shape is its body or what is attached to it. */
function stepsFrom(shapes: readonly Shape[], ids: { next: number }): Step[] {
  return shapes.map((shape) => {
    const { kind, pick, branches } = shape;
    const id = `s${ids.next++}`;
    const isHolder = (holders as readonly string[]).includes(kind);
    const inner = isHolder ? branches.map((list) => stepsFrom(list, ids)) : [];
    const step = stepFrom(shape, id, inner);
    const besides = isHolder ? [] : branches.map((list) => stepsFrom(list, ids));
    const attached = besides.map((steps, index) => ({
      id: `h${index}`,
      label: `h${index}`,
      when: handlerFrom(pick),
      interrupting: pick % 3 !== 0 || pick % 4 === 3,
      ...(pick % 6 === 0 && pick % 4 !== 3 && { again: true }),
      steps,
    }));
    return { ...step, ...(attached.length > 0 && { attached }), ...(pick % 17 === 0 && { lock: pick % 2 === 0 ? "desk" : "scanner" }) };
  });
}

function stepFrom({ kind, pick }: Shape, id: string, inner: Step[][]): Step {
  const base = { id, title: id, instructions: "" };
  const role = pick % 3 === 0 ? null : "worker";
  const work = {
    ...base,
    role,
    due: pick % 4 === 0 ? { from: "activation" as const, workingMinutes: pick } : null,
    fields: usesFrom(pick),
  };
  const ways = inner.map((steps, index) => ({ id: `b${index}`, label: `b${index}`, steps }));
  const body = [{ id: "b0", label: "b0", steps: inner.flat() }];
  const condition = conditions[pick % conditions.length] ?? "truth";
  switch (kind) {
    case "task":
      return {
        ...work,
        kind,
        checklist: [{ id: "point", title: "Point" }],
        ...(pick % 5 === 1 && { undo: { title: "Take it back", role } }),
      };
    case "approval":
      return {
        ...work,
        kind,
        fields: [],
        returnTo: String(pick),
        ...(pick % 3 === 0 && {
          approvers: {
            roles: ["worker", "boss", "worker"],
            rule: ([2, "all", "sequence"] as const)[pick % 2 === 0 ? 0 : (pick % 5) % 3] ?? 2,
          },
        }),
      };
    case "project":
      return { ...base, kind, role, name: `Project {{number}}`, wait: pick % 2 === 0 };
    case "action":
      return {
        ...base,
        kind,
        act: pick % 5 === 4 ? { do: "escalate", code: `e${pick % 2}` } : actFrom(pick),
        undo: pick % 2 === 0 ? actFrom(pick + 1) : null,
      };
    case "wait":
      return { ...base, kind, until: happeningFrom(pick) };
    case "end":
      return {
        ...base,
        kind,
        ends:
          pick % 9 === 0
            ? { what: "run", outcome: "completed" }
            : pick % 3 === 0
              ? { what: "error", code: `e${pick % 2}` }
              : pick % 3 === 1
                ? { what: "way" }
                : { what: "steps", steps: [`s${1 + (pick % 7)}`] },
      };
    case "undo":
      return { ...base, kind, of: null };
    case "goto":
      return { ...base, kind, to: String(pick) };
    case "decision":
      return {
        ...base,
        kind,
        branches: ways.map((way, index) => ({
          ...way,
          when: index === ways.length - 1 ? null : (conditions[(pick + index) % conditions.length] ?? null),
        })),
      };
    case "parallel":
      return {
        ...base,
        kind,
        branches: ways.map((way, index) => (pick % 3 === 0 ? { ...way, when: conditions[(pick + index) % 4] ?? null } : way)),
        ...(pick % 2 === 0 && {
          join: {
            go: (["all", "each", "sets", 1, 2] as const)[pick % 5] ?? "all",
            rest: (["withdrawn", "goesOn", "wait"] as const)[pick % 3] ?? "withdrawn",
          },
        }),
      };
    case "race":
      // Each branch begins with something that is waited for.
      return {
        ...base,
        kind,
        branches: ways.map((way, index) => ({
          ...way,
          steps: [stepFrom({ kind: index === 0 ? "wait" : "task", pick: pick + index, branches: [] }, `${id}r${index}`, []), ...way.steps],
        })),
      };
    case "group":
      return { ...base, kind, branches: body, ...(pick % 4 === 0 && { join: { go: pick % 8 === 0 ? "each" : 2 } as const }) };
    case "repeat":
      return {
        ...base,
        kind,
        until: pick % 3 === 0 ? condition : "round >= 2",
        test: pick % 2 === 0 ? "before" : "after",
        atMost: 3,
        branches: body,
      };
    case "each":
      return {
        ...base,
        kind,
        over: (["2", '["a", "b", "c"]', "names", "number"] as const)[pick % 4] ?? "2",
        item: pick % 3 === 0 ? "word" : null,
        own: pick % 2 === 0 ? ["truth"] : [],
        collect: pick % 5 === 0 ? "rows" : null,
        order: pick % 2 === 0 ? "together" : "sequence",
        join: {
          go: (["all", "all", "each", "none", 2] as const)[pick % 5] ?? "all",
          rest: (["withdrawn", "goesOn", "wait"] as const)[pick % 3] ?? "withdrawn",
          when: pick % 7 === 0 ? "finished > 1" : null,
        },
        growing: pick % 2 === 0,
        branches: body,
      };
  }
}

function actFrom(pick: number): Act {
  if (pick % 11 === 5) return { do: "task", title: "Look after {{word}}", role: null };
  if (pick % 11 === 7)
    return {
      do: "change",
      what: "task",
      of: `s${1 + (pick % 7)}`,
      at: "",
      values: [{ key: "notes", value: 'if word = null then "none" else word' }],
    };
  return pick % 3 === 0
    ? { do: "set", values: [{ key: "number", value: `if number = null then ${pick % 7} else number + 1` }] }
    : pick % 3 === 1
      ? {
          do: "http",
          method: "POST",
          url: "https://example.org/{{word}}",
          body: null,
          into: pick % 2 === 0 ? [{ key: "number", value: "status" }] : [],
        }
      : { do: "mail", to: "reader@example.org", subject: "{{word}}", text: "Number {{number}}." };
}

function happeningFrom(pick: number): Happening {
  switch (pick % 4) {
    case 0:
      return { on: "time", after: { minutes: pick % 50, working: pick % 3 === 0 } };
    case 1:
      return { on: "moment", at: 'date("2023-11-20")' };
    case 2:
      return {
        on: "message",
        name: pick % 8 === 2 ? "parcel" : "letter",
        key: null,
        early: pick % 3 === 0 ? "dropped" : "kept",
        fills: pick % 2 === 0 ? ["number"] : [],
      };
    default:
      return { on: "condition", when: conditions[pick % 4] ?? "truth" };
  }
}

function handlerFrom(pick: number): Handler["when"] {
  if (pick % 4 === 3) return { on: "error", code: pick % 8 === 3 ? "e1" : null };
  // What comes again with the time alone would never let a run rest.
  return pick % 5 < 2 || (pick % 6 === 0 && happeningFrom(pick + 1).on === "time")
    ? { on: "escalation", code: pick % 3 === 0 ? null : `e${pick % 2}` }
    : happeningFrom(pick + 1);
}

function usesFrom(pick: number): FieldUse[] {
  const modes = ["shown", "editable", "required"] as const;
  return keys.filter((_, index) => ((pick >> index) & 1) === 1).map((key, index) => ({ key, mode: modes[(pick + index) % 3] ?? "shown" }));
}

/**
 * Turns the number of each approval and goto into a step that it may lead to, by a rule of its own: not beside it in the
 * same step, not inside a for-each or what is attached from outside. A goto leads on, else nothing would ever end it.
 */
export function withTargets(definition: Definition): Definition {
  const visits = walk(definition);
  const targets = new Map<string, string | null>();
  visits.forEach(({ step, location }, at) => {
    if (step.kind !== "approval" && step.kind !== "goto") return;
    const branch = new Map(location.map(({ owner, branch: of }) => [owner, of]));
    const candidates = (step.kind === "approval" ? visits.slice(0, at) : visits.slice(at + 1)).filter((other) => {
      const isAround = branch.has(other.step.id);
      const isWithin = other.location.some(({ owner }) => owner === step.id);
      const isBeside = other.location.some(({ owner, branch: of }) => owner !== null && branch.has(owner) && branch.get(owner) !== of);
      const isHidden = other.location.some(
        ({ owner, branch: of }) =>
          owner !== null &&
          !branch.has(owner) &&
          (of?.startsWith("h") === true || stepOf(visits, owner)?.kind === "each" || stepOf(visits, owner)?.lock !== undefined),
      );
      return !isAround && !isBeside && !isHidden && !isWithin;
    });
    const pick = Number(step.kind === "approval" ? step.returnTo : step.to);
    const target = candidates[pick % Math.max(1, candidates.length)]?.step.id ?? null;
    targets.set(step.id, step.kind === "approval" && pick % 5 === 0 ? null : target);
  });
  const all = new Set(visits.map(({ step }) => step.id));
  const place = (steps: readonly Step[]): Step[] =>
    steps.map((step) => {
      const inside = {
        ...("branches" in step && { branches: step.branches.map((branch) => ({ ...branch, steps: place(branch.steps) })) }),
        ...(step.attached !== undefined && { attached: step.attached.map((handler) => ({ ...handler, steps: place(handler.steps) })) }),
      };
      const { lock, ...open } = step;
      const isWithinLock = visits.some(
        ({ step: outer, location }) =>
          outer.id === step.id && location.some(({ owner }) => owner !== null && stepOf(visits, owner)?.lock !== undefined),
      );
      const placed = { ...open, ...(lock !== undefined && !isWithinLock && { lock }), ...inside } as Step;
      if (placed.kind === "approval") return { ...placed, returnTo: targets.get(step.id) ?? null };
      if (placed.kind === "goto") {
        const to = targets.get(step.id) ?? null;
        return to === null ? { id: step.id, title: step.title, instructions: "", kind: "end", ends: { what: "way" } } : { ...placed, to };
      }
      if (placed.kind === "end" && placed.ends.what === "steps" && !placed.ends.steps.every((id) => all.has(id)))
        return { ...placed, ends: { what: "way" } };
      return placed;
    });
  return { ...definition, steps: place(definition.steps) };
}

function stepOf(visits: readonly Visit[], id: string): Step | undefined {
  return visits.find(({ step }) => step.id === id)?.step;
}
