import fc from "fast-check";
import { expect, test } from "vitest";
import type { Definition, Step } from "@rondo/core/process";
import { Refusal } from "@rondo/core/kernel";
import { readMarkdown, writeMarkdown } from "./index.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const readBack = (text: string) => readMarkdown(bytes(text)).drafts[0];

const digitise: Definition = {
  purpose: "A reader gets a scan of a volume that can't leave the reading room.\n\n## When not\n\nVolumes in copyright.",
  roles: [
    { key: "conservator", name: "Conservator" },
    { key: "lead", name: "Digitisation lead" },
  ],
  fields: [
    { key: "shelfmark", label: "Shelfmark", kind: "text" },
    { key: "condition", label: "Condition", kind: "choice", choices: ["good", "fragile"] },
  ],
  intake: ["shelfmark"],
  steps: [
    {
      kind: "task",
      id: "check",
      title: "Check the volume's condition",
      instructions: "Look at spine and joints.\n\n```step\nnot a step\n```\n\n- [ ] not a check item",
      role: "conservator",
      due: { from: "activation", workingMinutes: 480 },
      fields: [
        { key: "shelfmark", mode: "shown" },
        { key: "condition", mode: "required" },
      ],
      checklist: [
        { id: "spine", title: "Spine" },
        { id: "joints", title: "Joints" },
      ],
    },
    {
      kind: "decision",
      id: "fragile",
      title: "Is it fragile?",
      instructions: "",
      branches: [
        {
          id: "yes",
          label: "Yes",
          when: 'condition = "fragile"',
          steps: [
            {
              kind: "project",
              id: "repair",
              title: "Repair it first",
              instructions: "",
              name: "Repair {{shelfmark}}",
              role: null,
              wait: true,
            },
          ],
        },
        { id: "no", label: "No", when: null, steps: [] },
      ],
    },
    {
      kind: "approval",
      id: "release",
      title: "Release the scan",
      instructions: "",
      role: "lead",
      due: null,
      fields: [],
      returnTo: "check",
    },
  ],
  deliverable: { title: "Your scan", message: "Dear reader,\n\nhere is {{shelfmark}}.", fields: ["shelfmark"] },
};

test("a process written as text reads back as the same definition", () => {
  const text = writeMarkdown({ kind: "process", title: "Digitise a volume on request", definition: digitise });
  expect(readBack(text)).toEqual({ kind: "process", title: "Digitise a volume on request", definition: digitise });
});

test("the text can be read and changed by hand", () => {
  const text = writeMarkdown({ kind: "process", title: "Digitise a volume on request", definition: digitise });
  expect(text).toContain("due: 480 working minutes from activation\nfields: shelfmark shown, condition required");
  expect(text).toContain("- [ ] Spine {#spine}\n- [ ] Joints {#joints}");
  const changed = text.replace("- [ ] Joints {#joints}", "- [ ] Joints {#joints}\n- [ ] Endpapers").replaceAll("\n", "\r\n");
  const draft = readBack(changed);
  const step = draft?.kind === "process" ? draft.definition.steps[0] : undefined;
  expect(step?.kind === "task" ? step.checklist.at(-1) : null).toEqual({ id: "checkc3", title: "Endpapers" });
});

