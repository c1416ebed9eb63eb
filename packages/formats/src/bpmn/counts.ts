import type { Counts } from "../draft/index.ts";
import { tags, type XmlTag, type XmlTree } from "../xml/index.ts";
import { containers, isGateway, isTask, spaces } from "./graph.ts";

/** How many of each noun of BPMN a file holds, pictures included. */
export function countElements({ root }: XmlTree): Counts {
  const counts: Record<string, number> = {
    processes: 0,
    participants: 0,
    lanes: 0,
    tasks: 0,
    subProcesses: 0,
    callActivities: 0,
    gateways: 0,
    startEvents: 0,
    endEvents: 0,
    intermediateEvents: 0,
    boundaryEvents: 0,
    sequenceFlows: 0,
    messageFlows: 0,
    dataObjects: 0,
    dataStores: 0,
    textAnnotations: 0,
    shapes: 0,
    edges: 0,
  };
  const visit = (tag: XmlTag): void => {
    const noun = nounOf(tag);
    if (noun !== null) counts[noun] = (counts[noun] ?? 0) + 1;
    tags(tag).forEach(visit);
  };
  visit(root);
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
}

function nounOf({ local, space }: XmlTag): string | null {
  if (space === spaces.diagram) return local === "BPMNShape" ? "shapes" : local === "BPMNEdge" ? "edges" : null;
  if (space !== spaces.model) return null;
  if (isTask(local)) return "tasks";
  if (isGateway(local)) return "gateways";
  if (containers.has(local)) return "subProcesses";
  return nouns.get(local) ?? null;
}

const nouns: ReadonlyMap<string, string> = new Map([
  ["process", "processes"],
  ["participant", "participants"],
  ["lane", "lanes"],
  ["callActivity", "callActivities"],
  ["startEvent", "startEvents"],
  ["endEvent", "endEvents"],
  ["intermediateCatchEvent", "intermediateEvents"],
  ["intermediateThrowEvent", "intermediateEvents"],
  ["boundaryEvent", "boundaryEvents"],
  ["sequenceFlow", "sequenceFlows"],
  ["messageFlow", "messageFlows"],
  ["dataObject", "dataObjects"],
  ["dataStore", "dataStores"],
  ["textAnnotation", "textAnnotations"],
]);
