import { Refusal } from "@rondo/core/kernel";
import { compile, type Definition, type Graph, usesOf } from "@rondo/core/process";
import { type Answers, type Circumstances, type Command, decide, evolve, newRun, type RunEvent, type RunState } from "@rondo/core/run";
import { expect } from "vitest";
import { fresh } from "./next.ts";
import { answerFor } from "./generate.ts";
import { enter, faults, newLedger, tokensIn } from "./judge.ts";

/** A run that is watched: after each command the judge looks at it. */
export class Watched {
  graph: Graph;
  readonly before: Graph[] = [];
  readonly events: RunEvent[] = [];
  readonly ledger = newLedger();
  state: RunState = newRun();
  ids = 0;
  now = 1_700_000_000_000;
  /** Why the last thing was refused. */
  refused = "";

  constructor(definition: Definition) {
    this.graph = compile(definition);
  }

  circumstances(): Circumstances {
    return {
      now: this.now,
      zone: "Europe/Berlin",
      newId: () => `id-${(this.ids += 1)}`,
      workedBetween: (from, to) => Math.floor((to - from) / 60_000),
      dueAt: (due, _start, activated) => activated + due.workingMinutes * 60_000,
    };
  }

  /** Whether it was accepted. A refusal must leave no trace. */
  does(command: Command): boolean {
    if (!this.undergoes(() => decide(this.graph, this.state, command, this.circumstances()))) return false;
    // What was entered is there afterwards; actions change the number, and an item's own goes with it.
    if (command.type === "answer")
      for (const [key, answer] of Object.entries(command.answers))
        if (key === "date" || key === "names") expect(this.state.data[key]).toEqual(answer);
    return true;
  }

  /** From here on it is on another revision. */
  isOn(graph: Graph): void {
    this.before.push(this.graph);
    this.graph = graph;
  }

  undergoes(decided: () => ReturnType<typeof decide>, graph: Graph = this.graph): boolean {
    const before = JSON.stringify(this.state);
    try {
      const { state, events, effects } = decided();
      const replayed = events.reduce((at, event) => evolve(this.graph, at, event), this.state);
      this.events.push(...events);
      expect(replayed).toEqual(state);
      expect(JSON.stringify(this.state)).toBe(before);
      expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      expect(state.version).toBe(this.events.length);
      this.state = state;
      expect([...enter(this.ledger, effects, events), ...faults(graph, state, this.ledger, [...this.before, this.graph])]).toEqual([]);
      expect(tokensIn(this.events)).toBe(state.tokens.length);
      return true;
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      expect(JSON.stringify(this.state)).toBe(before);
      this.refused = `${problem.code} ${JSON.stringify(problem.params)}`;
      return false;
    }
  }

  /** Answers a task's form may be given: required fields always, others by chance. */
  answers(step: string, pick: number): Answers {
    const uses = usesOf(this.graph.steps.get(step) ?? (this.graph.definition.steps[0] as never));
    return Object.fromEntries(
      uses
        .filter(({ mode }, index) => mode === "required" || (mode === "editable" && ((pick >> index) & 1) === 1))
        .map(({ key }) => [key, answerFor(key, pick)]),
    );
  }

