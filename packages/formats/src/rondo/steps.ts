import type { Step } from "@rondo/core/process";
import { unreadable } from "../draft/refuse.ts";
import { isObject, type JsonObject } from "../json/index.ts";
import { flag, listOf, nullable, number, oneOf, record, type Strict, text } from "./shape.ts";

export const fieldUse = record({ key: text, mode: oneOf("shown", "editable", "required") });

export const checklistItem = record({ id: text, title: text });

const due = record({ from: oneOf("start", "activation", "step", "clock", "field"), workingMinutes: number }, { of: text });

/** One of several shapes, told apart by the word under a key. */
function byWord<T>(key: string, shapes: Readonly<Record<string, Strict<unknown>>>, what: string): Strict<T> {
  return (value, path, tell) => {
    const word = isObject(value) ? (value as JsonObject)[key] : undefined;
    const shape = typeof word === "string" && Object.hasOwn(shapes, word) ? shapes[word] : undefined;
    if (shape === undefined) throw unreadable(`${what} is one of ${Object.keys(shapes).join(", ")}`, { path: `${path}.${key}` });
    return shape(value, path, tell) as T;
  };
}

/** A word of a list, or a number. */
function wordOrNumber<const T extends string>(...words: readonly T[]): Strict<T | number> {
  return (value, path, tell) => (typeof value === "number" ? number(value, path, tell) : oneOf(...words)(value, path, tell));
}

const happenings = {
  time: record({ on: oneOf("time"), after: record({ minutes: number, working: flag }) }),
  moment: record({ on: oneOf("moment"), at: text }),
  message: record({ on: oneOf("message"), name: text, key: nullable(text), early: oneOf("kept", "dropped") }, { fills: listOf(text) }),
  condition: record({ on: oneOf("condition"), when: text }),
  clock: record({ on: oneOf("clock"), clock: text, reaches: oneOf("warning", "target") }),
};
const raised = {
  error: record({ on: oneOf("error"), code: nullable(text) }),
  escalation: record({ on: oneOf("escalation"), code: nullable(text) }),
};
const handler = record(
  { id: text, label: text, when: byWord("on", { ...happenings, ...raised }, "What is attached"), interrupting: flag, steps: steps() },
  { again: flag, atMost: number },
);

const own = { id: text, title: text, instructions: text };
const common = { attached: listOf(handler), lock: text };
export const who = record(
  { give: oneOf("role", "turn", "load", "same", "manager") },
  { of: nullable(text), except: listOf(text), notRequester: flag },
);
const worked = { ...own, role: nullable(text), due: nullable(due), fields: listOf(fieldUse) };
const branch = { id: text, label: text, steps: steps() };
const ways = listOf(record(branch, { when: nullable(text) }));
const rest = oneOf("withdrawn", "goesOn", "wait");
const undoing = record({ title: text, role: nullable(text) });
const join = record({ go: wordOrNumber("all", "each", "sets") }, { rest });
const values = listOf(record({ key: text, value: text }));
const act = byWord(
  "do",
  {
    set: record({ do: oneOf("set"), values }),
    mail: record({ do: oneOf("mail"), to: text, subject: text, text }),
    http: record({
      do: oneOf("http"),
      method: oneOf("GET", "POST", "PUT", "PATCH", "DELETE"),
      url: text,
      body: nullable(text),
      into: values,
    }),
    task: record({ do: oneOf("task"), title: text, role: nullable(text) }),
    change: record({ do: oneOf("change"), what: oneOf("task", "project"), of: nullable(text), at: text, values }),
    start: record({ do: oneOf("start"), process: nullable(text), values, wait: flag, into: values }),
    send: record({ do: oneOf("send"), name: text, key: nullable(text), values }),
    escalate: record({ do: oneOf("escalate"), code: text }),
  },
  "An action",
);
const ends = byWord(
  "what",
  {
    run: record({ what: oneOf("run"), outcome: oneOf("completed", "rejected", "cancelled") }),
    way: record({ what: oneOf("way") }),
    steps: record({ what: oneOf("steps"), steps: listOf(text) }),
    error: record({ what: oneOf("error"), code: text }),
  },
  "What a step ends",
);

export const ruleTable = record({
  hitPolicy: oneOf("unique", "first", "any"),
  inputs: listOf(record({ label: text, expression: text })),
  rules: listOf(record({ when: listOf(text), then: text })),
});

const kinds: Readonly<Record<Step["kind"], Strict<unknown>>> = {
  task: record(
    { ...worked, kind: oneOf("task"), checklist: listOf(checklistItem) },
    { ...common, who, checkAll: flag, outsider: record({ to: nullable(text) }), undo: undoing },
  ),
  approval: record(
    { ...worked, kind: oneOf("approval"), returnTo: nullable(text) },
    { ...common, who, returnChoice: flag, approvers: record({ roles: listOf(text), rule: wordOrNumber("all", "sequence") }) },
  ),
  decision: record(
    { ...own, kind: oneOf("decision"), branches: listOf(record({ ...branch, when: nullable(text) })) },
    { ...common, table: ruleTable },
  ),
  parallel: record({ ...own, kind: oneOf("parallel"), branches: ways }, { ...common, join }),
  race: record({ ...own, kind: oneOf("race"), branches: ways }, common),
  group: record(
    { ...own, kind: oneOf("group"), branches: ways },
    { ...common, join, block: record({ process: text, revision: number }), undo: undoing },
  ),
  repeat: record({ ...own, kind: oneOf("repeat"), until: text, test: oneOf("before", "after"), atMost: number, branches: ways }, common),
  each: record(
    {
      ...own,
      kind: oneOf("each"),
      over: text,
      item: nullable(text),
      own: listOf(text),
      collect: nullable(text),
      order: oneOf("together", "sequence"),
      join: record({ go: wordOrNumber("all", "each", "none") }, { rest, when: nullable(text) }),
      growing: flag,
      branches: ways,
    },
    common,
  ),
  action: record({ ...own, kind: oneOf("action"), act, undo: nullable(act) }, common),
  wait: record({ ...own, kind: oneOf("wait"), until: byWord("on", happenings, "What is waited for") }, common),
  goto: record({ ...own, kind: oneOf("goto"), to: nullable(text) }, common),
  end: record({ ...own, kind: oneOf("end"), ends }, common),
  undo: record({ ...own, kind: oneOf("undo"), of: nullable(text) }, common),
  project: record({ ...own, kind: oneOf("project"), name: text, role: nullable(text), wait: flag }, common),
};

/** The shape only; whether a step can be published is for the process's own findings. */
export function steps(): Strict<Step[]> {
  return (value, path, tell) => listOf(step)(value, path, tell);
}

const step: Strict<Step> = (value, path, tell) => byWord<Step>("kind", kinds, "A step")(value, path, tell);
