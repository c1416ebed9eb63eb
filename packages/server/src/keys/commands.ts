import type { AnswerOf, operations } from "@rondo/contract";
import { type Actor, type WorkspaceCall, refuse } from "../http/index.ts";
import { presentKey } from "./present.ts";

/** The secret is answered here and never again. */
export async function createKey(call: WorkspaceCall<typeof operations.createKey>): Promise<AnswerOf<typeof operations.createKey>> {
  const { actor, body, system } = call;
  mustBeInPerson(actor);
  const { key, secret } = await system.identity.createKey({
    personId: actor.personId,
    workspaceId: actor.workspaceId,
    name: body.name,
    scopes: [...new Set(body.scopes)],
    expiresInDays: body.expiresInDays,
  });
  await call.append(keyEvent("key.made", actor, key.id, 1, { scopes: key.scopes, expiresAt: key.expiresAt }));
  return { key: presentKey(key), secret };
}

export async function deleteKey(call: WorkspaceCall<typeof operations.deleteKey>): Promise<undefined> {
  const { actor, params, system } = call;
  mustBeInPerson(actor);
  await system.identity.deleteKey(actor.personId, actor.workspaceId, params.k);
  await call.append(keyEvent("key.deleted", actor, params.k, 2, {}));
}

/** A key makes no keys: one that may only write would make itself one that administers. */
function mustBeInPerson(actor: Actor): void {
  if (actor.via === "key") refuse("scope_missing", { scope: "a session" });
}

function keyEvent(
  name: string,
  actor: Actor,
  keyId: string,
  version: 1 | 2,
  data: Record<string, unknown>,
): Parameters<WorkspaceCall<typeof operations.createKey>["append"]>[0] {
  return { name, subjectKind: "key", subjectId: keyId, version, homeKind: "person", homeId: actor.personId, data };
}
