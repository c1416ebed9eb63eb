import { type DecisionBranch, definitionLimits, type Field, type GotoStep, type Handler, type ParallelBranch, type Step, type WaitStep } from "@rondo/core/process";
import type { Finding } from "@rondo/core/kernel";
import { tags, textIn } from "../xml/index.ts";
import { type BpmnFlow, type BpmnGraph, type BpmnNode, containers, eventKind, graphOf, isGateway, isTask } from "./graph.ts";
import { attachedOf, type ById, happeningOf, messageOf } from "./events.ts";
import { Ids } from "./names.ts";
import { Notes } from "./notes.ts";
import { ordered, type Ordered } from "./order.ts";
import { called, type Growing, labelOf, Questions } from "./questions.ts";

/** What of a process Rondo runs. Everything else stays in the source, and the findings name it. */
export type Structure = { readonly steps: readonly Step[]; readonly fields: readonly Field[]; readonly intake: readonly string[]; readonly findings: readonly Finding[] };

export type RoleOf = (node: BpmnNode) => string | null;

export function structureOf(graph: BpmnGraph, roleOf: RoleOf, byId: ById): Structure {
  const builder = new Builder(roleOf, byId);
  const steps = builder.whole(graph, "the process");
  return { steps, fields: builder.questions.fields, intake: builder.questions.intake, findings: builder.notes.findings() };
}

/** A way that goes on at a node of the source; which step that is shows at the end. */
type Going = { -readonly [K in keyof GotoStep]: GotoStep[K] };
type Hosting = Step & { attached?: readonly Handler[] };

class Builder {
  readonly notes = new Notes();
  readonly questions = new Questions(this.notes);
  private readonly ids = new Ids();
  private readonly roleOf: RoleOf;
  private readonly byNode = new Map<string, string>();
  private depth = 0;

  private readonly byId: ById;
  /** The steps that stand for nodes. */
  private readonly made = new Map<string, Hosting>();
  private readonly ran = new Set<string>();
  /** Nodes with events at their edge. */
  private readonly edged = new Set<string>();
  private readonly going: { step: Going; node: string; graph: BpmnGraph }[] = [];

  constructor(roleOf: RoleOf, byId: ById) {
    this.roleOf = roleOf;
    this.byId = byId;
  }

  whole(graph: BpmnGraph, place: string, asker: Growing | null = null): Step[] {
    const starts = [...graph.nodes.values()].filter((node) => node.in.length === 0 && node.kind !== "boundaryEvent" && !isEventProcess(node));
    const start = starts.find((node) => node.kind === "startEvent" && eventKind(node.tag) === "") ?? starts.find((node) => node.kind === "startEvent") ?? starts[0] ?? [...graph.nodes.values()][0];
    if (start === undefined) return [];
    for (const node of graph.nodes.values()) if (node.kind === "boundaryEvent") this.edged.add(node.tag.attributes.get("attachedToRef") ?? "");
    const order = ordered(graph, start.id);
    const path = new Path(graph, order, new Set());
    const steps = this.sequence(path, start.id, null, asker).steps;
    for (const node of graph.nodes.values()) if (node.kind === "boundaryEvent") this.attach(path, node);
    for (const { step, node, graph: around } of this.going) if (around === graph) this.settle(step, this.stepAt(node, graph));
    for (const node of graph.nodes.values()) {
      if (isEventProcess(node) || node.kind === "boundaryEvent" || path.visited.has(node.id)) continue;
      this.note("bpmn.not_reached", called(node), "warning", (names) => `Not reached from the start of ${place} without an event, so kept but not run: ${names}.`);
    }
    for (const node of graph.nodes.values()) this.tellEvents(node, start);
    return steps;
  }

