import { expect, test } from "vitest";
import { compile, type Definition, unchosenProcess, validateDefinition } from "@rondo/core/process";
import { type Command, decide, newRun, type RunState } from "@rondo/core/run";
import type { ProcessDraft } from "../draft/index.ts";
import { encodeText } from "../text/index.ts";
import { readTree } from "../xml/index.ts";
import { called, readBpmn, writeBpmn } from "./index.ts";

const file = (...inner: string[]): string => `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:t">
<error id="Err" name="No seat" errorCode="seat"/><escalation id="Esc" name="Late" escalationCode="late"/><message id="Msg" name="asked"/>
${inner.join("\n")}</definitions>`;
const flow = (...ids: string[]): string =>
  ids
    .slice(1)
    .map((id, index) => `<sequenceFlow id="f_${ids[index]}_${id}" sourceRef="${ids[index]}" targetRef="${id}"/>`)
    .join("");
const tasks = (...ids: string[]): string => ids.map((id) => `<userTask id="${id}" name="${id}"/>`).join("");
const read = (text: string) => readBpmn(encodeText(text), "test.bpmn");

/** What a person sees of a run of it: `step` completes a task by name, and what is open then is told by name. */
class Play {
  readonly graph;
  state: RunState = newRun();
  ids = 0;

  constructor(definition: Definition) {
    expect(validateDefinition(definition).filter(({ severity }) => severity === "error")).toEqual([]);
    this.graph = compile(definition);
    this.does({ type: "start", by: null, requester: null, people: {}, answers: {} });
  }

  does(command: Command): string[] {
    const { state } = decide(this.graph, this.state, command, {
      now: 0,
      zone: "UTC",
      newId: () => `t${(this.ids += 1)}`,
      dueAt: () => 0,
      workedBetween: () => 0,
    });
    this.state = state;
    return this.open();
  }

  open(): string[] {
    return this.state.status === "open"
      ? this.state.tokens.map((token) => token.incident ?? token.lock ?? token.undoing ?? token.node).toSorted()
      : [this.state.status];
  }

  step(name: string): string[] {
    return this.does({
      type: "answer",
      by: null,
      task: this.state.tokens.find(({ node, undoing, task }) => task !== undefined && (undoing ?? node) === name)?.task ?? name,
      answers: {},
    });
  }
}

function play(text: string, ...codes: string[]): Play {
  const { drafts, findings } = read(text);
  expect(findings.filter(({ code }) => code !== "read").map(({ code }) => code)).toEqual(codes);
  const [draft] = drafts as ProcessDraft[];
  const out = writeBpmn([draft!]).text;
  expect(readTree(encodeText(out))).toEqual(readTree(encodeText(writeBpmn(read(out).drafts as ProcessDraft[]).text)));
  expect((read(out).drafts as ProcessDraft[])[0]?.definition).toEqual(draft?.definition);
  return new Play(draft!.definition);
}

test("an escalation is heard at the edge of the sub-process, besides; the end escalates too", () => {
  const run = play(
    file(`<process id="p"><startEvent id="s"/>
    <subProcess id="sub" name="Search">${tasks("look", "again")}<startEvent id="i"/><intermediateThrowEvent id="late"><escalationEventDefinition escalationRef="Esc"/></intermediateThrowEvent>
      <endEvent id="o"><escalationEventDefinition escalationRef="Esc"/></endEvent>${flow("i", "look", "late", "again", "o")}</subProcess>
    <boundaryEvent id="b" name="Late" attachedToRef="sub" cancelActivity="false"><escalationEventDefinition escalationRef="Esc"/></boundaryEvent>
    ${tasks("remind", "after")}<endEvent id="e"/>${flow("s", "sub", "after", "e")}${flow("b", "remind")}</process>`),
  );
  expect(run.step("look")).toEqual(["again", "remind"]);
  expect(run.step("again")).toEqual(["after", "remind", "remind"]);
});

