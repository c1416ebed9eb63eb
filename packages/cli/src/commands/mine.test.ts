import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
import { main } from "../main.ts";

const folder = mkdtempSync(join(tmpdir(), "rondo-mine-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function rondo(...args: string[]): Promise<{ code: number; out: string; err: string; json: () => Record<string, unknown> }> {
  let [out, err] = ["", ""];
  const code = await main(args, { out: (text) => void (out += text), err: (text) => void (err += text), isTerminal: false });
  return { code, out, err, json: () => JSON.parse(out) as Record<string, unknown> };
}

/** A table with a row for each letter of each word, an hour apart. */
function logFile(name: string, words: readonly string[]): string {
  const steps: Record<string, string> = { r: "Receive", f: "Find volume", c: "Check rights", s: "Scan", d: "Deliver", x: "Lunch" };
  const rows = words.flatMap((word, run) =>
    [...word].map((letter, at) => `V-${run},${steps[letter]!},2026-03-02T${String(8 + at).padStart(2, "0")}:00:00Z`),
  );
  const path = join(folder, name);
  const text = `case id,activity,timestamp\n${rows.join("\n")}\n`;
  writeFileSync(path, name.endsWith(".gz") ? gzipSync(text) : text);
  return path;
}

const usual = Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? "rfcsd" : "rcfsd"));

test("mine tells counts, a model that every trace fits, and writes BPMN that conform reads back to a whole fit", async () => {
  const [log, bpmn] = [logFile("usual.csv.gz", usual), join(folder, "usual.bpmn")];
  const mined = await rondo("mine", log, "--precision", "--bpmn", bpmn, "--json");
  expect(mined.code).toBe(0);
  expect(mined.json()).toMatchObject({
    traces: 20,
    events: 100,
    activities: 5,
    variants: 2,
    fitness: 1,
    precision: 1,
    model: { tree: "→(Receive, ∧(Find volume, Check rights), Scan, Deliver)" },
  });
  expect(readFileSync(bpmn, "utf8")).toContain("<bpmndi:BPMNShape");
  const model = join(folder, "usual.json");
  writeFileSync(model, mined.out);
  for (const file of [bpmn, model])
    expect((await rondo("conform", log, "--model", file, "--json")).json()).toMatchObject({
      fitness: 1,
      fitTraces: 20,
      traces: 20,
      deviations: [],
    });
});

test("every planted deviation is told with its traces, and none besides", async () => {
  const bpmn = join(folder, "usual.bpmn");
  const log = logFile("planted.csv", [...usual, "rfcd", "rfcxsd", "rfcssd", "rsfcd"]);
  const { json } = await rondo("conform", log, "--model", bpmn, "--json");
  expect(json()).toMatchObject({ traces: 24, fitTraces: 20 });
  expect(json()["deviations"]).toEqual(
    expect.arrayContaining([
      { kind: "skipped", activity: "Scan", count: 1, cases: ["V-20"] },
      { kind: "extra", activity: "Lunch", count: 1, cases: ["V-21"] },
      { kind: "repeated", activity: "Scan", count: 1, cases: ["V-22"] },
      { kind: "swapped", activity: "Scan", count: 1, cases: ["V-23"] },
    ]),
  );
  expect((json()["deviations"] as unknown[]).length).toBe(4);
});

test("events find their step where names differ by blanks and line breaks alone", async () => {
  const log = join(folder, "blanks.csv");
  writeFileSync(log, 'case,activity\n1,"Check\nrights"\n1," Scan  pages "\n2,Check rights\n2,Scan pages\n');
  const model = join(folder, "blanks.bpmn");
  expect((await rondo("mine", log, "--bpmn", model)).code).toBe(0);
  expect((await rondo("conform", log, "--model", model, "--json")).json()).toMatchObject({ fitness: 1, fitTraces: 2, deviations: [] });
  const broken = join(folder, "broken.bpmn");
  writeFileSync(broken, readFileSync(model, "utf8").replaceAll("Scan pages", "Scan&#10;pages"));
  expect((await rondo("conform", log, "--model", broken, "--json")).json()).toMatchObject({ fitTraces: 2 });
});

test("a log whose events have no name in common with the process is told so, rather than only that nothing fits", async () => {
  const log = join(folder, "other.csv");
  writeFileSync(log, "case,activity\n1,Besteld\n1,Geleverd\n");
  const { json } = await rondo("conform", log, "--model", join(folder, "usual.bpmn"), "--json");
  expect(json()).toMatchObject({
    fitTraces: 0,
    findings: expect.arrayContaining([expect.objectContaining({ code: "conform.nothing-common" })]) as unknown,
  });
  expect((await rondo("conform", log, "--model", join(folder, "usual.bpmn"))).err).toContain("“Besteld”, “Geleverd”");
});

