import type { Tx } from "../database/index.ts";
import type { JournalEvent } from "../journal/index.ts";
import type { Facts, Subjects } from "./notice.ts";
import { handoversOf, questionsOf, runsOf, tasksOf } from "./store.ts";

/** Loads all that a batch of events is about, in one query for each kind. */
export async function gatherFacts(
  tx: Tx,
  events: readonly JournalEvent[],
): Promise<{ factsOf: (event: JournalEvent) => Facts; subjects: Subjects }> {
  const ids = (kind: Kind): string[] => [...new Set(events.flatMap((event) => idOf(kind, event) ?? []))];
  const questions = byId(await unlessEmpty(ids("question"), (list) => questionsOf(tx, list)));
  const asked = [...questions.values()];
  const subjects = {
    tasks: [...new Set([...ids("task"), ...asked.map((question) => question.taskId)])],
    runs: [...new Set([...ids("run"), ...asked.map((question) => question.runId)])],
    handovers: ids("handover"),
    processes: [...new Set(events.flatMap((event) => (event.subject_kind === "process" ? [event.subject_id] : [])))],
  };
  const tasks = byId(await unlessEmpty(subjects.tasks, (list) => tasksOf(tx, list)));
  const runs = byId(await unlessEmpty(subjects.runs, (list) => runsOf(tx, list)));
  const handovers = byId(await unlessEmpty(subjects.handovers, (list) => handoversOf(tx, list)));
  const factsOf = (event: JournalEvent): Facts => {
    const question = questions.get(idOf("question", event) ?? "");
    return {
      question,
      task: tasks.get(question?.taskId ?? idOf("task", event) ?? ""),
      run: runs.get(question?.runId ?? idOf("run", event) ?? ""),
      handover: handovers.get(idOf("handover", event) ?? ""),
    };
  };
  return { factsOf, subjects };
}

type Kind = "task" | "run" | "question" | "handover";

/** The event's own subject, what its data names (`taskId`, or the engine's `task`), or its home. */
function idOf(kind: Kind, event: JournalEvent): string | null {
  if (event.subject_kind === kind) return event.subject_id;
  for (const name of [`${kind}Id`, kind]) {
    const value = event.data[name];
    if (typeof value === "string" && /^[0-9a-f-]{36}$/i.test(value)) return value;
  }
  return event.home_kind === kind ? event.home_id : null;
}

function byId<Fact extends { readonly id: string }>(facts: readonly Fact[]): Map<string, Fact> {
  return new Map(facts.map((fact) => [fact.id, fact]));
}

async function unlessEmpty<Fact>(ids: readonly string[], load: (ids: readonly string[]) => Promise<Fact[]>): Promise<Fact[]> {
  return ids.length === 0 ? [] : load(ids);
}
