import { isProblem, passes } from "./problem.ts";

/** A change that did not reach the server yet, as it would go over the wire. Kept on this device over a reload. */
export type Waiting = {
  readonly id: string;
  /** `"PUT /api/workspaces/:w/tasks/:t/completion"`. */
  readonly key: string;
  readonly call: {
    readonly params?: Readonly<Record<string, string>>;
    readonly query?: Readonly<Record<string, unknown>>;
    readonly body?: unknown;
    readonly version?: number;
    readonly idempotencyKey?: string;
  };
  /** Whose change it is: it never goes out as somebody else's. */
  readonly person: string;
  readonly at: number;
  /** The server's no, of a change whose page is gone: it stays until somebody has read it. */
  readonly refused?: { readonly title: string; readonly next: string };
};

type Parts = {
  readonly storage: Pick<Storage, "getItem" | "setItem">;
  readonly send: (key: string, call: Waiting["call"]) => Promise<unknown>;
  readonly newId: () => string;
  readonly now: () => number;
  /** Calls back when it may be worth trying again. */
  readonly later: (again: () => void) => void;
  /** Runs the work while no other window of this browser does. */
  readonly alone: (work: () => Promise<void>) => Promise<void>;
};

/**
 * Changes that wait for the connection, in the order in which they were made. One is sent after the other; what can't be
 * reached is tried again; a no goes to whoever waits for the answer, or stays here to be read. Sent twice it does no harm:
 * a POST carries its key, everything else says what is to be.
 */
export function openOutbox({ storage, send, newId, now, later, alone }: Parts) {
  let list: readonly Waiting[] = read(storage);
  let person: string | null = null;
  let running: Promise<void> | null = null;
  let wanted = false;
  let stored = true;
  const waiters = new Map<string, { readonly resolve: (answer: unknown) => void; readonly reject: (error: unknown) => void }>();
  const listeners = new Set<() => void>();

  function keep(next: readonly Waiting[]): void {
    list = next;
    try {
      storage.setItem(outboxName, JSON.stringify(list));
      stored = true;
    } catch {
      // Storage is full or off: it waits in this page alone.
      stored = false;
    }
    for (const listener of listeners) listener();
  }

  /** What other windows of this browser put, sent or took back meanwhile. */
  function reread(): void {
    if (!stored) return;
    const next = read(storage);
    const ids = new Set(next.map((one) => one.id));
    for (const [id, waiter] of waiters)
      if (!ids.has(id)) {
        waiters.delete(id);
        waiter.resolve(undefined);
      }
    list = next;
    for (const listener of listeners) listener();
  }

  /** Takes a change that could not be sent; answers when it was. */
  function put(key: string, call: Waiting["call"]): Promise<unknown> {
    if (person === null) return send(key, call);
    const waiting: Waiting = { id: newId(), key, call, person, at: now() };
    reread();
    const answer = new Promise((resolve, reject) => waiters.set(waiting.id, { resolve, reject }));
    keep([...list, waiting]);
    later(() => void flush());
    return answer;
  }

  /** Asked for while it runs, it runs once more: what asked may have come after its last look. */
  function flush(): Promise<void> {
    wanted = running !== null;
    running ??= alone(sendAll).finally(() => {
      running = null;
      if (wanted) return flush();
    });
    return running;
  }

  async function sendAll(): Promise<void> {
    for (;;) {
      reread();
      const next = list.find((one) => one.person === person && one.refused === undefined);
      if (next === undefined) return;
      const answer = await send(next.key, next.call).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      if ("error" in answer && !settles(answer.error)) return later(() => void flush());
      const waiter = waiters.get(next.id);
      waiters.delete(next.id);
      reread();
      if ("value" in answer || waiter !== undefined) keep(list.filter((one) => one.id !== next.id));
      else keep(list.map((one) => (one.id === next.id ? { ...one, refused: saidOf(answer.error) } : one)));
      if ("value" in answer) waiter?.resolve(answer.value);
      else waiter?.reject(answer.error);
    }
  }

  return {
    put,
    flush,
    reread,
    /** Who is signed in: only their changes are shown and sent. */
    belongTo(id: string): void {
      if (person === id) return;
      person = id;
      keep(list);
      void flush();
    },
    waiting: () => list.filter((one) => one.person === person),
    /** True while something of the person's waits: a new change goes behind it. */
    holds: () => list.some((one) => one.person === person && one.refused === undefined),
    /** Takes a change back before it is sent, or a refused one off the list. */
    discard(id: string): void {
      waiters.get(id)?.reject(new DiscardedChange());
      waiters.delete(id);
      reread();
      keep(list.filter((one) => one.id !== id));
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Somebody took their own change back: nothing to complain about. */
export class DiscardedChange extends Error {
  override readonly name = "DiscardedChange";
}

/** The name under which it is kept. */
export const outboxName = "rondo.outbox";

function read(storage: Parts["storage"]): readonly Waiting[] {
  try {
    const kept: unknown = JSON.parse(storage.getItem(outboxName) ?? "[]");
    return Array.isArray(kept)
      ? kept.filter(
          (one): one is Waiting =>
            typeof one === "object" &&
            one !== null &&
            typeof (one as Waiting).key === "string" &&
            typeof (one as Waiting).person === "string",
        )
      : [];
  } catch {
    return [];
  }
}

/** The server has spoken; signing in again does not settle what somebody did before. */
function settles(error: unknown): boolean {
  return !passes(error) && !isProblem(error, "sign_in_required");
}

function saidOf(error: unknown): { title: string; next: string } {
  return isProblem(error) ? { title: error.title, next: error.next } : { title: String(error), next: "" };
}