test("an event sub-process in place of the rest, and one besides, by message and by error", () => {
  const event = (id: string, attributes: string, definition: string, task: string): string =>
    `<subProcess id="${id}" name="${id}" triggeredByEvent="true"><startEvent id="${id}s" ${attributes}>${definition}</startEvent>${tasks(task)}<endEvent id="${id}e"/>${flow(`${id}s`, task, `${id}e`)}</subProcess>`;
  const text =
    file(`<process id="p"><startEvent id="s"/>${tasks("one", "two")}<endEvent id="e"><errorEventDefinition errorRef="Err"/></endEvent>${flow("s", "one", "two", "e")}
    ${event("beside", 'isInterrupting="false"', '<messageEventDefinition messageRef="Msg"/>', "reply")}${event("instead", "", '<errorEventDefinition errorRef="Err"/>', "mend")}</process>`);
  const run = play(text);
  const asked: Command = { type: "message", by: null, name: "asked", key: null, answers: {} };
  expect(run.does(asked)).toEqual(["one", "reply"]);
  expect(run.does(asked)).toEqual(["one", "reply", "reply"]);
  run.step("one");
  expect(run.step("two")).toEqual(["mend", "reply", "reply"]);
  run.step("mend");
  run.step("reply");
  expect(run.step("reply")).toEqual(["completed"]);
});

test("what a sub-process holds besides keeps it open, and goes with it", () => {
  const run = play(
    file(`<process id="p"><startEvent id="s"/><subProcess id="sub"><startEvent id="i"/>${tasks("work")}<endEvent id="o"/>${flow("i", "work", "o")}
      <subProcess id="ask" triggeredByEvent="true"><startEvent id="as" isInterrupting="false"><messageEventDefinition messageRef="Msg"/></startEvent>${tasks("reply")}${flow("as", "reply")}</subProcess></subProcess>
    ${tasks("after")}${flow("s", "sub", "after")}</process>`),
  );
  run.does({ type: "message", by: null, name: "asked", key: null, answers: {} });
  expect(run.step("work")).toEqual(["reply"]);
  expect(run.step("reply")).toEqual(["after"]);
});

test("an end that terminates ends its sub-process alone; the process goes on behind it", () => {
  const run = play(
    file(`<process id="p"><startEvent id="s"/><subProcess id="sub"><startEvent id="i"/><parallelGateway id="g"/>${tasks("a", "b")}<endEvent id="t"><terminateEventDefinition/></endEvent><endEvent id="o"/>
      ${flow("i", "g", "a", "t")}${flow("g", "b", "o")}</subProcess>${tasks("after")}${flow("s", "sub", "after")}</process>`),
  );
  expect(run.open()).toEqual(["a", "b"]);
  expect(run.step("a")).toEqual(["after"]);
});

test("a transaction that is cancelled is taken back, the latest first, by those whom the file names, and goes on at its edge", () => {
  const undone = (id: string, by: string): string =>
    `<boundaryEvent id="c_${id}" attachedToRef="${id}"><compensateEventDefinition/></boundaryEvent><userTask id="${by}" name="${by}" isForCompensation="true"/><association id="a_${id}" sourceRef="c_${id}" targetRef="${by}"/>`;
  const text =
    file(`<process id="p"><startEvent id="s"/><transaction id="tx"><startEvent id="i"/>${tasks("flight", "hotel", "pay")}${undone("flight", "noFlight")}${undone("hotel", "noHotel")}
      <endEvent id="x"><cancelEventDefinition/></endEvent>${flow("i", "flight", "hotel", "pay", "x")}</transaction>
    <boundaryEvent id="b" name="Cancelled" attachedToRef="tx"><cancelEventDefinition/></boundaryEvent>${tasks("tell", "fine")}${flow("s", "tx", "fine")}${flow("b", "tell")}</process>`);
  const run = play(text);
  run.step("flight");
  run.step("hotel");
  expect(run.step("pay")).toEqual(["hotel"]);
  expect(run.step("hotel")).toEqual(["flight"]);
  expect(run.step("flight")).toEqual(["tell"]);
  const [draft] = read(text).drafts as ProcessDraft[];
  expect(JSON.stringify(draft?.definition)).toContain('"undo":{"title":"noHotel","role":null}');
});

