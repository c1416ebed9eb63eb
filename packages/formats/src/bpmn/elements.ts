import type { Definition, Handler, Happening, Step } from "@rondo/core/process";
import type { XmlNode, XmlTag } from "../xml/index.ts";
import type { Drawing } from "./draw.ts";
import { spaces } from "./graph.ts";

/** The definition whole, for Rondo; other tools keep it as they keep every extension. */
export function kept(definition: Definition, prefix = "bpmn:"): XmlTag {
  const own = tag("rondo:definition", { "xmlns:rondo": spaces.rondo }, [{ kind: "text", text: JSON.stringify(definition) }]);
  return tag(`${prefix}extensionElements`, {}, [own]);
}

/** What tokens pass through, with the prefix that the file has for BPMN's own names. */
export function elementsOf(drawing: Drawing, prefix: string, parent?: string): XmlTag[] {
  const shapes = drawing.shapes.filter((shape) => shape.parent === parent);
  const flows = drawing.flows.filter((flow) => flow.parent === parent);
  const nodes = shapes.map(({ id, kind, name, step, edge, onMessage }) => {
    const out = flows.filter((flow) => flow.from === id);
    const otherwise = kind === "exclusiveGateway" ? out.find((flow) => flow.isDefault) : undefined;
    const text = (step?.instructions ?? "").trim();
    const attached = edge === undefined ? {} : { attachedToRef: edge.of, ...(!edge.handler.interrupting && { cancelActivity: "false" }) };
    return tag(`${prefix}${kind}`, { id, ...(name === "" ? {} : { name }), ...(otherwise ? { default: otherwise.id } : {}), ...attached }, [
      ...(text === "" ? [] : [tag(`${prefix}documentation`, {}, [{ kind: "text", text }])]),
      ...flows.filter((flow) => flow.to === id).map((flow) => tag(`${prefix}incoming`, {}, [{ kind: "text", text: flow.id }])),
      ...out.map((flow) => tag(`${prefix}outgoing`, {}, [{ kind: "text", text: flow.id }])),
      ...(kind === "subProcess"
        ? elementsOf(drawing, prefix, id)
        : edge !== undefined
          ? edgeOf(edge.handler, prefix)
          : onMessage
            ? [tag(`${prefix}messageEventDefinition`, {}, [])]
            : definitionOf(step, prefix)),
    ]);
  });
  const lines = flows.map(({ id, from, to, name, condition }) =>
    tag(
      `${prefix}sequenceFlow`,
      { id, ...(name === "" ? {} : { name }), sourceRef: from, targetRef: to },
      condition === null ? [] : [conditionTag(condition, prefix)],
    ),
  );
  return [...nodes, ...lines];
}

/** What an event is about. */
function definitionOf(step: Step | null, prefix: string): XmlTag[] {
  if (step?.kind === "undo") return [tag(`${prefix}compensateEventDefinition`, {}, [])];
  if (step?.kind === "end" && step.ends.what === "run") return [tag(`${prefix}terminateEventDefinition`, {}, [])];
  if (step?.kind === "end" && step.ends.what === "error") return [tag(`${prefix}errorEventDefinition`, {}, [])];
  return step?.kind === "wait" ? happeningTag(step.until, prefix) : [];
}

/** What makes an event at an edge go off. */
function edgeOf({ when, again, atMost }: Handler, prefix: string): XmlTag[] {
  if (when.on === "error") return [tag(`${prefix}errorEventDefinition`, {}, [])];
  if (when.on === "escalation") return [tag(`${prefix}escalationEventDefinition`, {}, [])];
  if (when.on !== "time" || again !== true) return happeningTag(when, prefix);
  const cycle: XmlNode = { kind: "text", text: `R${atMost ?? ""}/PT${when.after.minutes}M` };
  return [tag(`${prefix}timerEventDefinition`, {}, [tag(`${prefix}timeCycle`, {}, [cycle])])];
}

function happeningTag(until: Happening, prefix: string): XmlTag[] {
  const text = (value: string): XmlNode[] => [{ kind: "text", text: value }];
  switch (until.on) {
    case "time":
      return [tag(`${prefix}timerEventDefinition`, {}, [tag(`${prefix}timeDuration`, {}, text(`PT${until.after.minutes}M`))])];
    case "moment":
      return [tag(`${prefix}timerEventDefinition`, {}, [tag(`${prefix}timeDate`, {}, text(until.at))])];
    case "message":
      return [tag(`${prefix}messageEventDefinition`, {}, [])];
    case "condition":
      return [tag(`${prefix}conditionalEventDefinition`, {}, [tag(`${prefix}condition`, {}, text(until.when))])];
    case "clock":
      return [tag(`${prefix}conditionalEventDefinition`, {}, [tag(`${prefix}condition`, {}, text(`${until.reaches} of ${until.clock}`))])];
  }
}

function conditionTag(condition: string, prefix: string): XmlTag {
  return tag(
    `${prefix}conditionExpression`,
    {
      "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
      "xsi:type": `${prefix}tFormalExpression`,
      language: "https://www.omg.org/spec/DMN/20191111/FEEL/",
    },
    [{ kind: "text", text: condition }],
  );
}

export function picturesOf(
  { shapes, flows }: Drawing,
  prefix: { readonly diagram: string; readonly bounds: string; readonly points: string },
): XmlTag[] {
  const number = (n: number): string => String(Math.round(n));
  return [
    ...shapes.map(({ id, kind, x, y, width, height }) =>
      tag(
        `${prefix.diagram}BPMNShape`,
        {
          id: `${id}_di`,
          bpmnElement: id,
          ...(kind === "exclusiveGateway" ? { isMarkerVisible: "true" } : kind === "subProcess" ? { isExpanded: "true" } : {}),
        },
        [tag(`${prefix.bounds}Bounds`, { x: number(x), y: number(y), width: number(width), height: number(height) }, [])],
      ),
    ),
    ...flows.map(({ id, points }) =>
      tag(
        `${prefix.diagram}BPMNEdge`,
        { id: `${id}_di`, bpmnElement: id },
        points.map(({ x, y }) => tag(`${prefix.points}waypoint`, { x: number(x), y: number(y) }, [])),
      ),
    ),
  ];
}

export function tag(name: string, attributes: Readonly<Record<string, string>>, children: XmlNode[]): XmlTag {
  return {
    kind: "tag",
    name,
    local: name.slice(name.indexOf(":") + 1),
    space: "",
    attributes: new Map(Object.entries(attributes)),
    children,
    at: {},
  };
}

/** With lines and indents, where nothing but elements is inside. */
export function indented(element: XmlTag, depth: number): XmlTag {
  if (element.children.some((child) => child.kind !== "tag") || element.children.length === 0) return element;
  const line = (level: number): XmlNode => ({ kind: "text", text: `\n${"  ".repeat(level)}` });
  const children = element.children.flatMap((child) => [line(depth + 1), child.kind === "tag" ? indented(child, depth + 1) : child]);
  return { ...element, children: [...children, line(depth)] };
}