const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "",
    " ",
    "\n",
    "---",
    "# Heading",
    "```step\nid: x\n```",
    "\\```step",
    "- [ ] box",
    "\\\\- [ ] box",
    'a "quoted" word',
    "{json}",
    "a\r\nb",
    "x {#y}",
    "\uD800",
    "\uFEFF",
    "end \\",
  ),
  fc
    .array(fc.constantFrom("## A", "```branch", "```", "text", "- [ ] b {#c}", "", "---", "  indented", "~~~"), { maxLength: 6 })
    .map((lines) => lines.join("\n")),
);
/** Keys as the contract takes them. */
const anyKey = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,20}$/);
const uses = fc.array(fc.record({ key: anyKey, mode: fc.constantFrom("shown" as const, "editable" as const, "required" as const) }), {
  maxLength: 3,
});
const due = fc.option(
  fc.oneof(
    fc.record({ from: fc.constantFrom("start" as const, "activation" as const), workingMinutes: fc.integer({ min: 0, max: 100_000 }) }),
    fc.record({
      from: fc.constantFrom("step" as const, "clock" as const, "field" as const),
      of: anyText,
      workingMinutes: fc.integer({ min: -100_000, max: 100_000 }),
    }),
  ),
);
const own = { id: anyText, title: anyText, instructions: anyText };
const anyId = fc.oneof(anyKey, anyText);
const who = fc.oneof(
  fc.constant({}),
  fc.record({
    who: fc.record(
      {
        give: fc.constantFrom("role" as const, "turn" as const, "load" as const, "same" as const, "manager" as const),
        of: fc.option(anyId),
        except: fc.array(anyId, { maxLength: 2 }),
        notRequester: fc.boolean(),
      },
      { requiredKeys: ["give"] },
    ),
  }),
);
const withWho = <T extends object>(step: fc.Arbitrary<T>) => fc.tuple(step, who).map(([one, rule]) => ({ ...one, ...rule }));
const anySteps = fc.letrec<{ steps: Step[]; step: Step }>((tie) => ({
  steps: fc.array(tie("step"), { maxLength: 3, depthIdentifier: "steps" }),
  step: fc.oneof(
    { maxDepth: 3, depthIdentifier: "steps" },
    withWho(
      fc.record(
        {
          ...own,
          kind: fc.constant("task" as const),
          role: fc.option(anyText),
          due,
          fields: uses,
          checklist: fc.array(fc.record({ id: anyText, title: anyText }), { maxLength: 3 }),
          checkAll: fc.boolean(),
          outsider: fc.record({ to: fc.option(anyText) }),
          undo: fc.record({ title: anyText, role: fc.option(anyText) }),
          attached: fc.array(
            fc.record({
              id: anyText,
              label: anyText,
              when: fc.record({ on: fc.constantFrom("error" as const, "escalation" as const), code: fc.option(anyText) }),
              interrupting: fc.boolean(),
              again: fc.boolean(),
              steps: tie("steps"),
            }),
            { maxLength: 1 },
          ),
        },
        { requiredKeys: ["id", "title", "instructions", "kind", "role", "due", "fields", "checklist"] },
      ),
    ),
    withWho(
      fc.record(
        {
          ...own,
          kind: fc.constant("approval" as const),
          role: fc.option(anyText),
          due,
          fields: uses,
          returnTo: fc.option(anyText),
          returnChoice: fc.boolean(),
        },
        { requiredKeys: ["id", "title", "instructions", "kind", "role", "due", "fields", "returnTo"] },
      ),
    ),
    fc.record({ ...own, kind: fc.constant("project" as const), name: anyText, role: fc.option(anyText), wait: fc.boolean() }),
    fc.record(
      {
        ...own,
        kind: fc.constant("decision" as const),
        branches: fc.array(fc.record({ id: anyText, label: anyText, when: fc.option(anyText), steps: tie("steps") }), { maxLength: 2 }),
        table: fc.record({
          hitPolicy: fc.constantFrom("unique" as const, "first" as const),
          inputs: fc.array(fc.record({ label: anyText, expression: anyText }), { maxLength: 2 }),
          rules: fc.array(fc.record({ when: fc.array(anyText, { maxLength: 2 }), then: anyText }), { maxLength: 2 }),
        }),
      },
      { requiredKeys: ["id", "title", "instructions", "kind", "branches"] },
    ),
    fc.record({
      ...own,
      kind: fc.constant("action" as const),
      act: fc.oneof(
        fc.record({ do: fc.constant("escalate" as const), code: anyText }),
        fc.record({
          do: fc.constant("change" as const),
          what: fc.constantFrom("task" as const, "project" as const),
          of: fc.option(anyText),
          at: anyText,
          values: fc.array(fc.record({ key: anyText, value: anyText }), { maxLength: 2 }),
        }),
      ),
      undo: fc.constant(null),
    }),
    fc.record({
      ...own,
      kind: fc.constant("parallel" as const),
      branches: fc.array(fc.record({ id: anyText, label: anyText, steps: tie("steps") }), { maxLength: 2 }),
    }),
  ) as fc.Arbitrary<Step>,
}));
const anyClock = fc.record(
  {
    id: anyText,
    name: anyText,
    from: fc.option(anyText),
    to: fc.option(anyText),
    target: fc.nat(),
    warnAt: fc.nat(),
    pauses: fc.subarray(["question" as const, "message" as const]),
    outside: fc.array(anyText, { maxLength: 2 }),
    ladder: fc.array(
      fc.record({ at: fc.nat(), tell: fc.array(anyText, { maxLength: 2 }), give: anyText }, { requiredKeys: ["at", "tell"] }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: ["id", "name", "from", "to", "target", "pauses", "ladder"] },
);
const anyDefinition: fc.Arbitrary<Definition> = fc.record(
  {
    clocks: fc.array(anyClock, { maxLength: 2 }),
    liberties: fc.record(
      { skip: fc.constantFrom("holder" as const, "nobody" as const), add: fc.constant("manager" as const) },
      { requiredKeys: [] },
    ),
    purpose: anyText,
    roles: fc.array(fc.record({ key: anyKey, name: anyText }), { maxLength: 3 }),
    fields: fc.array(fc.record({ key: anyKey, label: anyText, kind: fc.constantFrom("text" as const, "choice" as const) }), {
      maxLength: 3,
    }),
    intake: fc.array(anyText, { maxLength: 3 }),
    intakeOptional: fc.array(anyText, { maxLength: 3 }),
    startMessage: anyText,
    otherStarts: fc.array(fc.record({ message: anyText, key: anyKey, value: anyText }), { maxLength: 2 }),
    steps: anySteps.steps,
    deliverable: fc.option(fc.record({ title: anyText, message: anyText, fields: fc.array(anyText, { maxLength: 2 }) })),
  },
  { requiredKeys: ["purpose", "roles", "fields", "intake", "steps", "deliverable"] },
);

test("any definition whatever survives being written and read", () => {
  fc.assert(
    fc.property(anyText, anyDefinition, (title, definition) => {
      const text = writeMarkdown({ kind: "process", title, definition });
      expect(readBack(text)).toEqual({ kind: "process", title, definition });
    }),
    { numRuns: 300, ...(process.env["RONDO_PROVE"] === "1" ? {} : { seed: 1 }) },
  );
});

test("a changed text gives a definition or one refusal with its line, never anything else", () => {
  const lines = writeMarkdown({ kind: "process", title: "Digitise a volume on request", definition: digitise }).split("\n");
  fc.assert(
    fc.property(fc.nat(lines.length - 1), fc.nat(lines.length - 1), fc.constantFrom("drop", "swap", "double", "cut"), (one, two, how) => {
      const copy = [...lines];
      if (how === "drop") copy.splice(one, 1);
      if (how === "double") copy.splice(one, 0, copy[two] ?? "");
      if (how === "swap") [copy[one], copy[two]] = [copy[two] ?? "", copy[one] ?? ""];
      if (how === "cut") copy.length = one;
      try {
        readBack(copy.join("\n"));
      } catch (error) {
        expect(error).toBeInstanceOf(Refusal);
      }
    }),
    { numRuns: 400 },
  );
});
