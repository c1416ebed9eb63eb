import type { Definition, Field, FieldUse, Step } from "@rondo/core/process";

/** A scenario file: a process, and what people do with a run of it line by line. */
export type Scenario = { readonly definition: Definition; readonly lines: readonly Line[] };

/** `place` is the line number, for messages. */
export type Line = { readonly text: string; readonly place: number };

/**
 * Reads a scenario. The part under `process` is a tree by indentation:
 * `role KEY`, `field KEY KIND [at start]`, `task ID [for ROLE] [fills KEY, KEY!] [shows KEY] [due N]`,
 * `approval ID … [returns to ID]`, `project ID "NAME" [for ROLE] [waits]`, `decision ID` with `when CONDITION` and
 * `otherwise`, `parallel ID` with `branch ID`, `deliverable "TITLE" KEY, KEY`. A `!` makes a field required.
 * The part under `run` is performed by `perform.ts`.
 */
export function readScenario(text: string): Scenario {
  const lines = text
    .split("\n")
    .map((line, index) => ({ text: line.replace(/(^|\s)#.*$/, "").trimEnd(), place: index + 1 }))
    .filter((line) => line.text.trim() !== "");
  const start = lines.findIndex((line) => line.text === "run");
  if (lines[0]?.text !== "process" || start === -1)
    throw new Error("A scenario has a part under `process` and one under `run`.");
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
    for (let line = this.lines[this.at]; line !== undefined && indentOf(line) === indent; line = this.lines[this.at]) {
      this.at += 1;
      steps.push(this.step(line));
    }
    return steps;
  }

  step(line: Line): Step {
    const text = line.text.trim();
    const [kind = "", id = ""] = text.split(/\s+/);
    const base = { id, title: id, instructions: "", role: / for (\w+)/.exec(text)?.[1] ?? null };
    const due = / due (\d+)/.exec(text)?.[1];
    const work = {
      ...base,
      due: due === undefined ? null : { from: "activation" as const, workingMinutes: Number(due) },
      fields: usesIn(text),
    };
    switch (kind) {
      case "task":
        return { ...work, kind, checklist: [] };
      case "approval":
        return { ...work, kind, returnTo: / returns to (\w+)/.exec(text)?.[1] ?? null };
      case "project":
        return { ...base, kind, name: /"(.*)"/.exec(text)?.[1] ?? id, wait: text.endsWith(" waits") };
      case "decision":
        return {
          id,
          title: id,
          instructions: "",
          kind,
          branches: this.branches(indentOf(line)).map(({ words, id: branch, steps }) => ({
            id: branch,
            label: words,
            when: words === "otherwise" ? null : words.slice("when ".length),
            steps,
          })),
        };
      case "parallel":
        return {
          id,
          title: id,
          instructions: "",
          kind,
          branches: this.branches(indentOf(line)).map(({ words, steps }) => ({
            id: words.slice("branch ".length),
            label: words,
            steps,
          })),
        };
      default:
        throw new Error(`Line ${line.place}: "${kind}" is no kind of step.`);
    }
  }

  branches(indent: number): { words: string; id: string; steps: Step[] }[] {
    const branches: { words: string; id: string; steps: Step[] }[] = [];
    for (let line = this.lines[this.at]; line !== undefined && indentOf(line) > indent; line = this.lines[this.at]) {
      this.at += 1;
      const inner = this.lines[this.at];
      const steps = inner !== undefined && indentOf(inner) > indentOf(line) ? this.steps(indentOf(inner)) : [];
      branches.push({ words: line.text.trim(), id: `branch${branches.length + 1}`, steps });
    }
    return branches;
  }
}

function usesIn(text: string): FieldUse[] {
  const list = (word: string): string[] =>
    new RegExp(` ${word} ((?:\\w+!?)(?:, \\w+!?)*)`).exec(text)?.[1]?.split(", ") ?? [];
  const filled = list("fills").map((key): FieldUse =>
    key.endsWith("!") ? { key: key.slice(0, -1), mode: "required" } : { key, mode: "editable" },
  );
  return [...filled, ...list("shows").map((key): FieldUse => ({ key, mode: "shown" }))];
}

function indentOf(line: Line): number {
  return line.text.length - line.text.trimStart().length;
}
