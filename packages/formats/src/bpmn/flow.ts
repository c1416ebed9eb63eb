import { type Finding, words } from "@rondo/core/kernel";
import type { FlowGraph } from "@rondo/core/mining";
import { unreadable } from "../draft/refuse.ts";
import { child, childrenOf, readXml, type XmlElement } from "../xml/index.ts";

type Node = FlowGraph["nodes"][number];
type Edge = FlowGraph["edges"][number];

const tasks = /^(?:task|userTask|manualTask|serviceTask|scriptTask|sendTask|receiveTask|businessRuleTask|callActivity)$/;
const gateways: Readonly<Record<string, Node["kind"]>> = {
  exclusiveGateway: "exclusive",
  eventBasedGateway: "exclusive",
  complexGateway: "inclusive",
  inclusiveGateway: "inclusive",
  parallelGateway: "parallel",
};

/**
 * What a BPMN diagram allows, to compare runs with: tasks by name, gateways, events as silent points, sub-processes
 * opened up, boundary events as ways around or beside their task. Of several pools the one with the most tasks.
 */
export function readBpmnFlow(bytes: Uint8Array): { flow: FlowGraph; findings: Finding[] } {
  const processes: XmlElement[] = [];
  readXml(bytes, {
    collect: (path) => path === "definitions/process",
    element: (element) => void processes.push(element),
    root: (name) => {
      if (name.slice(name.indexOf(":") + 1) !== "definitions")
        throw unreadable(`This is no BPMN diagram: it begins with <${name}>, not <definitions>`);
    },
  });
  const flows = processes.map((element) => new Reading(element)).sort((a, b) => b.taskCount - a.taskCount);
  const [first] = flows;
  if (first === undefined || first.nodes.length === 0) throw unreadable("The diagram has no process with steps");
  const findings = first.findings;
  const others = flows.filter(({ taskCount }) => taskCount > 0).length - 1;
  if (others > 0)
    findings.push({
      code: "bpmn.pools",
      severity: "info",
      ...words`The diagram has ${others + 1} processes; the one with the most tasks is taken.`,
    });
  return { flow: { nodes: first.nodes, edges: first.edges }, findings };
}

class Reading {
  readonly nodes: Node[] = [];
  readonly edges: Edge[] = [];
  readonly findings: Finding[] = [];
  /** Where edges into an element really go, and where those out of it really come from. */
  readonly #entry = new Map<string, string>();
  readonly #exit = new Map<string, string>();
  #inside = 0;

  constructor(process: XmlElement) {
    this.#scope(process, null);
  }

  get taskCount(): number {
    return this.nodes.filter(({ kind }) => kind === "task").length;
  }

  #scope(scope: XmlElement, around: { enter: string; exit: string } | null): void {
    const elements = scope.children.filter(({ name }) => name !== "sequenceFlow");
    for (const element of elements) this.#element(element, around);
    for (const element of childrenOf(scope, "boundaryEvent")) this.#boundary(element);
    const known = new Set(this.nodes.map(({ id }) => id));
    const joined = new Set<string>();
    for (const flow of childrenOf(scope, "sequenceFlow")) {
      const [source, target] = [flow.attributes["sourceRef"] ?? "", flow.attributes["targetRef"] ?? ""];
      const [from, to] = [this.#exit.get(source) ?? source, this.#entry.get(target) ?? target];
      if (!known.has(from) || !known.has(to)) {
        this.findings.push({
          code: "bpmn.flow",
          severity: "warning",
          ...words`The flow ${flow.attributes["id"] ?? ""} leads from or to something that the process does not have, and is left out.`,
          at: flow.at,
        });
        continue;
      }
      this.edges.push({ from, to });
      joined.add(source).add(target);
    }
    if (around === null) return;
    // Inside a sub-process: what nothing leads to begins with it, what nothing follows ends with it.
    for (const element of elements) {
      const id = element.attributes["id"] ?? "";
      const [entry, exit] = [this.#entry.get(id) ?? id, this.#exit.get(id) ?? id];
      if (!known.has(exit) || element.name === "boundaryEvent") continue;
      if (!this.edges.some(({ to }) => to === entry)) this.edges.push({ from: around.enter, to: entry });
      if (!this.edges.some(({ from }) => from === exit)) this.edges.push({ from: exit, to: around.exit });
    }
  }

  #element(element: XmlElement, around: object | null): void {
    const id = element.attributes["id"] ?? "";
    const name = (element.attributes["name"] ?? "").replace(/\s+/g, " ").trim();
    const repeats =
      child(element, "multiInstanceLoopCharacteristics") !== undefined || child(element, "standardLoopCharacteristics") !== undefined;
    const inner = /^(?:subProcess|transaction|adHocSubProcess)$/.test(element.name);
    if (
      tasks.test(element.name) ||
      (inner && !element.children.some(({ name: kind }) => tasks.test(kind) || /subProcess|transaction/i.test(kind)))
    )
      this.nodes.push({ id, kind: "task", label: name === "" ? id : name, repeats });
    else if (inner) this.#sub(element, id, repeats);
    else if (gateways[element.name] !== undefined) this.nodes.push({ id, kind: gateways[element.name]!, label: "" });
    else if (element.name === "startEvent") this.nodes.push({ id, kind: around === null ? "start" : "pass", label: "" });
    else if (element.name === "endEvent") this.nodes.push({ id, kind: around === null ? "end" : "pass", label: "" });
    else if (/^(?:intermediate(?:Catch|Throw)Event|boundaryEvent)$/.test(element.name)) this.nodes.push({ id, kind: "pass", label: "" });
  }

  #sub(element: XmlElement, id: string, repeats: boolean): void {
    if (element.attributes["triggeredByEvent"] === "true") {
      this.findings.push({
        code: "bpmn.event-sub-process",
        severity: "warning",
        ...words`The event sub-process "${element.attributes["name"] ?? id}" is left out.`,
        at: element.at,
      });
      return;
    }
    this.#inside += 1;
    if (this.#inside > 50) throw unreadable("Sub-processes nest deeper than 50", element.at);
    const [enter, exit] = [`${id} enter`, `${id} exit`];
    this.nodes.push({ id: enter, kind: "exclusive", label: "" }, { id: exit, kind: "exclusive", label: "" });
    if (repeats) this.edges.push({ from: exit, to: enter });
    this.#entry.set(id, enter);
    this.#exit.set(id, exit);
    this.#scope(element, { enter, exit });
    this.#inside -= 1;
  }

  /** An interrupting event is taken instead of its task; another one beside it. */
  #boundary(event: XmlElement): void {
    const [id, host] = [event.attributes["id"] ?? "", event.attributes["attachedToRef"] ?? ""];
    const entry = this.#entry.get(host) ?? host;
    const choice = `${id} or not`;
    this.nodes.push({ id: choice, kind: "exclusive", label: "" });
    this.edges.push({ from: choice, to: entry });
    if (event.attributes["cancelActivity"] === "false") {
      this.nodes.push({ id: `${id} beside`, kind: "parallel", label: "" });
      this.edges.push({ from: choice, to: `${id} beside` }, { from: `${id} beside`, to: entry }, { from: `${id} beside`, to: id });
    } else this.edges.push({ from: choice, to: id });
    this.#entry.set(host, choice);
  }
}
