/**
 * What is told to browsers and kept nowhere: that a document has news, and where somebody's cursor is in it. Losing one costs
 * time, never a word: who has a document open also looks by itself.
 */
export type Whisper =
  | {
      readonly kind: "written";
      readonly documentId: string;
      readonly seq: number;
      /** The last of those up to `seq`, where they are small: a hundred who have the document open need not ask for them. */
      readonly updates?: readonly string[];
    }
  | {
      readonly kind: "presence";
      readonly documentId: string;
      readonly personId: string;
      readonly client: number;
      readonly cursor: unknown;
      readonly gone: boolean;
    };

/** Of news that wait to be told: both, where the one goes on from the other. */
export function joined(before: Whisper | undefined, next: Whisper): Whisper {
  if (before?.kind !== "written" || next.kind !== "written" || !before.updates || !next.updates) return next;
  const updates = [...before.updates, ...next.updates];
  const fits = next.seq - next.updates.length === before.seq && updates.reduce((sum, update) => sum + update.length, 0) <= 64_000;
  return fits ? { ...next, updates } : next;
}

/** Ids and places alone: what passes through NOTIFY holds no words. */
export function withoutWords(whisper: Whisper): Whisper {
  return whisper.kind === "written" ? { kind: "written", documentId: whisper.documentId, seq: whisper.seq } : whisper;
}

/** Of what is about the same, the last alone is worth telling. */
export function topicOf(whisper: Whisper): string {
  return `${whisper.kind} ${whisper.documentId} ${whisper.kind === "presence" ? whisper.client : ""}`;
}
