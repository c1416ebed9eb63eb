import type { AnswerOf, operations } from "@rondo/contract";
import type { Why } from "@rondo/core/assignment";
import type { Graph } from "@rondo/core/process";
import type { ClockNow, Held, RunState } from "@rondo/core/run";
import { ref } from "../../tasks/index.ts";
import type { FileRow } from "../store/linked.ts";
import type { QuestionRow } from "../store/question.ts";
import type { OpenedRow, RunRow } from "../store/run.ts";
import type { StepRow } from "../store/step.ts";
import type { Tried } from "./tried.ts";

export type Run = AnswerOf<typeof operations.getRun>;

export type RunSummary = AnswerOf<typeof operations.listRuns>["items"][number];

export function presentSummary(row: RunRow, open: readonly (StepRow & { title: string })[], graph: Graph, now: Date): RunSummary {
  return {
    id: row.run_id,
    title: row.title,
    number: row.number,
    processId: row.process_id,
    processName: row.process_name,
    revision: row.revision,
    state: row.status,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    startedBy: ref(row.started_by, row.starter_name),
    asProject: row.as_project,
    startedVia: row.started_via,
    requester: row.requester_name,
    at: open.map((step) => ({
      stepId: step.step_id,
      title: step.title,
      taskId: step.task_id,
      owner: ref(step.owner_id, step.owner_name),
      dueAt: step.due_at,
    })),
    standsAt: row.status === "running" ? standsAt(row.state, graph, new Set(open.map(({ task_id }) => task_id))) : [],
    clocks: (row.state.clocks ?? []).map((clock) => presentClock(clock, now)),
  };
}

/** The steps that its tokens stand at, other than the tasks that somebody has. */
function standsAt({ tokens }: RunState, graph: Graph, tasks: ReadonlySet<string>): RunSummary["standsAt"] {
  const here = new Map<string, RunSummary["standsAt"][number]>();
  for (const { node, incident, task } of tokens) {
    const step = graph.steps.get(graph.nodes.get(node)?.step ?? "");
    const stuck = incident !== undefined;
    if (step === undefined || (!stuck && (task === undefined || tasks.has(task)))) continue;
    here.set(step.id, { stepId: step.id, title: step.title, stuck: stuck || here.get(step.id)?.stuck === true });
  }
  return [...here.values()];
}

function presentClock(clock: ClockNow, now: Date): RunSummary["clocks"][number] {
  const { id, name, target, ran, due, waits, marks, kept } = clock;
  const state = kept === undefined ? (waits === undefined ? "counting" : "waiting") : kept === null ? "dropped" : kept ? "kept" : "missed";
  return {
    id,
    name,
    state,
    targetMinutes: target,
    ranMinutes: Math.round(ran),
    dueAt: due === undefined ? null : new Date(due).toISOString(),
    waitsFor: waits ?? null,
    late: kept === undefined ? ran >= target || (due !== undefined && due <= now.getTime()) : kept === false,
    warned: marks > 0,
  };
}

export type Check = { readonly item: string; readonly by: string | null; readonly at: string };

export type RunParts = {
  readonly row: RunRow;
  readonly graph: Graph;
  readonly steps: readonly (StepRow & { title: string })[];
  readonly questions: readonly QuestionRow[];
  readonly projects: readonly OpenedRow[];
  readonly checked: ReadonlyMap<string, readonly string[]>;
  readonly checks: ReadonlyMap<string, readonly Check[]>;
  /** Why whom was given it, by task. */
  readonly given: ReadonlyMap<string, { readonly person: string; readonly why: Why }>;
  readonly incidents: Run["incidents"];
  readonly waits: Run["waits"];
  readonly passed: Run["passed"];
  readonly files: Run["files"];
  readonly linked: Run["linked"];
  readonly clockSpans: Run["clockSpans"];
  readonly now: Date;
  /** Of steps that somebody outside does, by task. */
  readonly links: ReadonlyMap<string, { readonly email: string | null; readonly made_at: string; readonly used_at: string | null }>;
  readonly names: ReadonlyMap<string, string>;
  /** By task. */
  readonly held: ReadonlyMap<string, Held>;
  readonly mayComplete: (step: StepRow) => boolean;
  readonly mayDecide: (step: StepRow) => boolean;
  readonly may: Run["may"];
  readonly mayControl: boolean;
  readonly mayShow: boolean;
  readonly requestUrl: string | null;
};

export function presentRun(parts: RunParts): Run {
  const { row } = parts;
  return {
    ...presentSummary(
      row,
      parts.steps.filter((step) => step.closed_at === null),
      parts.graph,
      parts.now,
    ),
    definition: parts.graph.definition,
    fillings: row.fillings.map((filling) => ({ ...filling, name: parts.names.get(filling.personId ?? filling.teamId ?? "") ?? null })),
    answers: { ...row.state.data } as Run["answers"],
    files: parts.files,
    linked: parts.linked,
    clockSpans: parts.clockSpans,
    steps: [...parts.steps.map((step) => presentStep(step, parts)), ...parts.projects.map((project) => presentProjectStep(project, parts))],
    passed: parts.passed,
    kept: (row.state.kept ?? []).map(({ title, answers, rows = [] }) => ({
      title,
      answers: { ...answers } as Run["answers"],
      rows: rows.map((one) => ({ ...one })),
    })),
    held: presentHeld(row.state.held, parts.names),
    incidents: parts.incidents,
    waits: parts.waits,
    outcome: row.outcome,
    requestUrl: parts.requestUrl,
    may: parts.may,
    mayControl: parts.mayControl,
    mayShow: parts.mayShow,
    version: row.version,
  };
}

