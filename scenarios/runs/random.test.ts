import { hasError, Refusal } from "@rondo/core/kernel";
import { compile, type Definition, type Graph, usesOf, validateDefinition } from "@rondo/core/process";
import {
  type Answers,
  type Circumstances,
  type Command,
  decide,
  evolve,
  newRun,
  type RunEvent,
  type RunState,
} from "@rondo/core/run";
import fc from "fast-check";
import { expect, test } from "vitest";
import { answerFor, definitions } from "./generate.ts";
import { enter, faults, newLedger, tokensIn } from "./judge.ts";

const seeds = process.env["RONDO_PROVE"] === "1" ? 100_000 : 2_000;

/** A run that is watched: after each command the judge looks at it. */
class Watched {
  readonly graph: Graph;
  readonly events: RunEvent[] = [];
  readonly ledger = newLedger();
  readonly entered = new Map<string, unknown>();
  readonly circumstances: Circumstances;
  state: RunState = newRun();
  ids = 0;
  now = 1_700_000_000_000;

  constructor(definition: Definition) {
    this.graph = compile(definition);
    this.circumstances = {
      now: this.now,
      zone: "Europe/Berlin",
      newId: () => `id-${(this.ids += 1)}`,
      dueAt: (due, _start, activated) => activated + due.workingMinutes,
    };
  }

  /** Whether it was accepted. A refusal must leave no trace. */
  does(command: Command): boolean {
    const before = JSON.stringify(this.state);
    try {
      const { state, events, effects } = decide(this.graph, this.state, command, this.circumstances);
      const replayed = events.reduce((at, event) => evolve(this.graph, at, event), this.state);
      this.events.push(...events);
      expect(replayed).toEqual(state);
      expect(JSON.stringify(this.state)).toBe(before);
      expect(JSON.parse(JSON.stringify(state))).toEqual(state);
      expect(state.version).toBe(this.events.length);
      this.state = state;
      expect([...enter(this.ledger, effects), ...faults(state, this.ledger)]).toEqual([]);
      expect(tokensIn(this.events)).toBe(state.tokens.length);
      if ("answers" in command)
        for (const [key, answer] of Object.entries(command.answers ?? {})) this.entered.set(key, answer);
      expect(new Map(Object.entries(state.data))).toEqual(this.entered);
      return true;
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      expect(JSON.stringify(this.state)).toBe(before);
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
    const what = Math.floor(pick / 7) % 16;
    if (what === 0)
      return { type: "skip", by, task: token?.incident ?? task, reason: pick % 5 === 0 ? " " : "not needed" };
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
    if (what === 5)
      return { type: "askBack", by, task, to: pick % 2 === 0 ? "requester" : { step: `s${pick % 9}` }, text: "Why?" };
    if (what === 6) return { type: "answer", by, task, answers: { number: "not a number", constructor: 1 } as Answers };
    return this.next(token, pick, by, what === 7 || what === 8);
  }

  /** The command that brings a token on. */
  next(token: RunState["tokens"][number] | undefined, pick: number, by: string | null, rejects: boolean): Command {
    const task = token?.task ?? "none";
    if (token?.incident !== undefined)
      return {
        type: "retry",
        by,
        incident: token.incident,
        answers: { number: 1 + (pick % 8), truth: pick % 2 === 0, word: "red", date: "2026-07-01" },
      };
    if (token?.question !== undefined)
      return { type: "answerQuestion", by, question: token.question.id, text: "Because." };
    const kind = this.graph.steps.get(token?.node ?? "")?.kind;
    if (kind === "approval")
      return { type: "decide", by, task, verdict: rejects ? "reject" : "approve", comment: null };
    if (kind === "project") return { type: "projectFinished", by, task, outcome: null };
    return {
      type: "answer",
      by,
      task,
      answers: token === undefined ? {} : this.answers(token.node, pick),
      checked: pick % 2 === 0 ? ["point"] : [],
    };
  }
}

test("whatever people do, a run ends or waits for a named reason, loses nothing and is what its events say", () => {
  const seen = { completed: 0, rejected: 0, cancelled: 0, incidents: 0, returns: 0 };
  fc.assert(
    fc.property(
      definitions,
      fc.array(fc.nat(100_000), { minLength: 5, maxLength: 40 }),
      fc.nat(100),
      (definition, picks, first) => {
        const run = new Watched(definition);
        const answers = Object.fromEntries(
          definition.intake
            .filter((_, index) => ((first >> index) & 1) === 1)
            .map((key) => [key, answerFor(key, first)]),
        );
        expect(
          run.does({
            type: "start",
            by: "ines",
            requester: first % 2 === 0 ? "freya" : null,
            people: first % 3 === 0 ? { worker: "mei" } : {},
            answers,
          }),
        ).toBe(true);
        for (const pick of picks) if (run.state.status === "open") run.does(run.anything(pick));
        // From here on everybody does what is asked: the run must reach its end.
        for (let n = 0; run.state.status === "open"; n += 1) {
          expect(n, "the run never ends").toBeLessThan(10 * (run.graph.steps.size + 5));
          const token = run.state.tokens.find(({ finished }) => finished === undefined);
          expect(token, "every token waits at a join").toBeDefined();
          expect(run.does(run.next(token, n, "ines", false)), "the obvious next thing was refused").toBe(true);
        }
        seen[run.state.status as "completed"] += 1;
        seen.incidents += run.events.filter(({ type }) => type === "incident.raised").length;
        seen.returns += run.events.filter(({ type }) => type === "run.returned").length;
        expect(run.events.reduce((at, event) => evolve(run.graph, at, event), newRun())).toEqual(run.state);
      },
    ),
    { numRuns: seeds },
  );
  // The test must have seen what it is about.
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(seeds / 100);
}, 3_600_000);

test("the engine takes what the check lets through, and the check finds no fault with a return that works", () => {
  fc.assert(
    fc.property(definitions, (definition) => {
      const codes = validateDefinition(definition)
        .filter(({ severity }) => severity === "error")
        .map(({ code }) => code);
      expect(codes.filter((code) => code.startsWith("process.return"))).toEqual([]);
      expect(hasError(validateDefinition({ ...definition, steps: [] }))).toBe(true);
    }),
    { numRuns: Math.min(seeds, 2_000) },
  );
});
