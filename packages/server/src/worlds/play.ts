import { stepsOf } from "@rondo/core/process";
import { invariant } from "@rondo/core/kernel";
import { proofOf } from "../intake/index.ts";
import type { Here } from "./here.ts";
import type { Act, WorldRun } from "./world.ts";

/** Plays what the story says of today, act by act, each by the person who would have done it; the runs of one process in its order. */
export async function playRuns(here: Here): Promise<void> {
  await Promise.all(
    [...Map.groupBy(here.world.runs, (run) => run.process).values()].map(async (runs) => {
      for (const run of runs) {
        const id = here.runs.get(run) ?? (await start(here, run));
        here.runs.set(run, id);
        for (const act of run.acts.slice(here.played.get(id))) await play(here, id, run.process, act);
      }
    }),
  );
}

export async function start({ w, as, stranger, processes, world }: Here, run: WorldRun): Promise<string> {
  const process = processes.get(run.process);
  invariant(process, `the story starts ${run.process}, which the world does not have`);
  if (run.form === undefined)
    return (await as(run.by as string)("startRun", { params: { w, p: process.id }, body: { answers: run.answers } })).id;
  const token = process.formUrl?.split("/").at(-1) as string;
  const { ticket, work } = await stranger("getForm", { params: { token } });
  await stranger("sendForm", { params: { token }, body: { ...run.form, ticket, proof: proofOf(ticket, work), answers: run.answers } });
  const [newest] = (await as(world.owner)("listRuns", { params: { w, p: process.id } })).items;
  return newest?.id as string;
}

export async function play({ w, as, personOf, openTask, processes }: Here, runId: string, process: string, act: Act): Promise<void> {
  const by = as(act.by);
  if (act.cancel !== undefined) return void (await by("cancelRun", { params: { w, r: runId }, body: { reason: act.cancel } }));
  const t = await openTask(runId, act.step as string);
  invariant(t, `the story works “${act.step}” of ${process}, which is not open`);
  const params = { w, t };
  if (act.say !== undefined)
    return void (await by("addComment", { params, body: { text: act.say, mentions: (act.mentions ?? []).map(personOf) } }));
  if (act.skip !== undefined) return void (await by("skipStep", { params, body: { reason: act.skip } }));
  if (act.ask !== undefined)
    return void (await by("askBack", {
      params,
      body: { text: act.ask, to: act.to === "requester" ? "requester" : personOf(act.to as string) },
    }));
  if (act.decide !== undefined) return void (await by("decide", { params, body: { verdict: act.decide, comment: act.comment ?? "" } }));
  const step = stepsOf(processes.get(process)!.definition).find(({ id }) => id === act.step);
  const checked = step?.kind === "task" ? step.checklist.map((item) => item.id) : [];
  await by("completeTask", { params, body: { answers: act.answers ?? {}, checked } });
}
