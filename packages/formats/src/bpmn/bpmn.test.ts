import { BpmnModdle } from "bpmn-moddle";
import { expect, test } from "vitest";
import { type Act, type Definition, emptyDefinition, type Step, stepsOf, validateDefinition } from "@rondo/core/process";
import { starters } from "@rondo/core/starters";
import type { ProcessDraft } from "../draft/index.ts";
import { encodeText } from "../text/index.ts";
import { readBpmn, writeBpmn } from "./index.ts";

function file(inside: string, around = ""): Uint8Array {
  return encodeText(
    `<?xml version="1.0"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:x"><process id="P" name="Digitise a volume">${inside}</process>${around}</definitions>`,
  );
}

function flows(...pairs: string[]): string {
  return pairs
    .map((pair, index) => {
      const [, from = "", to = "", name = "", condition = ""] = /^(\w+)>(\w+)(?: "([^"]*)")?(?: \?(.*))?$/u.exec(pair) ?? [];
      const inside = condition === "" ? "" : `<conditionExpression xsi:type="tFormalExpression">${condition}</conditionExpression>`;
      return `<sequenceFlow id="f${index}" sourceRef="${from}" targetRef="${to}"${name === "" ? "" : ` name="${name}"`}>${inside}</sequenceFlow>`;
    })
    .join("");
}

function read(inside: string): { definition: Definition; codes: string[] } {
  const { drafts, findings } = readBpmn(file(inside));
  return { definition: (drafts[0] as ProcessDraft).definition, codes: findings.map((finding) => finding.code) };
}

/** `task`, `decision(a: task | b:)`: the shape of a document in a line. */
function shape(steps: readonly Step[]): string {
  return steps
    .map((step) =>
      step.kind === "decision" || step.kind === "parallel"
        ? `${step.kind}(${step.branches.map((branch) => `${branch.label}: ${shape(branch.steps)}`).join(" | ")})`
        : step.kind === "task"
          ? step.title
          : `${step.kind} ${step.title}`,
    )
    .join(", ");
}

test("a decision whose gateway has a question and named ways is asked in the step before it", () => {
  const { definition } = read(
    `<startEvent id="s"/><userTask id="a" name="Look at it"/><exclusiveGateway id="g" name="Is it fragile?"/><task id="b" name="Scan by hand"/><task id="c" name="Scan"/><exclusiveGateway id="j"/><task id="d" name="Publish"/><endEvent id="e"/>` +
      flows("s>a", "a>g", 'g>b "yes"', 'g>c "no"', "b>j", "c>j", "j>d", "d>e"),
  );
  expect(shape(definition.steps)).toBe("Look at it, decision(yes: Scan by hand | no: Scan), Publish");
  expect(definition.fields).toEqual([{ key: "is_it_fragile", label: "Is it fragile?", kind: "choice", choices: ["yes", "no"] }]);
  expect(definition.steps[0]).toMatchObject({ fields: [{ key: "is_it_fragile", mode: "required" }] });
  expect(definition.steps[1]).toMatchObject({ branches: [{ when: 'is_it_fragile = "yes"' }, { when: null }] });
  expect(validateDefinition(definition).filter(({ severity }) => severity === "error")).toEqual([]);
});

test("conditions of engines become FEEL, with the fields they need", () => {
  const { definition } = read(
    `<startEvent id="s"/><task id="a" name="Ask"/><exclusiveGateway id="g" default="f3"/><task id="b" name="Dear"/><task id="c" name="Cheap"/><endEvent id="e"/>` +
      flows("s>a", "a>g", "g>b ?${amount &gt; 500 &amp;&amp; !approved}", "g>c", "b>e", "c>e"),
  );
  expect(definition.steps[1]).toMatchObject({ branches: [{ when: "amount > 500  and  not(approved)" }, { when: null }] });
  expect(definition.fields).toEqual([
    { key: "amount", label: "amount", kind: "number" },
    { key: "approved", label: "approved", kind: "yesNo" },
  ]);
});

test("a gateway behind a task with one way back is an approval that sends back", () => {
  const { definition, codes } = read(
    `<startEvent id="s"/><task id="a" name="Scan"/><task id="b" name="Check the scan"/><exclusiveGateway id="g"/><endEvent id="e"/>` +
      flows("s>a", "a>b", "b>g", "g>a", "g>e"),
  );
  expect(shape(definition.steps)).toBe("Scan, approval Check the scan");
  expect(definition.steps[1]).toMatchObject({ returnTo: "a" });
  expect(codes).not.toContain("bpmn.loop_not_run");
});

