import { Refusal } from "@rondo/core/kernel";
import { compile, type Graph } from "@rondo/core/process";
import { type Answer, type Command, decide, type Effect, evolve, newRun, type RunEvent, type RunState } from "@rondo/core/run";
import { enter, faults, newLedger } from "./judge.ts";
import type { Line, Scenario } from "./read.ts";

/**
 * Performs a scenario and returns what did not come out as it says; nothing means that all did. Lines:
 * `start [by NAME] [with KEY = JSON, …] [where ROLE is NAME, …]` · `NAME completes STEP [with …]` ·
 * `NAME approves|rejects STEP [to STEP]` · `NAME asks requester|STEP about STEP` · `NAME answers` · `NAME skips STEP because …` ·
 * `NAME cancels because …` · `NAME gives STEP to NAME` · `NAME fills ROLE with NAME` · `NAME retries STEP [with …]` ·
 * `project STEP finishes` · `N minutes pass` · `message NAME [key JSON] [with …]` · `STEP is done [with …]` · `STEP fails [CODE]` ·
 * `NAME adds step "TITLE" [for NAME] because …` · `NAME adds JSON to STEP` · `NAME closes STEP` · `NAME jumps from STEP to STEP because …`.
 * Where a step is open several times, `STEP#2` is the second. `run 2: <line>` is about the second run that was started.
 * Checks: `refused CODE: <line>` · `open: STEP [for NAME], …` (all that waits for something, by name) · `turn: STEP, …` (all that waits for its turn) ·
 * `stuck: STEP CODE` · `completed|rejected|cancelled` · `answer KEY = JSON` · `happened EVENT STEP N times` · `delivered "TITLE"` ·
 * `opens project "NAME"` · `changed STEP's task|project: JSON` (what the last of them were) · `changed task|project ID: JSON` · `runs: N`.
 */
export function perform(scenario: Scenario): string[] {
  const runs: Stage[] = [];
  runs.push(new Stage(compile(scenario.definition), runs, null));
  const wrong: string[] = [];
  for (const line of scenario.lines) {
    const [, number = "1", text = line.text] = /^run (\d+): (.*)$/.exec(line.text) ?? [];
    const complaint = runs[Number(number) - 1]?.play({ ...line, text }) ?? (runs.length < Number(number) ? "there is no such run" : null);
    if (complaint !== null) wrong.push(`line ${line.place}: ${line.text}: ${complaint}`);
  }
  for (const stage of runs) {
    const replayed = stage.events.reduce((state, event) => evolve(stage.graph, state, event), newRun());
    if (JSON.stringify(replayed) !== JSON.stringify(stage.state)) wrong.push("the events do not rebuild the state");
    wrong.push(...faults(stage.graph, stage.state, stage.ledger));
  }
  return wrong;
}

class Stage {
  readonly graph: Graph;
  readonly events: RunEvent[] = [];
  readonly effects: Effect[] = [];
  state: RunState = newRun();
  readonly ledger = newLedger();
  readonly runs: Stage[];
  /** Which run started this one, and the action that waits for it. */
  readonly parent: { readonly stage: Stage; readonly task: string } | null;
  ids = 0;
  now = 1_700_000_000_000;

  constructor(graph: Graph, runs: Stage[], parent: Stage["parent"]) {
    this.graph = graph;
    this.runs = runs;
    this.parent = parent;
  }

  play({ text }: Line): string | null {
    const check = this.check(text);
    if (check !== undefined) return check;
    const refused = /^refused (\w+): (.*)$/.exec(text);
    try {
      this.command(this.parse(refused?.[2] ?? text));
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      if (refused === null) return `was refused: ${problem.code} ${JSON.stringify(problem.params)}`;
      return problem.code === refused[1] ? null : `was refused with ${problem.code}`;
    }
    return refused === null ? null : "was not refused";
  }

  command(command: Command): void {
    const circumstances = {
      now: this.now,
      zone: "Europe/Berlin",
      newId: () => `id-${(this.ids += 1)}`,
      workedBetween: (from: number, to: number) => Math.floor((to - from) / 60_000),
      dueAt: (due: { workingMinutes: number }, _start: number, activated: number) => activated + due.workingMinutes * 60_000,
    };
    const { state, events, effects } = decide(this.graph, this.state, command, circumstances);
    this.state = state;
    this.events.push(...events);
    this.effects.push(...effects);
    const wrong = enter(this.ledger, effects, events);
    if (wrong.length > 0) throw new Error(wrong.join("; "));
    for (const effect of effects) this.carryOut(effect);
  }

