import { type Definition, type Step, emptyDefinition } from "@rondo/core/process";

const task = (id: string, fields: string[] = []): Step => ({
  id,
  title: `Step ${id}`,
  instructions: "",
  kind: "task",
  role: "clerk",
  due: { from: "activation", workingMinutes: 480 },
  fields: fields.map((key) => ({ key, mode: "required" })),
  checklist: [],
});

const bySize = (id: string, big: Step, small: Step): Step => ({
  id,
  title: "Size",
  instructions: "",
  kind: "decision",
  branches: [
    { id: "1", label: "big", when: "pages > 100", steps: [big] },
    { id: "2", label: "small", when: null, steps: [small] },
  ],
});

const base: Definition = {
  ...emptyDefinition(),
  roles: [{ key: "clerk", name: "Clerk" }],
  fields: [{ key: "pages", label: "Pages", kind: "number" }],
};

/** Five answered steps with a parallel pair and an exclusive branch: the shape the throughput figures are stated for. */
export const answered: Definition = {
  ...base,
  steps: [
    task("a", ["pages"]),
    {
      id: "p",
      title: "Both",
      instructions: "",
      kind: "parallel",
      branches: [
        { id: "1", label: "1", steps: [task("b")] },
        { id: "2", label: "2", steps: [task("c")] },
      ],
    },
    bySize("d", task("e"), task("f")),
    task("g"),
  ],
};

/** Five calls outside, one after another: each one's result is committed before the next begins. */
export const automatic: Definition = {
  ...base,
  steps: ["a", "b", "c", "d", "e"].map((id): Step => ({
    id,
    title: `Call ${id}`,
    instructions: "",
    kind: "action",
    act: { do: "http", method: "POST", url: `https://catalogue.example/${id}`, body: "{}", into: [] },
    undo: null,
  })),
};

/** As many steps as nobody writes by hand. */
export function large(steps: number): Definition {
  return {
    ...base,
    steps: Array.from({ length: steps / 4 }, (_, n) => [task(`a${n}`, ["pages"]), bySize(`d${n}`, task(`e${n}`), task(`f${n}`))]).flat(),
  };
}

/** The same as `answered`, in the notation of bpmn-engine. */
export const answeredBpmn = `<?xml version="1.0" encoding="UTF-8"?>
<definitions id="five" xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="http://rondo.example">
  <process id="answered" isExecutable="true">
    <startEvent id="start" /><sequenceFlow id="s1" sourceRef="start" targetRef="a" />
    <userTask id="a" /><sequenceFlow id="s2" sourceRef="a" targetRef="fork" />
    <parallelGateway id="fork" /><sequenceFlow id="s3" sourceRef="fork" targetRef="b" /><sequenceFlow id="s4" sourceRef="fork" targetRef="c" />
    <userTask id="b" /><userTask id="c" /><sequenceFlow id="s5" sourceRef="b" targetRef="join" /><sequenceFlow id="s6" sourceRef="c" targetRef="join" />
    <parallelGateway id="join" /><sequenceFlow id="s7" sourceRef="join" targetRef="d" />
    <exclusiveGateway id="d" default="s9" />
    <sequenceFlow id="s8" sourceRef="d" targetRef="e"><conditionExpression xsi:type="tFormalExpression">\${environment.variables.big}</conditionExpression></sequenceFlow>
    <sequenceFlow id="s9" sourceRef="d" targetRef="f" />
    <userTask id="e" /><userTask id="f" /><sequenceFlow id="s10" sourceRef="e" targetRef="g" /><sequenceFlow id="s11" sourceRef="f" targetRef="g" />
    <userTask id="g" /><sequenceFlow id="s12" sourceRef="g" targetRef="end" /><endEvent id="end" />
  </process>
</definitions>`;