test("parallel, inclusive and sub-processes become branches and steps; events without a time or message are named", () => {
  const { definition, codes } = read(
    `<startEvent id="s"/><parallelGateway id="p"/><task id="a" name="A"/><subProcess id="sub" name="Inside"><startEvent id="s2"/><task id="b" name="B"/><endEvent id="e2"/>${flows("s2>b", "b>e2")}</subProcess><parallelGateway id="q"/>` +
      `<inclusiveGateway id="i" name="What else?"/><task id="c" name="C"/><task id="d" name="D"/><inclusiveGateway id="k"/><endEvent id="e"/><boundaryEvent id="t" name="Too long" attachedToRef="a"><timerEventDefinition/></boundaryEvent>` +
      flows("s>p", "p>a", "p>sub", "a>q", "sub>q", "q>i", "i>c", "i>d", "c>k", "d>k", "k>e"),
  );
  expect(shape(definition.steps)).toBe("parallel(A: A | Inside: B), parallel(C: C | D: D)");
  expect(codes).toEqual(["read", "bpmn.event_not_run"]);
  expect(validateDefinition(definition).filter(({ severity }) => severity === "error")).toEqual([]);
});

test("times, messages, loops, ways back and events at the edge are run", () => {
  const { definition, codes } = read(
    `<startEvent id="s"/><task id="a" name="Ask"/><eventBasedGateway id="g" name="Answer?"/><intermediateCatchEvent id="m" name="Answer"><messageEventDefinition/></intermediateCatchEvent><intermediateCatchEvent id="t" name="Two days"><timerEventDefinition><timeDuration>P2D</timeDuration></timerEventDefinition></intermediateCatchEvent>` +
      `<task id="b" name="Read it"><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics></task><boundaryEvent id="late" name="Late" attachedToRef="b" cancelActivity="false"><timerEventDefinition><timeDuration>PT4H</timeDuration></timerEventDefinition></boundaryEvent><task id="r" name="Remind"/>` +
      `<exclusiveGateway id="x" name="Enough?"/><task id="c" name="Note it"/><endEvent id="e"><terminateEventDefinition/></endEvent>` +
      flows("s>a", "a>g", "g>m", "g>t", "m>b", "t>a", "late>r", "b>c", "c>x", 'x>b "no"', 'x>e "yes"'),
  );
  expect(validateDefinition(definition).filter(({ severity }) => severity === "error")).toEqual([]);
  const [ask, race, each, approval, end] = definition.steps;
  expect(ask).toMatchObject({ title: "Ask" });
  expect(race).toMatchObject({
    kind: "race",
    branches: [
      { steps: [{ kind: "wait", until: { on: "message", name: "Answer" } }] },
      {
        steps: [
          { kind: "wait", until: { on: "time", after: { minutes: 2_880 } } },
          { kind: "goto", to: "a" },
        ],
      },
    ],
  });
  expect(each).toMatchObject({
    kind: "each",
    over: "3",
    branches: [{ steps: [{ title: "Read it" }] }],
    attached: [{ interrupting: false, when: { on: "time", after: { minutes: 240 } }, steps: [{ title: "Remind" }] }],
  });
  expect(approval).toMatchObject({ kind: "approval", title: "Note it" });
  expect(end).toMatchObject({ kind: "end", ends: { what: "run" } });
  expect(codes).toEqual(["read"]);
});

test("lanes are roles", () => {
  const { definition } = read(
    `<laneSet><lane name="Imaging desk"><flowNodeRef>a</flowNodeRef></lane></laneSet><startEvent id="s"/><task id="a" name="Scan"/><endEvent id="e"/>${flows("s>a", "a>e")}`,
  );
  expect(definition.roles).toEqual([{ key: "imaging_desk", name: "Imaging desk" }]);
  expect(definition.steps[0]).toMatchObject({ role: "imaging_desk" });
});

test("any file with a DOCTYPE is refused, and any graph is read in time", () => {
  expect(() =>
    readBpmn(encodeText('<!DOCTYPE x [<!ENTITY a "b">]><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>')),
  ).toThrow();
  const many = 3_000;
  const chain = Array.from({ length: many }, (_, n) => `<task id="t${n}"/>`).join("");
  const crossed = Array.from({ length: many - 2 }, (_, n) => [`t${n}>t${n + 1}`, `t${n + 1}>t${(n * 7) % many}`]).flat();
  expect(stepsOf(read(chain + flows(...crossed)).definition).length).toBeGreaterThan(0);
});