  /** The steps from a node up to `stop`, where the ways meet again. `asker`: the task that can be asked what a branch needs. */
  private sequence(path: Path, from: string | null, stop: string | null, before: Growing | null): { steps: Step[]; asker: Growing | null } {
    const steps: Step[] = [];
    this.depth += 1;
    let asker = before;
    let at = from;
    while (at !== null && at !== stop) {
      const node = path.graph.nodes.get(at)!;
      if (this.depth >= definitionLimits.depth - 1 || this.byNode.size >= definitionLimits.steps - 1) {
        this.note("bpmn.too_much", called(node), "warning", (names) => `A document holds ${definitionLimits.steps.toLocaleString("en")} steps and ${definitionLimits.depth} levels of branches; what lies beyond is kept but not run: from ${names}.`);
        break;
      }
      if (path.visited.has(at)) {
        // Branches that meet before all of them do: this one goes on where the other one is.
        steps.push(this.goTo(path, at));
        break;
      }
      path.visited.add(at);
      const worked = this.work(node, asker);
      steps.push(...worked);
      asker = lastTask(worked) ?? asker;
      const forward = path.order.forward.get(at) ?? [];
      this.approval(path, node, steps, forward);
      const out = node.out.filter((flow) => !path.returns.has(flow.id) && path.graph.nodes.has(flow.to));
      if (out.length > 1) {
        let meet = path.order.meets.get(at) ?? null;
        // What is raced for stands in its branch, even where the other ways all go back.
        if (node.kind === "eventBasedGateway" && out.some((flow) => flow.to === meet)) meet = path.order.meets.get(meet ?? "") ?? null;
        steps.push(this.split(path, node, out, meet, asker));
        at = meet;
      } else if (out.length === 1 && forward.length === 0) {
        steps.push(this.goTo(path, out[0]!.to));
        at = null;
      } else {
        at = forward[0]?.to ?? null;
      }
    }
    this.depth -= 1;
    return { steps, asker };
  }

  private work(node: BpmnNode, asker: Growing | null): Step[] {
    const steps = this.plain(node, asker);
    const [only] = steps;
    if (only !== undefined && steps.length === 1) this.made.set(node.id, only);
    return steps;
  }

  private plain(node: BpmnNode, asker: Growing | null): Step[] {
    if (containers.has(node.kind)) return this.inside(node, asker);
    if (node.kind === "receiveTask") {
      const until = messageOf(node.tag.attributes.get("messageRef"), node.tag, this.byId);
      if (until !== null && node.tag.attributes.has("messageRef")) return [this.wait(node, until)];
    }
    if (isTask(node.kind) || node.kind === "callActivity") return this.looped(node, [this.task(node)], asker);
    return node.kind.endsWith("Event") ? this.event(node) : [];
  }

  private event(node: BpmnNode): Step[] {
    const kind = eventKind(node.tag);
    const own = { id: "", title: node.name, instructions: "" };
    if (node.kind === "intermediateCatchEvent" && kind !== "link") {
      const until = happeningOf(node.tag, this.byId);
      if (until !== null) return [this.wait(node, until)];
      // Who is to tell that it happened, when the file does not say how one would know? A person.
      if (kind !== "") return [{ ...this.task(node), title: node.name || "Wait" }];
    }
    if (node.kind === "intermediateThrowEvent" || node.kind === "endEvent") {
      const definition = tags(node.tag, `${kind}EventDefinition`)[0];
      if (kind === "message" || kind === "signal") {
        const sent = messageOf(definition?.attributes.get(`${kind}Ref`), node.tag, this.byId);
        if (sent === null) return [];
        this.ran.add(node.id);
        return [{ ...own, id: this.stepId(node), title: node.name || sent.name, kind: "action", act: { do: "send", name: sent.name, key: null, values: [] }, undo: null }];
      }
      if (kind === "link") this.ran.add(node.id);
    }
    if (node.kind !== "endEvent") return [];
    if (kind === "terminate") {
      this.ran.add(node.id);
      return [{ ...own, id: this.stepId(node), title: node.name || "End", kind: "end", ends: { what: "run", outcome: "completed" } }];
    }
    const error = kind === "error" ? attachedOf(node.tag, this.byId) : null;
    if (error?.on !== "error") return [];
    this.ran.add(node.id);
    return [{ ...own, id: this.stepId(node), title: node.name || "Error", kind: "end", ends: { what: "error", code: error.code ?? (node.name || "error") } }];
  }

