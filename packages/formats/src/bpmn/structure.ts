import { type Definition, definitionLimits, type GroupStep, type Handler, type Step } from "@rondo/core/process";
import { type Finding, words, type Words } from "@rondo/core/kernel";
import { tags } from "../xml/index.ts";
import { Branching, type Going, type Hosting, Path } from "./branching.ts";
import { type BpmnGraph, type BpmnNode, containers, eventKind, graphOf, isTask } from "./graph.ts";
import { attachedOf, type ById, messageOf } from "./events.ts";
import { type CalledOf, endedCode, lastTask, type RoleOf } from "./making.ts";
import { ordered } from "./order.ts";
import { comesAgain, isEventProcess, isScope, isUndoing, type Scope, undoingOf } from "./scopes.ts";
import { begun, type ByMessage, howItBegins, waysOf } from "./starts.ts";
import { called, type Growing } from "./questions.ts";

/** What of a process Rondo runs. Everything else stays in the source, and the findings name it. */
export type Structure = Pick<Definition, "steps" | "fields" | "intake" | "intakeOptional" | "startMessage" | "otherStarts"> & {
  readonly findings: readonly Finding[];
};

export function structureOf(graph: BpmnGraph, roleOf: RoleOf, byId: ById, calledOf: CalledOf): Structure {
  const builder = new Builder(roleOf, byId, calledOf);
  const [begins = null, ...others] = builder.startMessages(graph);
  const steps = builder.whole(begun(graph, begins?.start.id ?? null), "the process");
  const { fields, intake } = builder.questions;
  const choice = begins === null ? undefined : fields.find(({ key, label }) => label === howItBegins && intake.includes(key));
  const help = begins?.start.name ? `Left empty, as when the message comes: ${begins.start.name}` : "Left empty when the message comes";
  const otherStarts = waysOf(graph, choice, others);
  return {
    steps,
    fields: fields.map((field) => (field === choice ? { ...field, help } : field)),
    intake,
    ...(choice !== undefined && { intakeOptional: [choice.key] }),
    ...(begins !== null && { startMessage: begins.message }),
    ...(otherStarts.length > 0 && { otherStarts }),
    findings: builder.notes.findings(),
  };
}

class Builder extends Branching {
  private depth = 0;
  /** Nodes with events at their edge. */
  private readonly edged = new Set<string>();

  whole(graph: BpmnGraph, place: string, asker: Growing | null = null): Step[] {
    const starts = startsOf(graph);
    const start =
      starts.find((node) => node.kind === "startEvent" && eventKind(node.tag) === "") ??
      starts.find((node) => node.kind === "startEvent") ??
      starts[0] ??
      [...graph.nodes.values()][0];
    return start === undefined ? [] : this.besides(graph, this.ways(graph, place, [start], asker)[0] ?? [], asker);
  }

  /** The starts that messages make, and which messages: of several by the same the first. */
  startMessages({ nodes }: BpmnGraph): ByMessage[] {
    const starts = new Map<string, BpmnNode>();
    for (const start of nodes.values()) {
      const when = start.kind === "startEvent" && start.in.length === 0 ? attachedOf(start.tag, this.byId) : null;
      const message = when?.on === "message" ? when.name.slice(0, 300) : null;
      if (message === null || starts.has(message)) continue;
      this.ran.add(start.id);
      starts.set(message, start);
    }
    return Array.from(starts, ([message, start]) => ({ start, message }));
  }

  /** The steps from each of the starts, with all that is at their edges. */
  private ways(graph: BpmnGraph, place: string, starts: readonly BpmnNode[], asker: Growing | null): Step[][] {
    for (const node of graph.nodes.values())
      if (node.kind === "boundaryEvent") this.edged.add(node.tag.attributes.get("attachedToRef") ?? "");
    const visited = new Set<string>();
    const all = starts.map((start) => {
      const path = new Path(graph, ordered(graph, start.id), visited);
      return { path, steps: this.sequence(path, start.id, null, asker).steps };
    });
    const [{ path } = { path: new Path(graph, ordered(graph, ""), visited) }] = all;
    for (const node of graph.nodes.values()) if (node.kind === "boundaryEvent") this.attach(path, node);
    for (const { step, node, graph: around } of this.going) if (around === graph) this.settle(step, this.stepAt(node, graph));
    for (const { step, node } of this.undoing) step.of = this.byNode.get(node) ?? step.of;
    for (const node of graph.nodes.values()) {
      if (isEventProcess(node) || isUndoing(node) || node.kind === "boundaryEvent" || visited.has(node.id)) continue;
      this.note(
        "bpmn.not_reached",
        called(node),
        "warning",
        (names) => words`Not reached from the start of ${place} without an event, so kept but not run: ${names}.`,
      );
    }
    for (const node of graph.nodes.values()) this.tellEvents(node, visited);
    return all.map(({ steps }) => steps);
  }

