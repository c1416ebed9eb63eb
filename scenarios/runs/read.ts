import type { Definition, Field, FieldUse, Handler, Happening, Join, Step } from "@rondo/core/process";

/** A scenario file: a process, and what people do with a run of it line by line. */
export type Scenario = { readonly definition: Definition; readonly lines: readonly Line[] };

/** `place` is the line number, for messages. */
export type Line = { readonly text: string; readonly place: number };

/**
 * Reads a scenario. The part under `process` is a tree by indentation:
 * `role KEY`, `field KEY KIND [at start]`, `task ID [for ROLE] [fills KEY, KEY!] [shows KEY] [due N] [lock NAME] [undone as "TITLE" [by ROLE]]`,
 * `approval ID … [returns to ID] [or elsewhere] [by ROLE, ROLE rule all|sequence|N]`, `project ID "NAME" [for ROLE] [waits]`,
 * `decision ID` with `when CONDITION` and `otherwise`, `parallel ID [join RULE [REST]]` with `branch ID [when CONDITION]`,
 * `race ID` with `branch ID`, `group ID [join …]`, `repeat ID [at most N] [testing before] until CONDITION` and
 * `each ID [as KEY] [own KEY, KEY] [into KEY] [in sequence] [growing] [join RULE [REST]] over EXPRESSION [; when CONDITION]`
 * with their steps inside, `set ID KEY = EXPRESSION; … [| undo KEY = EXPRESSION]`, `do ID [undoable] [into KEY = EXPRESSION; …]`,
 * `start ID [waits] [with KEY = EXPRESSION; …] [into KEY = EXPRESSION; …]` (the same process again), `send ID NAME`, `escalate ID CODE`,
 * `give ID "TITLE" [for ROLE]`, `change ID task|project of STEP|at KEY to PART = EXPRESSION; …`,
 * `wait ID for N minutes|working`, `wait ID at EXPRESSION`, `wait ID message NAME [dropped] [fills KEY, KEY] [key EXPRESSION]`,
 * `wait ID until CONDITION`, `goto ID to ID`, `end ID run OUTCOME|way|steps ID, ID|error CODE`, `undo ID [of ID]`,
 * `deliverable "TITLE" KEY, KEY`. A `!` makes a field required. Under any step `on ID [besides|again] …` attaches what
 * happens as after `wait ID`, or on `error [CODE]` or `escalation [CODE]`, with its steps inside; `again` is besides, each time.
 * The part under `run` is performed by `perform.ts`.
 */
