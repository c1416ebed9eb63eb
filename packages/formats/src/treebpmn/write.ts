import type { Tree } from "@rondo/core/mining";
import { Drawing, type Shape } from "./layout.ts";

const elements: Readonly<Record<Shape["kind"], string>> = {
  start: "startEvent",
  end: "endEvent",
  task: "task",
  exclusive: "exclusiveGateway",
  parallel: "parallelGateway",
};

/** A discovered process as BPMN 2.0 with a picture; every tool that reads BPMN opens it. */
export function writeTreeBpmn(tree: Tree, name: string): string {
  const { shapes, lines } = new Drawing(tree);
  const nodes = shapes.map(({ id, kind, name: title }) => {
    const flows = [
      ...lines.filter(({ to }) => to === id).map((line) => `      <bpmn:incoming>${line.id}</bpmn:incoming>`),
      ...lines.filter(({ from }) => from === id).map((line) => `      <bpmn:outgoing>${line.id}</bpmn:outgoing>`),
    ];
    return [
      `    <bpmn:${elements[kind]} id="${id}"${title === "" ? "" : ` name="${escaped(title)}"`}>`,
      ...flows,
      `    </bpmn:${elements[kind]}>`,
    ].join("\n");
  });
  const flows = lines.map(({ id, from, to }) => `    <bpmn:sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}" />`);
  const pictures = shapes.map(
    ({ id, kind, x, y, width, height }) =>
      `      <bpmndi:BPMNShape id="${id}_shape" bpmnElement="${id}"${kind === "exclusive" ? ' isMarkerVisible="true"' : ""}>\n        <dc:Bounds x="${x}" y="${y}" width="${width}" height="${height}" />\n      </bpmndi:BPMNShape>`,
  );
  const edges = lines.map(
    ({ id, points }) =>
      `      <bpmndi:BPMNEdge id="${id}_edge" bpmnElement="${id}">\n${points.map(([x, y]) => `        <di:waypoint x="${x}" y="${y}" />`).join("\n")}\n      </bpmndi:BPMNEdge>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="definitions" targetNamespace="https://rondo.example/mined">',
    `  <bpmn:process id="process" name="${escaped(name)}" isExecutable="false">`,
    ...nodes,
    ...flows,
    "  </bpmn:process>",
    '  <bpmndi:BPMNDiagram id="diagram">',
    '    <bpmndi:BPMNPlane id="plane" bpmnElement="process">',
    ...pictures,
    ...edges,
    "    </bpmndi:BPMNPlane>",
    "  </bpmndi:BPMNDiagram>",
    "</bpmn:definitions>",
    "",
  ].join("\n");
}

function escaped(text: string): string {
  return text.replace(/[&<>"\n\r\t]/g, (mark) => `&#${mark.charCodeAt(0)};`);
}
