import { useEffect, useSyncExternalStore } from "react";
import { useRead, useWorkspace } from "../../session/index.ts";
import { type Draft, type DraftState, openDraft } from "./draft.ts";

const open = new Map<string, Draft>();

/** The draft of a process, the same one for every tab of its page; `draft` is null until it is read. */
export function useDraftOf(processId: string) {
  const { id: w } = useWorkspace();
  const read = useRead("GET /processes/:p/draft", { params: { p: processId } }, { watch: [`process:${processId}`] });
  const key = `${w}/${processId}`;
  if (read.data && !open.has(key)) open.set(key, openDraft(w, processId, read.data));
  const draft = open.get(key) ?? null;
  const state = useSyncExternalStore(draft?.subscribe ?? never, draft?.get ?? nothing) as DraftState | null;
  useEffect(() => {
    if (read.data) draft?.adopt(read.data);
  }, [draft, read.data]);
  useEffect(() => {
    const save = () => void draft?.save();
    window.addEventListener("pagehide", save);
    return () => {
      window.removeEventListener("pagehide", save);
      save();
    };
  }, [draft]);
  return { draft, state, error: read.error, retry: read.refetch };
}

/** Saves what is waiting before the draft is published. */
export async function saveDraftOf(workspaceId: string, processId: string): Promise<void> {
  await open.get(`${workspaceId}/${processId}`)?.save();
}

const never = () => () => undefined;
const nothing = () => null;