export function readScenario(text: string): Scenario {
  const lines = text
    .split("\n")
    .map((line, index) => ({ text: line.replace(/(^|\s)#.*$/, "").trimEnd(), place: index + 1 }))
    .filter((line) => line.text.trim() !== "");
  const start = lines.findIndex((line) => line.text === "run");
  if (lines[0]?.text !== "process" || start === -1) throw new Error("A scenario has a part under `process` and one under `run`.");
  const reading = new Reading(lines.slice(1, start));
  return {
    definition: reading.definition(),
    lines: lines.slice(start + 1).map(({ text: line, place }) => ({ text: line.trim(), place })),
  };
}

class Reading {
  readonly lines: readonly Line[];
  at = 0;

  constructor(lines: readonly Line[]) {
    this.lines = lines;
  }

  definition(): Definition {
    const roles: Definition["roles"][number][] = [];
    const fields: Field[] = [];
    const intake: string[] = [];
    let deliverable: Definition["deliverable"] = null;
    const steps: Step[] = [];
    for (let line = this.lines[this.at]; line !== undefined; line = this.lines[this.at]) {
      const [word = "", name = "", ...rest] = line.text.trim().split(/\s+/);
      if (word === "role") roles.push({ key: name, name });
      else if (word === "field") {
        fields.push({ key: name, label: name, kind: rest[0] as Field["kind"] });
        if (rest[1] === "at") intake.push(name);
      } else if (word === "deliverable") {
        const [, title = "", keys = ""] = /"(.*)"\s*(.*)/.exec(line.text) ?? [];
        deliverable = { title, message: "", fields: keys.split(/,\s*/).filter(Boolean) };
      } else {
        steps.push(...this.steps(indentOf(line)));
        continue;
      }
      this.at += 1;
    }
    return { purpose: "", roles, fields, intake, steps, deliverable };
  }

  steps(indent: number): Step[] {
    const steps: Step[] = [];
    for (let line = this.lines[this.at]; line !== undefined && indentOf(line) === indent && !isAttached(line); line = this.lines[this.at]) {
      this.at += 1;
      steps.push(this.step(line));
    }
    return steps;
  }

  step(line: Line): Step {
    const step = this.plain(line);
    const lock = / lock (\w+)/.exec(line.text)?.[1];
    const attached = this.attached(indentOf(line));
    return { ...step, ...(lock !== undefined && { lock }), ...(attached.length > 0 && { attached }) };
  }

  plain(line: Line): Step {
    const text = line.text.trim();
    const [kind = "", id = ""] = text.split(/\s+/);
    const base = { id, title: id, instructions: "" };
    const role = / for (\w+)/.exec(text)?.[1] ?? null;
    const due = / due (\d+)/.exec(text)?.[1];
    const work = {
      ...base,
      role,
      due: due === undefined ? null : { from: "activation" as const, workingMinutes: Number(due) },
      fields: usesIn(text),
    };
    const found = (pattern: RegExp): string => pattern.exec(text)?.[1] ?? "";
    switch (kind) {
      case "task":
        return { ...work, kind, checklist: [], ...undoneIn(text) };
      case "approval": {
        const [, roles, rule] = / by ((?:\w+)(?:, \w+)*) rule (\w+)/.exec(text) ?? [];
        const approvers =
          roles === undefined
            ? {}
            : { approvers: { roles: roles.split(", "), rule: rule === "all" || rule === "sequence" ? (rule as "all") : Number(rule) } };
        return {
          ...work,
          kind,
          returnTo: / returns to (\w+)/.exec(text)?.[1] ?? null,
          ...(text.includes(" or elsewhere") && { returnChoice: true }),
          ...approvers,
        };
      }
      case "project":
        return { ...base, role, kind, name: /"(.*)"/.exec(text)?.[1] ?? id, wait: text.endsWith(" waits") };
      case "decision":
        return {
          ...base,
          kind,
          branches: this.branches(indentOf(line)).map(({ words, id: branch, steps }) => ({
            id: branch,
            label: words,
            when: words === "otherwise" ? null : words.slice("when ".length),
            steps,
          })),
        };
      case "parallel":
      case "race": {
        const branches = this.branches(indentOf(line)).map(({ words, steps }) => {
          const [, branch = "", when] = /^branch (\w+)(?: when (.*))?$/.exec(words) ?? [];
          return { id: branch, label: branch, ...(when !== undefined && { when }), steps };
        });
        return kind === "race" ? { ...base, kind, branches } : { ...base, kind, branches, ...joinIn(text) };
      }
      case "group":
        return { ...base, kind, branches: this.body(line), ...joinIn(text) };
      case "repeat":
        return {
          ...base,
          kind,
          until: found(/ until (.*)$/),
          test: text.includes(" testing before") ? "before" : "after",
          atMost: Number(found(/ at most (\d+)/) || 100),
          branches: this.body(line),
        };
      case "each": {
        const [, over = "", when] = / over (.*?)(?: ; when (.*))?$/.exec(text) ?? [];
        const { join } = joinIn(text);
        return {
          ...base,
          kind,
          over,
          item: found(/ as (\w+)/) || null,
          own: found(/ own ((?:\w+)(?:, \w+)*)/)
            .split(", ")
            .filter(Boolean),
          collect: found(/ into (\w+)/) || null,
          order: text.includes(" in sequence") ? "sequence" : "together",
          growing: text.includes(" growing"),
          join: { go: "all", ...(join as object), ...(when !== undefined && { when }) },
          branches: this.body(line),
        };
      }
      case "set": {
        const [values = "", undo] = text.slice(`set ${id} `.length).split(" | undo ");
        return {
          ...base,
          kind: "action",
          act: { do: "set", values: valuesIn(values) },
          undo: undo === undefined ? null : { do: "set", values: valuesIn(undo) },
        };
      }
      case "do": {
        const act = (url: string, into = "") => ({ do: "http" as const, method: "POST" as const, url, body: null, into: valuesIn(into) });
        return {
          ...base,
          kind: "action",
          act: act(`https://example.org/${id}`, found(/ into (.*)$/)),
          undo: text.includes(" undoable") ? act(`https://example.org/${id}/undo`) : null,
        };
      }
      case "start":
        return {
          ...base,
          kind: "action",
          act: {
            do: "start",
            process: null,
            values: valuesIn(found(/ with (.*?)(?: into |$)/)),
            wait: text.includes(" waits"),
            into: valuesIn(found(/ into (.*)$/)),
          },
          undo: null,
        };
      case "give":
        return { ...base, kind: "action", act: { do: "task", title: found(/ "(.*)"/), role: found(/ for (\w+)$/) || null }, undo: null };
      case "change": {
        const [, what = "task", by, where = "", values = ""] = /^change \w+ (task|project) (of|at) (\w+) to (.*)$/.exec(text) ?? [];
        return {
          ...base,
          kind: "action",
          act: {
            do: "change",
            what: what as "task",
            of: by === "of" ? where : null,
            at: by === "at" ? where : "",
            values: valuesIn(values),
          },
          undo: null,
        };
      }
      case "send":
        return { ...base, kind: "action", act: { do: "send", name: text.split(/\s+/)[2] ?? "", key: null, values: [] }, undo: null };
      case "escalate":
        return { ...base, kind: "action", act: { do: "escalate", code: text.split(/\s+/)[2] ?? "" }, undo: null };
      case "wait":
        return { ...base, kind, until: happeningIn(text.slice(`wait ${id} `.length)) as Happening };
      case "goto":
        return { ...base, kind, to: found(/ to (\w+)/) || null };
      case "undo":
        return { ...base, kind, of: found(/ of (\w+)/) || null };
      case "end": {
        const [, , what, ...rest] = text.split(/\s+/);
        if (what === "run") return { ...base, kind, ends: { what, outcome: rest[0] as "completed" } };
        if (what === "steps") return { ...base, kind, ends: { what, steps: rest.join(" ").split(", ") } };
        return { ...base, kind, ends: what === "error" ? { what, code: rest[0] ?? "" } : { what: "way" } };
      }
      default:
        throw new Error(`Line ${line.place}: "${kind}" is no kind of step.`);
    }
  }

  /** The only branch of a step that holds others. */
  body(line: Line): { id: string; label: string; steps: Step[] }[] {
    const inner = this.lines[this.at];
    return [
      {
        id: "body",
        label: "body",
        steps: inner !== undefined && indentOf(inner) > indentOf(line) && !isAttached(inner) ? this.steps(indentOf(inner)) : [],
      },
    ];
  }

  attached(indent: number): Handler[] {
    const handlers: Handler[] = [];
    for (let line = this.lines[this.at]; line !== undefined && indentOf(line) > indent && isAttached(line); line = this.lines[this.at]) {
      this.at += 1;
      const inner = this.lines[this.at];
      const steps = inner !== undefined && indentOf(inner) > indentOf(line) ? this.steps(indentOf(inner)) : [];
      const [, id = "", besides, words = ""] = /^on (\w+)( besides| again)? (.*)$/.exec(line.text.trim()) ?? [];
      handlers.push({
        id,
        label: id,
        when: happeningIn(words),
        interrupting: besides === undefined,
        ...(besides === " again" && { again: true }),
        steps,
      });
    }
    return handlers;
  }

  branches(indent: number): { words: string; id: string; steps: Step[] }[] {
    const branches: { words: string; id: string; steps: Step[] }[] = [];
    for (let line = this.lines[this.at]; line !== undefined && indentOf(line) > indent && !isAttached(line); line = this.lines[this.at]) {
      this.at += 1;
      const inner = this.lines[this.at];
      const steps = inner !== undefined && indentOf(inner) > indentOf(line) ? this.steps(indentOf(inner)) : [];
      branches.push({ words: line.text.trim(), id: `branch${branches.length + 1}`, steps });
    }
    return branches;
  }
}

function isAttached(line: Line): boolean {
  return /^on \w+ /.test(line.text.trim());
}

function happeningIn(words: string): Handler["when"] {
  const [word = "", ...rest] = words.split(" ");
  const tail = rest.join(" ");
  if (word === "for") return { on: "time", after: { minutes: Number(rest[0]), working: rest[1] === "working" } };
  if (word === "at") return { on: "moment", at: tail };
  if (word === "until") return { on: "condition", when: tail };
  if (word === "error" || word === "escalation") return { on: word, code: rest[0] ?? null };
  return {
    on: "message",
    name: rest[0] ?? "",
    key: / key (.*)$/.exec(words)?.[1] ?? null,
    early: words.includes(" dropped") ? "dropped" : "kept",
    fills: / fills ((?:\w+)(?:, \w+)*)/.exec(words)?.[1]?.split(", ") ?? [],
  };
}

function undoneIn(text: string): { undo?: { title: string; role: string | null } } {
  const [, title, role = null] = / undone as "(.*?)"(?: by (\w+))?/.exec(text) ?? [];
  return title === undefined ? {} : { undo: { title, role } };
}

function joinIn(text: string): { join?: Join } {
  const [, go = "", rest] = / join (\w+)(?: (withdrawn|goesOn|wait))?/.exec(text) ?? [];
  if (go === "") return {};
  return { join: { go: /^\d+$/.test(go) ? Number(go) : (go as "all"), ...(rest !== undefined && { rest: rest as "wait" }) } };
}

function valuesIn(text: string): { key: string; value: string }[] {
  if (text.trim() === "") return [];
  return text.split("; ").map((pair) => {
    const at = pair.indexOf(" = ");
    return { key: pair.slice(0, at).trim(), value: pair.slice(at + 3).trim() };
  });
}

function usesIn(text: string): FieldUse[] {
  const list = (word: string): string[] => new RegExp(` ${word} ((?:\\w+!?)(?:, \\w+!?)*)`).exec(text)?.[1]?.split(", ") ?? [];
  const filled = list("fills").map((key): FieldUse =>
    key.endsWith("!") ? { key: key.slice(0, -1), mode: "required" } : { key, mode: "editable" },
  );
  return [...filled, ...list("shows").map((key): FieldUse => ({ key, mode: "shown" }))];
}

function indentOf(line: Line): number {
  return line.text.length - line.text.trimStart().length;
}
