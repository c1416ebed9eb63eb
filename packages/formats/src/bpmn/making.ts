import { type Field, type ParallelBranch, type Step, unchosenProcess, type WaitStep } from "@rondo/core/process";
import { type Finding, words, type Words } from "@rondo/core/kernel";
import { tags, textIn } from "../xml/index.ts";
import { attachedOf, type ById, codeOf, happeningOf, messageOf } from "./events.ts";
import { type BpmnNode, eventKind } from "./graph.ts";
import { Ids } from "./names.ts";
import { Notes } from "./notes.ts";
import { called, type Growing, Questions } from "./questions.ts";
import { compensated, type Scope } from "./scopes.ts";

export type RoleOf = (node: BpmnNode) => string | null;

/** A process of the same file that is called: what stands for it, and what it asks at its start. */
export type CalledOf = (element: string) => { readonly process: string; readonly intake: readonly Field[] } | null;

/** What single nodes become: events, tasks, calls, and what repeats them. */
export class Maker {
  readonly notes = new Notes();
  readonly questions = new Questions(this.notes);
  protected readonly ids = new Ids();
  protected readonly roleOf: RoleOf;
  protected readonly byNode = new Map<string, string>();
  protected readonly byId: ById;
  protected readonly ran = new Set<string>();
  protected readonly undoing: { step: { of: string | null }; node: string }[] = [];
  protected readonly scopes: Scope[] = [];
  protected readonly calledOf: CalledOf;

  constructor(roleOf: RoleOf, byId: ById, calledOf: CalledOf) {
    this.roleOf = roleOf;
    this.byId = byId;
    this.calledOf = calledOf;
  }

