import { BpmnModdle } from "bpmn-moddle";
import { expect, test } from "vitest";
import { compile, type Definition, emptyDefinition, type Handler, type Step, stepsOf, validateDefinition } from "@rondo/core/process";
import { decide, newRun } from "@rondo/core/run";
import { encodeText } from "../text/index.ts";
import { drawProcess, type Shape } from "./draw.ts";
import { readBpmn, writeBpmn } from "./index.ts";

const task = (id: string, attached: readonly Handler[] = []): Step => ({
  id,
  title: `Step ${id}`,
  instructions: "",
  kind: "task",
  role: null,
  due: null,
  fields: [],
  checklist: [],
  ...(attached.length > 0 && { attached }),
});
const after = (minutes: number): Handler["when"] => ({ on: "time", after: { minutes, working: false } });
const reminder: Handler = {
  id: "remind",
  label: "An hour later",
  when: after(60),
  interrupting: false,
  again: true,
  atMost: 3,
  steps: [task("call")],
};
const timeout: Handler = { id: "late", label: "Too late", when: after(600), interrupting: true, steps: [task("tell"), task("close")] };
const group = (id: string, steps: readonly Step[], attached: readonly Handler[]): Step => ({
  id,
  title: "Lend it",
  instructions: "",
  kind: "group",
  branches: [{ id: `${id}_body`, label: "", steps }],
  attached,
});
const definition = (steps: readonly Step[]): Definition => ({ ...emptyDefinition(), steps });
const draft = (steps: readonly Step[]) => ({ kind: "process" as const, title: "Lend", definition: definition(steps) });

const many: readonly Step[] = [
  task("a", [reminder, timeout, { ...reminder, id: "again", steps: [task("write")] }]),
  group(
    "g",
    [task("b", [{ ...timeout, id: "late2", steps: [task("ask")] }]), task("c")],
    [
      { id: "gone", label: "Gone", when: { on: "error", code: "lost" }, interrupting: true, steps: [task("search")] },
      { id: "told", label: "Told", when: { on: "escalation", code: null }, interrupting: false, steps: [] },
    ],
  ),
  {
    id: "both",
    title: "Both",
    instructions: "",
    kind: "parallel",
    branches: [
      {
        id: "p",
        label: "",
        steps: [
          task(
            "d",
            [timeout].map((one) => ({ ...one, id: "late3", steps: [task("e")] })),
          ),
        ],
      },
      { id: "q", label: "", steps: [task("f")] },
    ],
  },
];

test("what is attached to a step stands at its edge in the picture, with its way, and other tools read it without a complaint", async () => {
  const { text, findings } = writeBpmn([draft(many)]);
  expect(findings).toEqual([]);
  const { rootElement, warnings } = await new BpmnModdle().fromXML(text);
  expect(warnings).toEqual([]);
  expect(rootElement).toBeDefined();
  expect(text).toContain('attachedToRef="a" cancelActivity="false"');
  expect(text).toContain("<bpmn:timeCycle>R3/PT60M</bpmn:timeCycle>");
  expect(text).toMatch(/<bpmn:subProcess id="g"[^>]*>[\s\S]*<bpmn:userTask id="b"[\s\S]*<\/bpmn:subProcess>/);
  expect(text).toMatch(/bpmnElement="g" isExpanded="true"/);
  for (const id of ["a_remind", "a_late", "g_gone", "g_told", "b_late2"]) expect(text, id).toContain(`bpmnElement="${id}"`);
  const [back] = readBpmn(encodeText(text)).drafts;
  expect(back?.kind === "process" && back.definition).toEqual(definition(many));
});

test("what another tool changed inside a sub-process counts", () => {
  const { text } = writeBpmn([draft(many)]);
  const [back] = readBpmn(encodeText(text.replaceAll("Step c", "Step of another"))).drafts;
  expect(back?.kind === "process" && stepsOf(back.definition).some(({ title }) => title === "Step of another")).toBe(true);
});

test("in a picture with edges no two shapes cover each other, but events at their step and what is inside a sub-process", () => {
  const { shapes } = drawProcess(definition(many));
  const covers = (a: Shape, b: Shape): boolean =>
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
  const isInside = (a: Shape, b: Shape): boolean =>
    a.parent === b.id ||
    (a.parent !== undefined &&
      isInside(
        shapes.find(({ id }) => id === a.parent)!,
        b,
      ));
  const pairs = shapes.flatMap((a, index) =>
    shapes
      .slice(index + 1)
      .flatMap((b) =>
        covers(a, b) && a.edge?.of !== b.id && b.edge?.of !== a.id && !isInside(a, b) && !isInside(b, a) ? [[a.id, b.id]] : [],
      ),
  );
  expect(pairs).toEqual([]);
});

