import { sql } from "kysely";
import type { Database } from "../database/index.ts";
import type { Identity } from "../identity/index.ts";
import type { Cursor } from "../journal/index.ts";
import type { Live } from "./hub.ts";
import { type Listener, WorkspaceReader } from "./reader.ts";

/** The open streams of this node. */
export type Streams = {
  open(workspaceId: string, listener: Listener, after: Cursor | null): Promise<{ leave: () => void; at: Cursor }>;
  /** How many streams are open, and of one person. */
  count(personId?: string): number;
  /** Ends all, and those that are opened from now on. */
  close(): void;
  closed(): boolean;
};

/**
 * Wake-ups make a workspace's reader read at once; every two seconds each reads anyway. Whoever is put out of a workspace
 * loses their streams with the word of it, on every node, and waits for no timer. Twice a second the sessions, keys and
 * memberships behind all open streams are looked up as well, and a stream whose right is gone is ended.
 */
export function createStreams(input: { database: Database; identity: Doors; live: Live }): Streams {
  const { database, identity, live } = input;
  const readers = new Map<string, WorkspaceReader>();
  let closed = false;
  const quietly = (work: Promise<unknown>): void => void work.catch(() => undefined); // the database is away: the next turn reads what this one did not
  const stopListening = live.onWake((workspaceId) => {
    const reader = readers.get(workspaceId);
    if (reader !== undefined) quietly(reader.wake());
  });
  const stopHearing = live.onTell((workspaceId, whisper) => {
    const reader = readers.get(workspaceId);
    if (reader === undefined) return;
    if (whisper.kind !== "left") return quietly(reader.tell(whisper));
    for (const listener of reader.listeners) if (listener.personId === whisper.personId) listener.end("membership");
  });
  const poll = setInterval(() => {
    for (const reader of readers.values()) quietly(reader.wake());
  }, 2_000).unref();
  let looking = false;
  const watch = setInterval(() => {
    if (looking) return;
    looking = true;
    quietly(endRevoked(readers, database, identity).finally(() => (looking = false)));
  }, 500).unref();

  return {
    async open(workspaceId, listener, after) {
      let reader = readers.get(workspaceId);
      if (reader === undefined) readers.set(workspaceId, (reader = new WorkspaceReader(database, workspaceId)));
      const of = reader;
      const leave = (): void => {
        of.remove(listener);
        if (of.isIdle) readers.delete(workspaceId);
      };
      const at = await of.add(listener, after).catch((error: unknown) => {
        leave();
        throw error;
      });
      quietly(of.wake());
      return { leave, at };
    },
    count: (personId) =>
      [...readers.values()]
        .flatMap((reader) => [...reader.listeners])
        .filter((listener) => personId === undefined || listener.personId === personId).length,
    closed: () => closed,
    close() {
      closed = true;
      stopListening();
      stopHearing();
      clearInterval(poll);
      clearInterval(watch);
      for (const reader of readers.values()) for (const listener of reader.listeners) listener.end("stopping");
    },
  };
}

type Doors = Pick<Identity, "sessionsAlive" | "keysAlive">;

async function endRevoked(readers: Map<string, WorkspaceReader>, database: Database, identity: Doors): Promise<void> {
  const open = [...readers].flatMap(([workspaceId, reader]) => [...reader.listeners].map((listener) => ({ workspaceId, listener })));
  if (open.length === 0) return;
  const hashes = [...new Set(open.flatMap(({ listener }) => listener.sessionHash ?? []))];
  const keys = [...new Set(open.flatMap(({ listener }) => listener.keyId ?? []))];
  const people = [...new Set(open.map(({ listener }) => listener.personId))];
  // Side by side: on a busy server each waits for a connection.
  const [alive, working, members] = await Promise.all([
    hashes.length === 0 ? new Set<string>() : identity.sessionsAlive(hashes),
    keys.length === 0 ? new Set<string>() : identity.keysAlive(keys),
    database.directory.rows(
      sql<{
        workspace_id: string;
        person_id: string;
      }>`select workspace_id, person_id from membership where person_id = any(${people}::uuid[])`,
    ),
  ]);
  const inside = new Set(members.map((row) => `${row.workspace_id} ${row.person_id}`));
  for (const { workspaceId, listener } of open) {
    if (listener.sessionHash !== null && !alive.has(listener.sessionHash)) listener.end("session");
    else if (listener.keyId !== null && !working.has(listener.keyId)) listener.end("key");
    else if (!inside.has(`${workspaceId} ${listener.personId}`)) listener.end("membership");
  }
}
