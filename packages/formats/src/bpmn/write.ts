import { type Finding, words } from "@rondo/core/kernel";
import type { Tree } from "@rondo/core/mining";
import type { Counts, ProcessDraft } from "../draft/index.ts";
import { encodeText } from "../text/index.ts";
import { readTree, writeTree, type XmlNode, type XmlTree } from "../xml/index.ts";
import { countElements } from "./counts.ts";
import { type Drawing, drawProcess } from "./draw.ts";
import { elementsOf, indented, kept, picturesOf, tag } from "./elements.ts";
import { spaces } from "./graph.ts";
import { Ids } from "./names.ts";
import { bpmnLimits } from "./read.ts";
import { drawTree } from "./tree.ts";
import { updated } from "./update.ts";

/**
 * Processes as BPMN 2.0. One that came from BPMN is its own file again, with what was changed since; one that Rondo
 * made is drawn. Several of one source are one file.
 */
export function writeBpmn(drafts: readonly ProcessDraft[]): { text: string; counts: Counts; findings: Finding[] } {
  const [first] = drafts;
  const source = first?.source;
  const together = source !== undefined && drafts.every((draft) => draft.source?.text === source.text);
  const findings: Finding[] = [];
  let tree: XmlTree;
  if (together) {
    tree = readTree(encodeText(source.text), bpmnLimits);
    for (const draft of drafts) findings.push(...updated(tree, draft));
  } else {
    if (drafts.some((draft) => draft.source !== undefined))
      findings.push({
        code: "bpmn.sources_left",
        severity: "warning",
        ...words`The processes come from several files, so their pictures are drawn anew. Export them one by one to keep what each source has.`,
      });
    tree = drawn(drafts, findings);
  }
  const text = writeTree(tree);
  return { text, counts: countElements(readTree(encodeText(text), bpmnLimits)), findings };
}

function drawn(drafts: readonly ProcessDraft[], findings: Finding[]): XmlTree {
  const ids = new Ids();
  const parts: Part[] = [];
  const used: string[] = [];
  for (const { title, definition } of drafts) {
    const id = ids.id("Process_1");
    const drawing = drawProcess(definition, undefined, used);
    if (drawing.undrawn.length > 0)
      findings.push({
        code: "bpmn.not_drawn",
        severity: "info",
        ...words`What is attached to these steps, or how they are repeated or joined, is in the definition that goes with the picture and not drawn: ${drawing.undrawn
          .slice(0, 8)
          .map((name) => `“${name}”`)
          .join(", ")}.`,
        params: { count: drawing.undrawn.length },
      });
    used.push(...drawing.shapes.map((shape) => shape.id), ...drawing.flows.map((flow) => flow.id));
    parts.push({ id, title, about: [...documented(definition.purpose), kept(definition)], drawing });
  }
  return documentOf(parts, ids);
}

/** A discovered process as BPMN 2.0 with a picture; every tool that reads BPMN opens it. */
export function writeTreeBpmn(tree: Tree, title: string): string {
  const ids = new Ids();
  return writeTree(documentOf([{ id: ids.id("Process_1"), title, about: [], drawing: drawTree(tree) }], ids));
}

type Part = { readonly id: string; readonly title: string; readonly about: readonly XmlNode[]; readonly drawing: Drawing };

/** Processes with their pictures, as one document. */
function documentOf(parts: readonly Part[], ids: Ids): XmlTree {
  const processes = parts.map(({ id, title, about, drawing }) =>
    tag("bpmn:process", { id, name: title, isExecutable: "false" }, [...about, ...elementsOf(drawing, "bpmn:")]),
  );
  const diagrams = parts.map(({ id, drawing }) => {
    const plane = tag(
      "bpmndi:BPMNPlane",
      { id: ids.id(`Plane_${id}`), bpmnElement: id },
      picturesOf(drawing, { diagram: "bpmndi:", bounds: "dc:", points: "di:" }),
    );
    return tag("bpmndi:BPMNDiagram", { id: ids.id(`Diagram_${id}`) }, [plane]);
  });
  const root = tag(
    "bpmn:definitions",
    {
      "xmlns:bpmn": spaces.model,
      "xmlns:bpmndi": spaces.diagram,
      "xmlns:dc": spaces.bounds,
      "xmlns:di": spaces.points,
      "xmlns:rondo": spaces.rondo,
      "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
      id: "Definitions_1",
      targetNamespace: "urn:rondo:processes",
      exporter: "Rondo",
    },
    [...processes, ...diagrams],
  );
  return { before: [], root: indented(root, 0), after: [] };
}

function documented(purpose: string): XmlNode[] {
  return purpose.trim() === "" ? [] : [tag("bpmn:documentation", {}, [{ kind: "text", text: purpose }])];
}
