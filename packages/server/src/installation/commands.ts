import type { AnswerOf, operations } from "@rondo/contract";
import type { Call } from "../http/index.ts";
import { refuse } from "../http/index.ts";
import { makeWorkspace, workspacesOf } from "../workspaces/index.ts";
import { presentMe } from "./present.ts";
import { demoOwner } from "./store.ts";

type Me = AnswerOf<typeof operations.getMe>;

/** The first workspace and its owner. The token is used up only when all of it worked. */
export async function setUp({ system, body, request, reply }: Call<typeof operations.setUp>): Promise<Me> {
  const { identity, database } = system;
  if ((await identity.countPeople()) > 0) refuse("already_set_up");
  const personId = await identity.withToken("set-up", body.token, async () => {
    const person = await identity.createPerson(body.person);
    await makeWorkspace(database, { ...body.workspace, ownerId: person.id });
    return person.id;
  });
  void reply.header("set-cookie", await identity.signInAs(personId, { address: request.ip, agent: request.headers["user-agent"] ?? null }));
  return meOf(system, personId);
}

export async function openDemo({ system, body, request, reply }: Call<typeof operations.openDemo>): Promise<Me> {
  if (!system.config.demo) refuse("setup_token_wrong");
  const ownerId = await demoOwner(system.database.directory);
  if (ownerId === undefined) refuse("setup_token_wrong");
  await system.identity.withToken("demo", body.token, async () => undefined);
  void reply.header("set-cookie", await system.identity.signInAs(ownerId, { address: request.ip, agent: request.headers["user-agent"] ?? null }));
  return meOf(system, ownerId);
}

export async function meOf(system: Call<typeof operations.setUp>["system"], personId: string): Promise<Me> {
  const person = await system.identity.person(personId);
  if (person === null) refuse("sign_in_required");
  return presentMe(person, await workspacesOf(system.database.directory, personId));
}
