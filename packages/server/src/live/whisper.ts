/**
 * What is told to browsers and kept nowhere: that a document has news, and where somebody's cursor is in it. Losing one costs
 * time, never a word: who has a document open also looks by itself. Ids and places alone, for it passes through NOTIFY.
 */
export type Whisper =
  | { readonly kind: "written"; readonly documentId: string; readonly seq: number }
  | {
      readonly kind: "presence";
      readonly documentId: string;
      readonly personId: string;
      readonly client: number;
      readonly cursor: unknown;
      readonly gone: boolean;
    };

/** Of what is about the same, the last alone is worth telling. */
export function topicOf(whisper: Whisper): string {
  return `${whisper.kind} ${whisper.documentId} ${whisper.kind === "presence" ? whisper.client : ""}`;
}