test("a sub-process that says itself how it is taken back is so as a whole, and only once it is finished", () => {
  const run = play(
    file(
      `<process id="p"><startEvent id="s"/><subProcess id="trip" name="Book the trip"><startEvent id="i"/>${tasks("flight", "hotel")}<endEvent id="o"/>${flow("i", "flight", "hotel", "o")}
        <boundaryEvent id="c" attachedToRef="flight"><compensateEventDefinition/></boundaryEvent><userTask id="noFlight" name="noFlight" isForCompensation="true"/><association id="a" sourceRef="c" targetRef="noFlight"/>
        <subProcess id="own" name="Cancel it" triggeredByEvent="true"><startEvent id="cs"><compensateEventDefinition/></startEvent>${tasks("noTrip")}<endEvent id="ce"/>${flow("cs", "noTrip", "ce")}</subProcess></subProcess>
        ${tasks("pay", "after")}<intermediateThrowEvent id="back"><compensateEventDefinition/></intermediateThrowEvent>${flow("s", "trip", "pay", "back", "after")}</process>`,
    ),
  );
  run.step("flight");
  run.step("hotel");
  // In place of what took back the flight alone.
  expect(run.step("pay")).toEqual(["trip"]);
  expect(run.graph.steps.get("trip")).toMatchObject({ undo: { title: "noTrip", role: null } });
  expect(run.step("trip")).toEqual(["after"]);
});

test("compensation that is thrown takes back the activity it names, and no other", () => {
  const undone = (id: string): string =>
    `<boundaryEvent id="c_${id}" attachedToRef="${id}"><compensateEventDefinition/></boundaryEvent><userTask id="no_${id}" isForCompensation="true"/><association id="a_${id}" sourceRef="c_${id}" targetRef="no_${id}"/>`;
  const run = play(
    file(
      `<process id="p"><startEvent id="s"/>${tasks("one", "two", "after")}${undone("one")}${undone("two")}<intermediateThrowEvent id="back"><compensateEventDefinition activityRef="one"/></intermediateThrowEvent>${flow("s", "one", "two", "back", "after")}</process>`,
    ),
  );
  run.step("one");
  expect(run.step("two")).toEqual(["one"]);
  expect(run.step("one")).toEqual(["after"]);
});

test("work in any order is open at once, or one at a time", () => {
  const text = (ordering: string): string =>
    file(
      `<process id="p"><startEvent id="s"/><adHocSubProcess id="any" ordering="${ordering}">${tasks("a", "b", "c")}${flow("b", "c")}</adHocSubProcess>${tasks("after")}${flow("s", "any", "after")}</process>`,
    );
  expect(play(text("Parallel"), "bpmn.ad_hoc").open()).toEqual(["a", "b"]);
  const run = play(text("Sequential"), "bpmn.ad_hoc");
  expect(run.open()).toEqual(["a", "lock any"]);
  expect(run.step("a")).toEqual(["b"]);
  run.step("b");
  expect(run.step("c")).toEqual(["after"]);
});

test("a call of a process of the file starts a run of it with what it asks; of one that is not there it is one to be chosen; both come back out", () => {
  const text = file(
    `<process id="main" name="Main"><startEvent id="s"/>${tasks("first")}<callActivity id="call" name="Bind it" calledElement="other"/><callActivity id="far" name="Elsewhere" calledElement="unknown"/>${flow("s", "first", "call", "far")}</process>`,
    `<process id="other" name="Other"><startEvent id="s2"/><exclusiveGateway id="g"/>${tasks("x", "y")}<sequenceFlow id="f1" sourceRef="s2" targetRef="g"/><sequenceFlow id="f2" sourceRef="g" targetRef="x"><conditionExpression>\${pages &gt; 100}</conditionExpression></sequenceFlow><sequenceFlow id="f3" sourceRef="g" targetRef="y"/></process>`,
  );
  const { drafts, findings } = read(text);
  expect(findings.map(({ code }) => code)).toContain("bpmn.call_unchosen");
  const ids = ["01900000-0000-7000-8000-000000000001", "01900000-0000-7000-8000-000000000002"];
  const [main, other] = called(drafts as ProcessDraft[], ids);
  expect(main?.definition.steps.map(({ kind }) => kind)).toEqual(["task", "action", "action"]);
  expect(main?.definition.steps[1]).toMatchObject({
    act: { do: "start", process: ids[1], values: [{ key: "pages", value: "pages" }], wait: true },
  });
  expect(main?.definition.steps[2]).toMatchObject({ title: "Elsewhere", act: { do: "start", process: unchosenProcess, wait: true } });
  expect(validateDefinition(main!.definition)).toMatchObject([
    { code: "process.startUnchosen", severity: "error", subject: main?.definition.steps[2]?.id },
  ]);
  expect(main?.definition.steps[0]).toMatchObject({ fields: [{ key: "pages", mode: "required" }] });
  expect(other?.definition.intake).toEqual(["pages"]);
  const out = writeBpmn([main!, other!]);
  expect(out.findings).toEqual([]);
  expect(readTree(encodeText(out.text)).root).toEqual(readTree(encodeText(writeBpmn(drafts as ProcessDraft[]).text)).root);
});