  /** Some command by chance: mostly sensible, sometimes not. */
  anything(pick: number): Command {
    const by = ["ines", "tomas", "mei"][pick % 3] ?? null;
    const token = this.state.tokens[pick % Math.max(1, this.state.tokens.length)];
    const task = token?.task ?? "none";
    const what = Math.floor(pick / 7) % 24;
    if (what === 16) return { type: "jump", by, task, to: `s${1 + (pick % 9)}`, reason: pick % 6 === 0 ? "" : "It is known already." };
    if (what === 17)
      return {
        type: "message",
        by: null,
        name: pick % 2 === 0 ? "parcel" : "letter",
        key: null,
        answers: pick % 3 === 0 ? { number: pick % 9 } : {},
        keep: pick % 4 !== 0,
      };
    if (what === 18) return { type: "actionFailed", by: null, task, code: `e${pick % 2}`, message: "No answer." };
    if (what === 19)
      return {
        type: "addItem",
        by,
        step: this.state.blocks?.find(({ items }) => items !== undefined)?.step ?? "s1",
        item: pick % 3 === 0 ? null : "more",
      };
    if (what === 21) return { type: "hold", by, task: pick % 2 === 0 ? null : task, reason: pick % 5 === 0 ? " " : "The reader is away." };
    if (what === 22) return { type: "release", by, task: this.state.held === undefined ? task : null };
    const extra = this.state.extra?.[pick % Math.max(1, this.state.extra.length)]?.task;
    if (what === 23)
      return extra === undefined || pick % 2 === 0
        ? {
            type: "addStep",
            by,
            title: "More",
            person: pick % 3 === 0 ? null : "jonas",
            due: null,
            reason: pick % 5 === 0 ? "" : "The binding is loose.",
          }
        : pick % 3 === 0
          ? { type: "skip", by, task: extra, reason: "It holds." }
          : { type: "answer", by, task: extra, answers: {} };
    if (what === 20) {
      this.now += (pick % 90) * 60_000;
      return { type: "tick", by: null };
    }
    if (what === 0) return { type: "skip", by, task: token?.incident ?? task, reason: pick % 5 === 0 ? " " : "not needed" };
    if (what === 1) return { type: "reassign", by, task, person: pick % 2 === 0 ? "jonas" : null };
    if (what === 2)
      return {
        type: "fillRole",
        by,
        role: pick % 4 === 0 ? "nobody" : "worker",
        person: pick % 3 === 0 ? null : "amara",
      };
    if (what === 3)
      return pick % 9 === 0
        ? { type: "cancel", by, reason: "enough" }
        : { type: "answerQuestion", by, question: token?.question?.id ?? "none", text: "yes" };
    if (what === 4) return { type: "withdrawQuestion", by, question: token?.question?.id ?? "none" };
    if (what === 5) return { type: "askBack", by, task, to: pick % 2 === 0 ? "requester" : { step: `s${pick % 9}` }, text: "Why?" };
    if (what === 6) return { type: "answer", by, task, answers: { number: "not a number", constructor: 1 } as Answers };
    return this.next(token, pick, by, what === 7 || what === 8);
  }

  /** The command that brings a token on; what can't be mended is passed over. */
  next(token: RunState["tokens"][number] | undefined, pick: number, by: string | null, rejects: boolean): Command {
    if (this.state.held !== undefined) return { type: "release", by, task: null };
    const growing = this.state.blocks?.find((block) => {
      const step = this.graph.steps.get(block.step);
      const isAlive =
        this.state.tokens.some((one) => one.in === block.id) || this.state.blocks?.some((one) => one.in === block.id) === true;
      return step?.kind === "each" && step.growing && block.items !== undefined && block.closed !== true && !isAlive;
    });
    const [extra] = this.state.extra ?? [];
    if (token === undefined && growing === undefined && extra !== undefined) return { type: "answer", by, task: extra.task, answers: {} };
    if (token === undefined) return { type: "addItem", by, step: growing?.step ?? "none", item: null };
    const task = token.task ?? "none";
    if (token.held !== undefined) return { type: "release", by, task };
    if (token.incident !== undefined) {
      if (pick % 3 === 2) return { type: "skip", by, task: token.incident, reason: "It can't be mended." };
      return {
        type: "retry",
        by,
        incident: token.incident,
        answers: { number: 1 + (pick % 8), truth: pick % 2 === 0, word: "red", date: "2026-07-01", names: ["Ines"] },
      };
    }
    if (token.question !== undefined) return { type: "answerQuestion", by, question: token.question.id, text: "Because." };
    if (token.message !== undefined) return { type: "message", by: null, name: token.message.name, key: token.message.key, answers: {} };
    if (token.until !== undefined) {
      this.now = Math.max(this.now, token.until);
      return { type: "tick", by: null };
    }
    switch (token.byHand === true ? "task" : this.graph.steps.get(token.node)?.kind) {
      case "approval":
        return {
          type: "decide",
          by: rejects ? by : fresh(this.state, token, ["ines", "tomas", "mei"], by),
          task,
          verdict: rejects ? "reject" : "approve",
          comment: null,
        };
      case "project":
        return { type: "projectFinished", by, task, outcome: null };
      case "action":
      case "undo":
        return { type: "actionDone", by: null, task, result: { status: pick % 10, body: "" } };
      case "wait":
        return { type: "skip", by, task, reason: "It never comes true." };
      default:
        return {
          type: "answer",
          by,
          task,
          answers: this.answers(token.node, pick),
          checked: pick % 2 === 0 && token.byHand !== true ? ["point"] : [],
        };
    }
  }
}
