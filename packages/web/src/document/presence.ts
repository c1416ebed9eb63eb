import { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import type { Whisper } from "../live/index.ts";

export type Cursor = { readonly anchor: unknown; readonly head: unknown } | null;
export type Present = { readonly client: number; readonly person: { readonly id: string; readonly name: string } };

type Parts = {
  readonly doc: Y.Doc;
  readonly documentId: string;
  readonly send: (told: { client: number; cursor: Cursor; gone: boolean }) => Promise<unknown>;
  /** The same when the page goes, and nobody waits for an answer. */
  readonly sendLast: (told: { client: number; cursor: null; gone: true }) => void;
  readonly nameOf: (personId: string) => string;
  readonly onChange: (present: readonly Present[]) => void;
};

const between = 200;
const again = 15_000;
const stale = 40_000;

/** Who else is in the document and where. Whose cursor it is, the server says; a name is looked up, never taken from others. */
export function openPresence({ doc, documentId, send, sendLast, nameOf, onChange }: Parts) {
  const awareness = new Awareness(doc);
  const heard = new Map<number, { personId: string; at: number }>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let sending = false;
  let changed = false;

  const tell = async (): Promise<void> => {
    const cursor = (awareness.getLocalState()?.["cursor"] ?? null) as Cursor;
    await send({
      client: doc.clientID,
      cursor: cursor === null ? null : (JSON.parse(JSON.stringify(cursor)) as Cursor),
      gone: false,
    }).catch(() => undefined);
  };
  const soon = (): void => {
    changed = true;
    if (sending) return;
    sending = true;
    timer = setTimeout(async () => {
      while (changed) {
        changed = false;
        await tell();
        await new Promise((done) => setTimeout(done, between));
      }
      sending = false;
    }, between);
  };
  const local = ({ added, updated }: { added: number[]; updated: number[] }, origin: unknown): void => {
    if (origin === "local" && [...added, ...updated].includes(doc.clientID)) soon();
  };
  awareness.on("change", local);
  const shown = (): void =>
    onChange([...heard].map(([client, { personId }]) => ({ client, person: { id: personId, name: nameOf(personId) } })));
  const leave = (clients: readonly number[]): void => {
    const gone = clients.filter((client) => heard.delete(client));
    if (gone.length === 0) return;
    for (const client of gone) awareness.states.delete(client);
    awareness.emit("change", [{ added: [], updated: [], removed: gone }, "remote"]);
    shown();
  };
  const beat = setInterval(() => {
    if (document.visibilityState === "visible") void tell();
    leave([...heard].filter(([, { at }]) => Date.now() - at > stale).map(([client]) => client));
  }, again);
  void tell();
  const goes = (): void => sendLast({ client: doc.clientID, cursor: null, gone: true });
  addEventListener("pagehide", goes);

  return {
    awareness,
    hear(whisper: Whisper): void {
      if (whisper.kind !== "presence" || whisper.documentId !== documentId || whisper.client === doc.clientID) return;
      if (whisper.gone) return leave([whisper.client]);
      const known = heard.has(whisper.client);
      heard.set(whisper.client, { personId: whisper.personId, at: Date.now() });
      awareness.states.set(whisper.client, {
        cursor: whisper.cursor,
        user: { name: nameOf(whisper.personId), color: colorOf(whisper.personId) },
      });
      awareness.emit("change", [{ added: known ? [] : [whisper.client], updated: known ? [whisper.client] : [], removed: [] }, "remote"]);
      // Whoever comes learns at once who is there.
      if (!known) {
        soon();
        shown();
      }
    },
    close(): void {
      clearTimeout(timer);
      clearInterval(beat);
      changed = false;
      awareness.off("change", local);
      removeEventListener("pagehide", goes);
      goes();
      awareness.destroy();
    },
  };
}

/** Dark enough for white letters, told apart by most. */
const colors = ["#0f6b5c", "#8a4b08", "#7a2e8a", "#1d5fa8", "#a3283d", "#4c6b12", "#5a4fb0", "#87541f"];

function colorOf(personId: string): string {
  let sum = 0;
  for (const letter of personId) sum = (sum * 31 + letter.charCodeAt(0)) % 9_973;
  return colors[sum % colors.length] as string;
}
