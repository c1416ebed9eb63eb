import type { AnswerOf, operations } from "@rondo/contract";
import { type Call, refuse } from "../http/index.ts";
import { anyWorkspace, makeWorkspace, workspacesOf } from "../workspaces/index.ts";
import { presentMe } from "./present.ts";
import { demoOwner, forgetPeople } from "./store.ts";

type Me = AnswerOf<typeof operations.changeMe>;

/**
 * The first workspace and its owner. The token is used up only when all of it worked: people and workspaces are written
 * by two roles in two transactions, so what the first left behind is taken back, at once or by the next try.
 */
export async function setUp({ system, body, request, reply }: Call<typeof operations.setUp>): Promise<Me> {
  const { identity, database } = system;
  const attempt = { kind: "set-up", account: null, address: request.ip };
  await identity.assertMayTry(attempt);
  if (await anyWorkspace(database.directory)) refuse("already_set_up");
  const personId = await identity.withToken("set-up", body.token, async () => {
    if (await anyWorkspace(database.directory)) refuse("already_set_up");
    await forgetPeople(database.directory);
    const person = await identity.createPerson(body.person);
    try {
      await makeWorkspace(database, { ...body.workspace, ownerId: person.id });
    } catch (error) {
      await identity.removePerson(person.id);
      throw error;
    }
    return person.id;
  });
  await identity.succeeded(attempt);
  await signIn({ system, request, reply }, personId);
  return meOf(system, personId);
}

export async function openDemo({ system, body, request, reply }: Call<typeof operations.openDemo>): Promise<Me> {
  if (!system.config.demo) refuse("setup_token_wrong");
  const attempt = { kind: "set-up", account: null, address: request.ip };
  await system.identity.assertMayTry(attempt);
  const ownerId = await demoOwner(system.database.directory);
  if (ownerId === undefined) refuse("setup_token_wrong");
  await system.identity.withToken("demo", body.token, async () => undefined);
  await system.identity.succeeded(attempt);
  await signIn({ system, request, reply }, ownerId);
  return meOf(system, ownerId);
}

/** Begins a session for somebody who has just shown who they are. */
export async function signIn(
  { system, request, reply }: Pick<Call<typeof operations.setUp>, "system" | "request" | "reply">,
  personId: string,
): Promise<void> {
  void reply.header(
    "set-cookie",
    await system.identity.signInAs(personId, { address: request.ip, agent: request.headers["user-agent"] ?? null }),
  );
}

export async function meOf(system: Call<typeof operations.setUp>["system"], personId: string): Promise<Me> {
  const person = await system.identity.person(personId);
  if (person === null) refuse("sign_in_required");
  return presentMe(person, await workspacesOf(system.database.directory, personId));
}
