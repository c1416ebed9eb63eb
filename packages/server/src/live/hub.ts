import { randomBytes } from "node:crypto";
import { EventEmitter } from "node:events";
import pg from "pg";
import type { Logger } from "pino";
import type { Database } from "../database/index.ts";
import { type Whisper, topicOf, withoutWords } from "./whisper.ts";

/**
 * Wake-ups: "workspace W has news". Only hints; the journal is the truth, and every reader also looks by itself every
 * two seconds. In this process they go out at once; to other nodes by NOTIFY after the commit, on a connection of its
 * own, at most one statement in 10 ms: a commit that notifies takes a lock of the whole cluster through its flush, so the
 * transactions that people wait for never do.
 */
export type Live = {
  wake(workspaceId: string): void;
  /** Tells whoever listens on any node; of what is about the same only the last, where it goes too fast. */
  tell(workspaceId: string, whisper: Whisper): void;
  onTell(listen: (workspaceId: string, whisper: Whisper) => void): () => void;
  /** Calls back for each wake-up, from this node or another; returns how to stop. */
  onWake(listen: (workspaceId: string) => void): () => void;
  close(): Promise<void>;
};

export function createLive(input: { database: Database; url: string; log: Logger }): Live {
  const emitter = new EventEmitter().setMaxListeners(0);
  const pending = new Set<string>();
  let timer: NodeJS.Timeout | null = null;
  let sending = false;
  let closed = false;
  // What this node sends comes back to it too, and was heard here already.
  const me = randomBytes(6).toString("hex");
  const whispers = new Map<string, readonly [workspaceId: string, whisper: Whisper]>();
  const listener = keepListening(
    input.url,
    input.log,
    {
      wake: (sender, workspaceId) => {
        if (sender !== me) emitter.emit("wake", workspaceId);
      },
      tell: (sender, workspaceId, whisper) => {
        if (sender !== me) emitter.emit("tell", workspaceId, whisper);
      },
    },
    () => closed,
  );

  const flush = async (): Promise<void> => {
    timer = null;
    if (sending || pending.size + whispers.size === 0) return;
    sending = true;
    const ids = [...pending].slice(0, 100);
    for (const id of ids) pending.delete(id);
    const told = [...whispers].slice(0, 100);
    for (const [topic] of told) whispers.delete(topic);
    // A notification takes 8,000 bytes.
    const payloads = told.map(([, whisper]) => JSON.stringify([me, ...whisper])).filter((payload) => Buffer.byteLength(payload) < 7_900);
    await input.database.pools.worker
      .query({
        name: "wake",
        text: "select pg_notify('rondo_wake', $1) where $1 <> '' union all select pg_notify('rondo_tell', payload) from unnest($2::text[]) as payload",
        values: [ids.length === 0 ? "" : `${me} ${ids.join(",")}`, payloads],
      })
      .catch((error: unknown) => input.log.debug({ err: error }, "wake-up not sent; other nodes find the news by themselves"));
    sending = false;
    if (pending.size + whispers.size > 0) plan();
  };
  const plan = (): void => void (timer ??= setTimeout(() => void flush(), 10).unref());

  return {
    wake(workspaceId) {
      emitter.emit("wake", workspaceId);
      pending.add(workspaceId);
      plan();
    },
    tell(workspaceId, whisper) {
      emitter.emit("tell", workspaceId, whisper);
      whispers.set(topicOf(whisper), [workspaceId, withoutWords(whisper)]);
      plan();
    },
    onTell(listen) {
      emitter.on("tell", listen);
      return () => void emitter.off("tell", listen);
    },
    onWake(listen) {
      emitter.on("wake", listen);
      return () => void emitter.off("wake", listen);
    },
    async close() {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      emitter.removeAllListeners();
      await listener.stop();
    },
  };
}

/** A connection that listens, opened again whenever it is lost. */
function keepListening(
  url: string,
  log: Logger,
  hear: { wake(sender: string, workspaceId: string): void; tell(sender: string, workspaceId: string, whisper: Whisper): void },
  isClosed: () => boolean,
): { stop(): Promise<void> } {
  let client: pg.Client | null = null;
  let retry: NodeJS.Timeout | null = null;
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url, application_name: "rondo listen", connectionTimeoutMillis: 5_000 });
    const again = (): void => {
      if (client === next) client = null;
      if (!isClosed())
        retry ??= setTimeout(() => {
          retry = null;
          void connect();
        }, 1_000).unref();
    };
    next.on("error", () => undefined);
    next.on("end", again);
    next.on("notification", (message) => {
      if (message.channel === "rondo_tell") return hear.tell(...(JSON.parse(message.payload ?? "null") as [string, string, Whisper]));
      const [sender = "", ids = ""] = (message.payload ?? "").split(" ");
      for (const id of ids.split(",")) if (id !== "") hear.wake(sender, id);
    });
    try {
      await next.connect();
      await next.query("listen rondo_wake; listen rondo_tell");
      client = next;
    } catch (error) {
      log.debug({ err: error }, "not listening for wake-ups yet");
      again();
    }
  };
  void connect();
  return {
    async stop() {
      if (retry !== null) clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
}
