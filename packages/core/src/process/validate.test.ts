import { expect, test } from "vitest";
import {
  type ActionStep,
  compile,
  type Definition,
  diffDefinitions,
  emptyDefinition,
  type Field,
  flowOf,
  type Step,
  type TaskStep,
  validateDefinition,
} from "./index.ts";

const task = (id: string, more: Partial<TaskStep> = {}): Step => ({
  id,
  title: id,
  instructions: "",
  kind: "task",
  role: null,
  due: null,
  fields: [],
  checklist: [],
  ...more,
});
const acting = (id: string, act: ActionStep["act"]): Step => ({ id, title: id, instructions: "", kind: "action", act, undo: null });
const changing = (id: string, of: string | null, values: Record<string, string>, what: "task" | "project" = "task"): Step =>
  acting(id, { do: "change", what, of, at: "", values: Object.entries(values).map(([key, value]) => ({ key, value })) });
const approval = (id: string, returnTo: string | null): Step => ({
  id,
  title: id,
  instructions: "",
  kind: "approval",
  role: null,
  due: null,
  fields: [],
  returnTo,
});
const parallel = (id: string, ...branches: Step[][]): Step => ({
  id,
  title: id,
  instructions: "",
  kind: "parallel",
  branches: branches.map((steps, n) => ({ id: `b${n}`, label: `b${n}`, steps })),
});
const decision = (id: string, ...branches: [string | null, Step[]][]): Step => ({
  id,
  title: id,
  instructions: "",
  kind: "decision",
  branches: branches.map(([when, steps], n) => ({ id: `b${n}`, label: `b${n}`, when, steps })),
});
const pages = { key: "pages", label: "Pages", kind: "number" as const };
const of = (steps: Step[], more: Partial<Definition> = {}): Definition => ({ ...emptyDefinition(), steps, ...more });
const codes = (definition: Definition): string[] =>
  validateDefinition(definition).map(({ code, subject }) => `${code} ${subject ?? ""}`.trim());

test("a sound definition has no findings", () => {
  const definition = of(
    [
      task("a", { role: "clerk", fields: [{ key: "pages", mode: "required" }] }),
      decision("d", ["pages > 5", [task("b")]], [null, []]),
      parallel("p", [task("c")], [approval("e", "a")]),
      approval("f", "c"),
    ],
    { roles: [{ key: "clerk", name: "Clerk" }], fields: [pages] },
  );
  expect(codes(definition)).toEqual([]);
});

test("an empty definition asks for a first step", () => {
  expect(codes(emptyDefinition())).toEqual(["process.stepsMissing"]);
});