test("a log goes through XES and OCEL and comes back with the same counts", async () => {
  const log = logFile("round.csv", usual);
  const [xes, ocel] = [join(folder, "round.xes"), join(folder, "round.json")];
  expect((await rondo("convert", log, "--to", "xes", "-o", xes, "--json")).json()).toMatchObject({
    counts: { read: { traces: 20, events: 100 }, written: { traces: 20, events: 100 } },
  });
  expect((await rondo("convert", xes, "--to", "ocel", "-o", ocel, "--json")).json()).toMatchObject({
    counts: { written: { traces: 20, events: 100 } },
  });
  expect((await rondo("convert", xes, "--to", "csv", "--json")).json()).toMatchObject({ counts: { written: { traces: 20, events: 100 } } });
  expect((await rondo("mine", ocel, "--json")).json()).toMatchObject({ traces: 20, events: 100, variants: 2, fitness: 1 });
});

test("a scenario is simulated as it is and with a change, on the same arrivals", async () => {
  const scenario = join(folder, "scenario.json");
  writeFileSync(
    scenario,
    JSON.stringify({
      unit: "minutes",
      arrivals: { kind: "exponential", mean: 20 },
      people: { scanner: 1 },
      activities: { Receive: { duration: 2 }, Scan: { by: "scanner", duration: { kind: "exponential", mean: 16 } } },
      process: ["Receive", "Scan"],
    }),
  );
  const found = (await rondo("simulate", scenario, "--runs", "20000", "--what-if", "people:scanner=2", "--json")).json() as {
    leadTime: { mean: number };
    asIs: { leadTime: { mean: number }; bottleneck: unknown };
  };
  expect(found.asIs.bottleneck).toMatchObject({ activity: "Scan", people: "scanner" });
  expect(found.asIs.leadTime.mean).toBeGreaterThan(found.leadTime.mean * 2);
  expect((await rondo("simulate", scenario, "--what-if", "people:porter=2")).code).toBe(2);
});

test("one more person, another order and steps with commas in their names can be tried, of a log and of a BPMN diagram too", async () => {
  const scenario = join(folder, "line.json");
  const work = (mean: number): object => ({ kind: "exponential", mean });
  writeFileSync(
    scenario,
    JSON.stringify({
      arrivals: work(20),
      people: { desk: 1, scanner: 1 },
      activities: {
        "Check, then sign": { by: "desk", duration: work(10) },
        Scan: { by: "scanner", duration: work(15) },
        Pack: { duration: 5 },
      },
      process: ["Check, then sign", "Scan", "Pack"],
    }),
  );
  const mean = async (...args: string[]): Promise<[asIs: number, with_: number, findings: string[]]> => {
    const { asIs, leadTime, findings } = (await rondo("simulate", ...args, "--json")).json() as {
      asIs?: { leadTime: { mean: number } };
      leadTime: { mean: number };
      findings: { code: string }[];
    };
    return [asIs?.leadTime.mean ?? leadTime.mean, leadTime.mean, findings.map(({ code }) => code)];
  };
  const play = (change: string): Promise<[number, number, string[]]> => mean(scenario, "--runs", "20000", "--what-if", change);
  // Two M/M/1 queues and a constant: 20 + 60 + 5. Two at the scanner: 15 / (1 - (3/8)²).
  const [asIs, bySkill] = await play("people:Scan=+1");
  expect(Math.abs(asIs - 85)).toBeLessThan(6);
  expect(Math.abs(bySkill - (20 + 15 / (1 - 0.375 ** 2) + 5))).toBeLessThan(2);
  expect((await play("people:scanner=+1"))[1]).toBeCloseTo(bySkill, 6);
  expect((await play("drop:Check, then sign, drop:Pack"))[1]).toBeCloseTo(60, -1);
  const [before, together, none] = await play("together:Scan=Check, then sign");
  expect([together < before - 5, none]).toEqual([true, []]);
  expect((await play("first:Pack=Check, then sign"))[1]).toBeCloseTo(asIs, -1);
  const log = logFile("played.csv", usual);
  expect((await mean(log, "--what-if", "first:Scan=Receive"))[2]).not.toContain("simulate.order");
  const diagram = join(folder, "played.bpmn");
  expect((await rondo("mine", log, "--bpmn", diagram)).code).toBe(0);
  expect((await mean(diagram, "--runs", "100"))[2]).toEqual(["simulate.assumed"]);
});

test("what can't be read is refused in one line, and what is wrong on the command line names the way out", async () => {
  const bomb = join(folder, "bomb.xes");
  writeFileSync(bomb, '<?xml version="1.0"?><!DOCTYPE log [<!ENTITY a "b">]><log>&a;</log>');
  const damaged = join(folder, "damaged.xes.gz");
  writeFileSync(damaged, gzipSync("<log></log>").subarray(0, 15));
  for (const file of [bomb, damaged, join(folder, "missing.xes")]) {
    const { code, err, out } = await rondo("mine", file, "--json");
    expect([code, out, err.trim().split("\n").length]).toEqual([3, "", 1]);
  }
  expect((await rondo("conform", bomb)).code).toBe(2);
  expect((await rondo("mine", bomb, "--noise", "2")).code).toBe(2);
});