  private wait(node: BpmnNode, until: WaitStep["until"]): Step {
    this.ran.add(node.id);
    return { id: this.stepId(node), kind: "wait", title: node.name || "Wait", instructions: "", until };
  }

  private stepId(node: BpmnNode): string {
    const id = this.ids.id(node.id);
    this.byNode.set(node.id, id);
    return id;
  }

  private goTo(path: Path, to: string): Step {
    const node = path.graph.nodes.get(to);
    const step: Going = { id: this.ids.id(`goto_${to}`), kind: "goto", title: `On to “${called(node)}”`.slice(0, 300), instructions: "", to: null };
    this.going.push({ step, node: to, graph: path.graph });
    return step;
  }

  /** Where nothing follows any more, this way is at its end. */
  private settle(step: Going, to: string | null): void {
    step.to = to;
    if (to !== null) return;
    const { to: _, ...rest } = step;
    Object.assign(step, { ...rest, kind: "end", ends: { what: "way" } });
    Reflect.deleteProperty(step, "to");
  }

  /** The step that a node stands for, or the first after it. */
  private stepAt(id: string, graph: BpmnGraph): string | null {
    const seen = new Set<string>();
    for (let at: string | undefined = id; at !== undefined && !seen.has(at); at = graph.nodes.get(at)?.out[0]?.to) {
      seen.add(at);
      const step = this.byNode.get(at);
      if (step !== undefined) return step;
    }
    return null;
  }

  /** What happens at the edge of a step: a way besides, or instead. */
  private attach(path: Path, event: BpmnNode): void {
    const host = this.made.get(event.tag.attributes.get("attachedToRef") ?? "");
    const when = attachedOf(event.tag, this.byId);
    const [out] = event.out;
    if (host === undefined || when === null || out === undefined) return;
    this.ran.add(event.id);
    const beside = new Path(path.graph, ordered(path.graph, event.id), path.visited);
    const { steps } = this.sequence(beside, out.to, null, null);
    const handler: Handler = { id: this.ids.id(event.id), label: event.name || called(event), when, interrupting: event.tag.attributes.get("cancelActivity") !== "false", steps };
    host.attached = [...(host.attached ?? []), handler];
  }

  /** What the source repeats: for each of so many, or until somebody says that it is enough. */
  private looped(node: BpmnNode, steps: readonly Step[], asker: Growing | null): Step[] {
    const loop = tags(node.tag).find(({ local }) => local.endsWith("LoopCharacteristics"));
    if (loop === undefined) return [...steps];
    const id = this.ids.id(`${node.id}_loop`);
    this.byNode.set(node.id, id);
    const branches: ParallelBranch[] = [{ id: this.ids.id(`${id}_body`), label: "", steps }];
    const own = { id, instructions: "", branches };
    if (loop.local === "multiInstanceLoopCharacteristics") {
      const cardinality = tags(loop, "loopCardinality").map(textIn).find((text) => /^\d{1,4}$/u.test(text));
      const over = cardinality ?? this.questions.asked({ label: `How many times: ${called(node)}?`, kind: "number" }, asker);
      return [{ ...own, kind: "each", title: called(node), over, item: null, own: [], collect: null, order: loop.attributes.get("isSequential") === "true" ? "sequence" : "together", join: { go: "all" }, growing: false }];
    }
    const last = lastTask(steps);
    const again = this.questions.asked({ label: `Once more: ${called(node)}?`, kind: "yesNo" }, last ?? asker);
    return [{ ...own, kind: "repeat", title: called(node), until: `${again} = false`, test: loop.attributes.get("testBefore") === "true" && last === null ? "before" : "after", atMost: 100 }];
  }