function presentStep(
  step: StepRow & { title: string },
  { questions, checked, checks, given, names, links, held, mayComplete, mayDecide }: RunParts,
): Run["steps"][number] {
  const question = questions.findLast((one) => one.task_id === step.task_id);
  return {
    stepId: step.step_id,
    round: step.round,
    state: step.closed_as ?? "open",
    taskId: step.task_id,
    openedAt: step.created_at,
    closedAt: step.closed_at,
    by: ref(step.by_id, step.by_name),
    owner: ref(step.owner_id, step.owner_name),
    team: ref(step.team_id, step.team_name),
    dueAt: step.due_at,
    decision: step.verdict,
    comment: step.words === "" ? null : step.words,
    checked: [...(checked.get(step.task_id) ?? (checks.get(step.task_id) ?? []).map(({ item }) => item))],
    checks: (checks.get(step.task_id) ?? []).map(({ item, by, at }) => ({ item, by: ref(by, names.get(by ?? "") ?? null), at })),
    question:
      question === undefined
        ? null
        : {
            id: question.question_id,
            text: question.text,
            by: ref(question.asked_by, question.asker_name),
            to: question.to_name ?? "requester",
            answer: question.answer,
          },
    projectId: null,
    given: presentWhy(step, given.get(step.task_id), names),
    outsider: presentLink(links.get(step.task_id)),
    title: step.title,
    held: presentHeld(held.get(step.task_id), names),
    mayComplete: mayComplete(step),
    mayDecide: mayDecide(step),
  };
}

function presentHeld(held: Held | undefined, names: ReadonlyMap<string, string>): Run["held"] {
  return held === undefined
    ? null
    : { since: new Date(held.at).toISOString(), by: ref(held.by, names.get(held.by ?? "") ?? null), reason: held.reason };
}

function presentLink(
  link: { readonly email: string | null; readonly made_at: string; readonly used_at: string | null } | undefined,
): Run["steps"][number]["outsider"] {
  return link === undefined ? null : { email: link.email, sentAt: link.made_at, usedAt: link.used_at };
}

/** The reason holds for whom it was given to; somebody else has it for theirs. */
function presentWhy(
  step: StepRow,
  given: { readonly person: string; readonly why: Why } | undefined,
  names: ReadonlyMap<string, string>,
): Run["steps"][number]["given"] {
  if (given === undefined || given.person !== step.owner_id) return null;
  const { why } = given;
  return {
    code: why.code,
    of: "of" in why ? ref(why.of, names.get(why.of) ?? null) : null,
    until: "until" in why ? why.until : null,
    open: "open" in why ? why.open : null,
  };
}

function presentProjectStep(project: OpenedRow, { graph }: RunParts): Run["steps"][number] {
  return {
    stepId: project.opened_by_step,
    round: 1,
    state: project.completed_at === null ? "open" : "completed",
    taskId: null,
    openedAt: project.created_at,
    closedAt: project.completed_at,
    by: null,
    owner: null,
    team: null,
    dueAt: null,
    decision: null,
    comment: null,
    checked: [],
    checks: [],
    question: null,
    projectId: project.project_id,
    given: null,
    outsider: null,
    title: project.name ?? graph.steps.get(project.opened_by_step)?.title ?? "",
    held: null,
    mayComplete: false,
    mayDecide: false,
  };
}

/** What a run waits for that is in nobody's hands, as its state says it. */
export function waitsOf(state: RunState, graph: Graph, tried: ReadonlyMap<number, Tried>): Run["waits"] {
  const { tokens, blocks = [] } = state;
  const itemOf = (place: number | undefined): string | null => {
    for (let block = blocks.find(({ id }) => id === place); block !== undefined; block = blocks.find(({ id }) => id === block?.in))
      if (block.item !== undefined) return String(blocks.find(({ id }) => id === block?.in)?.items?.[block.item] ?? block.item + 1);
    return null;
  };
  const waits = tokens.flatMap((token): Run["waits"] => {
    const step = graph.steps.get(graph.nodes.get(token.node)?.step ?? "");
    if (step === undefined || token.incident !== undefined || token.byHand === true) return [];
    const what =
      token.lock !== undefined
        ? "turn"
        : step.kind === "wait"
          ? token.until !== undefined
            ? "time"
            : token.message !== undefined
              ? "message"
              : "condition"
          : step.kind === "action" && step.act.do === "start"
            ? "run"
            : step.kind === "action" || step.kind === "undo"
              ? "action"
              : null;
    if (what === null) return [];
    return [
      {
        id: token.task ?? String(token.id),
        stepId: step.id,
        what,
        until: token.until === undefined ? null : new Date(token.until).toISOString(),
        message: token.message?.name ?? null,
        tried: tried.get(token.id) ?? null,
        item: itemOf(token.in),
      },
    ];
  });
  const growing = blocks.flatMap((block): Run["waits"] => {
    const step = graph.steps.get(block.step);
    if (step?.kind !== "each" || !step.growing || block.items === undefined || block.closed === true) return [];
    return [
      {
        id: String(block.id),
        stepId: step.id,
        what: "items",
        until: null,
        message: null,
        tried: null,
        item: null,
      },
    ];
  });
  return [...waits, ...growing];
}

export function presentFile(row: FileRow): Run["files"][number] {
  return { id: row.attachment_id, name: row.name, media: row.media, size: row.size };
}
