import { type DecisionBranch, definitionLimits, type Field, type FieldUse, type Step, type TaskStep } from "@rondo/core/process";
import type { Finding } from "@rondo/core/kernel";
import { tags, textIn } from "../xml/index.ts";
import { conditionOf, kindIn } from "./condition.ts";
import { type BpmnFlow, type BpmnGraph, type BpmnNode, containers, eventKind, graphOf, isGateway, isTask } from "./graph.ts";
import { Ids } from "./names.ts";
import { Notes } from "./notes.ts";
import { ordered, type Ordered } from "./order.ts";

/** What of a process Rondo runs. Everything else stays in the source, and the findings name it. */
export type Structure = { readonly steps: readonly Step[]; readonly fields: readonly Field[]; readonly intake: readonly string[]; readonly findings: readonly Finding[] };

export type RoleOf = (node: BpmnNode) => string | null;

export function structureOf(graph: BpmnGraph, roleOf: RoleOf): Structure {
  const builder = new Builder(roleOf);
  const steps = builder.whole(graph, "the process");
  return { steps, fields: builder.fields, intake: builder.intake, findings: builder.notes.findings() };
}

type Growing = { -readonly [K in keyof TaskStep]: TaskStep[K] } & { fields: FieldUse[] };

class Builder {
  readonly fields: Field[] = [];
  readonly intake: string[] = [];
  readonly notes = new Notes();
  private readonly ids = new Ids();
  private readonly keys = new Ids();
  private readonly roleOf: RoleOf;
  private readonly byNode = new Map<string, string>();
  private depth = 0;
  /** Names of the source's conditions, and the keys they have here. */
  private readonly named = new Map<string, Field>();

  constructor(roleOf: RoleOf) {
    this.roleOf = roleOf;
  }

