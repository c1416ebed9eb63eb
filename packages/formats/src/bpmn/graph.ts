import { tags, textIn, type XmlTag } from "../xml/index.ts";

export const spaces = {
  model: "http://www.omg.org/spec/BPMN/20100524/MODEL",
  diagram: "http://www.omg.org/spec/BPMN/20100524/DI",
  bounds: "http://www.omg.org/spec/DD/20100524/DC",
  points: "http://www.omg.org/spec/DD/20100524/DI",
  rondo: "urn:rondo:bpmn:1",
} as const;

/** A process, or the inside of a sub-process: what tokens pass through, and the flows between. */
export type BpmnGraph = { readonly tag: XmlTag; readonly nodes: ReadonlyMap<string, BpmnNode>; readonly flows: readonly BpmnFlow[] };

export type BpmnNode = {
  readonly id: string;
  /** The element's name in BPMN: `userTask`, `exclusiveGateway`. */
  readonly kind: string;
  readonly name: string;
  readonly tag: XmlTag;
  readonly out: BpmnFlow[];
  readonly in: BpmnFlow[];
};

export type BpmnFlow = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly name: string;
  readonly condition: { readonly text: string; readonly language: string } | null;
  readonly isDefault: boolean;
};

export function graphOf(container: XmlTag): BpmnGraph {
  const nodes = new Map<string, BpmnNode>();
  for (const tag of tags(container)) {
    const id = tag.attributes.get("id");
    if (tag.space !== spaces.model || id === undefined || !isNode(tag.local) || nodes.has(id)) continue;
    nodes.set(id, { id, kind: tag.local, name: nameOf(tag), tag, out: [], in: [] });
  }
  const flows = tags(container, "sequenceFlow").flatMap((tag): BpmnFlow[] => {
    const [from, to] = [nodes.get(tag.attributes.get("sourceRef") ?? ""), nodes.get(tag.attributes.get("targetRef") ?? "")];
    if (from === undefined || to === undefined) return [];
    const condition = tags(tag, "conditionExpression")[0];
    const id = tag.attributes.get("id") ?? "";
    const flow = {
      id,
      from: from.id,
      to: to.id,
      name: nameOf(tag),
      condition:
        condition === undefined || textIn(condition) === ""
          ? null
          : { text: textIn(condition), language: condition.attributes.get("language") ?? "" },
      isDefault: from.tag.attributes.get("default") === id,
    };
    from.out.push(flow);
    to.in.push(flow);
    return [flow];
  });
  return { tag: container, nodes, flows: [...flows, ...links(nodes)] };
}

/** A link event goes on at the one that catches it, as if a flow led there. */
function links(nodes: ReadonlyMap<string, BpmnNode>): BpmnFlow[] {
  const linkOf = ({ tag }: BpmnNode): string | null => tags(tag, "linkEventDefinition")[0]?.attributes.get("name") ?? null;
  return [...nodes.values()].flatMap((from) => {
    const name = from.kind === "intermediateThrowEvent" ? linkOf(from) : null;
    const to =
      name === null ? undefined : [...nodes.values()].find((node) => node.kind === "intermediateCatchEvent" && linkOf(node) === name);
    if (to === undefined) return [];
    const flow: BpmnFlow = { id: `${from.id}_link`, from: from.id, to: to.id, name: "", condition: null, isDefault: false };
    from.out.push(flow);
    to.in.push(flow);
    return [flow];
  });
}

export function isTask(kind: string): boolean {
  return kind === "task" || kind.endsWith("Task");
}

export function isGateway(kind: string): boolean {
  return kind.endsWith("Gateway");
}

function isNode(kind: string): boolean {
  return isTask(kind) || isGateway(kind) || kind.endsWith("Event") || containers.has(kind) || kind === "callActivity";
}

/** Elements that hold a process of their own. */
export const containers: ReadonlySet<string> = new Set(["subProcess", "adHocSubProcess", "transaction"]);

export function nameOf(tag: XmlTag): string {
  return (tag.attributes.get("name") ?? "").replaceAll(/\s+/gu, " ").trim().slice(0, 300);
}

/** What an event waits for or sends: `timer`, `message`; "" for none. */
export function eventKind(tag: XmlTag): string {
  return (
    tags(tag)
      .find(({ local }) => local.endsWith("EventDefinition"))
      ?.local.replace("EventDefinition", "") ?? ""
  );
}
