import fc from "fast-check";
import type { Definition, Step } from "./definition.ts";
import { emptyDefinition } from "./definition.ts";

/** One thing that somebody does to a draft; numbers choose among what is there. `mark` is a text that nobody else writes. */
export type Edit = {
  readonly how: "add" | "retitle" | "instruct" | "check" | "field" | "use" | "move" | "remove" | "purpose" | "branch";
  readonly at: number;
  readonly to: number;
};

export const edits = fc.array(
  fc.record({
    how: fc.constantFrom<Edit["how"]>(
      "add",
      "add",
      "retitle",
      "retitle",
      "instruct",
      "check",
      "field",
      "use",
      "move",
      "remove",
      "purpose",
      "branch",
    ),
    at: fc.nat(1_000),
    to: fc.nat(1_000),
  }),
  { maxLength: 5 },
);

type Loose = {
  id: string;
  title: string;
  instructions: string;
  checklist?: { id: string; title: string }[];
  fields?: { key: string; mode: string }[];
  branches?: { id: string; label: string; steps: Loose[] }[];
};

/** The draft after an edit. A mark that was added says so in `added`. */
export function edited(definition: Definition, { how, at, to }: Edit, mark: string): Definition {
  const copy = JSON.parse(JSON.stringify(definition)) as {
    purpose: string;
    steps: Loose[];
    fields: { key: string; label: string; kind: string }[];
    intake: string[];
  };
  const blocks: Loose[][] = [];
  const steps: Loose[] = [];
  const gather = (list: Loose[]): void => {
    blocks.push(list);
    for (const step of list) {
      steps.push(step);
      for (const { steps: inner } of step.branches ?? []) gather(inner);
    }
  };
  gather(copy.steps);
  const block = blocks[to % blocks.length] as Loose[];
  const step = steps[at % Math.max(1, steps.length)];
  if (how === "add") block.splice(at % (block.length + 1), 0, task(mark) as unknown as Loose);
  else if (how === "purpose") copy.purpose = mark;
  else if (how === "field") {
    copy.fields.push({ key: mark, label: mark, kind: "text" });
    copy.intake.push(mark);
  } else if (step !== undefined) {
    if (how === "retitle") step.title = mark;
    if (how === "instruct") step.instructions = mark;
    if (how === "check" && step.checklist !== undefined)
      step.checklist.splice(to % (step.checklist.length + 1), 0, { id: mark, title: mark });
    if (how === "use" && step.fields !== undefined && copy.fields[0] !== undefined && step.fields.length === 0)
      step.fields.push({ key: copy.fields[0].key, mode: "editable" });
    if (how === "branch" && step.branches !== undefined) step.branches.push({ id: mark, label: mark, steps: [] });
    if (how === "move" || how === "remove") {
      const from = blocks.find((list) => list.includes(step)) as Loose[];
      if (how === "remove") from.splice(from.indexOf(step), 1);
      else if (!JSON.stringify(step).includes(JSON.stringify(block.map(({ id }) => id)).slice(1, -1)) || block === from) {
        from.splice(from.indexOf(step), 1);
        block.splice(to % (block.length + 1), 0, step);
      }
    }
  }
  return copy as unknown as Definition;
}

export function draft(): Definition {
  const bind: Step = {
    id: "bind",
    title: "bind",
    instructions: "",
    kind: "decision",
    branches: [
      { id: "yes", label: "Yes", when: "loose", steps: [task("repair"), task("press")] },
      { id: "no", label: "No", when: null, steps: [task("leave")] },
    ],
  };
  return {
    ...emptyDefinition(),
    fields: [{ key: "loose", label: "Loose", kind: "yesNo" }],
    intake: ["loose"],
    steps: [task("check"), bind, task("scan")],
  };
}

export function task(id: string): Step {
  return { id, title: id, instructions: "", kind: "task", role: null, due: null, fields: [], checklist: [] };
}
