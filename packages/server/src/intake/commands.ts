import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import type { AnswerOf, operations } from "@rondo/contract";
import { intakeOf } from "@rondo/core/process";
import { type Call, type WorkspaceCall, readLinkToken, refuse, workIn } from "../http/index.ts";
import { type Process, locked, processEvent, show, updateProcess } from "../processes/index.ts";
import { presentField, startRun } from "../runs/index.ts";
import { noteTaken, proves, secondsToUsual, workAsked } from "./proof.ts";
import { type FormRow, findForm } from "./store.ts";

export async function openIntake(call: WorkspaceCall<typeof operations.openIntake>): Promise<Process> {
  const row = await locked(call, "process.manage");
  if (row.published === null) refuse("nothing_published");
  const version = await updateProcess(call.tx, row.process_id, {
    intake_id: row.intake_id ?? randomUUID(),
    intake_title: call.body.title,
    intake_note: call.body.note,
  });
  await call.append(processEvent("intake.opened", row.process_id, version, { title: call.body.title }));
  return show(call, row.process_id);
}

export async function closeIntake(call: WorkspaceCall<typeof operations.closeIntake>): Promise<Process> {
  const row = await locked(call, "process.manage");
  if (row.intake_id !== null) {
    const version = await updateProcess(call.tx, row.process_id, { intake_id: null, intake_title: null, intake_note: null });
    await call.append(processEvent("intake.closed", row.process_id, version, {}));
  }
  return show(call, row.process_id);
}

/** What the form asks, with a ticket that must come back with the answers: good once, for a day, and not before a person could have read it. */
export async function getForm({
  system,
  params,
  request,
  now,
  newId,
}: Call<typeof operations.getForm>): Promise<AnswerOf<typeof operations.getForm>> {
  await system.identity.assertMayTry({ kind: "form", account: null, address: request.ip });
  const { workspaceId, secretId } = readLinkToken(params.token, "form_closed");
  const form = await system.database.inWorkspace(workspaceId, (tx) => findForm(tx, secretId), "read");
  if (form === undefined) refuse("form_closed");
  return {
    title: form.intake_title,
    note: form.intake_note,
    organisation: form.organisation,
    fields: fieldsOf(form),
    ticket: ticketOf(system.config.secret, secretId, now.getTime(), newId()),
    work: workAsked(system.config.formProof, secretId, now.getTime()),
  };
}

export async function sendForm({
  system,
  params,
  body,
  now,
  request,
}: Call<typeof operations.sendForm>): Promise<AnswerOf<typeof operations.sendForm>> {
  await system.identity.assertMayTry({ kind: "form", account: null, address: request.ip });
  const { workspaceId, secretId } = readLinkToken(params.token, "form_closed");
  mustBeTicket(system.config.secret, secretId, body.ticket, now.getTime());
  const bits = workAsked(system.config.formProof, secretId, now.getTime());
  if (!proves(body.ticket, body.proof, bits)) refuse("proof_needed", { bits, seconds: secondsToUsual(secretId, now.getTime()) });
  const { requestToken } = await workIn(system, workspaceId, null, async (work) => {
    const form = await findForm(work.tx, secretId);
    if (form === undefined) refuse("form_closed");
    const asked = fieldsOf(form);
    mustBeAsked(asked, body.answers);
    const required = asked.flatMap((field) => (field.required ? [field.key] : []));
    const started = await startRun(work, {
      processId: form.process_id,
      via: "form",
      answers: body.answers,
      required,
      fillings: [],
      requester: { id: null, name: body.name, email: body.email === "" ? null : body.email },
    });
    // Last, because it is of another database role and stays used: what was refused for an answer can be corrected and sent again.
    if (!(await system.identity.claimOnce("form", body.ticket, ticketSeconds))) refuse("conflict");
    return started;
  });
  noteTaken(secretId, now.getTime());
  return { url: `${system.publicUrl}/request/${requestToken}` };
}

type FormField = AnswerOf<typeof operations.getForm>["fields"][number];

/** Nothing that it did not ask for; what it requires is for the run to say, which knows what is asked. */
function mustBeAsked(fields: readonly FormField[], answers: Readonly<Record<string, unknown>>): void {
  const foreign = Object.keys(answers).filter((key) => !fields.some((field) => field.key === key));
  if (foreign.length > 0) refuse("field_not_editable", { fields: foreign.join(", ") });
}

/** The fields asked at the start, in the words of the revision. */
function fieldsOf(form: FormRow): FormField[] {
  return intakeOf(form.definition).flatMap(({ field, mode }) => presentField(field, mode === "required") ?? []);
}

const ticketSeconds = 86_400;

function ticketOf(secret: string, intakeId: string, at: number, nonce: string): string {
  const text = `${Math.floor(at / 1_000)}.${nonce}`;
  return `${text}.${seal(secret, intakeId, text)}`;
}

function mustBeTicket(secret: string, intakeId: string, ticket: string, now: number): void {
  const [at = "", nonce = "", signature = ""] = ticket.split(".");
  const [given, right] = [Buffer.from(signature), Buffer.from(seal(secret, intakeId, `${at}.${nonce}`))];
  const age = now / 1_000 - Number(at);
  if (given.length !== right.length || !timingSafeEqual(given, right) || age > ticketSeconds || age < -60) refuse("form_closed");
}

function seal(secret: string, intakeId: string, text: string): string {
  return createHmac("sha256", secret)
    .update(JSON.stringify(["form ticket", intakeId, text]))
    .digest("base64url");
}
