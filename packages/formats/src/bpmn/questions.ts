import { words } from "@rondo/core/kernel";
import type { Field, FieldUse, TaskStep } from "@rondo/core/process";
import { conditionOf, kindIn } from "./condition.ts";
import { type BpmnFlow, type BpmnGraph, type BpmnNode, isGateway } from "./graph.ts";
import { Ids } from "./names.ts";
import type { Notes } from "./notes.ts";

/** A task that can still be given fields to ask for. */
export type Growing = { -readonly [K in keyof TaskStep]: TaskStep[K] } & { fields: FieldUse[] };

/** The data that a process's conditions need, and who is asked for them. */
export class Questions {
  readonly fields: Field[] = [];
  readonly intake: string[] = [];
  private readonly keys = new Ids();
  private readonly notes: Notes;

  constructor(notes: Notes) {
    this.notes = notes;
  }

  /** The conditions of a split. Where the source has none that run, the step before is asked which way to go. */
  conditions(graph: BpmnGraph, node: BpmnNode, out: readonly BpmnFlow[], asker: Growing | null): (string | null)[] {
    const otherwise =
      out.find((flow) => flow.isDefault) ??
      (out.filter((flow) => flow.condition === null).length === 1 ? out.find((flow) => flow.condition === null) : undefined);
    const read = out.map((flow) => (flow === otherwise ? null : conditionOf(flow)));
    if (out.every((flow, index) => flow === otherwise || read[index] !== null)) {
      const texts = read.flatMap((one) => one?.text ?? []);
      for (const name of new Set(read.flatMap((one) => one?.names ?? []))) this.ask(this.fieldFor(name, texts), asker);
      // A document's decision always has a way on.
      if (otherwise !== undefined) return read.map((one) => one?.text ?? null);
      this.notes.add(
        "bpmn.last_otherwise",
        called(node),
        "info",
        (names) => words`The last way is taken here where no other condition holds: ${names}.`,
      );
      return read.map((one, index) => (index === read.length - 1 ? null : (one?.text ?? null)));
    }
    const foreign = out.filter((flow) => flow.condition !== null);
    if (foreign.length > 0)
      this.notes.add(
        "bpmn.condition_not_run",
        called(node),
        "warning",
        (names) => words`Conditions in a language that Rondo does not run are kept; the step before asks which way to go: ${names}.`,
      );
    const question = isGateway(node.kind) ? node.name : "";
    if (node.kind === "inclusiveGateway" || !isGateway(node.kind))
      return out.map((flow) => {
        const label = labelOf(graph, flow, out);
        const field: Field = { key: this.keys.key(label), label: `${question || called(node)}: ${label}`.slice(0, 300), kind: "yesNo" };
        this.fields.push(field);
        this.ask(field, asker);
        return field.key;
      });
    const field: Field = {
      key: this.keys.key(question || "which way"),
      label: question || "Which way?",
      kind: "choice",
      choices: out.map((flow) => labelOf(graph, flow, out)),
    };
    this.fields.push(field);
    this.ask(field, asker);
    if (node.kind === "complexGateway")
      this.notes.add(
        "bpmn.gateway_asked",
        called(node),
        "warning",
        (names) => words`What happens first, or which ways are taken, is asked of a person here: ${names}.`,
      );
    const last = otherwise ?? out.at(-1);
    return out.map((flow) => (flow === last ? null : `${field.key} = ${JSON.stringify(labelOf(graph, flow, out))}`));
  }

  private fieldFor(name: string, conditions: readonly string[]): Field {
    const known = this.fields.find((field) => field.key === name);
    if (known !== undefined) return known;
    const field: Field = { key: name, label: name, ...kindIn(name, conditions) };
    this.keys.key(name);
    this.fields.push(field);
    return field;
  }

  private ask(field: Field, asker: Growing | null): void {
    const asked = this.intake.includes(field.key) || asker?.fields.some((use) => use.key === field.key) === true;
    if (asked) return;
    if (asker === null) this.intake.push(field.key);
    else asker.fields.push({ key: field.key, mode: "required" });
  }

  /** The field of another process, asked here where this one does not have it. */
  given(field: Field, asker: Growing | null): string {
    if (this.fields.some(({ key }) => key === field.key)) return field.key;
    this.keys.key(field.key);
    this.fields.push(field);
    this.ask(field, asker);
    return field.key;
  }

  /** A field of its own, asked of a task or at the start. */
  asked(field: Omit<Field, "key">, asker: Growing | null): string {
    const made: Field = { ...field, key: this.keys.key(field.label), label: field.label.slice(0, 300) };
    this.fields.push(made);
    this.ask(made, asker);
    return made.key;
  }
}

/** A branch's words: its own, else those of what comes next; each once in its split. */
export function labelOf(graph: BpmnGraph, flow: BpmnFlow, out: readonly BpmnFlow[]): string {
  const words = (one: BpmnFlow): string => (one.name || graph.nodes.get(one.to)?.name || "on").slice(0, 180);
  const same = out.filter((other) => words(other) === words(flow));
  return same.length === 1 ? words(flow) : `${words(flow)} (${same.indexOf(flow) + 1})`;
}

export function called(node: BpmnNode | undefined): string {
  return node === undefined ? "?" : node.name || node.id;
}
