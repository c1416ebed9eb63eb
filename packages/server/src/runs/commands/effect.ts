import type { Graph } from "@rondo/core/process";
import type { Command, Effect } from "@rondo/core/run";
import type { Work } from "../../http/index.ts";
import { goesOutside } from "../../outbound/index.ts";
import { openProjectForRun } from "../../projects/index.ts";
import { updateTask } from "../../tasks/index.ts";
import { personFor } from "../fall.ts";
import { escalate } from "../escalate.ts";
import { deliveryMail, questionMail } from "../present/outside.ts";
import { wordsOf } from "../present/journal.ts";
import type { LockedRun } from "../store/run.ts";
import { asksRating } from "../store/process.ts";
import { answerQuestion, insertQuestion } from "../store/question.ts";
import { closeStepTask, holdStepTask, moveStepDue } from "../store/step.ts";

/** Whether an effect gives nothing to anybody, so that nobody need stay a member for it. */
export function givesNobody(effect: Effect): boolean {
  return effect.type === "runAction" ? goesOutside(effect.action) : withoutPeople.has(effect.type);
}
const withoutPeople: ReadonlySet<Effect["type"]> = new Set(["closeTask", "moveDue", "dropAction", "wake", "finishRun"]);

/** What an effect does to the tasks, questions, projects and mail of this run; other runs have no part in it. */
export async function serve(work: Work, run: LockedRun, graph: Graph, effect: Effect, command: Command | null): Promise<void> {
  const { tx } = work;
  switch (effect.type) {
    case "closeTask":
      return closeStepTask(tx, effect.task, effect.outcome, work.actorId, wordsOf(command));
    case "holdTask":
      return holdStepTask(tx, effect.task, effect.reason, effect.shift);
    case "moveDue":
      return moveStepDue(tx, effect.task, effect.due);
    case "retellTask":
      return void (await updateTask(tx, effect.task, {
        title: effect.title,
        notes: graph.steps.get(effect.step)?.instructions ?? "",
        step_id: effect.step,
      }));
    case "openQuestion":
      await insertQuestion(tx, {
        id: effect.question,
        runId: run.run_id,
        taskId: effect.task,
        text: effect.text,
        by: work.actorId,
        to: effect.person,
      });
      await updateTask(tx, effect.task, { open_question: effect.text });
      if (effect.person === null && run.requester_email !== null)
        await work.system.mail.queue(tx, work.workspaceId, questionMail(work, run, effect.text));
      return;
    case "closeQuestion":
      if (effect.outcome === "answered" && command?.type === "answerQuestion")
        await answerQuestion(tx, effect.question, command.text, work.actorId);
      else await answerQuestion(tx, effect.question, "", null);
      return void (await updateTask(tx, effect.task, { open_question: null }));
    case "escalate":
      return escalate(work, run, effect);
    case "openProject":
      return openProjectForRun(work, {
        name: effect.name,
        ownerId: await personFor(work, run, effect.role, effect.person),
        runId: run.run_id,
        stepId: effect.step,
        taskId: effect.task,
      });
    case "finishRun":
      if (effect.outcome === "completed" && run.requester_email !== null)
        await work.system.mail.queue(tx, work.workspaceId, deliveryMail(work, run, await asksRating(tx, run.process_id)));
      return;
    case "releaseProject":
    case "openIncident":
    case "closeIncident":
      return; // the state and the journal say it all
    default:
      return;
  }
}
