import * as Y from "yjs";
import type { Problem } from "../api/index.ts";
import { fromBase64, toBase64 } from "./bytes.ts";
import type { Kept } from "./kept.ts";

/**
 * `opening`: nothing is shown yet. `saved`: the server has all of it. `saving`: some is on its way. `waiting`: it can't be
 * reached, and what is written is kept on this device. `refused`: it said no to what was written last. `ended`: one may not
 * see it any more.
 */
export type ChannelState = "opening" | "saved" | "saving" | "waiting" | "refused" | "ended";

export type ChannelParts = {
  readonly documentId: string;
  readonly pull: (after: number) => Promise<{ seq: number; updates: readonly string[] }>;
  readonly push: (update: string) => Promise<{ seq: number }>;
  /** What kind of no it was. */
  readonly judge: (error: unknown) => "later" | "gone" | "incomplete" | Problem;
  readonly kept: Kept;
  /** Whether what is written here is sent at all. */
  readonly mayWrite: () => boolean;
  readonly later: (work: () => void, milliseconds: number) => () => void;
  readonly onState: (state: ChannelState, problem: Problem | null) => void;
};

/** Letters typed in one breath go out together. */
const gather = 50;
const saveWhole = 1_000;
/** A push takes a million letters of base64. */
const largestPush = 700_000;

/**
 * Keeps one document in step with the server: what others wrote is pulled when there is news, what is written here is kept
 * on the device at once and pushed. Everything may be sent twice; nothing is dropped before it was acknowledged.
 */
export function openChannel(parts: ChannelParts) {
  const doc = new Y.Doc();
  let seq = 0;
  let unsent: { id: number; update: Uint8Array }[] = [];
  let state: ChannelState = "opening";
  let closed = false;
  let shown = false;
  let wanted = true;
  let running: Promise<void> | null = null;
  let failures = 0;
  let stopWaiting: (() => void) | null = null;
  let stopKeeping: (() => void) | null = null;

  const say = (next: ChannelState, problem: Problem | null = null): void => {
    if (closed || state === "ended") return;
    state = next;
    parts.onState(next, problem);
  };
  const keepWhole = (): void => {
    stopKeeping ??= parts.later(() => {
      stopKeeping = null;
      if (state !== "ended") void parts.kept.keep(parts.documentId, Y.encodeStateAsUpdate(doc), seq).catch(() => undefined);
    }, saveWhole);
  };

  doc.on("update", (update: Uint8Array, origin: unknown) => {
    keepWhole();
    if (origin === server || origin === device || !parts.mayWrite()) return;
    const piece = { id: -1, update };
    unsent.push(piece);
    if (state !== "refused") say("saving");
    // Kept first: a page that is closed now has it still.
    void parts.kept
      .add(parts.documentId, update)
      .then((id) => (unsent.includes(piece) ? void (piece.id = id) : parts.kept.drop([id])))
      .catch(() => undefined);
    again(gather);
  });

  function again(milliseconds: number): void {
    stopWaiting?.();
    stopWaiting = parts.later(() => {
      stopWaiting = null;
      void sync();
    }, milliseconds);
  }

  async function open(): Promise<void> {
    const there = await parts.kept.load(parts.documentId).catch(() => ({ state: null, seq: 0, unsent: [] }));
    if (closed) return;
    if (there.state !== null) Y.applyUpdate(doc, there.state, device);
    for (const { update } of there.unsent) Y.applyUpdate(doc, update, device);
    seq = there.seq;
    if (parts.mayWrite()) unsent.push(...there.unsent);
    if (there.state !== null) {
      shown = true;
      say("saving");
    }
    await sync();
  }

  /** Asked for while it runs, it runs once more. */
  function sync(): Promise<void> {
    wanted = true;
    running ??= work().finally(() => {
      running = null;
    });
    return running;
  }

  async function work(): Promise<void> {
    while (wanted && !closed && state !== "ended") {
      wanted = false;
      try {
        await push();
        await pull(seq);
        failures = 0;
        shown = true;
        if (unsent.length === 0) say("saved");
        else if (state !== "refused") wanted = true;
      } catch (error) {
        const verdict = parts.judge(error);
        if (verdict === "gone") {
          say("ended");
          void parts.kept.forget(parts.documentId).catch(() => undefined);
        } else if (verdict === "later") {
          say(shown ? "waiting" : "opening");
          failures += 1;
          again(Math.min(10_000, 500 * 2 ** Math.min(failures, 5)));
          return;
        } else if (verdict === "incomplete") {
          // The server lacks what this was written on (it was restored from a backup, say): it gets everything.
          unsent = [...unsent, { id: -1, update: Y.encodeStateAsUpdate(doc) }];
          wanted = true;
        } else {
          // Others' words come in all the same; the next thing written, or taken back, is tried together with this.
          say("refused", verdict);
          await pull(seq).catch(() => undefined);
          return;
        }
      }
    }
  }

  async function push(): Promise<void> {
    while (unsent.length > 0 && !closed) {
      const sent = piecesOf(unsent);
      await parts.push(
        toBase64(sent.length === 1 ? (sent[0] as { update: Uint8Array }).update : Y.mergeUpdates(sent.map((piece) => piece.update))),
      );
      unsent = unsent.filter((piece) => !sent.includes(piece));
      void parts.kept.drop(sent.map((piece) => piece.id)).catch(() => undefined);
    }
  }

  async function pull(after: number): Promise<void> {
    const answer = await parts.pull(after);
    if (closed) return;
    doc.transact(() => answer.updates.forEach((update) => Y.applyUpdate(doc, fromBase64(update), server)), server);
    // Newer ones may have come with the news meanwhile.
    seq = Math.max(seq, answer.seq);
    // What came builds on what this browser never got: it reads all.
    if (after > 0 && (doc.store.pendingStructs !== null || doc.store.pendingDs !== null)) await pull(0);
  }

  return {
    doc,
    open,
    sync,
    /** The server has an update of this number. With those that lead up to it there is nothing to ask for. */
    news(at: number, updates: readonly string[] = []): void {
      if (at <= seq) return;
      const missing = updates.slice(seq - at);
      if (missing.length < at - seq || !shown || state === "ended") return void sync();
      doc.transact(() => missing.forEach((update) => Y.applyUpdate(doc, fromBase64(update), server)), server);
      seq = at;
      if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) void sync();
    },
    state: () => state,
    close(): void {
      closed = true;
      stopWaiting?.();
      if (stopKeeping !== null) {
        stopKeeping();
        void parts.kept.keep(parts.documentId, Y.encodeStateAsUpdate(doc), seq).catch(() => undefined);
      }
      doc.destroy();
    },
  };
}

export type Channel = ReturnType<typeof openChannel>;

const server = "server";
const device = "device";

/** As many as one push takes, at least one. */
function piecesOf<P extends { update: Uint8Array }>(unsent: readonly P[]): P[] {
  let size = 0;
  const fit = unsent.findIndex(({ update }) => (size += update.length) > largestPush);
  return unsent.slice(0, fit < 0 ? unsent.length : Math.max(1, fit));
}
