import fc from "fast-check";
import { expect, test } from "vitest";
import { advise, type Answers, questions } from "@rondo/core/advice";
import { newTexts } from "./en.ts";

const answer = fc.option(fc.constantFrom("yes" as const, "no" as const), { nil: undefined });
const anything = fc.record(Object.fromEntries(questions.map((question) => [question, answer]))) as fc.Arbitrary<Answers>;

test("what a coordinator would say of her library's work is what the questions say", () => {
  expect(advise({ again: "yes", same: "yes", over: "no", sitting: "no" }).verdict).toBe("process"); // digitise a volume on request
  expect(advise({ again: "no", over: "yes", sitting: "no", same: "no" }).verdict).toBe("project"); // move the rare-books room
  expect(advise({ again: "no", sitting: "yes" }).verdict).toBe("task"); // order archival boxes
  expect(advise({ again: "yes", sitting: "yes" }).verdict).toBe("repeating"); // keep the climate log
});

test("nothing answered is no verdict, all alike, and the first question asked", () => {
  const { verdict, shares, evidence, ask } = advise({});
  expect({ verdict, evidence, ask }).toEqual({ verdict: null, evidence: [], ask: "again" });
  expect(shares.process).toBeCloseTo(1 / 3);
});

test("one answer is a tendency, with what is still open; enough is known when no answer to the first four can turn it", () => {
  const one = advise({ again: "yes" });
  expect(one).toMatchObject({ verdict: "process", settled: false, open: ["sitting", "over", "same"] });
  expect(one.confidence).toBeCloseTo(0.645, 2);
  expect(advise({ again: "yes", sitting: "no", same: "yes" })).toMatchObject({ verdict: "process", settled: true, open: [] });
  expect(advise({ consistent: "yes" })).toMatchObject({ verdict: "process", settled: false });
  expect(advise({})).toMatchObject({ confidence: null, settled: false });
});

test("what is settled stays, whatever is answered to the other of the first questions", () => {
  fc.assert(
    fc.property(anything, (answers) => {
      const { verdict, settled } = advise(answers);
      if (!settled) return;
      for (const question of questions.slice(0, 4))
        for (const said of ["yes", "no"] as const)
          if (answers[question] === undefined) expect(advise({ ...answers, [question]: said }).verdict).toBe(verdict);
    }),
  );
});

test("what comes once and has no end is asked for its end, and is not said to go on as a process does", () => {
  const { evidence, verdict } = advise({ again: "no", sitting: "no", over: "no", same: "no" });
  const reasons = evidence.map(({ reason }) => reason);
  expect(verdict).toBe("project");
  expect(reasons).toContain("onceWithoutEnd");
  expect(reasons).not.toContain("endlessNotProject");
  expect(reasons).not.toContain("endlessProcess");
});

test("every answer moves the verdict's picture, and every move has a reason in words", () => {
  fc.assert(
    fc.property(anything, (answers) => {
      const { shares, evidence } = advise(answers);
      expect(shares.process + shares.project + shares.task).toBeCloseTo(1);
      for (const one of evidence) expect(Object.keys(newTexts.texts)).toContain(one.reason);
      for (const question of questions) {
        if (answers[question] !== undefined) continue;
        for (const said of ["yes", "no"] as const) expect(advise({ ...answers, [question]: said }).shares).not.toEqual(shares);
      }
    }),
  );
});

test("the verdict is the kind with the largest share, unless it is a task that repeats", () => {
  fc.assert(
    fc.property(anything, (answers) => {
      const { verdict, shares } = advise(answers);
      if (verdict === null || verdict === "repeating") return;
      expect(Math.max(...Object.values(shares))).toBe(shares[verdict]);
    }),
  );
});

test("each reason to use the one or the other kind decides by itself", () => {
  for (const question of ["consistent", "parties", "stuck"] as const)
    expect([question, advise({ [question]: "yes" }).verdict]).toEqual([question, "process"]);
  for (const question of ["depends", "special", "change", "uncertain"] as const)
    expect([question, advise({ [question]: "yes" }).verdict]).toEqual([question, "project"]);
});

test("what was done here before speaks too: the third time turns a project into a process, once is a hint, too little is silent", () => {
  expect(advise({ over: "yes" }).verdict).toBe("project");
  expect(advise({ over: "yes" }, { alike: 0.87, times: 6, looked: 20 }).verdict).toBe("process");
  expect(advise({}, { alike: 0.87, times: 1, looked: 20 }).evidence).toMatchObject([{ reason: "historyOnce" }]);
  expect(advise({}, { alike: 0.1, times: 0, looked: 3 }).evidence).toEqual([]);
  expect(advise({}, { alike: 0.1, times: 0, looked: 30 }).verdict).toBe("project");
});