  whole(graph: BpmnGraph, place: string, asker: Growing | null = null): Step[] {
    const starts = [...graph.nodes.values()].filter((node) => node.in.length === 0 && node.kind !== "boundaryEvent" && !isEventProcess(node));
    const start = starts.find((node) => node.kind === "startEvent" && eventKind(node.tag) === "") ?? starts.find((node) => node.kind === "startEvent") ?? starts[0] ?? [...graph.nodes.values()][0];
    if (start === undefined) return [];
    const order = ordered(graph, start.id);
    const path = new Path(graph, order);
    const steps = this.sequence(path, start.id, null, asker).steps;
    for (const flow of order.back)
      if (!path.returns.has(flow.id))
        this.note("bpmn.loop_not_run", called(graph.nodes.get(flow.from)), "warning", (names) => `Ways back to an earlier step are kept but not run: from ${names}.`);
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
        this.note("bpmn.unstructured", called(node), "warning", (names) => `Some branches meet before all of them do; Rondo runs what follows in the first of them only: ${names}.`);
        break;
      }
      path.visited.add(at);
      const worked = this.work(node, asker);
      steps.push(...worked);
      asker = lastTask(worked) ?? asker;
      const out = path.order.forward.get(at) ?? [];
      this.approval(path, node, steps, out);
      if (out.length > 1) {
        const meet = path.order.meets.get(at) ?? null;
        steps.push(this.split(path, node, out, meet, asker));
        at = meet;
      } else {
        at = out[0]?.to ?? null;
      }
    }
    this.depth -= 1;
    return { steps, asker };
  }

  private work(node: BpmnNode, asker: Growing | null): Step[] {
    if (containers.has(node.kind)) return this.inside(node, asker);
    if (isTask(node.kind) || node.kind === "callActivity") return [this.task(node)];
    return [];
  }

  private task(node: BpmnNode): Growing {
    if (automatic.has(node.kind))
      this.note("bpmn.not_automatic", called(node), "info", (names, count) => `${count} tasks that a machine does in the source are given to people here: ${names}.`);
    if (node.kind === "callActivity")
      this.note("bpmn.call_not_run", called(node), "warning", (names) => `Calls of other processes are tasks here, to be done by hand: ${names}.`);
    if (tags(node.tag).some(({ local }) => local.endsWith("LoopCharacteristics")))
      this.note("bpmn.repeats_once", called(node), "warning", (names) => `What the source repeats is done once here: ${names}.`);
    const id = this.ids.id(node.id);
    this.byNode.set(node.id, id);
    const instructions = tags(node.tag, "documentation").map(textIn).filter((text) => text !== "").join("\n\n").slice(0, 100_000);
    return { id, kind: "task", title: node.name || "Task", instructions, role: this.roleOf(node), due: null, fields: [], checklist: [] };
  }

  /** A sub-process stands for its steps. An empty one is a task. */
  private inside(node: BpmnNode, asker: Growing | null): Step[] {
    const graph = graphOf(node.tag);
    if (graph.nodes.size === 0) return [this.task(node)];
    if (node.kind !== "subProcess" || tags(node.tag).some(({ local }) => local.endsWith("LoopCharacteristics")))
      this.note("bpmn.repeats_once", called(node), "warning", (names) => `What the source repeats is done once here: ${names}.`);
    this.note("bpmn.subprocess_inline", called(node), "info", (names) => `The steps of sub-processes stand in their place: ${names}.`);
    return this.whole(graph, `“${called(node)}”`, asker);
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
    steps[steps.length - 1] = { ...rest, kind: "approval", fields, returnTo: target };
    path.returns.add(back.id);
  }

  private split(path: Path, node: BpmnNode, out: readonly BpmnFlow[], meet: string | null, asker: Growing | null): Step {
    const id = this.ids.id(isGateway(node.kind) ? node.id : `${node.id}_next`);
    const branch = (flow: BpmnFlow): { id: string; label: string; steps: readonly Step[] } => ({
      id: this.ids.id(flow.id === "" ? `${id}_branch` : flow.id),
      label: this.label(path, flow, out),
      steps: this.sequence(path, flow.to, meet, asker).steps,
    });
    const title = isGateway(node.kind) ? node.name : "";
    const parallel = node.kind === "parallelGateway" || (!isGateway(node.kind) && out.every((flow) => flow.condition === null && !flow.isDefault));
    if (parallel) {
      this.tellMerge(path, meet, node);
      return { id, kind: "parallel", title: title || "At the same time", instructions: "", branches: out.map(branch) };
    }
    const conditions = this.conditions(path, node, out, asker);
    if (node.kind === "inclusiveGateway" || !isGateway(node.kind)) return this.inclusive(id, title || "What applies", out, conditions, branch);
    const branches = out.map((flow, index): DecisionBranch => ({ ...branch(flow), when: conditions[index] ?? null }));
    return { id, kind: "decision", title: title || "Which way?", instructions: "", branches: [...branches.filter(({ when }) => when !== null), ...branches.filter(({ when }) => when === null)] };
  }

  /** Every branch whose condition holds, at the same time: branches in parallel, each of which decides for itself. */
  private inclusive(id: string, title: string, out: readonly BpmnFlow[], conditions: readonly (string | null)[], branch: (flow: BpmnFlow) => { id: string; label: string; steps: readonly Step[] }): Step {
    const others = conditions.filter((when) => when !== null);
    const branches = out.map((flow, index) => {
      const { steps, ...rest } = branch(flow);
      const when = conditions[index] ?? (others.length === 0 ? null : `not(${others.map((one) => `(${one})`).join(" or ")})`);
      if (when === null) return { ...rest, steps };
      const whether: Step = {
        id: this.ids.id(`${rest.id}_whether`),
        kind: "decision",
        title: `Does it apply: ${rest.label}?`.slice(0, 300),
        instructions: "",
        branches: [
          { id: this.ids.id(`${rest.id}_yes`), label: "applies", when, steps },
          { id: this.ids.id(`${rest.id}_no`), label: "does not apply", when: null, steps: [] },
        ],
      };
      return { ...rest, steps: [whether] };
    });
    return { id, kind: "parallel", title, instructions: "", branches };
  }

  /** The conditions of a split. Where the source has none that run, the step before is asked which way to go. */
  private conditions(path: Path, node: BpmnNode, out: readonly BpmnFlow[], asker: Growing | null): (string | null)[] {
    const otherwise = out.find((flow) => flow.isDefault) ?? (out.filter((flow) => flow.condition === null).length === 1 ? out.find((flow) => flow.condition === null) : undefined);
    const read = out.map((flow) => (flow === otherwise ? null : conditionOf(flow)));
    if (out.every((flow, index) => flow === otherwise || read[index] !== null)) {
      const texts = read.flatMap((one) => one?.text ?? []);
      for (const name of new Set(read.flatMap((one) => one?.names ?? []))) this.ask(this.fieldFor(name, texts), asker);
      // A document's decision always has a way on.
      if (otherwise !== undefined) return read.map((one) => one?.text ?? null);
      this.note("bpmn.last_otherwise", called(node), "info", (names) => `The last way is taken here where no other condition holds: ${names}.`);
      return read.map((one, index) => (index === read.length - 1 ? null : (one?.text ?? null)));
    }
    const foreign = out.filter((flow) => flow.condition !== null);
    if (foreign.length > 0)
      this.note("bpmn.condition_not_run", called(node), "warning", (names) => `Conditions in a language that Rondo does not run are kept; the step before asks which way to go: ${names}.`);
    const question = isGateway(node.kind) ? node.name : "";
    if (node.kind === "inclusiveGateway" || !isGateway(node.kind))
      return out.map((flow) => {
        const label = this.label(path, flow, out);
        const field: Field = { key: this.keys.key(label), label: `${question || called(node)}: ${label}`.slice(0, 300), kind: "yesNo" };
        this.fields.push(field);
        this.ask(field, asker);
        return field.key;
      });
    const field: Field = { key: this.keys.key(question || "which way"), label: question || "Which way?", kind: "choice", choices: out.map((flow) => this.label(path, flow, out)) };
    this.fields.push(field);
    this.ask(field, asker);
    if (node.kind === "eventBasedGateway" || node.kind === "complexGateway")
      this.note("bpmn.gateway_asked", called(node), "warning", (names) => `What happens first, or which ways are taken, is asked of a person here: ${names}.`);
    const last = otherwise ?? out.at(-1);
    return out.map((flow) => (flow === last ? null : `${field.key} = ${JSON.stringify(this.label(path, flow, out))}`));
  }

  /** A branch's words: its own, else those of what comes next; each once in its split. */
  private label(path: Path, flow: BpmnFlow, out: readonly BpmnFlow[]): string {
    const words = (one: BpmnFlow): string => (one.name || path.graph.nodes.get(one.to)?.name || "on").slice(0, 180);
    const same = out.filter((other) => words(other) === words(flow));
    return same.length === 1 ? words(flow) : `${words(flow)} (${same.indexOf(flow) + 1})`;
  }

  private fieldFor(name: string, conditions: readonly string[]): Field {
    const known = this.named.get(name);
    if (known !== undefined) return known;
    const field: Field = { key: name, label: name, ...kindIn(name, conditions) };
    this.keys.key(name);
    this.named.set(name, field);
    this.fields.push(field);
    return field;
  }

  private ask(field: Field, asker: Growing | null): void {
    const asked = this.intake.includes(field.key) || asker?.fields.some((use) => use.key === field.key) === true;
    if (asked) return;
    if (asker === null) this.intake.push(field.key);
    else asker.fields.push({ key: field.key, mode: "required" });
  }

  private tellMerge(path: Path, meet: string | null, node: BpmnNode): void {
    const joins = meet === null ? null : path.graph.nodes.get(meet);
    if (joins !== null && joins?.kind !== "parallelGateway" && joins?.kind !== "endEvent")
      this.note("bpmn.joined", called(node), "info", (names) => `Branches that start together are waited for here, where the source goes on with each: after ${names}.`);
  }

  private tellEvents(node: BpmnNode, start: BpmnNode): void {
    if (isEventProcess(node)) this.note("bpmn.event_not_run", called(node), "warning", eventWords);
    if (!node.kind.endsWith("Event")) return;
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
  readonly visited = new Set<string>();
  /** Flows back that a step runs. */
  readonly returns = new Set<string>();

  constructor(graph: BpmnGraph, order: Ordered) {
    this.graph = graph;
    this.order = order;
  }
}

const automatic = new Set(["serviceTask", "scriptTask", "sendTask", "receiveTask", "businessRuleTask"]);

function eventWords(names: string, count: number): string {
  return `${count} ${count === 1 ? "event is" : "events are"} kept but not run: ${names}.`;
}

function isEventProcess({ kind, tag }: BpmnNode): boolean {
  return containers.has(kind) && tag.attributes.get("triggeredByEvent") === "true";
}

function called(node: BpmnNode | undefined): string {
  return node === undefined ? "?" : node.name || node.id;
}

function lastTask(steps: readonly Step[]): Growing | null {
  const last = steps.findLast((step) => step.kind === "task");
  return last === undefined ? null : (last as Growing);
}
