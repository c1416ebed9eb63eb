import { hasError } from "@rondo/core/kernel";
import { validateDefinition } from "@rondo/core/process";
import { evolve, newRun } from "@rondo/core/run";
import fc from "fast-check";
import { expect, test } from "vitest";
import { answerFor, definitions } from "./generate.ts";
import { Watched } from "./watched.ts";

const seeds = process.env["RONDO_PROVE"] === "1" ? 100_000 : 2_000;

test("whatever people do, a run ends or waits for a named reason, loses nothing and is what its events say", () => {
  const happened = {
    "race.decided": 0,
    "handler.started": 0,
    "round.started": 0,
    "block.passed": 0,
    "turn.awaited": 0,
    "message.taken": 0,
    "action.failed": 0,
    "error.raised": 0,
    "item.added": 0,
    "data.set": 0,
  };
  const seen = { completed: 0, rejected: 0, cancelled: 0, incidents: 0, returns: 0 };
  fc.assert(
    fc.property(definitions, fc.array(fc.nat(100_000), { minLength: 5, maxLength: 40 }), fc.nat(100), (definition, picks, first) => {
      const run = new Watched(definition);
      const answers = Object.fromEntries(
        definition.intake.filter((_, index) => ((first >> index) & 1) === 1).map((key) => [key, answerFor(key, first)]),
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
        expect(n, "the run never ends").toBeLessThan(200 * (run.graph.steps.size + 5));
        const token = run.state.tokens.find(({ lock }) => lock === undefined);
        expect(run.does(run.next(token, n, "ines", false)), "the obvious next thing was refused").toBe(true);
      }
      seen[run.state.status as "completed"] += 1;
      seen.incidents += run.events.filter(({ type }) => type === "incident.raised").length;
      seen.returns += run.events.filter(({ type }) => type === "run.returned").length;
      for (const { type } of run.events) if (type in happened) happened[type as "race.decided"] += 1;
      expect(run.events.reduce((at, event) => evolve(run.graph, at, event), newRun())).toEqual(run.state);
    }),
    { numRuns: seeds, interruptAfterTimeLimit: 900_000, endOnFailure: process.env["RONDO_SHRINK"] !== "1" },
  );
  // The test must have seen what it is about.
  for (const [what, count] of Object.entries({ ...seen, ...happened })) expect(count, what).toBeGreaterThan(0);
}, 3_600_000);

test("the engine takes what the check lets through, and the check finds no fault with a return that works", () => {
  fc.assert(
    fc.property(definitions, (definition) => {
      const codes = validateDefinition(definition)
        .filter(({ severity }) => severity === "error")
        .map(({ code }) => code);
      expect(codes.filter((code) => /^process\.(return|goto|join|race|undo|end|lock|span|rounds|expressionInvalid)/.test(code))).toEqual(
        [],
      );
      expect(hasError(validateDefinition({ ...definition, steps: [] }))).toBe(true);
    }),
    { numRuns: Math.min(seeds, 2_000) },
  );
});