const procedure: Definition = {
  ...emptyDefinition(),
  purpose: "Scan what is asked for.",
  roles: [{ key: "desk", name: "Imaging desk" }],
  fields: [{ key: "pages", label: "Pages", kind: "number" }],
  intake: ["pages"],
  steps: [
    {
      id: "fetch",
      kind: "task",
      title: "Fetch & carry",
      instructions: "With <care>",
      role: "desk",
      due: { from: "activation", workingMinutes: 60 },
      fields: [],
      checklist: [{ id: "c1", title: "Gloves" }],
    },
    {
      id: "size",
      kind: "decision",
      title: "Large?",
      instructions: "",
      branches: [
        {
          id: "yes",
          label: "yes",
          when: "pages > 500",
          steps: [
            {
              id: "two",
              kind: "parallel",
              title: "Two at a time",
              instructions: "",
              branches: [
                { id: "l", label: "left", steps: [] },
                {
                  id: "r",
                  label: "right",
                  steps: [
                    { id: "photo", kind: "task", title: "Photograph", instructions: "", role: null, due: null, fields: [], checklist: [] },
                  ],
                },
              ],
            },
          ],
        },
        { id: "no", label: "no", when: null, steps: [] },
      ],
    },
    { id: "check", kind: "approval", title: "Check", instructions: "", role: "desk", due: null, fields: [], returnTo: "fetch" },
    {
      id: "race",
      kind: "race",
      title: "Whatever comes first",
      instructions: "",
      branches: [
        {
          id: "ra",
          label: "a day",
          steps: [
            { id: "w1", kind: "wait", title: "A day", instructions: "", until: { on: "time", after: { minutes: 1_440, working: false } } },
            { id: "again", kind: "goto", title: "Again", instructions: "", to: "fetch" },
          ],
        },
        {
          id: "rb",
          label: "word",
          steps: [
            { id: "w2", kind: "wait", title: "Word", instructions: "", until: { on: "message", name: "Word", key: null, early: "kept" } },
          ],
        },
      ],
    },
    {
      id: "round",
      kind: "repeat",
      title: "Enough?",
      instructions: "",
      until: "pages > 5",
      test: "after",
      atMost: 3,
      branches: [
        {
          id: "rbody",
          label: "",
          steps: [{ id: "look", kind: "task", title: "Look", instructions: "", role: null, due: null, fields: [], checklist: [] }],
        },
      ],
    },
    { id: "tell", kind: "action", title: "Tell", instructions: "", act: { do: "send", name: "Done", key: null, values: [] }, undo: null },
    {
      id: "any",
      kind: "parallel",
      title: "What applies",
      instructions: "",
      branches: [
        { id: "p1", label: "many", when: "pages > 5", steps: [] },
        {
          id: "p2",
          label: "few",
          when: "pages < 9",
          steps: [{ id: "stop", kind: "end", title: "Stop", instructions: "", ends: { what: "run", outcome: "completed" } }],
        },
      ],
    },
    { id: "sign", kind: "approval", title: "Sign", instructions: "", role: "desk", due: null, fields: [], returnTo: null },
  ],
};
const made: ProcessDraft = { kind: "process", title: "Digitise", definition: procedure };

test("what Rondo made is BPMN that other tools read, with a place for everything, and comes back the same", async () => {
  const { text, counts } = writeBpmn([made]);
  const { rootElement, warnings } = await new BpmnModdle().fromXML(text);
  expect(warnings).toEqual([]);
  const [process, diagram] = [rootElement.rootElements[0]!, rootElement.diagrams[0]!];
  const placed = new Set(diagram.plane.planeElement.map((one: { bpmnElement: { id: string } }) => one.bpmnElement.id));
  expect(process.flowElements.filter((one: { id: string }) => !placed.has(one.id))).toEqual([]);
  expect(counts["shapes"]! + counts["edges"]!).toBe(process.flowElements.length);
  const [back] = readBpmn(encodeText(text)).drafts as ProcessDraft[];
  expect(back?.definition).toEqual(procedure);
  expect(back?.title).toBe("Digitise");
});

