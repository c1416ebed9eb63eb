import { isLiveEvent, type LiveEvent, type StreamState, type Whisper } from "./protocol.ts";
import { messageReader } from "./server-sent.ts";

export type Stream = { readonly close: () => void };

type Parts = {
  readonly workspaceId: string;
  /** Where it begins; null: with what happens from now on. */
  readonly since?: string | null;
  readonly onEvent: (event: LiveEvent) => void;
  readonly onWhisper: (whisper: Whisper) => void;
  readonly onState: (state: StreamState) => void;
  /** The cursor is too old, or the journal began anew: what was missed is not known. */
  readonly onLost: () => void;
  readonly fetch: typeof fetch;
  /** Resolves after that many milliseconds, or at once when something says that the network is back. */
  readonly wait: (milliseconds: number) => Promise<void>;
};

/**
 * Holds one event stream open: reads, remembers the last cursor, and after a break goes on from there with growing
 * pauses (0.5 s to 30 s). 401, 403 and 404 end it: the right is gone.
 */
export function openStream({ workspaceId, since = null, onEvent, onWhisper, onState, onLost, fetch, wait }: Parts): Stream {
  const stop = new AbortController();
  let cursor: string | null = since;
  void run();
  return { close: () => stop.abort() };

  async function run(): Promise<void> {
    for (let failures = 0; !stop.signal.aborted; failures += 1) {
      try {
        const response = await fetch(`/api/workspaces/${workspaceId}/events`, {
          headers: { accept: "text/event-stream", ...(cursor === null ? {} : { "last-event-id": cursor }) },
          credentials: "same-origin",
          cache: "no-store",
          signal: stop.signal,
        });
        if (response.status === 401 || response.status === 403 || response.status === 404) return onState("ended");
        if (response.status === 400 || response.status === 410) {
          cursor = null;
          onLost();
        }
        if (response.ok && response.body) {
          failures = 0;
          // Anew it begins with the server's "ready": what happens from then on is told.
          if (cursor !== null) onState("open");
          await read(response.body);
        }
      } catch {
        // A broken connection is the ordinary way for a stream to end.
      }
      if (stop.signal.aborted) return;
      onState("waiting");
      await wait(Math.min(30_000, 500 * 2 ** Math.min(failures, 6)));
    }
  }

  async function read(body: ReadableStream<Uint8Array>): Promise<void> {
    const text = new TextDecoder();
    const take = messageReader((message) => {
      if (message.id !== null) cursor = message.id;
      if (message.event === "ready") onState("open");
      if (message.event === "resync") return onLost();
      const event: unknown = parsed(message.data);
      if (message.event === "whisper") return onWhisper(event as Whisper);
      if (isLiveEvent(event)) {
        cursor = event.cursor;
        onEvent(event);
      }
    });
    const reader = body.getReader();
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) take(text.decode(piece.value, { stream: true }));
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