  private task(node: BpmnNode): Growing {
    if (automatic.has(node.kind))
      this.note("bpmn.not_automatic", called(node), "info", (names, count) => `${count === 1 ? "A task that a machine does in the source is" : `${count} tasks that a machine does in the source are`} given to people here: ${names}.`);
    if (node.kind === "callActivity")
      this.note("bpmn.call_not_run", called(node), "warning", (names) => `Calls of other processes are tasks here, to be done by hand: ${names}.`);
    const id = this.stepId(node);
    const instructions = tags(node.tag, "documentation").map(textIn).filter((text) => text !== "").join("\n\n").slice(0, 100_000);
    return { id, kind: "task", title: node.name || "Task", instructions, role: this.roleOf(node), due: null, fields: [], checklist: [] };
  }

  /** A sub-process stands for its steps; with something at its edge it is a group. An empty one is a task. */
  private inside(node: BpmnNode, asker: Growing | null): Step[] {
    const graph = graphOf(node.tag);
    if (graph.nodes.size === 0) return this.looped(node, [this.task(node)], asker);
    const steps = this.whole(graph, `“${called(node)}”`, asker);
    const first = steps[0]?.id;
    if (first === undefined) return [];
    this.byNode.set(node.id, first);
    if (this.edged.has(node.id)) return this.looped(node, [this.group(node, steps)], asker);
    return this.looped(node, steps, asker);
  }

  private group(node: BpmnNode, steps: readonly Step[]): Step {
    const id = this.stepId(node);
    return { id, kind: "group", title: called(node), instructions: "", branches: [{ id: this.ids.id(`${id}_body`), label: "", steps }] };
  }

  /** A gateway after a task, with one way on and one back: an approval that sends back. */
  private approval(path: Path, node: BpmnNode, steps: Step[], out: readonly BpmnFlow[]): void {
    if (node.kind !== "exclusiveGateway" || out.length !== 1 || node.out.length !== 2 || node.in.length !== 1) return;
    const back = path.order.back.find((flow) => flow.from === node.id);
    const last = steps.at(-1);
    const target = back === undefined ? undefined : this.byNode.get(back.to);
    if (back === undefined || target === undefined || last?.kind !== "task" || last.id !== this.byNode.get(node.in[0]!.from) || last.id === target) return;
    // Back to a step that stands in this very sequence: what lies further out might not be earlier.
    if (!steps.some((step) => step.id === target)) return;
    const { checklist: _, fields, ...rest } = last;
    const approves: Step = { ...rest, kind: "approval", fields, returnTo: target };
    steps[steps.length - 1] = approves;
    this.made.set(node.in[0]!.from, approves);
    path.returns.add(back.id);
  }

  private split(path: Path, node: BpmnNode, out: readonly BpmnFlow[], meet: string | null, asker: Growing | null): Step {
    const id = isGateway(node.kind) ? this.stepId(node) : this.ids.id(`${node.id}_next`);
    const back = new Set(path.order.back.map((flow) => flow.id));
    const branch = (flow: BpmnFlow): { id: string; label: string; steps: readonly Step[] } => ({
      id: this.ids.id(flow.id === "" ? `${id}_branch` : flow.id),
      label: labelOf(path.graph, flow, out),
      steps: back.has(flow.id) ? [this.goTo(path, flow.to)] : this.sequence(path, flow.to, meet, asker).steps,
    });
    const title = isGateway(node.kind) ? node.name : "";
    const parallel = node.kind === "parallelGateway" || (!isGateway(node.kind) && out.every((flow) => flow.condition === null && !flow.isDefault));
    if (parallel) {
      this.tellMerge(path, meet, node);
      return { id, kind: "parallel", title: title || "At the same time", instructions: "", branches: out.map(branch) };
    }
    if (node.kind === "eventBasedGateway") return { id, kind: "race", title: title || "Whatever comes first", instructions: "", branches: out.map((flow) => this.awaited(branch(flow))) };
    const conditions = this.questions.conditions(path.graph, node, out, asker);
    if (node.kind === "inclusiveGateway" || !isGateway(node.kind)) return this.inclusive(id, title || "What applies", out, conditions, branch);
    const branches = out.map((flow, index): DecisionBranch => ({ ...branch(flow), when: conditions[index] ?? null }));
    return { id, kind: "decision", title: title || "Which way?", instructions: "", branches: [...branches.filter(({ when }) => when !== null), ...branches.filter(({ when }) => when === null)] };
  }

