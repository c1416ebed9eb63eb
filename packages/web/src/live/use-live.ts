import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { dropEarly, keptShown } from "../api/index.ts";
import { firstNews, meQuery, refresh } from "../session/index.ts";
import { connect } from "./connect.ts";
import type { LiveEvent, StreamState, Whisper } from "./protocol.ts";

/**
 * Keeps what is on the screen true while others work: each event asks again for the reads that watch its subject, its
 * home or their kinds. Events of one burst (an import, a bulk edit) are gathered for 40 ms.
 */
export function useLive(workspaceId: string): void {
  const client = useQueryClient();
  useEffect(() => {
    let gathered = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let opened = false;
    const since = firstNews();
    const flush = () => {
      const touches = [...gathered];
      gathered = new Set();
      timer = undefined;
      void refresh(client, workspaceId, touches);
    };
    const everything = () => {
      dropEarly();
      tell("all");
      void refresh(client, workspaceId);
    };
    const leave = connect(workspaceId, since, (message) => {
      if (message.kind === "lost") {
        whispered({ kind: "rights" });
        return everything();
      }
      if (message.kind === "whisper") {
        whispered(message.whisper);
        if (message.whisper.kind === "rights") everything(); // what one may see no more goes, and what one may see now comes
        return;
      }
      if (message.kind === "state") {
        setState(message.state);
        whispered({ kind: "rights" });
        if (message.state === "ended") void client.invalidateQueries({ queryKey: meQuery.queryKey });
        // What changed between the first read and the first opening was seen by nobody, unless it is told from before
        // that on; and what was shown without a connection may be older than all that is told.
        if (message.state === "open" && ((!opened && message.whole !== true) || keptShown())) everything();
        opened ||= message.state === "open";
        return;
      }
      dropEarly();
      tell(message.event);
      for (const touch of touchesOf(message.event)) gathered.add(touch);
      timer ??= setTimeout(flush, 40);
    });
    return () => {
      clearTimeout(timer);
      leave();
    };
  }, [client, workspaceId]);
}

const watchers = new Set<(news: LiveEvent | "all") => void>();

/** For screens that keep a set of rows themselves: each event, or that everything is to be read again. */
export function watchNews(watcher: (news: LiveEvent | "all") => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

function tell(news: LiveEvent | "all"): void {
  for (const watcher of watchers) watcher(news);
}

export function touchesOf(event: LiveEvent): string[] {
  return [`${event.subjectKind}:${event.subjectId}`, ...(event.homeKind && event.homeId ? [`${event.homeKind}:${event.homeId}`] : [])];
}

const ears = new Set<(whisper: Whisper) => void>();

function whispered(whisper: Whisper): void {
  for (const ear of ears) ear(whisper);
}

/** Hears what is whispered in the workspace on the screen; `rights` also whenever something may have been missed. */
export function onWhisper(ear: (whisper: Whisper) => void): () => void {
  ears.add(ear);
  return () => ears.delete(ear);
}

let shown: StreamState = "open";
const listeners = new Set<() => void>();

function setState(state: StreamState): void {
  shown = state;
  for (const listener of listeners) listener();
}

/** How the stream is, for the banner. */
export function useStreamState(): StreamState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
}
