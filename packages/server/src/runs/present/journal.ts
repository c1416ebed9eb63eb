import type { AnswerOf, operations } from "@rondo/contract";
import { type Graph, branchesOf } from "@rondo/core/process";
import { type Answers, type Command, type Effect, type RunEvent, recordOf } from "@rondo/core/run";
import type { Work } from "../../http/index.ts";
import type { LockedRun, RunEnd } from "../store/run.ts";
import type { Check, Run } from "./run.ts";

/** When each clock counted and when it stood still, from what the run's journal says of them. */
export function clockSpansOf(
  events: readonly { readonly name: string; readonly data: Readonly<Record<string, unknown>> }[],
): Run["clockSpans"] {
  const spans: Run["clockSpans"] = [];
  for (const { name, data } of events) {
    if (!name.startsWith("clock.") || name === "clock.reached") continue;
    const [clock, at] = [String(data["clock"]), new Date(Number(data["at"])).toISOString()];
    const open = spans.findLast((span) => span.clock === clock && span.to === null);
    if (open !== undefined) open.to = at;
    if (name !== "clock.stopped")
      spans.push({ clock, from: at, to: null, waitsFor: name === "clock.paused" ? String(data["waits"]) : null });
  }
  return spans;
}

/** The steps in nobody's hands that the run has behind it, by what its journal says last of each. */
export function passedOf(events: readonly Mark[]): Run["passed"] {
  const passed = new Map<string, Run["passed"][number]["state"]>();
  for (const { name, data } of events) {
    if (["wait.ended", "action.done", "data.set"].includes(name)) passed.set(String(data["step"]), "completed");
    if (["step.skipped", "incident.skipped"].includes(name)) passed.set(String(data["step"]), "skipped");
  }
  return Array.from(passed, ([stepId, state]) => ({ stepId, state }));
}

/** What an event is about, in the words of the revision that the run was on then. */
export function namedIn(
  { definition, steps, fields }: Graph,
  data: Readonly<Record<string, unknown>>,
): Pick<RunEventItem, "named" | "fields"> {
  const step = steps.get(String(data["step"]));
  const branch =
    step === undefined
      ? undefined
      : [...branchesOf(step), ...(step.attached ?? [])].find(({ id }) => id === (data["branch"] ?? data["handler"]));
  const item = step?.kind === "task" ? step.checklist.find(({ id }) => id === data["item"]) : undefined;
  const answered = Object.keys((data["answers"] ?? {}) as object).filter((key) => fields.has(key));
  return {
    named: { step: step?.title ?? null, branch: branch?.label ?? null, item: item?.title ?? null },
    fields: definition.fields.filter(({ key }) => answered.includes(key)),
  };
}

type RunEventItem = AnswerOf<typeof operations.listRunEvents>["items"][number];

type Mark = { readonly name: string; readonly actor: string | null; readonly data: Readonly<Record<string, unknown>> };

/** The ticks that stand, by task. */
export function checksOf(events: readonly Mark[]): Map<string, readonly Check[]> {
  const checks = new Map<string, readonly Check[]>();
  for (const { name, actor, data } of events) {
    if (name !== "point.checked" && name !== "point.unchecked") continue;
    const [task, item] = [String(data["task"]), String(data["item"])];
    const others = (checks.get(task) ?? []).filter((check) => check.item !== item);
    checks.set(
      task,
      name === "point.unchecked"
        ? others
        : [
            ...others,
            { item, by: data["by"] === undefined ? actor : (data["by"] as string | null), at: new Date(Number(data["at"])).toISOString() },
          ],
    );
  }
  return checks;
}

/** "Digitise a volume #12: Codex Gigas": the first short answer of the form tells runs apart. */
export function titleOf(process: string, number: number, graph: Graph, answers: Answers): string {
  const telling = graph.definition.intake
    .map((key) => ({ kind: graph.fields.get(key)?.kind, answer: answers[key] }))
    .find(({ kind, answer }) => kind === "text" && typeof answer === "string" && answer.trim() !== "");
  const name = `${process} #${number}`;
  return telling === undefined ? name : `${name}: ${String(telling.answer).trim().replace(/\s+/g, " ").slice(0, 120)}`;
}

/** How the run ends by what is to be done; null: it does not. */
export function endOf(effects: readonly Effect[]): RunEnd {
  const finish = effects.find((effect) => effect.type === "finishRun");
  if (finish === undefined) return { status: "running", outcome: null };
  return finish.outcome === "completed"
    ? { status: "completed", outcome: "delivered" }
    : { status: finish.outcome === "rejected" ? "completed" : "cancelled", outcome: finish.outcome };
}

/** What somebody said with a command. */
export function wordsOf(command: Command | null): string {
  if (command === null) return "";
  if (command.type === "decide") return command.comment ?? "";
  return command.type === "skip" || command.type === "cancel" ? command.reason : "";
}

/** The event as it stands in the journal: `evolve` over a run's events (`eventOf`) rebuilds its state exactly. The first one says which run it is. */
export function journalled(
  run: LockedRun,
  event: RunEvent,
  version: number,
  actor: string | null,
  byMove: boolean,
): Parameters<Work["append"]>[0] {
  const data = recordOf(event, actor);
  return {
    name: event.type,
    subjectKind: "run",
    subjectId: run.run_id,
    version,
    homeKind: "run",
    homeId: run.run_id,
    data:
      version > 1
        ? { ...data, ...(byMove && { byMove }) }
        : { ...data, run: { title: run.title, processId: run.process_id, revision: run.revision, requesterId: run.requester_id } },
  };
}
