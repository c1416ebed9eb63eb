import { type AnswerOf, type Operation, type OperationId, operations } from "@rondo/contract";
import { makeWorkspace } from "@rondo/server/workspaces";
import { sql } from "kysely";
import type { TestServer } from "./server.ts";

export type Answer<T = unknown> = { readonly status: number; readonly body: T; readonly headers: Headers };

type Sent = {
  params?: Record<string, string | number>;
  query?: Record<string, string | number | boolean>;
  body?: unknown;
  /** Of an upload. */ bytes?: Uint8Array;
  headers?: Record<string, string>;
  version?: number;
};

/** Somebody with a browser: calls operations of the contract by their id, with cookie and origin as a page of ours would. */
export type Client = {
  readonly personId: string;
  readonly name: string;
  readonly cookie: string;
  call<Id extends OperationId>(id: Id, sent?: Sent): Promise<Answer<AnswerBody<Id>>>;
  /** The body of a call that must succeed. */
  ok<Id extends OperationId>(id: Id, sent?: Sent): Promise<AnswerBody<Id>>;
};

type AnswerBody<Id extends OperationId> = (typeof operations)[Id] extends Operation ? AnswerOf<(typeof operations)[Id]> : never;

export async function callOperation(
  server: { url: string },
  id: OperationId,
  sent: Sent,
  headers: Record<string, string>,
): Promise<Answer> {
  const operation = operations[id] as { method: string; path: string };
  const path = operation.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(sent.params?.[name] ?? `missing-${name}`)));
  const query =
    sent.query === undefined
      ? ""
      : `?${new URLSearchParams(Object.entries(sent.query).map(([key, value]): [string, string] => [key, String(value)]))}`;
  const response = await fetch(server.url + path + query, {
    method: operation.method,
    headers: {
      ...(sent.bytes !== undefined
        ? { "content-type": "application/octet-stream" }
        : sent.body !== undefined && { "content-type": "application/json" }),
      ...(sent.version !== undefined && { "if-match": `"${sent.version}"` }),
      ...headers,
      ...sent.headers,
    },
    ...(sent.bytes !== undefined ? { body: Buffer.from(sent.bytes) } : sent.body !== undefined && { body: JSON.stringify(sent.body) }),
  });
  const text = await response.text();
  const json = response.headers.get("content-type")?.includes("json") && text !== "";
  return { status: response.status, headers: response.headers, body: json ? (JSON.parse(text) as unknown) : {} };
}

/** Makes a person and signs them in. Nobody asks for a password in these tests, and hashing one is dear by design. */
export async function personOn(server: TestServer, person: { name: string; email: string }): Promise<Client> {
  const { id } = await server.system.identity.createPerson(person);
  const cookies = await server.system.identity.signInAs(id);
  const cookie = cookies.map((line) => line.split(";")[0]).join("; ");
  const headers = { cookie, origin: server.url, "sec-fetch-site": "same-origin" };
  const call = (operation: OperationId, sent: Sent = {}): Promise<Answer> => callOperation(server, operation, sent, headers);
  return {
    personId: id,
    name: person.name,
    cookie,
    call: call as Client["call"],
    async ok(operation, sent = {}) {
      const answer = await call(operation, sent);
      if (answer.status >= 300) throw new Error(`${operation} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
      return answer.body as never;
    },
  };
}

export type World = {
  readonly w: string;
  readonly ines: Client;
  readonly tomas: Client;
  readonly mei: Client;
  readonly freya: Client;
  readonly stranger: Client;
};

/** The library in small: Ines owns, Tomas and Mei are members, Freya is a guest, and a stranger owns another workspace. */
export async function libraryOn(server: TestServer): Promise<World> {
  const [ines, tomas, mei, freya, stranger] = (await Promise.all(
    [
      ["Ines Okafor", "ines"],
      ["Tomas Brandt", "tomas"],
      ["Mei Tanaka", "mei"],
      ["Freya Nilsen", "freya"],
      ["A Stranger", "stranger"],
    ].map(([name, mail]) => personOn(server, { name: name as string, email: `${mail}@lindgren.example` })),
  )) as [Client, Client, Client, Client, Client];
  const { database } = server.system;
  const { id: w } = await makeWorkspace(database, { name: "Lindgren Library", zone: "Europe/Berlin", ownerId: ines.personId });
  await makeWorkspace(database, { name: "Elsewhere", zone: "Europe/Berlin", ownerId: stranger.personId });
  await database.inWorkspace(w, (tx) =>
    tx.change(sql`
    insert into membership (workspace_id, person_id, role) values
      (current_workspace(), ${tomas.personId}, 'member'), (current_workspace(), ${mei.personId}, 'member'), (current_workspace(), ${freya.personId}, 'guest')`),
  );
  return { w, ines, tomas, mei, freya, stranger };
}