test.each<[string, Definition, string[]]>([
  [
    "a decision without otherwise",
    of([decision("d", ["true = false", []], ["pages > 1", []])], { fields: [pages], intake: ["pages"] }),
    ["process.otherwiseMissing d", "process.branchUnreachable d"],
  ],
  ["a condition with a function that does not exist", of([decision("d", ["launch(1)", []], [null, []])]), ["process.conditionInvalid d"]],
  ["two branches that are both otherwise", of([decision("d", [null, []], [null, []])]), ["process.otherwiseTwice d"]],
  ["a condition that can't be read", of([decision("d", ["1 +", []], [null, []])]), ["process.conditionInvalid d"]],
  ["a condition that names an unknown field", of([decision("d", ["sides > 1", []], [null, []])]), ["process.conditionUnknownField d"]],
  [
    "a field decided on before it is filled",
    of([decision("d", ["pages > 1", []], [null, []]), task("a", { fields: [{ key: "pages", mode: "editable" }] })], {
      fields: [pages],
    }),
    ["process.fieldUsedBeforeFilled d"],
  ],
  [
    "a field that the branch beside fills",
    of(
      [
        parallel(
          "p",
          [task("a", { fields: [{ key: "pages", mode: "editable" }] })],
          [task("b", { fields: [{ key: "pages", mode: "shown" }] })],
        ),
      ],
      { fields: [pages] },
    ),
    ["process.fieldUsedBeforeFilled b"],
  ],
  [
    "a field that nobody fills",
    of([task("a", { fields: [{ key: "pages", mode: "shown" }] })], { fields: [pages] }),
    ["process.fieldNobodyFills a"],
  ],
  [
    "a deliverable that nobody fills",
    of([task("a")], { fields: [pages], deliverable: { title: "x", message: "", fields: ["pages"] } }),
    ["process.fieldNobodyFills pages"],
  ],
  [
    "a role that is not there, and one that is not used",
    of([task("a", { role: "cook" })], { roles: [{ key: "clerk", name: "Clerk" }] }),
    ["process.roleUnknown a", "process.roleUnused clerk"],
  ],
  ["a return to nowhere", of([task("a"), approval("b", "z")]), ["process.returnUnknown b"]],
  ["a return to a later step", of([approval("b", "a"), task("a")]), ["process.returnNotEarlier b"]],
  ["a return to itself", of([approval("b", "b")]), ["process.returnNotEarlier b"]],
  ["a return to the step around it", of([parallel("p", [approval("b", "p")], [])]), ["process.returnNotEarlier b"]],
  ["a return to a sibling branch", of([parallel("p", [task("a")], [approval("b", "a")])]), ["process.returnNotEarlier b"]],
  [
    "ids used twice",
    of([task("a"), decision("d", ["true", [task("a")]], [null, []])]),
    ["process.idTwice a", "process.branchUnreachable d"],
  ],
  ["an empty title", of([task("a", { title: " " })]), ["process.titleMissing a"]],
  ["a step behind a condition that never holds", of([decision("d", ["1 > 2", [task("a")]], [null, []])]), ["process.stepUnreachable a"]],
  ["a step behind one that always holds", of([decision("d", ["1 < 2", []], [null, [task("a")]])]), ["process.stepUnreachable a"]],
  [
    "a step behind the same condition",
    of([decision("d", ["pages > 1", []], ["pages > 1", [task("a")]], [null, []])], {
      fields: [pages],
      intake: ["pages"],
    }),
    ["process.stepUnreachable a"],
  ],
  ["too many branches", of([parallel("p", ...Array.from({ length: 51 }, () => []))]), ["process.tooMany p"]],
  [
    "a choice without choices",
    of([task("a")], { fields: [{ key: "c", label: "C", kind: "choice" }], intake: ["c"] }),
    ["process.choicesMissing c"],
  ],
])("%s is found, and where", (_, definition, expected) => {
  expect(codes(definition)).toEqual(expected);
});

test("a definition of 2,001 steps is one too many, and every step is looked at", () => {
  expect(codes(of(Array.from({ length: 2_001 }, (_, n) => task(`s${n}`))))).toEqual(["process.tooMany"]);
});

test("a graph has one start and one end, and every node lies between them", () => {
  const graph = compile(of([task("a"), parallel("p", [task("b")], []), decision("d", ["true", []], [null, [task("c")]])]));
  const nodes = [...graph.nodes.values()];
  expect(nodes.filter(({ out }) => out.length === 0).map(({ id }) => id)).toEqual(["/end"]);
  expect(nodes.filter(({ arriving }) => arriving === 0).map(({ id }) => id)).toEqual(["/start"]);
  expect(nodes.reduce((sum, { out }) => sum + out.length, 0)).toBe(nodes.reduce((sum, { arriving }) => sum + arriving, 0));
});

test("the flow picture shows the steps and what joins them, even of a draft that uses an id twice", () => {
  const late = {
    id: "late",
    label: "Late",
    when: { on: "time", after: { minutes: 1, working: false } },
    interrupting: false,
    steps: [],
  } as const;
  expect(flowOf(of([{ ...task("a"), attached: [late, late] }])).nodes.length).toBe(7);
  expect(() => compile(of([{ ...task("a"), attached: [late, late] }]))).toThrow("process_not_runnable");
  const { nodes, edges } = flowOf(of([task("a"), decision("d", ["true", [task("a")]], [null, []])]));
  expect(nodes.map(({ id, kind, stepId }) => `${id} ${kind} ${stepId ?? ""}`.trim())).toEqual([
    "/start start",
    "a task a",
    "d decision d",
    "d/close merge d",
    "a~2 task a",
    "/end end",
  ]);
  expect(edges.map(({ from, to, label }) => `${from}>${to} ${label}`.trim())).toEqual([
    "/start>a",
    "a>d",
    "d>a~2 b0",
    "d>d/close b1",
    "d/close>/end",
    "a~2>d/close",
  ]);
});

