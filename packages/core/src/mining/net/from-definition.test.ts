import { expect, test } from "vitest";
import {
  type ApprovalStep,
  type EachStep,
  emptyDefinition,
  type EndStep,
  type Join,
  type ParallelBranch,
  type Step,
} from "../../process/index.ts";
import { netAligner, netOfDefinition } from "../index.ts";

const task = (id: string): Step => ({ id, title: id, instructions: "", kind: "task", role: null, due: null, fields: [], checklist: [] });
const branch = (id: string, ...steps: Step[]): ParallelBranch & { when: null } => ({ id, label: id, when: null, steps });
const perhaps = (id: string, ...steps: Step[]): ParallelBranch => ({ ...branch(id, ...steps), when: "x" });
const beside = (id: string, join: Join, ...branches: ParallelBranch[]): Step => ({
  id,
  title: id,
  instructions: "",
  kind: "parallel",
  branches,
  join,
});
const approval = (id: string, returnTo: string | null, more: Partial<ApprovalStep> = {}): Step => ({
  id,
  title: id,
  instructions: "",
  kind: "approval",
  role: null,
  due: null,
  fields: [],
  returnTo,
  ...more,
});
const each = (go: EachStep["join"]["go"], order: EachStep["order"] = "together"): Step => ({
  id: "e",
  title: "e",
  instructions: "",
  kind: "each",
  over: "3",
  item: null,
  own: [],
  collect: null,
  order,
  join: { go },
  growing: false,
  branches: [branch("1", task("a"), task("b"))],
});
const attached = (interrupting: boolean, again: boolean): Step => ({
  ...beside("p", { go: "all" }, branch("1", task("a")), branch("2", task("b"))),
  attached: [
    {
      id: "h",
      label: "",
      when: { on: "message", name: "m", key: null, early: "dropped" },
      interrupting,
      again,
      steps: [task("h")],
    },
  ],
});
const end = (id: string, ends: EndStep["ends"]): Step => ({ id, title: id, instructions: "", kind: "end", ends });

function cost(steps: Step[], trace: string): number {
  return netAligner(netOfDefinition({ ...emptyDefinition(), steps })).align([...trace])!.cost;
}

const request: Step[] = [
  task("r"),
  { id: "p", title: "both", instructions: "", kind: "parallel", branches: [branch("1", task("f")), branch("2", task("c"))] },
  { id: "a", title: "a", instructions: "", kind: "approval", role: null, due: null, fields: [], returnTo: "p" },
  { id: "d", title: "size", instructions: "", kind: "decision", branches: [branch("1", task("s")), branch("2")] },
];

test.each([
  ["rfcas", 0],
  ["rcfa", 0],
  ["rfcafcas", 0],
  ["rfcs", 1],
  ["rfas", 1],
  ["rfcass", 1],
  ["xrfcas", 1],
])("of a request with parallel checks, an approval and a decision, the run %s misses by %d", (trace, expected) => {
  expect(cost(request, trace)).toBe(expected);
});

test("a repeat goes round, a jump goes back, an end ends", () => {
  const repeat: Step = {
    id: "w",
    title: "w",
    instructions: "",
    kind: "repeat",
    until: "done",
    test: "after",
    atMost: 5,
    branches: [branch("1", task("b"))],
  };
  expect(cost([repeat, task("e")], "bbbe")).toBe(0);
  expect(cost([repeat, task("e")], "e")).toBe(1);
  const jump: Step = {
    id: "d",
    title: "d",
    instructions: "",
    kind: "decision",
    branches: [branch("1", { id: "g", title: "g", instructions: "", kind: "goto", to: "a" }), branch("2")],
  };
  expect(cost([task("a"), jump, task("z")], "aaz")).toBe(0);
  const stop: Step = {
    id: "d",
    title: "d",
    instructions: "",
    kind: "decision",
    branches: [
      branch("1", { id: "g", title: "g", instructions: "", kind: "end", ends: { what: "run", outcome: "completed" } }),
      branch("2"),
    ],
  };
  expect(cost([task("a"), stop, task("z")], "a")).toBe(0);
});

test("a rejection that leads into one of two parallel branches finds the other one done", () => {
  const steps = request.map((step) => (step.kind === "approval" ? { ...step, returnTo: "f" } : step));
  expect(cost(steps, "rfcafas")).toBe(0);
  expect(cost(steps, "rfcafcas")).toBe(1);
});

const two = [branch("1", task("a"), task("b")), branch("2", task("c"))];
const conditional = beside("q", { go: "all" }, perhaps("3", task("a")), perhaps("4", task("b")));