const file = (body: string): Uint8Array =>
  encodeText(
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="x"><message id="m" name="Letter"/><process id="p" name="Lend">${body}</process></definitions>`,
  );
const read = (body: string) => {
  const reading = readBpmn(file(body));
  const [first] = reading.drafts;
  if (first?.kind !== "process") throw new Error("no process");
  return { definition: first.definition, codes: reading.findings.map(({ code }) => code) };
};

test("a cycle with a count goes off so often, one without for as long as the step is open, and one of once is no cycle", () => {
  const attachedOf = (cycle: string) =>
    read(`<startEvent id="s"/><userTask id="t" name="Wait"/><endEvent id="e"/><boundaryEvent id="b" attachedToRef="t" cancelActivity="false"><timerEventDefinition><timeCycle>${cycle}</timeCycle></timerEventDefinition></boundaryEvent><userTask id="r" name="Remind"/>
      <sequenceFlow id="f1" sourceRef="s" targetRef="t"/><sequenceFlow id="f2" sourceRef="t" targetRef="e"/><sequenceFlow id="f3" sourceRef="b" targetRef="r"/>`)
      .definition.steps[0]?.attached?.[0];
  expect(attachedOf("R3/PT1H")).toMatchObject({ when: { on: "time", after: { minutes: 60 } }, again: true, atMost: 3 });
  expect(attachedOf("R/PT1H")).toMatchObject({ again: true });
  expect(attachedOf("R/PT1H")).not.toHaveProperty("atMost");
  expect(attachedOf("R1/PT1H")).not.toHaveProperty("again");
});

test("a process that can begin in several ways asks at its start with which, and each way is gone from there until they meet", () => {
  const { definition: made, codes } = read(`
    <startEvent id="s1" name="By a letter"><messageEventDefinition messageRef="m"/></startEvent><startEvent id="s2" name="At the desk"/>
    <userTask id="open" name="Open the letter"/><userTask id="hear" name="Hear the wish"/><exclusiveGateway id="x"/><userTask id="lend" name="Lend it"/><endEvent id="e"/>
    <sequenceFlow id="f1" sourceRef="s1" targetRef="open"/><sequenceFlow id="f2" sourceRef="s2" targetRef="hear"/><sequenceFlow id="f3" sourceRef="open" targetRef="x"/>
    <sequenceFlow id="f4" sourceRef="hear" targetRef="x"/><sequenceFlow id="f5" sourceRef="x" targetRef="lend"/><sequenceFlow id="f6" sourceRef="lend" targetRef="e"/>`);
  const [choice, lend] = made.steps;
  expect(choice).toMatchObject({
    kind: "decision",
    title: "How does it begin?",
    branches: [{ steps: [{ title: "Hear the wish" }] }, { steps: [{ title: "Open the letter" }], when: null }],
  });
  expect(lend).toMatchObject({ kind: "task", title: "Lend it" });
  expect(made.fields).toMatchObject([{ kind: "choice", choices: ["By a letter", "At the desk"] }]);
  expect(made.intake).toEqual(made.fields.map(({ key }) => key));
  expect(validateDefinition(made).filter(({ severity }) => severity === "error")).toEqual([]);
  expect(codes).not.toContain("bpmn.start_by_hand");
  expect(codes).not.toContain("bpmn.start_not_run");
  // The message chooses its own start; by hand one is chosen.
  expect(made.startMessage).toBe("Letter");
  expect(made.intakeOptional).toEqual(made.intake);
  const opened = (answers: Record<string, string>) =>
    decide(
      compile(made),
      newRun(),
      { type: "start", by: null, requester: null, people: {}, answers },
      { now: 0, zone: "UTC", newId: () => "task", workedBetween: () => 0, dueAt: () => 0 },
    ).effects.flatMap((effect) => (effect.type === "openTask" ? [effect.title] : []));
  const key = made.fields[0]?.key ?? "";
  expect(opened({})).toEqual(["Open the letter"]);
  expect(opened({ [key]: "By a letter" })).toEqual(["Open the letter"]);
  expect(opened({ [key]: "At the desk" })).toEqual(["Hear the wish"]);
});
