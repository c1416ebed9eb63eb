import { useEffect, useMemo, useRef, useState } from "react";
import { addressOf, isProblem, passes, type Problem, requestIn } from "../api/index.ts";
import { onWhisper } from "../live/index.ts";
import { useMe, useWorkspace } from "../session/index.ts";
import { usePeople } from "../talk/index.ts";
import { type Channel, type ChannelState, openChannel } from "./channel.ts";
import { keptOf } from "./kept.ts";
import { openPresence, type Present } from "./presence.ts";

export type Shared = { readonly channel: Channel; readonly presence: ReturnType<typeof openPresence> };

/** However quiet it is: who has a document open looks by itself this often. */
const look = 20_000;

/** Opens a document's channel for as long as its screen is there. `shared` is null until there is something to show. */
export function useChannel(documentId: string, mayWrite: boolean) {
  const { id: w } = useWorkspace();
  const me = useMe().person;
  const people = usePeople();
  const [shared, setShared] = useState<Shared | null>(null);
  const [status, setStatus] = useState<{ state: ChannelState; problem: Problem | null }>({ state: "opening", problem: null });
  const [present, setPresent] = useState<readonly Present[]>([]);
  const names = useMemo(() => new Map(people.map((person) => [person.id, person.name])), [people]);
  const latest = useRef({ mayWrite, names });
  latest.current = { mayWrite, names };

  useEffect(() => {
    const channel = openChannel({
      documentId,
      pull: (after) => requestIn(w, "GET /documents/:d/updates", { params: { d: documentId }, query: { after } }),
      push: (update) => requestIn(w, "POST /documents/:d/updates", { params: { d: documentId }, body: { update } }),
      judge,
      kept: keptOf(me.id),
      mayWrite: () => latest.current.mayWrite,
      later: (work, milliseconds) => {
        const timer = setTimeout(work, milliseconds);
        return () => clearTimeout(timer);
      },
      onState: (state, problem) => {
        setStatus({ state, problem });
        if (state !== "opening") setShared((before) => before ?? { channel, presence });
      },
    });
    const presence = openPresence({
      doc: channel.doc,
      documentId,
      send: (told) => requestIn(w, "PUT /documents/:d/presence", { params: { d: documentId }, body: told as never }),
      sendLast: (told) =>
        void fetch(addressOf("/api/workspaces/:w/documents/:d/presence", { w, d: documentId }), {
          method: "PUT",
          headers: { "content-type": "application/json" },
          credentials: "same-origin",
          keepalive: true,
          body: JSON.stringify(told),
        }).catch(() => undefined),
      nameOf: (id) => latest.current.names.get(id) ?? "",
      // One's own other windows are nobody else.
      onChange: (all) => setPresent(all.filter(({ person }) => person.id !== me.id)),
    });
    const stop = onWhisper((whisper) => {
      if (whisper.kind === "rights") void channel.sync();
      else if (whisper.documentId === documentId && whisper.kind === "written") channel.news(whisper.seq, whisper.updates);
      else presence.hear(whisper);
    });
    const retry = () => void channel.sync();
    addEventListener("online", retry);
    const timer = setInterval(retry, look);
    void channel.open();
    return () => {
      stop();
      removeEventListener("online", retry);
      clearInterval(timer);
      presence.close();
      channel.close();
      setShared(null);
      setPresent([]);
      setStatus({ state: "opening", problem: null });
    };
  }, [w, documentId, me.id]);

  return { shared, ...status, present };
}

function judge(error: unknown): "later" | "gone" | "incomplete" | Problem {
  if (!isProblem(error)) throw error;
  if (passes(error) || error.code === "internal" || error.code === "unreadable_answer") return "later";
  if (error.status === 404 || error.status === 401) return "gone";
  return error.code === "update_incomplete" ? "incomplete" : error;
}
