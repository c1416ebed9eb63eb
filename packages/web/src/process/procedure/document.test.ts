import type { Definition, Step } from "@rondo/core/process";
import { emptyDefinition, stepsOf, validateDefinition } from "@rondo/core/process";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  changeKind,
  changeStep,
  indent,
  insertSteps,
  mayIndent,
  moveBy,
  moveStep,
  neighbourOf,
  newStep,
  numbersOf,
  otherSteps,
  outdent,
  removeStep,
  stepsBefore,
} from "./document.ts";

const units = { minutesPerDay: 420, minutesPerWeek: 2_100 };

test("a step is inserted before, after, inside a branch, and at the end", () => {
  const before = insertSteps(volume(), { beside: "scan", side: "before" }, [task("fetch")]);
  expect(outline(before)).toBe("check bind(yes:repair no:) fetch scan");
  const inside = insertSteps(volume(), { inside: "bind", branch: "no" }, [task("note")]);
  expect(outline(inside)).toBe("check bind(yes:repair no:note) scan");
  expect(outline(insertSteps(volume(), null, [task("send")]))).toBe("check bind(yes:repair no:) scan send");
});

test("a step moves past its neighbours, out of its branch at the edge, and stays at the ends of the document", () => {
  expect(outline(moveBy(volume(), "scan", -1))).toBe("check scan bind(yes:repair no:)");
  expect(outline(moveBy(volume(), "repair", -1))).toBe("check repair bind(yes: no:) scan");
  expect(outline(moveBy(volume(), "repair", 1))).toBe("check bind(yes: no:) repair scan");
  expect(moveBy(volume(), "check", -1)).toEqual(volume());
  expect(moveBy(volume(), "scan", 1)).toEqual(volume());
});

test("a step goes into the last branch above it and comes out behind the step of that branch", () => {
  const inside = indent(volume(), "scan");
  expect(outline(inside)).toBe("check bind(yes:repair no:scan)");
  expect(outline(outdent(inside, "scan"))).toBe("check bind(yes:repair no:) scan");
  expect(mayIndent(volume(), "scan")).toBe(true);
  expect(mayIndent(volume(), "bind")).toBe(false);
  expect(indent(volume(), "bind")).toEqual(volume());
});

test("a step cannot be moved into itself", () => {
  const definition = volume();
  expect(moveStep(definition, "bind", { inside: "bind", branch: "yes" })).toBe(definition);
  expect(moveStep(definition, "bind", { beside: "repair", side: "after" })).toBe(definition);
});

test("a change leaves every other step the very same object", () => {
  const definition = volume();
  const changed = changeStep(definition, "repair", (step) => ({ ...step, title: "Mend" }));
  expect(changed.steps[0]).toBe(definition.steps[0]);
  expect(changed.steps[2]).toBe(definition.steps[2]);
  expect(changeStep(definition, "nobody", (step) => ({ ...step, title: "x" }))).toBe(definition);
});

test("taking a decision out takes the steps in its branches along, and making a task of it puts them behind", () => {
  expect(outline(removeStep(volume(), "bind"))).toBe("check scan");
  expect(outline(changeKind(volume(), "bind", "task", ids(), units))).toBe("check bind repair scan");
  expect(outline(changeKind(volume(), "bind", "parallel", ids(), units))).toBe("check bind(yes:repair no:) scan");
});

test("another kind keeps title, instructions, role and due", () => {
  const changed = changeKind(
    {
      ...volume(),
      steps: [{ ...task("a"), kind: "task", role: "conservator", due: { from: "start", workingMinutes: 60 }, fields: [], checklist: [] }],
    },
    "a",
    "approval",
    ids(),
    units,
  );
  expect(changed.steps[0]).toMatchObject({
    kind: "approval",
    title: "a",
    role: "conservator",
    due: { workingMinutes: 60 },
    returnTo: null,
  });
});

test("a new decision has a yes branch that asks for its condition and an otherwise branch", () => {
  const made = newStep("decision", ids(), units);
  expect(made).toMatchObject({
    branches: [
      { label: "Yes", when: "" },
      { label: "No", when: null },
    ],
  });
  const codes = validateDefinition({ ...emptyDefinition(), steps: [{ ...made, title: "Loose?" }] }).map((finding) => finding.code);
  expect(codes).toContain("process.conditionInvalid");
});

test("numbers name the branch by a letter", () => {
  expect(Object.fromEntries(numbersOf(volume()))).toEqual({ check: "1", bind: "2", repair: "2a.1", scan: "3" });
});

test("the arrow keys go through the document as it is read", () => {
  expect(neighbourOf(volume(), "bind", 1)).toBe("repair");
  expect(neighbourOf(volume(), "scan", -1)).toBe("repair");
  expect(neighbourOf(volume(), "scan", 1)).toBeNull();
});

test("an approval can send back to what came before it, in branches too", () => {
  expect(stepsBefore(volume(), "scan").map((step) => step.id)).toEqual(["check", "repair"]);
  expect(stepsBefore(volume(), "repair").map((step) => step.id)).toEqual(["check"]);
});

test("no sequence of moves loses, doubles or invents a step", () => {
  const all = ["check", "bind", "repair", "scan"];
  fc.assert(
    fc.property(fc.array(fc.record({ id: fc.constantFrom(...all), how: fc.constantFrom("up", "down", "in", "out") })), (moves) => {
      let definition = volume();
      for (const { id, how } of moves)
        definition =
          how === "up"
            ? moveBy(definition, id, -1)
            : how === "down"
              ? moveBy(definition, id, 1)
              : how === "in"
                ? indent(definition, id)
                : outdent(definition, id);
      expect(
        stepsOf(definition)
          .map((step) => step.id)
          .toSorted(),
      ).toEqual(all.toSorted());
    }),
  );
});

function volume(): Definition {
  const bind: Step = {
    id: "bind",
    title: "bind",
    instructions: "",
    kind: "decision",
    branches: [
      { id: "yes", label: "Yes", when: "loose = true", steps: [task("repair")] },
      { id: "no", label: "No", when: null, steps: [] },
    ],
  };
  return { ...emptyDefinition(), fields: [{ key: "loose", label: "Loose", kind: "yesNo" }], steps: [task("check"), bind, task("scan")] };
}

function task(id: string): Step {
  return { id, title: id, instructions: "", kind: "task", role: null, due: null, fields: [], checklist: [] };
}

function outline(definition: Definition): string {
  const say = (steps: readonly Step[]): string =>
    steps
      .map((step) =>
        "branches" in step ? `${step.id}(${step.branches.map((branch) => `${branch.id}:${say(branch.steps)}`).join(" ")})` : step.id,
      )
      .join(" ");
  return say(definition.steps);
}

function ids(): () => string {
  let n = 0;
  return () => `new${(n += 1)}`;
}

test("the other steps are the same list while one is typed into, and another when what they say changes", () => {
  const titled = (id: string, title: string) => changeStep(volume(), id, (step) => ({ ...step, title }));
  const kept = otherSteps([], volume(), "scan");
  expect(kept.map(({ id }) => id)).toEqual(["check", "bind", "repair"]);
  expect(otherSteps(kept, titled("scan", "Scan it"), "scan")).toBe(kept);
  expect(otherSteps(kept, titled("check", "Check it"), "scan")).not.toBe(kept);
  expect(otherSteps(kept, removeStep(volume(), "repair"), "scan")).not.toBe(kept);
});
