import type { Definition, Step } from "@rondo/core/process";
import { emptyDefinition, stepsOf } from "@rondo/core/process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { addField, addRole } from "./data.ts";
import { changeStep, insertSteps, moveBy, removeStep } from "./document.ts";
import { mergeDefinitions } from "./merge.ts";

const retitle = (definition: Definition, id: string, title: string) => changeStep(definition, id, (step) => ({ ...step, title }));

test("changes to different steps, or to different parts of one step, both stay", () => {
  const mine = retitle(base(), "scan", "Scan all pages");
  const theirs = changeStep(retitle(base(), "repair", "Mend the spine"), "scan", (step) => ({ ...step, instructions: "400 dpi" }));
  const merged = mergeDefinitions(base(), mine, theirs);
  expect(merged && stepsOf(merged).map((step) => `${step.title}: ${step.instructions}`)).toEqual(["check: ", "bind: ", "Mend the spine: ", "Scan all pages: 400 dpi"]);
});

test("one moves or adds steps while the other rewrites one", () => {
  const mine = retitle(base(), "repair", "Mend the spine");
  const theirs = moveBy(insertSteps(base(), null, [task("send")]), "repair", 1);
  for (const merged of [mergeDefinitions(base(), mine, theirs), mergeDefinitions(base(), theirs, mine)]) expect(merged?.steps.map((step) => step.title)).toEqual(["check", "bind", "Mend the spine", "scan", "send"]);
});

test("fields and roles that each added are both there", () => {
  const merged = mergeDefinitions(base(), addField(base(), "Pages").definition, addRole(addField(base(), "Angle").definition, "Conservator").definition);
  expect(merged?.fields.map((field) => field.key)).toEqual(["loose", "pages", "angle"]);
  expect(merged?.roles.map((role) => role.key)).toEqual(["conservator"]);
});

test("a person must choose where both rewrote one title, both moved steps, or one removed what the other changed", () => {
  expect(mergeDefinitions(base(), retitle(base(), "scan", "A"), retitle(base(), "scan", "B"))).toBeNull();
  expect(mergeDefinitions(base(), moveBy(base(), "scan", -1), insertSteps(base(), null, [task("send")]))).toBeNull();
  expect(mergeDefinitions(base(), removeStep(base(), "scan"), retitle(base(), "scan", "B"))).toBeNull();
  expect(mergeDefinitions(base(), retitle(base(), "repair", "B"), removeStep(base(), "bind"))).toBeNull();
});

test("with nothing done on one side the other side is the result", () => {
  const edits = fc.array(fc.record({ id: fc.constantFrom("check", "bind", "repair", "scan"), how: fc.constantFrom("title", "up", "down", "remove") }), { maxLength: 6 });
  fc.assert(
    fc.property(edits, (changes) => {
      let edited = base();
      for (const { id, how } of changes) edited = how === "title" ? retitle(edited, id, `${id}!`) : how === "remove" ? removeStep(edited, id) : moveBy(edited, id, how === "up" ? -1 : 1);
      expect(mergeDefinitions(base(), edited, base())).toEqual(edited);
      expect(mergeDefinitions(base(), base(), edited)).toEqual(edited);
      expect(mergeDefinitions(base(), edited, edited)).toEqual(edited);
    }),
  );
});

function base(): Definition {
  const bind: Step = { id: "bind", title: "bind", instructions: "", kind: "decision", branches: [{ id: "yes", label: "Yes", when: "loose", steps: [task("repair")] }, { id: "no", label: "No", when: null, steps: [] }] };
  return { ...emptyDefinition(), fields: [{ key: "loose", label: "Loose", kind: "yesNo" }], steps: [task("check"), bind, task("scan")] };
}

function task(id: string): Step {
  return { id, title: id, instructions: "", kind: "task", role: null, due: null, fields: [], checklist: [] };
}
