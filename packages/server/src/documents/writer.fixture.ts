import type { Client } from "@rondo/testkit";
import * as Y from "yjs";

/** Somebody at an editor without a screen: a document of their own that is merged with the server's when they say so. */
export type Writer = {
  readonly doc: Y.Doc;
  /** Sends what was written since the last time that was acknowledged. */
  push(): Promise<number>;
  pull(): Promise<void>;
  write(at: number, words: string): void;
  erase(at: number, length: number): void;
  text(): string;
};

export function writerOn(client: Client, w: string, d: string): Writer {
  const doc = new Y.Doc();
  let seq = 0;
  let pending: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array, origin: unknown) => {
    if (origin !== "server") pending.push(update);
  });
  /** The text of the first paragraph, which whoever comes first makes. */
  const text = (): Y.XmlText => {
    const fragment = doc.getXmlFragment("content");
    if (fragment.length === 0) {
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.insert(0, [new Y.XmlText()]);
      fragment.insert(0, [paragraph]);
    }
    return (fragment.get(0) as Y.XmlElement).get(0) as Y.XmlText;
  };
  return {
    doc,
    async push() {
      if (pending.length === 0) return seq;
      const sent = pending;
      const answer = await client.ok("pushUpdate", {
        params: { w, d },
        body: { update: Buffer.from(Y.mergeUpdates(sent)).toString("base64") },
      });
      pending = pending.filter((one) => !sent.includes(one));
      return answer.seq;
    },
    async pull() {
      const { seq: at, updates } = await client.ok("pullUpdates", { params: { w, d }, query: { after: seq } });
      for (const update of updates) Y.applyUpdate(doc, Buffer.from(update, "base64"), "server");
      seq = at;
    },
    write: (at, words) => text().insert(Math.min(at, text().length), words),
    erase(at, length) {
      const from = Math.min(at, text().length);
      text().delete(from, Math.min(length, text().length - from));
    },
    text: () => doc.getXmlFragment("content").toString(),
  };
}
