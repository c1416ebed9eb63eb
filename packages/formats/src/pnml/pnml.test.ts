import fc from "fast-check";
import { Refusal } from "@rondo/core/kernel";
import { netAligner } from "@rondo/core/mining";
import { expect, test } from "vitest";
import { readPtml } from "../ptml/index.ts";
import { encodeText } from "../text/index.ts";
import { readBpmnFlow } from "../bpmn/index.ts";
import { readTreeJson } from "../treejson/index.ts";
import { readPnml } from "./index.ts";

const net = (marking: string): string =>
  `<?xml version="1.0"?><pnml><net id="n"><page id="g"><place id="p1"><initialMarking><text>1</text></initialMarking></place><place id="p2"/><place id="p3"/><transition id="t1"><name><text>Scan</text></name></transition><transition id="t2"><name><text>skip</text></name><toolspecific tool="ProM" version="6.4" activity="$invisible$"/></transition><arc id="a" source="p1" target="t1"/><arc id="b" source="t1" target="p2"/><arc id="c" source="p2" target="t2"/><arc id="d" source="t2" target="p3"/></page>${marking}</net></pnml>`;
const tree =
  '<ptml><processTree id="t" root="s"><sequence id="s" name=""/><manualTask id="a" name="Scan"/><automaticTask id="b" name="tau"/><parentsNode id="x" sourceId="s" targetId="a"/><parentsNode id="y" sourceId="s" targetId="b"/></processTree></ptml>';
const bpmn =
  '<definitions><process id="p"><startEvent id="s"/><task id="t" name="Scan"/><endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/><sequenceFlow id="g" sourceRef="t" targetRef="e"/></process></definitions>';
const json = '{"model":{"structure":{"kind":"sequence","children":[{"kind":"activity","activity":"Scan"},{"kind":"silent"}]}}}';

test("a net is read with its silent steps; where it says no end, the place that nothing leaves is it", () => {
  for (const marking of ["", '<finalmarkings><marking><place idref="p3"><text>1</text></place></marking></finalmarkings>']) {
    const { net: read, findings } = readPnml(encodeText(net(marking)));
    expect(findings).toEqual([]);
    const aligner = netAligner(read);
    expect([aligner.shortest, aligner.align(["Scan"])!.cost, aligner.align(["Scan", "Scan"])!.cost]).toEqual([1, 0, 1]);
  }
});

test("models with any part broken are read or refused, never anything else", () => {
  const readers: [string, (bytes: Uint8Array) => unknown][] = [
    [net(""), readPnml],
    [tree, readPtml],
    [bpmn, readBpmnFlow],
    [json, readTreeJson],
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...readers),
      fc.nat(),
      fc.nat({ max: 20 }),
      fc.string({ maxLength: 4 }),
      ([text, read], place, cut, put) => {
        const at = place % text.length;
        try {
          read(encodeText(text.slice(0, at) + put + text.slice(at + cut)));
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal);
        }
      },
    ),
    { numRuns: 1_500 },
  );
});

test("a tree that contains itself is refused", () => {
  expect(() => readPtml(encodeText(tree.replace('targetId="b"', 'targetId="s"')))).toThrow(Refusal);
});
