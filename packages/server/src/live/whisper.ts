/**
 * What is told to the nodes and kept nowhere: that a document has news, where somebody's cursor is in it, and that somebody
 * is out of a workspace. Losing one costs time, never a word or a right: who has a document open looks by itself, and so does
 * who holds streams.
 */
export type Whisper = DocumentWhisper | { readonly kind: "left"; readonly personId: string };

/** Those that browsers hear. */
export type DocumentWhisper =
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
export function joined(before: DocumentWhisper | undefined, next: DocumentWhisper): DocumentWhisper {
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
  if (whisper.kind === "left") return `left ${whisper.personId}`;
  return `${whisper.kind} ${whisper.documentId} ${whisper.kind === "presence" ? whisper.client : ""}`;
}
