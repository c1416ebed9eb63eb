import { type Definition, mergeDefinitions } from "@rondo/core/process";
import { isProblem, type Problem, requestIn } from "../../api/index.ts";
import { devicePerson, keepDraft, keptDraft } from "../../session/index.ts";
import { begin, type History, record, redo, settle, undo } from "./history.ts";

export type Saving = "saved" | "waiting" | "saving" | "failed" | "conflict";

export type DraftState = {
  readonly history: History<Definition>;
  readonly saving: Saving;
  /** Why it could not be saved, when `saving` is "failed". */
  readonly problem: Problem | null;
  /** What somebody else saved meanwhile, when `saving` is "conflict"; `base` is what both began with. */
  readonly conflict: { readonly theirs: Definition; readonly version: number; readonly base: Definition } | null;
};

export type Draft = ReturnType<typeof openDraft>;

type Read = { readonly definition: Definition; readonly version: number };
/** `base`: what the changes were made to. */
type Kept = Read & { readonly base?: Definition };
/** After so long without a key stroke the draft is saved. */
const quiet = 700;

/**
 * A draft being edited: its undo history, and the saving of it by `If-Match`. It lives outside React, so that going to
 * the flow picture and back keeps the history, and a change made just before leaving is still saved. What is not saved
 * yet is kept on this device too.
 */
export function openDraft(workspaceId: string, processId: string, read: Read) {
  const person = devicePerson();
  const keptAs = `process ${processId}`;
  const kept = (keptDraft(person, keptAs) ?? null) as Kept | null;
  const isOurs = kept !== null && kept.version === read.version;
  let base = read.definition;
  let version = read.version;
  let state: DraftState = { history: begin(read.definition), saving: "saved", problem: null, conflict: null };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | null = null;
  let keeping: ReturnType<typeof setTimeout> | null = null;
  let keepingTook = 0;
  const listeners = new Set<() => void>();

  const set = (next: Partial<DraftState>) => {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  };
  const change = (history: History<Definition>) => {
    if (history === state.history) return;
    const changed = history.now !== state.history.now;
    set({ history, ...(changed && state.saving !== "conflict" ? { saving: "waiting" as const } : {}) });
    if (!changed) return;
    keeping ??= setTimeout(keep, Math.max(250, keepingTook * 20));
    clearTimeout(timer);
    if (state.saving !== "conflict") timer = setTimeout(() => void save(), quiet);
  };

  /** Not with each key, and the longer it takes the less often: at most a twentieth of the time while somebody types. */
  function keep(): void {
    if (keeping === null) return;
    clearTimeout(keeping);
    keeping = null;
    const began = performance.now();
    keepDraft(person, keptAs, { definition: state.history.now, version, base });
    keepingTook = performance.now() - began;
  }

  async function save(): Promise<void> {
    keep();
    clearTimeout(timer);
    if (running) await running;
    if (state.saving !== "waiting" && state.saving !== "failed") return;
    const sent = state.history.now;
    running = send(sent);
    await running;
    running = null;
  }

  async function send(sent: Definition): Promise<void> {
    set({ saving: "saving", problem: null });
    try {
      const answer = await requestIn(workspaceId, "PUT /processes/:p/draft", {
        params: { p: processId },
        version,
        body: { definition: sent as never },
      });
      [version, base] = [answer.version, sent];
      const more = state.history.now !== sent;
      set({ saving: more ? "waiting" : "saved" });
      if (more) timer = setTimeout(() => void save(), quiet);
      else keepDraft(person, keptAs, undefined);
    } catch (error) {
      if (isProblem(error, "version_stale")) return meet();
      set({ saving: "failed", problem: isProblem(error) ? error : null });
      if (isProblem(error, "unreachable")) timer = setTimeout(() => void save(), 5_000);
    }
  }

  /** Somebody else saved first. What fits together is merged and saved; else both are shown, and nothing is sent until one is chosen. */
  async function meet(): Promise<void> {
    try {
      const theirs = await requestIn(workspaceId, "GET /processes/:p/draft", { params: { p: processId } });
      if (JSON.stringify(theirs.definition) === JSON.stringify(state.history.now)) {
        [version, base] = [theirs.version, state.history.now];
        keepDraft(person, keptAs, undefined);
        return set({ saving: "saved", conflict: null });
      }
      const { merged, clashes } = mergeDefinitions(base, state.history.now, theirs.definition);
      if (clashes.length === 0) {
        [version, base] = [theirs.version, theirs.definition];
        set({ history: record(state.history, merged), saving: "waiting", conflict: null });
        timer = setTimeout(() => void save(), 0);
        return;
      }
      set({ saving: "conflict", conflict: { theirs: theirs.definition, version: theirs.version, base } });
    } catch (error) {
      set({ saving: "failed", problem: isProblem(error) ? error : null });
    }
  }

  if (kept && JSON.stringify(kept.definition) !== JSON.stringify(read.definition)) {
    const { merged, clashes } = isOurs
      ? { merged: kept.definition, clashes: [] }
      : mergeDefinitions(kept.base ?? read.definition, kept.definition, read.definition);
    const fits = clashes.length === 0 && (isOurs || kept.base !== undefined);
    state = {
      ...state,
      history: record(state.history, fits ? merged : kept.definition),
      saving: fits ? "waiting" : "conflict",
      conflict: fits ? null : { theirs: read.definition, version: read.version, base: kept.base ?? read.definition },
    };
    if (fits) timer = setTimeout(() => void save(), quiet);
  }

  return {
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    get: () => state,
    /** `merge` names what is typed into, so that a word is one undo. */
    edit: (update: (definition: Definition) => Definition, merge: string | null = null) =>
      change(record(state.history, update(state.history.now), merge)),
    settle: () => change(settle(state.history)),
    undo: () => change(undo(state.history)),
    redo: () => change(redo(state.history)),
    save,
    /** What another person saved, as long as nothing of one's own is waiting. */
    adopt: (theirs: Read) => {
      if (theirs.version <= version || state.saving !== "saved") return;
      [version, base] = [theirs.version, theirs.definition];
      if (JSON.stringify(theirs.definition) !== JSON.stringify(state.history.now))
        set({ history: record(state.history, theirs.definition) });
    },
    /** Where both changed the same thing this side's stands; whatever else either did stays. */
    choose: (side: "mine" | "theirs") => {
      if (!state.conflict) return;
      const { base: both, theirs, version: at } = state.conflict;
      const { merged } = mergeDefinitions(both, state.history.now, theirs, side);
      [version, base] = [at, theirs];
      set({ history: record(state.history, merged), conflict: null, saving: "waiting" });
      void save();
    },
  };
}
