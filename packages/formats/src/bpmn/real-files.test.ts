import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Refusal } from "@rondo/core/kernel";
import { validateDefinition } from "@rondo/core/process";
import type { ProcessDraft } from "../draft/index.ts";
import { encodeText } from "../text/index.ts";
import { readTree, type XmlNode, type XmlTag } from "../xml/index.ts";
import { readBpmn, writeBpmn } from "./index.ts";

const shared = resolve(process.env["RONDO_SHARED_DATA"] ?? resolve(import.meta.dirname, "../../../../../shared/data"), "bpmn");
const here = existsSync(shared);
if (!here) console.warn(`Skipped: no BPMN files at ${shared}; set RONDO_SHARED_DATA to where they are.`);
const files = here
  ? ["miwg-reference", "tool-exports"].flatMap((folder) => readdirSync(resolve(shared, folder)).map((name) => `${folder}/${name}`))
  : ["each file"];
const bytes = (name: string): Uint8Array => readFileSync(resolve(shared, name));

const nouns: Readonly<Record<string, string>> = {
  processes: "processes",
  participants: "participants",
  lanes: "lanes",
  tasks: "tasks",
  subprocesses: "subProcesses",
  callActivities: "callActivities",
  gateways: "gateways",
  startEvents: "startEvents",
  endEvents: "endEvents",
  intermediateEvents: "intermediateEvents",
  boundaryEvents: "boundaryEvents",
  sequenceFlows: "sequenceFlows",
  messageFlows: "messageFlows",
  dataObjects: "dataObjects",
  textAnnotations: "textAnnotations",
};

test.skipIf(!here)("every noun of every file is counted as it was counted by hand", () => {
  const [head = "", ...lines] = readFileSync(resolve(shared, "facts.csv"), "utf8").trim().split("\n");
  const columns = head.split(",");
  let compared = 0;
  for (const line of lines) {
    const cells = line.match(/"[^"]*"|[^,]*/gu)!.filter((cell, index, all) => index === 0 || cell !== "" || all[index - 1] === "");
    const name = cells[0]!;
    if (!files.includes(name)) continue;
    const facts = line.replace(/"[^"]*"/u, "").split(",");
    const { counts } = readBpmn(bytes(name));
    for (const [column, noun] of Object.entries(nouns))
      expect([name, noun, counts.read[noun] ?? 0]).toEqual([name, noun, Number(facts[columns.indexOf(column)])]);
    compared += 1;
  }
  expect(compared).toBe(files.length);
});

/** Everything of a tree in lines, with the place of each, so that a loss has a name. */
function lines(node: XmlNode, path: string, found: string[]): string[] {
  if (node.kind === "tag") {
    const tag: XmlTag = node;
    const here = `${path}/${tag.name}${tag.attributes.has("id") ? `[${tag.attributes.get("id")}]` : ""}`;
    found.push(here, ...[...tag.attributes].map(([name, value]) => `${here} @${name}=${value}`));
    tag.children.forEach((child) => lines(child, here, found));
  } else if (node.kind === "instruction") found.push(`${path} ?${node.target} ${node.body}`);
  else if (node.text.trim() !== "") found.push(`${path} ${node.kind} ${node.text.trim()}`);
  return found;
}

test.skipIf(!here).each(files)("%s is read, can be published, and nothing of it is lost on the way out and in again", (name) => {
  const source = bytes(name);
  const reading = readBpmn(source, name);
  const drafts = reading.drafts as ProcessDraft[];
  expect(drafts.length).toBeGreaterThan(0);
  for (const { title, definition } of drafts)
    expect([title, validateDefinition(definition).filter(({ severity }) => severity === "error")]).toEqual([title, []]);
  const once = writeBpmn(drafts).text;
  const twice = writeBpmn(readBpmn(encodeText(once), name).drafts as ProcessDraft[]).text;
  expect(twice).toBe(once);
  expect(lines(readTree(encodeText(once)).root, "", [])).toEqual(lines(readTree(source).root, "", []));
});

/** One of several hurts to a file: flows that lead elsewhere, ids given twice, elements of another kind, flows that are gone. */
function hurt(text: string, how: number, pick: (count: number) => number): string {
  const swap = (pattern: RegExp): string => {
    const all = [...text.matchAll(pattern)];
    const [one, other] = [all[pick(all.length)], all[pick(all.length)]];
    return one === undefined || other === undefined ? text : text.slice(0, one.index) + other[0] + text.slice(one.index + one[0].length);
  };
  if (how === 0) return swap(/sourceRef="[^"]*"/gu);
  if (how === 1) return swap(/targetRef="[^"]*"/gu);
  if (how === 2) return swap(/ id="[^"]*"/gu);
  if (how === 3) return swap(/<(?:\w+:)?sequenceFlow[^>]*\/>/gu);
  const kinds = [
    "task",
    "exclusiveGateway",
    "parallelGateway",
    "inclusiveGateway",
    "eventBasedGateway",
    "intermediateCatchEvent",
    "endEvent",
    "subProcess",
    "boundaryEvent",
  ];
  return text.replaceAll(new RegExp(`(</?(?:\\w+:)?)${kinds[pick(kinds.length)]}(?=[\\s/>])`, "gu"), `$1${kinds[pick(kinds.length)]}`);
}

/** What is left to a person: a process in which nothing is done, and a call of one whose name the hurt took. */
const toChoose = ["process.stepsMissing", "process.startUnchosen"];

test.skipIf(!here)(
  "a file that was hurt gives drafts that can run, or one refusal",
  () => {
    const texts = files.map((name) => readFileSync(resolve(shared, name), "utf8"));
    let seen = 0;
    fc.assert(
      fc.property(
        fc.nat(texts.length - 1),
        fc.array(fc.tuple(fc.nat(4), fc.nat(), fc.nat()), { minLength: 1, maxLength: 6 }),
        (file, hurts) => {
          const text = hurts.reduce((all, [how, a, b]) => {
            let turn = 0;
            return hurt(all, how, (count) => (turn++ === 0 ? a : b) % Math.max(1, count));
          }, texts[file]!);
          try {
            for (const draft of readBpmn(encodeText(text)).drafts as ProcessDraft[])
              expect(
                validateDefinition(draft.definition).filter(({ severity, code }) => severity === "error" && !toChoose.includes(code)),
              ).toEqual([]);
            seen += 1;
          } catch (error) {
            expect(error).toBeInstanceOf(Refusal);
          }
        },
      ),
      { numRuns: process.env["RONDO_PROVE"] === "1" ? 5_000 : 150 },
    );
    expect(seen).toBeGreaterThan(0);
  },
  300_000,
);