  /** What begins by an event beside the steps of a process or sub-process: attached to all of them. */
  private besides(graph: BpmnGraph, steps: Step[], asker: Growing | null): Step[] {
    const handlers = [...graph.nodes.values()].filter(isEventProcess).flatMap((node): Handler[] => {
      const inner = graphOf(node.tag);
      const start = [...inner.nodes.values()].find(({ kind }) => kind === "startEvent");
      const when = start === undefined ? null : attachedOf(start.tag, this.byId);
      if (start === undefined || when === null || steps.length === 0) return [];
      this.ran.add(start.id).add(node.id);
      const interrupting = when.on === "error" || start.tag.attributes.get("isInterrupting") !== "false";
      return [
        {
          id: this.ids.id(node.id),
          label: called(node),
          when,
          interrupting,
          ...(!interrupting && comesAgain(start.tag)),
          steps: this.scoped(node, inner, asker),
        },
      ];
    });
    if (handlers.length === 0) return steps;
    const id = this.ids.id("all");
    const ended = this.scopes.at(-1)?.ended.splice(0) ?? [];
    return [
      {
        id,
        kind: "group",
        title: "All of it",
        instructions: "",
        branches: [{ id: this.ids.id(`${id}_body`), label: "", steps }],
        attached: [...ended, ...handlers],
      },
    ];
  }