test("what a step changes of a task or a project comes back as it was, and is drawn as work that nobody does", async () => {
  const action = (id: string, act: Act): Step => ({ id, kind: "action", title: id, instructions: "", act, undo: null });
  const field = "01a22dd2-90b6-7f6a-97e4-e8ecbd07e214";
  const definition: Definition = {
    ...emptyDefinition(),
    fields: [
      { key: "room", label: "Room & floor", kind: "text" },
      { key: "move", label: "The move", kind: "project" },
    ],
    intake: ["room", "move"],
    steps: [
      action("order", { do: "task", title: "Order boxes for {{room}}", role: null }),
      action("finish", {
        do: "change",
        what: "task",
        of: "order",
        at: "",
        values: [
          { key: "title", value: '"Boxes for " + room' },
          { key: "state", value: '"done"' },
          { key: field, value: "12 < 13" },
        ],
      }),
      action("close", { do: "change", what: "project", of: null, at: "move", values: [{ key: "due", value: 'date("2026-12-20")' }] }),
    ],
  };
  expect(validateDefinition(definition).filter(({ severity }) => severity === "error")).toEqual([]);
  const { text, findings } = writeBpmn([{ ...made, definition }]);
  expect(findings).toEqual([]);
  const { rootElement, warnings } = await new BpmnModdle().fromXML(text);
  expect(warnings).toEqual([]);
  const kinds = rootElement.rootElements[0]!.flowElements.map((one) => `${one.id} ${(one as { $type?: string }).$type}`);
  expect(kinds).toEqual(expect.arrayContaining(["finish bpmn:ServiceTask", "close bpmn:ServiceTask"]));
  const [back] = readBpmn(encodeText(text)).drafts as ProcessDraft[];
  expect(back?.definition).toEqual(definition);
});

test("shapes of a drawn process do not lie on each other", () => {
  expect(overlaps(writeBpmn([made]).text)).toEqual([]);
});

test("another tool's change of a file that Rondo wrote counts more than what Rondo put into it", () => {
  const text = writeBpmn([made]).text.replace('name="Photograph"', 'name="Photograph twice"');
  const [back] = readBpmn(encodeText(text)).drafts as ProcessDraft[];
  expect(stepsOf(back!.definition).map((step) => step.title)).toContain("Photograph twice");
});

test("a change of words in Rondo goes into the source and leaves the rest of it; a change of steps draws that process anew", () => {
  const source = file(
    `<startEvent id="s"/><task id="a" name="Scan" colour="red"/><dataObject id="o"/><endEvent id="e"/>${flows("s>a", "a>e")}`,
    "<message id='m'/>",
  );
  const [draft] = readBpmn(source).drafts as ProcessDraft[];
  const renamed = {
    ...draft!,
    definition: { ...draft!.definition, steps: draft!.definition.steps.map((step) => ({ ...step, title: "Scan it" })) },
  };
  const written = writeBpmn([renamed]);
  expect(written.findings).toEqual([]);
  expect(written.text).toContain('<task id="a" name="Scan it" colour="red"/>');
  expect((readBpmn(encodeText(written.text)).drafts as ProcessDraft[])[0]?.definition).toEqual(renamed.definition);
  const longer = { ...draft!, definition: { ...draft!.definition, steps: [...draft!.definition.steps, ...procedure.steps.slice(0, 1)] } };
  const redrawn = writeBpmn([longer]);
  expect(redrawn.findings.map(({ code }) => code)).toEqual(["bpmn.redrawn"]);
  expect(redrawn.text).toContain('<message id="m"/>');
  expect((readBpmn(encodeText(redrawn.text)).drafts as ProcessDraft[])[0]?.definition).toEqual(longer.definition);
});

test.each(starters.map(({ name, definition }) => [name, definition] as const))(
  "%s is drawn without one thing on another, and comes back the same",
  async (title, definition) => {
    const { text } = writeBpmn([{ kind: "process", title, definition }]);
    expect((await new BpmnModdle().fromXML(text)).warnings).toEqual([]);
    expect(overlaps(text)).toEqual([]);
    expect((readBpmn(encodeText(text)).drafts as ProcessDraft[])[0]?.definition).toEqual(definition);
  },
);

function overlaps(text: string): string[] {
  const boxes = [...text.matchAll(/<dc:Bounds x="(-?\d+)" y="(-?\d+)" width="(\d+)" height="(\d+)"/gu)].map(
    (match) => match.slice(1).map(Number) as [number, number, number, number],
  );
  return boxes.flatMap(([x, y, w, h], index) =>
    boxes
      .slice(index + 1)
      .flatMap(([x2, y2, w2, h2]) => (x + w <= x2 || x2 + w2 <= x || y + h <= y2 || y2 + h2 <= y ? [] : [`${x},${y} and ${x2},${y2}`])),
  );
}