  /** What a server would do at once: runs that are started, messages to the other runs. */
  carryOut(effect: Effect): void {
    if (effect.type === "finishRun" && this.parent !== null)
      this.parent.stage.command({ type: "actionDone", by: null, task: this.parent.task, result: this.state.data });
    if (effect.type !== "runAction") return;
    const { action } = effect;
    if (action.do === "start") {
      const child = new Stage(this.graph, this.runs, action.wait ? { stage: this, task: effect.task } : null);
      this.runs.push(child);
      child.command({ type: "start", by: null, requester: null, people: {}, answers: action.answers });
      if (!action.wait) this.command({ type: "actionDone", by: null, task: effect.task });
    } else if (action.do === "task" || action.do === "change") {
      this.command({ type: "actionDone", by: null, task: effect.task });
    } else if (action.do === "send") {
      this.command({ type: "actionDone", by: null, task: effect.task });
      for (const run of this.runs)
        if (run.state.status === "open")
          run.command({ type: "message", by: null, name: action.name, key: action.key, answers: action.answers });
    }
  }

  parse(text: string): Command {
    const answers = answersIn(/ with (.*? = .*?)(?: where |$)/.exec(text)?.[1] ?? "");
    if (/^start\b/.test(text)) {
      const people = Object.fromEntries(
        (/ where (.*)$/.exec(text)?.[1] ?? "")
          .split(", ")
          .filter(Boolean)
          .map((pair) => pair.split(" is ") as [string, string]),
      );
      const by = /^start by (\w+)/.exec(text)?.[1] ?? null;
      return { type: "start", by, requester: by, people, answers };
    }
    const passed = /^(\d+) minutes pass$/.exec(text);
    if (passed !== null) {
      this.now += Number(passed[1]) * 60_000;
      return { type: "tick", by: null };
    }
    const message = /^message (\w+)(?: key (\S+))?/.exec(text);
    if (message !== null)
      return {
        type: "message",
        by: null,
        name: message[1] ?? "",
        key: message[2] === undefined ? null : String(JSON.parse(message[2])),
        answers,
      };
    const done = /^(\S+) is done/.exec(text);
    if (done !== null) return { type: "actionDone", by: null, task: this.task(done[1]), result: answers };
    const failed = /^(\S+) fails(?: (\w+))?$/.exec(text);
    if (failed !== null)
      return { type: "actionFailed", by: null, task: this.task(failed[1]), code: failed[2] ?? "http", message: "It did not work." };
    const project = /^project (\w+) finishes/.exec(text);
    if (project !== null) return { type: "projectFinished", by: null, task: this.task(project[1]), outcome: null };
    const [by = "", verb = "", object = ""] = text.split(/\s+/);
    const reason = / because (.*)$/.exec(text)?.[1] ?? "";
    switch (verb) {
      case "completes":
        return { type: "answer", by, task: this.task(object), answers };
      case "approves":
      case "rejects":
        return {
          type: "decide",
          by,
          task: this.task(object),
          verdict: verb === "approves" ? "approve" : "reject",
          comment: null,
          answers,
          ...(/ to (\w+)$/.test(text) && { to: / to (\w+)$/.exec(text)?.[1] ?? "" }),
        };
      case "asks":
        return {
          type: "askBack",
          by,
          task: this.task(/ about (\w+)/.exec(text)?.[1]),
          to: object === "requester" ? "requester" : { step: object },
          text: "Why?",
        };
      case "answers":
        return {
          type: "answerQuestion",
          by,
          question: this.state.tokens.find((token) => token.question)?.question?.id ?? "none",
          text: "Because.",
        };
      case "skips":
        return {
          type: "skip",
          by,
          task: this.task(object),
          reason,
        };
      case "adds":
        if (object === "step")
          return {
            type: "addStep",
            by,
            title: /"(.*?)"/.exec(text)?.[1] ?? "",
            person: / for (\w+)/.exec(text)?.[1] ?? null,
            due: null,
            reason,
          };
        return { type: "addItem", by, step: / to (\w+)$/.exec(text)?.[1] ?? "", item: JSON.parse(object) as string };
      case "closes":
        return { type: "addItem", by, step: object, item: null };
      case "jumps":
        return { type: "jump", by, task: this.task(/ from (\S+)/.exec(text)?.[1]), to: / to (\w+)/.exec(text)?.[1] ?? "", reason };
      case "cancels":
        return { type: "cancel", by, reason };
      case "gives":
        return { type: "reassign", by, task: this.task(object), person: / to (\w+)/.exec(text)?.[1] ?? null };
      case "fills":
        return { type: "fillRole", by, role: object, person: / with (\w+)/.exec(text)?.[1] ?? null };
      case "retries":
        return {
          type: "retry",
          by,
          incident: this.task(object),
          answers,
        };
      default:
        throw new Error(`"${verb}" is nothing a person can do in a scenario.`);
    }
  }

