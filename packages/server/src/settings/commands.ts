import type { AnswerOf, operations } from "@rondo/contract";
import { type StreamCall, type WorkspaceCall, refuse, workIn } from "../http/index.ts";
import { mustLookAfterInstallation, recordForAdmins } from "../workspaces/index.ts";
import { type Backup, makeBackup as make } from "./backups.ts";

export async function testMail(call: WorkspaceCall<typeof operations.testMail>): Promise<AnswerOf<typeof operations.testMail>> {
  await mustLookAfterInstallation(call);
  const person = await call.system.identity.person(call.actor.personId);
  if (person === null) refuse("sign_in_required");
  await call.system.mail.sendNow({
    to: person.email,
    subject: "A test mail from Rondo",
    text: `Rondo can send mail: this came from ${call.system.publicUrl}.\n`,
  });
  return { sentTo: person.email };
}

/**
 * Outside of a transaction: it may take minutes, and Postgres ends a transaction that is idle for fifteen seconds. A
 * repeat makes another one, which harms nothing.
 */
export async function makeBackup(call: StreamCall<typeof operations.makeBackup>): Promise<Backup> {
  const { system, actor, now } = call;
  await mustLookAfterInstallation(call);
  const made = await make(system.config, now);
  await workIn(system, actor.workspaceId, actor.personId, (work) =>
    recordForAdmins({ tx: work.tx, append: work.append, actor }, "backup.made", { name: made.name, bytes: made.bytes, kind: made.kind }),
  );
  return made;
}

export async function addProvider(
  call: WorkspaceCall<typeof operations.addSignInProvider>,
): Promise<AnswerOf<typeof operations.addSignInProvider>> {
  await mustLookAfterInstallation(call);
  const { id, name, issuer, clientId, createPeople } = await call.system.identity.addProvider(call.body);
  await recordForAdmins(call, "provider.added", { provider: id, issuer });
  return { id, name, issuer, clientId, createPeople };
}

export async function removeProvider(call: WorkspaceCall<typeof operations.removeSignInProvider>): Promise<undefined> {
  await mustLookAfterInstallation(call);
  await call.system.identity.removeProvider(call.params.provider);
  await recordForAdmins(call, "provider.removed", { provider: call.params.provider });
}
