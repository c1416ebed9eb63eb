import { mails } from "../mail/index.ts";
import { randomUUID } from "node:crypto";
import type { Step, TaskStep } from "@rondo/core/process";
import { type Answer, dataAt } from "@rondo/core/run";
import { type Work, linkToken } from "../http/index.ts";
import { putLink } from "./store/outsider.ts";
import type { LockedRun } from "./store/run.ts";

/** Where a step is done by somebody outside, its first link, mailed as soon as it opens. */
export async function openLink(
  work: Work,
  run: LockedRun,
  step: Step,
  { task, title }: { readonly task: string; readonly title: string },
): Promise<void> {
  if (step.kind !== "task" || step.outsider === undefined) return;
  const linkId = randomUUID();
  const email = whereTo(step, dataAt(run.state, run.state.tokens.find((one) => one.task === task)?.in), run.requester_email);
  await putLink(work.tx, task, linkId, email);
  await sendLink(work, { title, run: run.title, email, linkId });
}

/** The address that a step's link goes to, as far as it is known. */
export function whereTo(step: TaskStep, known: Readonly<Record<string, Answer>>, requester: string | null): string | null {
  const to = step.outsider?.to ?? null;
  const answer = to === null ? requester : known[to];
  return typeof answer === "string" && answer !== "" ? answer : null;
}

/** Mails a link; false where there is nobody to mail it to, or no mail server. */
export async function sendLink(
  work: Pick<Work, "tx" | "system" | "workspaceId">,
  { title, run, email, linkId }: { readonly title: string; readonly run: string; readonly email: string | null; readonly linkId: string },
): Promise<boolean> {
  if (email === null || !work.system.mail.configured) return false;
  const url = `${work.system.publicUrl}/step/${linkToken(work.workspaceId, linkId)}`;
  await work.system.mail.queue(work.tx, work.workspaceId, { to: email, words: mails.step(title, run, url) });
  return true;
}