  protected event(node: BpmnNode): Step[] {
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
        return [
          {
            ...own,
            id: this.stepId(node),
            title: node.name || sent.name,
            kind: "action",
            act: { do: "send", name: sent.name, key: null, values: [] },
            undo: null,
          },
        ];
      }
      if (kind === "link") this.ran.add(node.id);
      if (kind === "escalation") {
        this.ran.add(node.id);
        return [
          {
            ...own,
            id: this.stepId(node),
            title: node.name || "Escalate",
            kind: "action",
            act: { do: "escalate", code: codeOf(node.tag, kind, this.byId) ?? (node.name || "escalation") },
            undo: null,
          },
        ];
      }
      if (kind === "compensate") {
        this.ran.add(node.id);
        const step = {
          ...own,
          id: this.stepId(node),
          title: node.name || "Take back",
          kind: "undo" as const,
          of: this.scopes.at(-1)?.id ?? null,
        };
        const of = compensated(node.tag);
        if (of !== null) this.undoing.push({ step, node: of });
        return [step];
      }
    }
    if (node.kind !== "endEvent") return [];
    const scope = this.scopes.at(-1);
    if (scope !== undefined && (kind === "terminate" || kind === "cancel")) return this.ending(node, kind, scope);
    if (kind === "terminate") {
      this.ran.add(node.id);
      return [{ ...own, id: this.stepId(node), title: node.name || "End", kind: "end", ends: { what: "run", outcome: "completed" } }];
    }
    const error = kind === "error" ? attachedOf(node.tag, this.byId) : null;
    if (error?.on !== "error") return [];
    this.ran.add(node.id);
    return [
      {
        ...own,
        id: this.stepId(node),
        title: node.name || "Error",
        kind: "end",
        ends: { what: "error", code: error.code ?? (node.name || "error") },
      },
    ];
  }

  /** A sub-process ends before its last step: what it is in goes on behind it, or as the file says for that. */
  protected ending(node: BpmnNode, kind: "terminate" | "cancel", scope: Scope): Step[] {
    this.ran.add(node.id);
    const code = endedCode(kind, scope.id);
    const handlers = kind === "cancel" ? scope.cancelled : scope.ended;
    if (handlers.length === 0)
      handlers.push({
        id: this.ids.id(`${scope.id}_${kind}`),
        label: kind === "cancel" ? "Cancelled" : "Ended",
        when: { on: "error", code },
        interrupting: true,
        steps: [],
      });
    const own = { title: node.name || "End", instructions: "" };
    return [
      ...(kind === "cancel"
        ? [{ id: this.ids.id(`${node.id}_undo`), title: "Take back", instructions: "", kind: "undo" as const, of: scope.id }]
        : []),
      { ...own, id: this.stepId(node), kind: "end", ends: { what: "error", code } },
    ];
  }

  /**
   * A call starts a run of another process and waits: of one of the file, and what that asks at its start is asked before;
   * else of one that is still to be chosen. A call of a task that several processes share is that task.
   */
  protected call(node: BpmnNode, asker: Growing | null): Step | null {
    const element = (node.tag.attributes.get("calledElement") ?? "").replace(/^.*:/u, "");
    if (this.byId(element)?.local.startsWith("global") === true) return null;
    const other = this.calledOf(element) ?? { process: unchosenProcess, intake: [] };
    if (other.process === unchosenProcess)
      this.note(
        "bpmn.call_unchosen",
        called(node),
        "warning",
        (names) => words`These steps start a run of a process that is not in the file; choose which one before you publish: ${names}.`,
      );
    const values = other.intake.map((field) => ({ key: field.key, value: this.questions.given(field, asker) }));
    return {
      id: this.stepId(node),
      kind: "action",
      title: node.name || "Start a run",
      instructions: "",
      act: { do: "start", process: other.process, values, wait: true, into: [] },
      undo: null,
    };
  }

  protected wait(node: BpmnNode, until: WaitStep["until"]): Step {
    this.ran.add(node.id);
    return { id: this.stepId(node), kind: "wait", title: node.name || "Wait", instructions: "", until };
  }

  protected stepId(node: BpmnNode): string {
    const id = this.ids.id(node.id);
    this.byNode.set(node.id, id);
    return id;
  }

  /** What the source repeats: for each of so many, or until somebody says that it is enough. */
  protected looped(node: BpmnNode, steps: readonly Step[], asker: Growing | null): Step[] {
    const loop = tags(node.tag).find(({ local }) => local.endsWith("LoopCharacteristics"));
    if (loop === undefined) return [...steps];
    const id = this.ids.id(`${node.id}_loop`);
    this.byNode.set(node.id, id);
    const branches: ParallelBranch[] = [{ id: this.ids.id(`${id}_body`), label: "", steps }];
    const own = { id, instructions: "", branches };
    if (loop.local === "multiInstanceLoopCharacteristics") {
      const cardinality = tags(loop, "loopCardinality")
        .map(textIn)
        .find((text) => /^\d{1,4}$/u.test(text));
      const over = cardinality ?? this.questions.asked({ label: `How many times: ${called(node)}?`, kind: "number" }, asker);
      return [
        {
          ...own,
          kind: "each",
          title: called(node),
          over,
          item: null,
          own: [],
          collect: null,
          order: loop.attributes.get("isSequential") === "true" ? "sequence" : "together",
          join: { go: "all" },
          growing: false,
        },
      ];
    }
    const last = lastTask(steps);
    const again = this.questions.asked({ label: `Once more: ${called(node)}?`, kind: "yesNo" }, last ?? asker);
    return [
      {
        ...own,
        kind: "repeat",
        title: called(node),
        until: `${again} = false`,
        test: loop.attributes.get("testBefore") === "true" && last === null ? "before" : "after",
        atMost: 100,
      },
    ];
  }

  protected task(node: BpmnNode): Growing {
    if (automatic.has(node.kind))
      this.note("bpmn.not_automatic", called(node), "info", (names, count) =>
        count === 1
          ? words`A task that a machine does in the source is given to people here: ${names}.`
          : words`${count} tasks that a machine does in the source are given to people here: ${names}.`,
      );
    const id = this.stepId(node);
    const instructions = tags(node.tag, "documentation")
      .map(textIn)
      .filter((text) => text !== "")
      .join("\n\n")
      .slice(0, 100_000);
    return { id, kind: "task", title: node.name || "Task", instructions, role: this.roleOf(node), due: null, fields: [], checklist: [] };
  }

  protected note(code: string, name: string, severity: Finding["severity"], say: (names: Words, count: number) => Words): void {
    this.notes.add(code, name, severity, say);
  }
}

const automatic = new Set(["serviceTask", "scriptTask", "sendTask", "receiveTask", "businessRuleTask"]);

export function lastTask(steps: readonly Step[]): Growing | null {
  const last = steps.findLast((step) => step.kind === "task" || step.kind === "approval");
  return last === undefined ? null : (last as Growing);
}

export function endedCode(kind: "terminate" | "cancel", scope: string): string {
  return `${kind === "cancel" ? "cancelled" : "ended"} ${scope}`.slice(0, 100);
}
