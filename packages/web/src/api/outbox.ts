import { isProblem, ownProblem, passes } from "./problem.ts";

/** A change that did not reach the server yet, or was refused by it. Kept on this device over a reload. */
export type Waiting = {
  readonly id: string;
  /** `"PUT /api/workspaces/:w/tasks/:t/completion"`. */
  readonly key: string;
  readonly call: WaitingCall;
  /** A file that goes with it; its bytes are kept beside the list. */
  readonly file?: { readonly name: string; readonly size: number; readonly type: string; readonly onlyHere?: boolean };
  /** Whose change it is: it never goes out as somebody else's. */
  readonly person: string;
  readonly at: number;
  /** The server's no: with what was entered it stays until its author has seen to it. */
  readonly refused?: Refusal;
};

/** As it would go over the wire. */
export type WaitingCall = {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly version?: number;
  /** What its author saw before: who changed something else meanwhile is no obstacle. */
  readonly base?: Readonly<Record<string, unknown>>;
  readonly idempotencyKey?: string;
};

export type Refusal = {
  readonly code: string;
  readonly title: string;
  readonly next: string;
  readonly params: Readonly<Record<string, unknown>>;
};

/** Where the bytes of files wait. */
export type FileStore = {
  keep(id: string, file: Blob): Promise<void>;
  load(id: string): Promise<Blob | null>;
  drop(id: string): Promise<void>;
};

type Parts = {
  readonly storage: Pick<Storage, "getItem" | "setItem">;
  readonly files: FileStore;
  readonly send: (key: string, call: WaitingCall, file?: File) => Promise<unknown>;
  readonly newId: () => string;
  readonly now: () => number;
  /** Calls back when it may be worth trying again. */
  readonly later: (again: () => void) => void;
  /** Runs the work while no other window of this browser does. */
  readonly alone: (work: () => Promise<void>) => Promise<void>;
};

type Waiter = { readonly resolve: (answer: unknown) => void; readonly reject: (error: unknown) => void };

/**
 * Changes that wait for the connection, in the order in which they were made. One is sent after the other; what can't be
 * reached is tried again; what is refused stays, with what was entered, until its author has seen to it. Sent twice it does
 * no harm: a POST carries its key, everything else says what is to be.
 */