test.each<[what: string, step: Step, fits: string[], misses: string[]]>([
  ["the first of two branches gives up the other", beside("p", { go: 1 }, ...two), ["abz", "cz", "acz"], ["z", "az", "czb"]],
  [
    "the first of two lets the other go on",
    beside("p", { go: 1, rest: "goesOn" }, ...two),
    ["abzc", "cabz", "czab", "abcz"],
    ["z", "abz", "azb"],
  ],
  ["each of two goes on", beside("p", { go: "each" }, ...two), ["abzcz", "cabzz"], ["abcz", "z"]],
  ["branches whose condition does not hold are left out", conditional, ["z", "az", "bz", "abz", "baz"], ["aaz", "cz"]],
  [
    "a branch that is left out leaves out what is inside",
    beside("p", { go: "all" }, perhaps("1", conditional, task("c")), branch("2", task("d"))),
    ["dz", "cdz", "acdz", "dbacz"],
    ["adz", "cz", "z"],
  ],
  [
    "the second of three, where a condition leaves one out",
    beside("p", { go: 2 }, perhaps("1", task("a")), ...two.slice(1), branch("3", task("d"))),
    ["cdz", "acz", "daz"],
    ["cz", "acdz"],
  ],
  ["items at the same time", each("all"), ["z", "abz", "aabbz", "abaabbz", "aaabbbz"], ["aabz", "abbz", "aabzb"]],
  ["items one after another", each("all", "sequence"), ["z", "abz", "ababz"], ["aabbz", "az"]],
  ["items that are not waited for", each("none"), ["zab", "aazbb", "abz"], ["ab"]],
  ["each item goes on", each("each"), ["abzabz", "aabzbz"], ["abbz", "abzab"]],
  ["what happens besides, again and again", attached(false, true), ["abz", "ahhbz", "abzh", "hbaz"], ["hz", "ahz"]],
  ["what happens besides, once", attached(false, false), ["ahbz"], ["ahhbz"]],
  ["what interrupts", attached(true, false), ["abz", "hz", "ahz", "bhz"], ["az", "hhz", "hzb"]],
  ["two who decide", approval("v", null, { approvers: { roles: ["x", "y"], rule: "all" } }), ["vvz", "v", "vv"], ["vz", "vvvz"]],
  [
    "one of three who decide",
    approval("v", null, { approvers: { roles: ["x", "y", "w"], rule: 1 } }),
    ["vz", "vvz", "vvvz"],
    ["vvvvz", "z"],
  ],
  [
    "a way that ends in a branch",
    beside("p", { go: "all" }, branch("1", task("a"), end("w", { what: "way" })), branch("2", task("b"))),
    ["abz", "baz"],
    ["az", "ab"],
  ],
  [
    "a run that ends in a branch",
    beside("p", { go: "all" }, branch("1", task("a"), end("w", { what: "run", outcome: "completed" })), branch("2", task("b"), task("c"))),
    ["a", "ba", "bca"],
    ["az", "b"],
  ],
])("%s", (_, step, fits, misses) => {
  expect(fits.filter((trace) => cost([step, task("z")], trace) > 0)).toEqual([]);
  expect(misses.filter((trace) => cost([step, task("z")], trace) === 0)).toEqual([]);
});

test("a rejection in a branch gives up what goes on beside it, and may choose any earlier step", () => {
  const steps = [
    task("r"),
    task("s"),
    beside("p", { go: "all" }, branch("1", task("f"), approval("v", "s")), branch("2", task("c"))),
    task("z"),
  ];
  expect(["rsfvcz", "rsfvsfvcz", "rsfcvsfcvz", "rsfvscfvz"].map((trace) => cost(steps, trace))).toEqual([0, 0, 0, 0]);
  expect(["rsfvz", "rsfvrsfvcz", "rsfvsfvz"].map((trace) => cost(steps, trace))).toEqual([1, 1, 1]);
  const chosen = [task("r"), task("s"), approval("v", "s", { returnChoice: true }), task("z")];
  expect(["rsvz", "rsvsvz", "rsvrsvz"].map((trace) => cost(chosen, trace))).toEqual([0, 0, 0]);
});

test("what was done is taken back under the names that this has, and nothing else", () => {
  const booked: Step = { ...task("book"), kind: "task", undo: { title: "Cancel the booking", role: null } } as Step;
  const back: Step = { id: "u", title: "u", instructions: "", kind: "undo", of: null };
  const net = netOfDefinition({ ...emptyDefinition(), steps: [booked, task("ask"), back, task("tell")] });
  const cost = (...trace: string[]) => netAligner(net).align(trace)?.cost;
  expect([
    cost("book", "ask", "Cancel the booking", "tell"),
    cost("book", "ask", "tell"),
    cost("book", "Cancel the booking", "ask", "tell"),
  ]).toEqual([0, 0, 1]);
});
