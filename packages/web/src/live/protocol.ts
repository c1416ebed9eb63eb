/** One event as it comes over the stream: that something happened to which subject, never what it holds. */
export type LiveEvent = {
  readonly cursor: string;
  readonly name: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly homeKind: string | null;
  readonly homeId: string | null;
  readonly version: number;
  readonly at: string;
  readonly actor: string | null;
};

/** `open`: events arrive. `waiting`: tried again soon. `ended`: no session or no right any more; not tried again. */
export type StreamState = "open" | "waiting" | "ended";

/** Where the journal was before a tab read anything, and how many milliseconds ago that was at most. */
export type Since = { readonly cursor: string; readonly age: number };

/** From a tab to the holder of the streams. */
export type FromTab =
  | { readonly kind: "watch"; readonly workspaceId: string; /** What was read is of after this. */ readonly since?: Since | null }
  | { readonly kind: "leave" };

/** What is told and kept nowhere: a document has news, somebody's cursor moved in it, or who may see what has changed. */
export type Whisper =
  | {
      readonly kind: "written";
      readonly documentId: string;
      readonly seq: number;
      /** The last of those up to `seq`. */ readonly updates?: readonly string[];
    }
  | {
      readonly kind: "presence";
      readonly documentId: string;
      readonly personId: string;
      readonly client: number;
      readonly cursor: unknown;
      readonly gone: boolean;
    }
  | { readonly kind: "rights" };

/** To a tab. `lost`: events may have been missed, read everything again. */
export type ToTab =
  | { readonly kind: "event"; readonly workspaceId: string; readonly event: LiveEvent }
  | { readonly kind: "whisper"; readonly workspaceId: string; readonly whisper: Whisper }
  | {
      readonly kind: "state";
      readonly workspaceId: string;
      readonly state: StreamState;
      /** Every event since what the tab named is told. */ readonly whole?: boolean;
    }
  | { readonly kind: "lost"; readonly workspaceId: string };

export function isLiveEvent(value: unknown): value is LiveEvent {
  return typeof value === "object" && value !== null && "cursor" in value && "subjectKind" in value && "subjectId" in value;
}