  /** A branch that is raced for begins with something that is waited for; else a person tells that it has happened. */
  private awaited(branch: ParallelBranch): ParallelBranch {
    if (["wait", "task", "approval", "action"].includes(branch.steps[0]?.kind ?? "")) return branch;
    const told: Step = { id: this.ids.id(`${branch.id}_happened`), kind: "task", title: `It has happened: ${branch.label}`.slice(0, 300), instructions: "", role: null, due: null, fields: [], checklist: [] };
    return { ...branch, steps: [told, ...branch.steps] };
  }

  /** Every branch whose condition holds, at the same time. */
  private inclusive(id: string, title: string, out: readonly BpmnFlow[], conditions: readonly (string | null)[], branch: (flow: BpmnFlow) => ParallelBranch): Step {
    const others = conditions.filter((when) => when !== null);
    const branches = out.map((flow, index): ParallelBranch => {
      const when = conditions[index] ?? (others.length === 0 ? null : `not(${others.map((one) => `(${one})`).join(" or ")})`);
      return { ...branch(flow), ...(when === null ? {} : { when }) };
    });
    return { id, kind: "parallel", title, instructions: "", branches };
  }

  private tellMerge(path: Path, meet: string | null, node: BpmnNode): void {
    const joins = meet === null ? null : path.graph.nodes.get(meet);
    if (joins !== null && joins?.kind !== "parallelGateway" && joins?.kind !== "endEvent")
      this.note("bpmn.joined", called(node), "info", (names) => `Branches that start together are waited for here, where the source goes on with each: after ${names}.`);
  }

  private tellEvents(node: BpmnNode, start: BpmnNode): void {
    if (isEventProcess(node)) this.note("bpmn.event_not_run", called(node), "warning", eventWords);
    if (!node.kind.endsWith("Event") || this.ran.has(node.id) || this.byNode.has(node.id)) return;
    const kind = eventKind(node.tag);
    if (node.kind === "startEvent" && kind === "" && node !== start) this.note("bpmn.start_not_run", called(node), "warning", (names) => `A run has one start; other starts are kept but not run: ${names}.`);
    else if (kind !== "" || node.kind === "boundaryEvent") this.note("bpmn.event_not_run", `${called(node)}${kind === "" ? "" : ` (${kind})`}`, "warning", eventWords);
  }

  private note(code: string, name: string, severity: Finding["severity"], say: (names: string, count: number) => string): void {
    this.notes.add(code, name, severity, say);
  }
}

class Path {
  readonly graph: BpmnGraph;
  readonly order: Ordered;
  readonly visited: Set<string>;
  /** Flows back that a step runs. */
  readonly returns = new Set<string>();

  constructor(graph: BpmnGraph, order: Ordered, visited: Set<string>) {
    this.graph = graph;
    this.order = order;
    this.visited = visited;
  }
}

const automatic = new Set(["serviceTask", "scriptTask", "sendTask", "receiveTask", "businessRuleTask"]);

function eventWords(names: string, count: number): string {
  return `${count} ${count === 1 ? "event is" : "events are"} kept but not run: ${names}.`;
}

function isEventProcess({ kind, tag }: BpmnNode): boolean {
  return containers.has(kind) && tag.attributes.get("triggeredByEvent") === "true";
}

function lastTask(steps: readonly Step[]): Growing | null {
  const last = steps.findLast((step) => step.kind === "task" || step.kind === "approval");
  return last === undefined ? null : (last as Growing);
}