  /** Undefined: the line is no check. */
  check(text: string): string | null | undefined {
    if (text === "completed" || text === "rejected" || text === "cancelled") return same(this.state.status, text);
    const open = /^open:\s*(.*)$/.exec(text);
    if (open !== null) {
      const expected = (open[1] ?? "").split(", ").filter(Boolean);
      const waiting = this.state.tokens
        .filter(({ task }) => task !== undefined)
        .toSorted((a, b) => (a.node === b.node ? a.id - b.id : a.node < b.node ? -1 : 1));
      return same(
        waiting
          .map((token, index) =>
            expected[index]?.includes(" for ") === true ? `${token.node} for ${token.person ?? "nobody"}` : token.node,
          )
          .join(", "),
        expected.join(", "),
      );
    }
    const turn = /^turn:\s*(.*)$/.exec(text);
    if (turn !== null)
      return same(
        this.state.tokens.flatMap(({ lock, node }) => (lock === undefined ? [] : [this.graph.nodes.get(node)?.step])).join(", "),
        turn[1] ?? "",
      );
    const runs = /^runs: (\d+)$/.exec(text);
    if (runs !== null) return same(String(this.runs.length), runs[1] ?? "");
    const stuck = /^stuck: (\w+) (\S+)$/.exec(text);
    if (stuck !== null) {
      const incident = this.events.findLast((event) => event.type === "incident.raised");
      return same(
        this.state.tokens.some((token) => token.incident !== undefined && this.graph.nodes.get(token.node)?.step === stuck[1])
          ? `${incident?.step} ${incident?.code}`
          : "not stuck",
        `${stuck[1]} ${stuck[2]}`,
      );
    }
    const answer = /^answer (\w+) = (.*)$/.exec(text);
    if (answer !== null) return same(JSON.stringify(this.state.data[answer[1] ?? ""] ?? null), answer[2] ?? "");
    const happened = /^happened (\S+) (\w+) (\d+) times?$/.exec(text);
    if (happened !== null)
      return same(
        String(this.events.filter((event) => event.type === happened[1] && "step" in event && event.step === happened[2]).length),
        happened[3] ?? "",
      );
    const delivered = /^delivered "(.*)"$/.exec(text);
    if (delivered !== null)
      return same(
        this.effects.flatMap((effect) => (effect.type === "finishRun" ? [effect.deliverable?.title ?? "nothing"] : [])).join(),
        delivered[1] ?? "",
      );
    const changed = /^changed (?:(\w+)'s (task|project)|(task|project) (\S+)): (.*)$/.exec(text);
    if (changed !== null) {
      const last = this.effects
        .flatMap((effect) => (effect.type === "runAction" && effect.action.do === "change" ? [effect.action] : []))
        .at(-1);
      const makers = this.events.flatMap((event) =>
        (event.type === "action.started" || event.type === "project.requested") && event.task === last?.id ? [event.step] : [],
      );
      return same(
        `${last?.made === true ? `${makers.join()}'s ${last.what}` : `${last?.what} ${last?.id}`}: ${JSON.stringify(last?.set)}`,
        `${changed[1] === undefined ? `${changed[3]} ${changed[4]}` : `${changed[1]}'s ${changed[2]}`}: ${changed[5]}`,
      );
    }
    const opens = /^opens project "(.*)"$/.exec(text);
    if (opens !== null)
      return same(this.effects.flatMap((effect) => (effect.type === "openProject" ? [effect.name] : [])).at(-1) ?? "none", opens[1] ?? "");
    return undefined;
  }

  task(step: string | undefined): string {
    const [node, number = "1"] = (step ?? "").split("#");
    const extra = this.state.extra?.find(({ title }) => title === node);
    if (extra !== undefined) return extra.task;
    const here = this.state.tokens.filter((token) => this.graph.nodes.get(token.node)?.step === node && token.lock === undefined);
    return here[Number(number) - 1]?.task ?? here[Number(number) - 1]?.incident ?? `no open ${step}`;
  }
}

function answersIn(text: string): Record<string, Answer | null> {
  if (text === "") return {};
  return Object.fromEntries(
    text.split(/, (?=\w+ = )/).map((pair) => {
      const [key = "", value = "null"] = pair.split(" = ");
      return [key, JSON.parse(value) as Answer | null];
    }),
  );
}

function same(found: string, expected: string): string | null {
  return found === expected ? null : `found ${found === "" ? "nothing" : found}`;
}