export function openOutbox({ storage, files, send, newId, now, later, alone }: Parts) {
  let list: readonly Waiting[] = read(storage);
  let person: string | null = null;
  let running: Promise<void> | null = null;
  let wanted = false;
  let stored = true;
  let sending: string | null = null;
  const waiters = new Map<string, Waiter[]>();
  const listeners = new Set<() => void>();
  /** Files whose bytes are on their way to the disk, or that it did not take. */
  const held = new Map<string, File>();

  function keep(next: readonly Waiting[]): void {
    for (const one of list) if (one.file && next.every(({ id }) => id !== one.id)) forgetFile(one.id);
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

  function forgetFile(id: string): void {
    held.delete(id);
    void files.drop(id).catch(() => undefined);
  }

  /** What other windows of this browser put, sent or took back meanwhile. */
  function reread(): void {
    if (!stored) return;
    const next = read(storage);
    const there = new Map(next.map((one) => [one.id, one]));
    for (const id of waiters.keys()) {
      const one = there.get(id);
      if (one === undefined) take(id).forEach(({ resolve }) => resolve(undefined));
      else if (one.refused !== undefined) take(id).forEach(({ reject }) => reject(new DiscardedChange()));
    }
    list = next;
    for (const listener of listeners) listener();
  }

  function take(id: string): readonly Waiter[] {
    const found = waiters.get(id) ?? [];
    waiters.delete(id);
    return found;
  }

  /** Takes a change that could not be sent; answers when it was. */
  function put(key: string, call: WaitingCall, file?: File): Promise<unknown> {
    if (person === null) return send(key, call, file);
    reread();
    const earlier = file === undefined ? mergeable(key, call) : undefined;
    const waiting: Waiting = earlier
      ? { ...earlier, call: merged(earlier.call, call) }
      : { id: newId(), key, call, person, at: now(), ...(file && { file: { name: file.name, size: file.size, type: file.type } }) };
    const answer = new Promise((resolve, reject) => waiters.set(waiting.id, [...(waiters.get(waiting.id) ?? []), { resolve, reject }]));
    if (file) keepFile(waiting.id, file);
    keep(earlier ? list.map((one) => (one.id === earlier.id ? waiting : one)) : [...list, waiting]);
    later(() => void flush());
    return answer;
  }

  /** Two edits of one thing, with nothing else done to it between them, are one. */
  function mergeable(key: string, call: WaitingCall): Waiting | undefined {
    if (!key.startsWith("PATCH ")) return undefined;
    const last = list.findLast(
      (one) => one.person === person && one.refused === undefined && one.call.params?.["t"] === call.params?.["t"],
    );
    return last?.key === key && last.id !== sending ? last : undefined;
  }

  function keepFile(id: string, file: File): void {
    held.set(id, file);
    files.keep(id, file).then(
      () => held.delete(id),
      () => keep(list.map((one) => (one.id === id && one.file ? { ...one, file: { ...one.file, onlyHere: true } } : one))),
    );
  }

  async function fileOf(one: Waiting): Promise<File | null> {
    const bytes = held.get(one.id) ?? (await files.load(one.id).catch(() => null));
    return bytes === null || one.file === undefined ? null : new File([bytes], one.file.name, { type: one.file.type });
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
      const file = next.file === undefined ? undefined : await fileOf(next);
      // The window that took it may still be writing it down.
      if (file === null && now() - next.at < 60_000) return later(() => void flush());
      sending = next.id;
      const answer = await (file === null ? Promise.reject(ownProblem("file_lost")) : send(next.key, next.call, file)).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      sending = null;
      if ("error" in answer && !settles(answer.error)) return later(() => void flush());
      const waiting = take(next.id);
      reread();
      if ("value" in answer) {
        keep(list.filter((one) => one.id !== next.id && !isOvertaken(one, next)));
        waiting.forEach(({ resolve }) => resolve(answer.value));
      } else {
        keep(list.map((one) => (one.id === next.id ? { ...one, refused: saidOf(answer.error) } : one)));
        waiting.forEach(({ reject }) => reject(answer.error));
      }
    }
  }

  return {
    put,
    flush,
    reread,
    fileOf,
    /** Who is signed in: only their changes are shown and sent. */
    belongTo(id: string): void {
      if (person === id) return;
      person = id;
      keep(list);
      void flush();
    },
    /** Who signs out takes with them what they did not send. */
    forget(): void {
      reread();
      keep(list.filter((one) => one.person !== person));
    },
    waiting: () => list.filter((one) => one.person === person),
    /** True while something of the person's waits: a new change goes behind it. */
    holds: () => list.some((one) => one.person === person && one.refused === undefined),
    /** Keeps what was refused at once, so that nothing that was entered is lost; what it takes the place of goes. */
    keepRefused(key: string, call: WaitingCall, error: unknown): void {
      if (person === null) return;
      reread();
      const one: Waiting = { id: newId(), key, call, person, at: now(), refused: saidOf(error) };
      keep([...list.filter((other) => !isOvertaken(other, one)), one]);
    },
    /** Something reached the server by itself: what of the same was refused before is no longer to be seen to. */
    overtake(key: string, call: WaitingCall): void {
      if (person === null) return;
      const made = { key, call, person };
      if (list.some((one) => isOvertaken(one, made))) keep(list.filter((one) => !isOvertaken(one, made)));
    },
    /** Sends once more what was refused, as it was or otherwise. */
    again(id: string, other: Partial<WaitingCall> = {}): void {
      reread();
      keep(
        list.map((one) => {
          if (one.id !== id) return one;
          const { refused: _refused, ...rest } = one;
          const key = one.key.startsWith("POST ") ? { idempotencyKey: newId() } : {};
          return { ...rest, call: { ...one.call, ...key, ...other } };
        }),
      );
      void flush();
    },
    /** Takes a change back before it is sent, or a refused one off the list. */
    discard(id: string): void {
      take(id).forEach(({ reject }) => reject(new DiscardedChange()));
      reread();
      keep(list.filter((one) => one.id !== id));
    },
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** What says what is to be says it instead of what said so before and was refused. */
function isOvertaken(one: Waiting, later: Pick<Waiting, "key" | "call" | "person">): boolean {
  return (
    one.refused !== undefined &&
    one !== later &&
    one.person === later.person &&
    one.key === later.key &&
    !one.key.startsWith("POST ") &&
    JSON.stringify(one.call.params) === JSON.stringify(later.call.params) &&
    keysOf(one.call.body).every((key) => one.key.startsWith("PUT ") || keysOf(later.call.body).includes(key))
  );
}

function merged(earlier: WaitingCall, call: WaitingCall): WaitingCall {
  return {
    ...earlier,
    body: { ...(earlier.body as object), ...(call.body as object) },
    ...((earlier.base ?? call.base) && { base: { ...call.base, ...earlier.base } }),
  };
}

function keysOf(body: unknown): readonly string[] {
  return typeof body === "object" && body !== null ? Object.keys(body) : [];
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

function saidOf(error: unknown): Refusal {
  if (!isProblem(error)) return { code: "internal", title: String(error), next: "", params: {} };
  return { code: error.code, title: error.title, next: error.next, params: error.params };
}
