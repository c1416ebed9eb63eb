import { expect, test } from "vitest";
import { emptyDefinition } from "@rondo/core/process";
import { server, world, done, carried, read, withServer } from "./imports.fixture.ts";

withServer();

test("a file of BPMN becomes draft processes, and each is exported with all that the file had", async () => {
  const bpmn = `<?xml version="1.0" encoding="UTF-8"?>
<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:x="urn:other-tool" targetNamespace="urn:t">
  <b:process id="P" name="Lend a laptop"><b:extensionElements><x:colour value="red"/></b:extensionElements>
    <b:startEvent id="s"/><b:userTask id="hand" name="Hand it out"/><b:endEvent id="e"/>
    <b:sequenceFlow id="f1" sourceRef="s" targetRef="hand"/><b:sequenceFlow id="f2" sourceRef="hand" targetRef="e"/></b:process>
  <b:message id="m" name="Reminder"/>
</b:definitions>
`;
  const report = await done(world.ines, "laptop.bpmn", bpmn);
  expect(carried(report)).toEqual(read(report));
  const made = report.made[0]!;
  expect(made).toMatchObject({ kind: "process", name: "Lend a laptop" });
  const exported = async (): Promise<string> =>
    (await fetch(`${server.url}/api/workspaces/${world.w}/processes/${made.id}/bpmn`, { headers: { cookie: world.ines.cookie } })).text();
  expect(await exported()).toBe(bpmn);
  const draft = await world.ines.ok("getDraft", { params: { w: world.w, p: made.id } });
  const steps = draft.definition.steps.map((step) => ({ ...step, title: "Hand it over" }));
  await world.ines.ok("saveDraft", {
    params: { w: world.w, p: made.id },
    version: draft.version,
    body: { definition: { ...draft.definition, steps } },
  });
  expect(await exported()).toContain('<b:userTask id="hand" name="Hand it over"/>');
  expect(await exported()).toContain('<b:message id="m" name="Reminder"/>');
});

test("processes of one file that call each other are started by each other, and go out as they came", async () => {
  const bpmn = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:t">
  <process id="lend" name="Lend a volume"><startEvent id="s"/><callActivity id="call" name="Bind it first" calledElement="bind"/><userTask id="hand" name="Hand it out"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="call"/><sequenceFlow id="f2" sourceRef="call" targetRef="hand"/></process>
  <process id="bind" name="Bind a volume"><userTask id="sew" name="Sew it"/></process>
</definitions>
`;
  const { w, ines } = world;
  const { made, findings } = await done(ines, "lend.bpmn", bpmn);
  expect(findings.map(({ code }) => code)).not.toContain("bpmn.call_unchosen");
  for (const { id } of made) {
    await ines.ok("publish", { params: { w, p: id }, body: {} });
    expect(await (await fetch(`${server.url}/api/workspaces/${w}/processes/${id}/bpmn`, { headers: { cookie: ines.cookie } })).text()).toBe(
      bpmn,
    );
  }
  const run = await ines.ok("startRun", { params: { w, p: made[0]!.id }, body: {} });
  const [binding] = (await ines.ok("listRuns", { params: { w, p: made[1]!.id } })).items;
  const { at } = await ines.ok("getRun", { params: { w, r: binding!.id } });
  await ines.ok("completeTask", { params: { w, t: at[0]!.taskId! }, body: {} });
  expect((await ines.ok("getRun", { params: { w, r: run.id } })).at.map(({ stepId }) => stepId)).toEqual(["hand"]);
});

test("a call of a process that is not in the file is one to be chosen before it is published, and goes out as it came", async () => {
  const bpmn = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:t">
  <process id="lend" name="Lend a map"><startEvent id="s"/><callActivity id="call" name="Restore it first" calledElement="restore"/><userTask id="hand" name="Hand it out"/>
    <sequenceFlow id="f1" sourceRef="s" targetRef="call"/><sequenceFlow id="f2" sourceRef="call" targetRef="hand"/></process>
</definitions>
`;
  const { w, ines } = world;
  const restoring = await ines.ok("createProcess", { params: { w }, body: { name: "Restore a map", definition: restore } });
  await ines.ok("publish", { params: { w, p: restoring.id }, body: {} });
  const { made, findings } = await done(ines, "lend-a-map.bpmn", bpmn);
  expect(findings.map(({ code }) => code)).toContain("bpmn.call_unchosen");
  const p = made[0]!.id;
  const refused = await ines.call("publish", { params: { w, p }, body: {} });
  expect(refused.body).toMatchObject({ params: { findings: expect.stringContaining("Choose which") } });
  const { definition, version } = await ines.ok("getDraft", { params: { w, p } });
  const steps = definition.steps.map((step) => (step.kind === "action" ? { ...step, act: { ...step.act, process: restoring.id } } : step));
  await ines.ok("saveDraft", { params: { w, p }, version, body: { definition: { ...definition, steps } as never } });
  await ines.ok("publish", { params: { w, p }, body: {} });
  await ines.ok("startRun", { params: { w, p }, body: {} });
  expect((await ines.ok("listRuns", { params: { w, p: restoring.id } })).items).toHaveLength(1);
  expect(await (await fetch(`${server.url}/api/workspaces/${w}/processes/${p}/bpmn`, { headers: { cookie: ines.cookie } })).text()).toBe(
    bpmn,
  );
});

const restore = {
  ...emptyDefinition(),
  steps: [{ id: "paste", title: "Paste it", instructions: "", kind: "task" as const, role: null, due: null, fields: [], checklist: [] }],
};