test("processes that call themselves or each other are read", () => {
  const calling = (id: string, other: string): string =>
    `<process id="${id}"><startEvent id="s${id}"/><callActivity id="c${id}" calledElement="${other}"/>${tasks(`t${id}`)}${flow(`s${id}`, `c${id}`, `t${id}`)}</process>`;
  const { drafts } = read(file(calling("a", "b"), calling("b", "a"), calling("c", "c")));
  expect((drafts as ProcessDraft[]).map(({ definition }) => definition.steps[0]?.kind)).toEqual(["action", "action", "action"]);
});

test("what a message starts begins with that message here too, and goes out as such", () => {
  const text = file(
    `<process id="p" name="Lend"><startEvent id="s"><messageEventDefinition messageRef="Msg"/></startEvent>${tasks("a")}<endEvent id="e"/>${flow("s", "a", "e")}</process>`,
  );
  const { drafts, findings } = read(text);
  const [draft] = drafts as [ProcessDraft];
  expect(draft.definition.startMessage).toBe("asked");
  expect(findings.map(({ code }) => code)).not.toContain("bpmn.start_by_hand");
  const { source: _, ...drawn } = draft;
  const again = writeBpmn([drawn]).text;
  expect(again).toMatch(/<bpmn:startEvent id="Start" name="asked">[\s\S]*?<bpmn:messageEventDefinition/u);
  expect(read(again).drafts).toMatchObject([{ definition: draft.definition }]);
  expect(read(again.replace(/<bpmn:extensionElements>[\s\S]*?<\/bpmn:extensionElements>/u, "")).drafts).toMatchObject([
    { definition: { startMessage: "asked" } },
  ]);
});

test("of several starts by messages each begins with its own; a second one by the same message is begun by hand", () => {
  const starts = ["asked", "Call", "Call"].map(
    (name, n) =>
      `<startEvent id="s${n}" name="By ${n}"><messageEventDefinition messageRef="${name === "asked" ? "Msg" : "Call"}"/></startEvent>`,
  );
  const { drafts, findings } = read(
    file(
      `<message id="Call" name="rung"/><process id="p" name="Lend">${starts.join("")}${tasks("a0", "a1", "a2", "b")}<exclusiveGateway id="x"/><endEvent id="e"/>
      ${flow("s0", "a0", "x", "b", "e")}${flow("s1", "a1", "x")}${flow("s2", "a2", "x")}</process>`,
    ),
  );
  const [draft] = drafts as [ProcessDraft];
  const [key = ""] = draft.definition.intake;
  expect(draft.definition).toMatchObject({ startMessage: "asked", otherStarts: [{ message: "rung", key, value: "By 1" }] });
  expect(validateDefinition(draft.definition).filter(({ severity }) => severity === "error")).toEqual([]);
  expect(findings.find(({ code }) => code === "bpmn.start_by_hand")?.message).toContain("“By 2”");
  const { source: _, ...drawn } = draft;
  expect(read(writeBpmn([drawn]).text).drafts).toMatchObject([{ definition: draft.definition }]);
});