test("a diff names what was added, removed, changed and moved, and moves as little as explains it", () => {
  const before = of([task("a"), task("b"), task("c"), parallel("p", [task("d")], [])]);
  const after = of([task("c"), task("a"), task("b", { title: "B", role: "clerk" }), parallel("p", [], [task("d"), task("e")])], {
    purpose: "New",
  });
  const diff = diffDefinitions(before, after);
  expect(diff.added.map(({ id }) => id)).toEqual(["e"]);
  expect(diff.removed).toEqual([]);
  expect(diff.changed).toEqual([{ id: "b", title: "B", what: ["title", "role"] }]);
  expect(diff.moved.map(({ id }) => id)).toEqual(["c", "d"]);
  expect(diff.about).toEqual(["purpose"]);
  expect(diffDefinitions(after, after)).toEqual({ added: [], removed: [], changed: [], moved: [], about: [] });
  expect(diffDefinitions(before, emptyDefinition()).removed.map(({ id }) => id)).toEqual(["a", "b", "c", "p", "d"]);
});

test("a blank that names no field is said where it stands; one that names a field by its label is read like its key", () => {
  const definition: Definition = {
    ...emptyDefinition(),
    fields: [{ key: "map_title", label: "Map title", kind: "text" }],
    steps: [
      {
        id: "open",
        title: "Open it",
        instructions: "",
        kind: "project",
        name: "Scan {{map Title}} for {{reader}}",
        wait: false,
      } as unknown as Step,
      task("ask", { fields: [{ key: "map_title", mode: "required" }] }),
    ],
    deliverable: { title: "Your {{Map title}}", message: "From {{shelf}}", fields: [] },
  };
  const said = validateDefinition(definition).map(({ code, subject, params }) => [
    code,
    subject ?? null,
    params?.["name"] ?? params?.["field"] ?? null,
  ]);
  expect(said).toContainEqual(["process.blankUnknown", "open", "reader"]);
  expect(said).toContainEqual(["process.blankUnknown", null, "shelf"]);
  expect(said.filter(([code]) => code === "process.blankUnknown")).toHaveLength(2);
  expect(said).toContainEqual(["process.fieldUsedBeforeFilled", "open", "map_title"]);
});

test("a step that changes what no step makes, or to what it can't be, can't be published; one that may come too early is told", () => {
  const found = (...steps: Step[]): string[] =>
    validateDefinition({ ...emptyDefinition(), steps }).map(({ code, severity, subject }) => `${severity} ${code} ${subject}`);
  const give = acting("give", { do: "task", title: "Dust", role: null });
  expect(found(give, changing("close", "give", { state: '"done"', title: '"Dusted"' }))).toEqual([]);
  expect(found(task("dust"), changing("close", "dust", { state: '"done"' }))).toEqual(["error process.changeOfNothing close"]);
  expect(found(give, changing("close", "give", { state: '"done"' }, "project"))).toEqual(["error process.changeOfNothing close"]);
  expect(found(give, changing("close", "gone", { state: '"done"' }))).toEqual(["error process.changeUnknown close"]);
  expect(found(changing("close", "give", { state: '"done"' }), give)).toEqual(["warning process.changeTooEarly close"]);
  expect(found(give, changing("close", "give", { state: '"melted"' }))).toEqual(["error process.changeValueUnknown close"]);
  expect(found(give, changing("close", "give", { title: '""' }))).toEqual(["error process.actionIncomplete close"]);
  expect(found(give, changing("close", "give", {}))).toEqual(["error process.actionIncomplete close"]);
  expect(found(changing("close", null, { state: '"done"' }))).toContain("error process.actionIncomplete close");
});

test("a message that starts a run has a name, starts one once, and beside the first means a choice of the start form", () => {
  const way: Field = { key: "how", label: "How", kind: "choice", choices: ["Letter", "Call"] };
  const step: Step = { id: "a", title: "A", instructions: "", kind: "task", role: null, due: null, fields: [], checklist: [] };
  const codes = (...otherStarts: { message: string; key: string; value: string }[]): string[] =>
    validateDefinition({ ...emptyDefinition(), fields: [way], intake: ["how"], steps: [step], startMessage: "letter", otherStarts })
      .map(({ code }) => code)
      .filter((code) => code.startsWith("process.start"));
  expect(codes({ message: "call", key: "how", value: "Call" })).toEqual([]);
  expect(codes({ message: " ", key: "how", value: "Call" })).toEqual(["process.startUnnamed"]);
  expect(codes({ message: "letter", key: "how", value: "Call" })).toEqual(["process.startTwice"]);
  expect(codes({ message: "call", key: "how", value: "Visit" })).toEqual(["process.startWithoutWay"]);
  expect(codes({ message: "call", key: "where", value: "Call" })).toEqual(["process.startWithoutWay"]);
});
