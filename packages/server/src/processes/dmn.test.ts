import { adoptTable } from "@rondo/core/decision";
import type { DecisionStep } from "@rondo/core/process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestServer, type World, libraryOn, startTestServer } from "@rondo/testkit";

let server: TestServer;
let world: World;
beforeAll(async () => {
  server = await startTestServer();
  world = await libraryOn(server);
});
afterAll(() => server.stop());

const model = `<?xml version="1.0"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" name="Loans" namespace="x"><inputData id="a" name="pages"><variable name="pages" typeRef="number"/></inputData>
<decision id="d" name="How scanned"><informationRequirement><requiredInput href="#a"/></informationRequirement><decisionTable hitPolicy="UNIQUE"><input label="Pages"><inputExpression typeRef="number"><text>pages</text></inputExpression></input><output typeRef="string"/>
<rule><inputEntry><text>&gt; 300</text></inputEntry><outputEntry><text>"by the robot"</text></outputEntry></rule><rule><inputEntry><text>&lt;= 300</text></inputEntry><outputEntry><text>"by hand"</text></outputEntry></rule></decisionTable></decision></definitions>`;

test("a DMN table is read, decides in a run, and goes out as DMN again; what is no model is refused with the reason", async () => {
  const { w, ines } = world;
  const { tables } = await ines.ok("readRuleTables", { params: { w }, body: { text: model } });
  expect(tables.map(({ name, rules }) => [name, rules.length])).toEqual([["How scanned", 2]]);
  const bare: DecisionStep = { id: "how", title: "How scanned?", instructions: "", kind: "decision", branches: [] };
  let n = 0;
  const { step, fields } = adoptTable(bare, [], tables[0]!, () => `b${(n += 1)}`);
  const scan = { id: "scan", title: "Scan", instructions: "", kind: "task" as const, role: null, due: null, fields: [], checklist: [] };
  const branches = step.branches.map((branch) => (branch.label === "by the robot" ? { ...branch, steps: [scan] } : branch));
  const { id: p } = await ines.ok("createProcess", {
    params: { w },
    body: {
      name: "Scan a volume",
      definition: {
        purpose: "",
        roles: [],
        fields: [...fields],
        intake: ["pages"],
        deliverable: null,
        steps: [{ ...step, branches }],
      } as never,
    },
  });
  await ines.ok("publish", { params: { w, p }, body: {} });
  expect((await ines.ok("startRun", { params: { w, p }, body: { answers: { pages: 400 } } })).at.map(({ stepId }) => stepId)).toEqual([
    "scan",
  ]);
  expect((await ines.ok("startRun", { params: { w, p }, body: { answers: { pages: 40 } } })).state).toBe("completed");
  const out = await (
    await fetch(`${server.url}/api/workspaces/${w}/processes/${p}/steps/how/dmn`, { headers: { cookie: ines.cookie } })
  ).text();
  expect((await ines.ok("readRuleTables", { params: { w }, body: { text: out } })).tables[0]?.rules.map(({ then }) => then)).toEqual([
    ['"by the robot"'],
    ['"by hand"'],
  ]);
  expect((await ines.call("exportDmn", { params: { w, p, step: "scan" } })).body).toMatchObject({ code: "no_rule_table" });
  expect((await ines.call("readRuleTables", { params: { w }, body: { text: "<html/>" } })).body).toMatchObject({ code: "unreadable" });
});