  /** The steps from a node up to `stop`, where the ways meet again. `asker`: the task that can be asked what a branch needs. */
  protected sequence(
    path: Path,
    from: string | null,
    stop: string | null,
    before: Growing | null,
  ): { steps: Step[]; asker: Growing | null } {
    const steps: Step[] = [];
    this.depth += 1;
    let asker = before;
    let at = from;
    while (at !== null && at !== stop) {
      const node = path.graph.nodes.get(at)!;
      if (this.depth >= definitionLimits.depth - 1 || this.byNode.size >= definitionLimits.steps - 1) {
        this.note(
          "bpmn.too_much",
          called(node),
          "warning",
          (names) =>
            words`A document holds ${definitionLimits.steps.toLocaleString("en")} steps and ${definitionLimits.depth} levels of branches; what lies beyond is kept but not run: from ${names}.`,
        );
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
    const call = node.kind === "callActivity" ? this.call(node, asker) : null;
    if (call !== null) return this.looped(node, [call], asker);
    if (isTask(node.kind) || node.kind === "callActivity") return this.looped(node, [this.task(node)], asker);
    return node.kind.endsWith("Event") ? this.event(node) : [];
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
    const kind = eventKind(event.tag);
    if (host !== undefined && kind === "compensate") return this.takeBack(path.graph, event, host);
    const when =
      kind === "cancel" && host !== undefined ? { on: "error" as const, code: endedCode(kind, host.id) } : attachedOf(event.tag, this.byId);
    const [out] = event.out;
    if (host === undefined || when === null || out === undefined) return;
    this.ran.add(event.id);
    const beside = new Path(path.graph, ordered(path.graph, event.id), path.visited);
    const { steps } = this.sequence(beside, out.to, null, null);
    const interrupting = when.on === "error" || event.tag.attributes.get("cancelActivity") !== "false";
    const handler: Handler = {
      id: this.ids.id(event.id),
      label: event.name || called(event),
      when,
      interrupting,
      ...(!interrupting && comesAgain(event.tag)),
      steps,
    };
    // In the place of what was made for the case that nothing is at the edge.
    const others = (host.attached ?? []).filter(
      (one) => kind !== "cancel" || one.when.on !== "error" || one.when.code !== endedCode(kind, host.id),
    );
    host.attached = [...others, handler];
  }

  /** How what an activity did is taken back: by a person, with a task of its own. */
  private takeBack(graph: BpmnGraph, event: BpmnNode, host: Hosting): void {
    const by = undoingOf(graph, event);
    if (by === null || (host.kind !== "task" && host.kind !== "action")) return;
    this.ran.add(event.id);
    const undo = { title: called(by), role: this.roleOf(by) };
    Object.assign(host, { undo: host.kind === "task" ? undo : { do: "task", ...undo } });
  }

  /** A sub-process stands for its steps; with something at its edge it is a group. An empty one is a task. */
  private inside(node: BpmnNode, asker: Growing | null): Step[] {
    const graph = graphOf(node.tag);
    if (graph.nodes.size === 0) return this.looped(node, [this.task(node)], asker);
    if (node.kind === "adHocSubProcess") return this.looped(node, this.adHoc(node, graph, asker), asker);
    return this.looped(node, this.scoped(node, graph, asker), asker);
  }

  /** The steps of a sub-process; in a group where something is said of it as a whole. */
  private scoped(node: BpmnNode, graph: BpmnGraph, asker: Growing | null): Step[] {
    const place = `“${called(node)}”`;
    if (!this.edged.has(node.id) && !isScope(graph)) {
      const steps = this.whole(graph, place, asker);
      if (steps[0] !== undefined) this.byNode.set(node.id, steps[0].id);
      return steps;
    }
    const scope: Scope = { id: this.stepId(node), ended: [], cancelled: [] };
    const undo = this.undoneAsWhole(graph);
    this.scopes.push(scope);
    const steps = this.whole(graph, place, asker);
    this.scopes.pop();
    if (steps.length === 0) {
      this.byNode.delete(node.id);
      return [];
    }
    const attached = [...scope.ended, ...scope.cancelled];
    return [
      {
        id: scope.id,
        kind: "group",
        title: called(node),
        instructions: "",
        branches: [{ id: this.ids.id(`${scope.id}_body`), label: "", steps }],
        ...(attached.length > 0 && { attached }),
        ...(undo !== null && { undo }),
      },
    ];
  }

  /** A sub-process that says itself how it is taken back, by an event sub-process: one task in somebody's hands. */
  private undoneAsWhole(graph: BpmnGraph): NonNullable<GroupStep["undo"]> | null {
    const node = [...graph.nodes.values()].find((one) => isEventProcess(one) && eventKind(startOf(one)) === "compensate");
    if (node === undefined) return null;
    const work = [...graphOf(node.tag).nodes.values()].filter(
      ({ kind }) => isTask(kind) || containers.has(kind) || kind === "callActivity",
    );
    const [first] = work;
    if (first === undefined) return null;
    this.ran.add(node.id);
    if (work.length > 1 || !isTask(first.kind))
      this.note(
        "bpmn.undone_by_one",
        called(node),
        "info",
        (names) => words`What takes a whole sub-process back is one task here, with all that is to be done in its title: ${names}.`,
      );
    return { title: work.map(called).join(", ").slice(0, 300), role: this.roleOf(first) };
  }

  /** Work in any order: at the same time, or one at a time where the file says so. */
  private adHoc(node: BpmnNode, graph: BpmnGraph, asker: Growing | null): Step[] {
    const id = this.stepId(node);
    const ways = this.ways(graph, `“${called(node)}”`, startsOf(graph), asker).filter((steps) => steps.length > 0);
    if (ways.length === 0) return [];
    this.note(
      "bpmn.ad_hoc",
      called(node),
      "info",
      (names) =>
        words`Work in any order is open at the same time here, each piece once; what is not needed is skipped, and more can be added in a run: ${names}.`,
    );
    const inTurn = node.tag.attributes.get("ordering") === "Sequential";
    const locked = (steps: Step[]): Step[] => {
      const [only] = steps;
      if (!inTurn || only === undefined) return steps;
      if (steps.length === 1 && !("branches" in only)) return [Object.assign(only, { lock: id })];
      const group = this.ids.id(`${only.id}_turn`);
      return [
        {
          id: group,
          kind: "group",
          title: only.title,
          instructions: "",
          lock: id,
          branches: [{ id: this.ids.id(`${group}_body`), label: "", steps }],
        },
      ];
    };
    return [
      {
        id,
        kind: "parallel",
        title: called(node),
        instructions: "",
        branches: ways.map((steps, index) => ({
          id: this.ids.id(`${id}_${index + 1}`),
          label: steps[0]?.title ?? "",
          steps: locked(steps),
        })),
      },
    ];
  }

  private tellEvents(node: BpmnNode, visited: ReadonlySet<string>): void {
    if (isEventProcess(node) && attachedOf(startOf(node), this.byId) === null && !this.ran.has(node.id))
      this.note("bpmn.event_not_run", called(node), "warning", eventWords);
    if (!node.kind.endsWith("Event") || this.ran.has(node.id) || this.byNode.has(node.id)) return;
    const kind = eventKind(node.tag);
    const isGone = visited.has(node.id);
    if (node.kind === "startEvent" && kind !== "" && isGone)
      this.note(
        "bpmn.start_by_hand",
        called(node),
        "info",
        (names) => words`What begins by itself in the source is begun by hand, by a form, by a cadence or over the API here: ${names}.`,
      );
    else if (node.kind === "startEvent" && kind === "" && !isGone)
      this.note(
        "bpmn.start_not_run",
        called(node),
        "warning",
        (names) => words`A run has one start; other starts are kept but not run: ${names}.`,
      );
    else if (kind !== "" || node.kind === "boundaryEvent")
      this.note("bpmn.event_not_run", `${called(node)}${kind === "" ? "" : ` (${kind})`}`, "warning", eventWords);
  }
}

function eventWords(names: Words, count: number): Words {
  return count === 1 ? words`${count} event is kept but not run: ${names}.` : words`${count} events are kept but not run: ${names}.`;
}

function startsOf({ nodes }: BpmnGraph): BpmnNode[] {
  return [...nodes.values()].filter(
    (node) => node.in.length === 0 && node.kind !== "boundaryEvent" && !isEventProcess(node) && !isUndoing(node),
  );
}

/** The event with which an event sub-process begins; itself where there is none. */
function startOf({ tag }: BpmnNode): BpmnNode["tag"] {
  return tags(tag, "startEvent")[0] ?? tag;
}
