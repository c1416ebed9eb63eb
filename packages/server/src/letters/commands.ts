import { mails } from "../mail/index.ts";
import { createHash } from "node:crypto";
import { Refusal } from "@rondo/core/kernel";
import type { Answers } from "@rondo/core/run";
import { attachFile, keepFile } from "../attachments/index.ts";
import { type Actor, type Work, workIn } from "../http/index.ts";
import { findForm } from "../intake/index.ts";
import { type Addressed, type Letter, answerOf } from "../mail/index.ts";
import { startRun } from "../runs/index.ts";
import type { System } from "../system.ts";
import { say, sayFromOutside } from "../tasks/index.ts";
import { findReplyAddress, firstStepOf, insertLetter } from "./store.ts";

/** Whether a letter to this address would do anything. */
export async function isKnown(system: System, { purpose, workspaceId, secretId }: Addressed): Promise<boolean> {
  return system.database.inWorkspace(
    workspaceId,
    async (tx) => (purpose === "start" ? await findForm(tx, secretId) : await findReplyAddress(tx, secretId)) !== undefined,
    "read",
  );
}

/**
 * Does what a letter asks: starts a run of the process whose form is open, or says its text about a task as the person
 * whose reply address it is. A letter that comes twice counts once; what a machine wrote is taken and left.
 */
export async function takeLetter(system: System, letter: Letter, to: Addressed): Promise<void> {
  if (letter.automatic) return;
  const known =
    to.purpose === "reply"
      ? await system.database.inWorkspace(to.workspaceId, (tx) => findReplyAddress(tx, to.secretId), "read")
      : undefined;
  await workIn(system, to.workspaceId, known?.person_id ?? null, async (work) => {
    const sender = letter.messageId === "" ? `${letter.from.address}\n${letter.subject}\n${letter.text}` : letter.messageId;
    if (!(await insertLetter(work.tx, createHash("sha256").update(`${to.purpose} ${to.secretId}\n${sender}`).digest()))) return;
    await (to.purpose === "start" ? start(work, letter, to.secretId) : reply(work, letter, to.secretId));
  }).catch((error: unknown) => {
    // What is refused stays refused however often it is sent.
    if (!(error instanceof Refusal)) throw error;
    system.log.info({ code: error.code }, "a letter was refused");
  });
}

/** The subject answers the first short text of the form, the letter the first long one; without one it is said beside the first step. */
async function start(work: Work, letter: Letter, intakeId: string): Promise<void> {
  const form = await findForm(work.tx, intakeId);
  if (form === undefined) return;
  const asked = form.definition.intake.flatMap((key) => form.definition.fields.find((field) => field.key === key) ?? []);
  const [short, long] = [asked.find((field) => field.kind === "text"), asked.find((field) => field.kind === "longText")];
  const answers: Answers = {
    ...(short !== undefined && letter.subject !== "" && { [short.key]: letter.subject }),
    ...(long !== undefined && letter.text !== "" && { [long.key]: letter.text }),
  };
  const { runId, requestToken } = await startRun(work, {
    processId: form.process_id,
    via: "mail",
    title: letter.subject || undefined,
    answers,
    fillings: [],
    requester: { id: null, name: letter.from.name, email: letter.from.address },
  });
  const step = await firstStepOf(work.tx, runId);
  if (step !== undefined) {
    if (long === undefined && letter.text !== "") await sayFromOutside(work, step, letter.from.name, letter.text);
    for (const file of letter.files) await keepFile(work, step, { fileName: file.name, bytes: file.bytes });
  }
  await work.system.mail.queue(work.tx, work.workspaceId, {
    to: letter.from.address,
    words: mails.received(
      letter.subject || (form.intake_title ?? ""),
      form.organisation,
      `${work.system.publicUrl}/request/${requestToken}`,
    ),
  });
}

/** As the person whose address it is, whoever the letter says it is from: the address is what they alone were told. */
async function reply(work: Work, letter: Letter, replyId: string): Promise<void> {
  const known = await findReplyAddress(work.tx, replyId);
  if (known === undefined || known.person_id !== work.actorId) return;
  const actor: Actor = { personId: known.person_id, workspaceId: work.workspaceId, role: known.role, via: "session" };
  const text = answerOf(letter.text);
  if (text !== "") await say(work, actor, known.task_id, text, []);
  for (const file of letter.files) await attachFile(work, actor, known.task_id, { fileName: file.name, bytes: file.bytes });
}
