import { expect, test } from "vitest";
import { Refusal } from "@rondo/core/kernel";
import { stepsOf, validateDefinition } from "@rondo/core/process";
import { encodeText } from "../text/index.ts";
import { readBpmn, writeBpmn } from "./index.ts";

const model = "http://www.omg.org/spec/BPMN/20100524/MODEL";
const titles = (text: string): string[][] =>
  readBpmn(encodeText(text)).drafts.map((draft) => {
    if (draft.kind !== "process") throw new Error("no process");
    expect(validateDefinition(draft.definition).filter(({ severity }) => severity === "error")).toEqual([]);
    return stepsOf(draft.definition).map(({ title }) => title);
  });

test("a file with other prefixes, extensions of its maker and no picture is read, and comes back with all of it", () => {
  const text = `<?xml version="1.0"?><semantic:definitions xmlns:semantic="${model}" xmlns:acme="urn:acme" id="x" targetNamespace="t">
    <semantic:process id="p" acme:colour="blue"><semantic:extensionElements><acme:cost value="3"/></semantic:extensionElements>
    <semantic:startEvent id="s"/><semantic:userTask id="t" name="Lend it" acme:form="f1"/><semantic:endEvent id="e"/>
    <semantic:sequenceFlow id="f1" sourceRef="s" targetRef="t"/><semantic:sequenceFlow id="f2" sourceRef="t" targetRef="e"/></semantic:process></semantic:definitions>`;
  expect(titles(text)).toEqual([["Lend it"]]);
  const { drafts } = readBpmn(encodeText(text));
  const [draft] = drafts;
  if (draft?.kind !== "process") throw new Error("no process");
  const { text: back } = writeBpmn([draft]);
  for (const part of ['acme:colour="blue"', '<acme:cost value="3"/>', 'acme:form="f1"']) expect(back).toContain(part);
});

test("each process of a file with several, in lanes and pools, is a draft; a collaboration alone is none and says so", () => {
  const process = (
    id: string,
    step: string,
  ) => `<process id="${id}"><laneSet id="ls${id}"><lane id="l${id}" name="Desk"><flowNodeRef>t${id}</flowNodeRef></lane></laneSet>
    <startEvent id="s${id}"/><task id="t${id}" name="${step}"/><sequenceFlow id="f${id}" sourceRef="s${id}" targetRef="t${id}"/></process>`;
  const around = (inside: string) => `<definitions xmlns="${model}" id="d" targetNamespace="t">${inside}</definitions>`;
  expect(
    titles(
      around(
        `<collaboration id="c"><participant id="pa" name="Library" processRef="a"/><participant id="pb" name="Reader"/></collaboration>${process("a", "Fetch")}${process("b", "Read")}`,
      ),
    ),
  ).toEqual([["Fetch"], ["Read"]]);
  const alone = readBpmn(encodeText(around(`<collaboration id="c"><participant id="pb" name="Reader"/></collaboration>`)));
  expect(alone.drafts).toEqual([]);
  expect(alone.findings.map(({ code }) => code)).toContain("bpmn.no_process");
});

test("references to what is not there, ids used twice, flows to themselves and nodes that nothing leads to end in a draft that can run", () => {
  expect(
    titles(`<definitions xmlns="${model}" id="d" targetNamespace="t"><process id="p"><startEvent id="s"/><task id="t" name="One"/><task id="t" name="Again"/><exclusiveGateway id="g" default="gone"/>
      <task id="u" name="Two"/><boundaryEvent id="b" attachedToRef="nobody"><timerEventDefinition/></boundaryEvent><task id="island" name="Island"/>
      <sequenceFlow id="f1" sourceRef="s" targetRef="t"/><sequenceFlow id="f2" sourceRef="t" targetRef="g"/><sequenceFlow id="f3" sourceRef="g" targetRef="u"/><sequenceFlow id="f4" sourceRef="g" targetRef="missing"/>
      <sequenceFlow id="f5" sourceRef="u" targetRef="u"/></process></definitions>`)[0],
  ).toEqual(expect.arrayContaining(["One", "Two"]));
});

test("a long line of ten thousand tasks is read up to what a document holds, and the rest is named", () => {
  const count = 10_000;
  const line = Array.from(
    { length: count },
    (_, n) => `<task id="t${n}" name="Step ${n}"/><sequenceFlow id="f${n}" sourceRef="${n === 0 ? "s" : `t${n - 1}`}" targetRef="t${n}"/>`,
  ).join("");
  const reading = readBpmn(
    encodeText(
      `<definitions xmlns="${model}" id="d" targetNamespace="t"><process id="p"><startEvent id="s"/>${line}</process></definitions>`,
    ),
  );
  const [draft] = reading.drafts;
  expect(draft?.kind === "process" && stepsOf(draft.definition).length).toBeGreaterThan(1_900);
  expect(reading.findings.map(({ code }) => code)).toContain("bpmn.too_much");
});

test("entities, outside parts and elements without end are refused, not followed", () => {
  const hostile = [
    `<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><definitions xmlns="${model}"><process id="p"><task id="t" name="&b;"/></process></definitions>`,
    `<!DOCTYPE d SYSTEM "file:///etc/passwd"><definitions xmlns="${model}"/>`,
    `<definitions xmlns="${model}">${"<process>".repeat(5_000)}`,
  ];
  for (const text of hostile) expect(() => readBpmn(encodeText(text))).toThrow(Refusal);
});

test("elements under a namespace that is not BPMN's, or names of BPMN under another one, are no process", () => {
  const swapped = `<bpmn:definitions xmlns:bpmn="urn:other" xmlns:x="${model}" id="d"><bpmn:process id="p"><bpmn:task id="t" name="Lend"/></bpmn:process></bpmn:definitions>`;
  expect(() => readBpmn(encodeText(swapped))).toThrow(Refusal);
});

test("a way back in which nobody works or waits is read as a draft, and what would run without end is an error there", () => {
  const text = `<definitions xmlns="${model}" id="d" targetNamespace="t"><process id="p"><startEvent id="s"/><exclusiveGateway id="g"/><exclusiveGateway id="h"/><endEvent id="e"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="g"/><sequenceFlow id="f2" sourceRef="g" targetRef="h"/><sequenceFlow id="f3" sourceRef="h" targetRef="g"/><sequenceFlow id="f4" sourceRef="h" targetRef="e"/></process></definitions>`;
  const { drafts } = readBpmn(encodeText(text));
  expect(drafts.map(({ kind }) => kind)).toEqual(["process"]);
});

test("sub-processes inside each other are read as deep as a document goes; deeper ones are named in a draft that can't be published, or refused", () => {
  const deep = (levels: number): Uint8Array =>
    encodeText(
      `<definitions xmlns="${model}" id="d" targetNamespace="t"><process id="p">${Array.from({ length: levels }, (_, n) => `<subProcess id="s${n}">`).join("")}<task id="t" name="Lend"/>${"</subProcess>".repeat(levels)}</process></definitions>`,
    );
  const [draft] = readBpmn(deep(12)).drafts;
  expect(draft?.kind === "process" && stepsOf(draft.definition).map(({ title }) => title)).toContain("Lend");
  for (const levels of [20, 60]) {
    const { drafts, findings } = readBpmn(deep(levels));
    expect(findings.map(({ code }) => code)).toContain("bpmn.too_much");
    for (const one of drafts)
      expect(one.kind === "process" && validateDefinition(one.definition).some(({ severity }) => severity === "error")).toBe(true);
  }
  for (const levels of [150, 100_000]) expect(() => readBpmn(deep(levels))).toThrow(Refusal);
});
