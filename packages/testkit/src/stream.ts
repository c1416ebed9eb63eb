import type { Client } from "./client.ts";

export type Heard = { readonly id: string | null; readonly event: string; readonly data: Record<string, unknown> };

/** A browser's event stream, as it comes over the wire. */
export type Stream = {
  readonly heard: Heard[];
  readonly status: number;
  /** The first event (from now or already heard) that fits. */
  next(fits: (heard: Heard) => boolean): Promise<Heard>;
  /** Resolves when the server ends the stream. */
  readonly ended: Promise<void>;
  close(): void;
};

export async function listen(server: { url: string }, client: Pick<Client, "cookie">, w: string, after?: string): Promise<Stream> {
  const abort = new AbortController();
  const response = await fetch(`${server.url}/api/workspaces/${w}/events`, {
    headers: { cookie: client.cookie, ...(after !== undefined && { "last-event-id": after }) },
    signal: abort.signal,
  });
  const heard: Heard[] = [];
  const waiting: { fits: (heard: Heard) => boolean; tell: (heard: Heard) => void }[] = [];
  const take = (frame: string): void => {
    const lines = frame.split("\n").map((line) => line.split(/: ?(.*)/s));
    const field = (name: string): string | null => lines.find((line) => line[0] === name)?.[1] ?? null;
    if (field("data") === null) return;
    const one = {
      id: field("id"),
      event: field("event") ?? "message",
      data: JSON.parse(field("data") as string) as Record<string, unknown>,
    };
    heard.push(one);
    for (const wait of waiting.splice(0))
      if (wait.fits(one)) wait.tell(one);
      else waiting.push(wait);
  };
  const ended = (async () => {
    let rest = "";
    const decoder = new TextDecoder();
    if (response.status !== 200 || response.body === null) return;
    for await (const chunk of response.body) {
      const frames = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split("\n\n");
      rest = frames.pop() ?? "";
      for (const frame of frames) take(frame);
    }
  })().catch(() => undefined);
  return {
    heard,
    ended,
    status: response.status,
    next(fits) {
      const there = heard.find(fits);
      return there === undefined ? new Promise((tell) => void waiting.push({ fits, tell })) : Promise.resolve(there);
    },
    close: () => abort.abort(),
  };
}
