import { useSyncExternalStore } from "react";
import { type Answer, isProblem, type Problem, requestIn, v7 } from "../api/index.ts";

export type Report = Answer<"GET /imports/:i">;
export type Summary = Answer<"GET /imports">["items"][number];

/** A file on its way in. */
export type Waiting = {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly state:
    | { readonly kind: "waiting" }
    | { readonly kind: "reading" }
    | { readonly kind: "asking" }
    | { readonly kind: "done"; readonly report: Report }
    | { readonly kind: "refused"; readonly problem: Problem | null };
};

type Entry = Waiting & {
  readonly file: File;
  readonly workspaceId: string;
  readonly again: Again;
  /** What its columns mean was looked at. */ readonly looked: boolean;
};

type Again = "no" | "copy" | "update";

let entries: readonly Entry[] = [];
let running = false;
const listeners = new Set<() => void>();
let onDone: (report: Report) => void = () => undefined;

/** One after the other, also while another screen is looked at: a large board takes seconds, and order is what one expects. */
export function enqueue(workspaceId: string, files: readonly File[], again: Again = "no"): void {
  entries = [
    ...entries,
    ...files.map((file): Entry => ({
      id: v7(),
      name: file.name,
      bytes: file.size,
      file,
      workspaceId,
      again,
      looked: again !== "no" || !isTable(file.name),
      state: { kind: "waiting" },
    })),
  ];
  changed();
  void work();
}

/** The same file once more: as a copy, or into what an earlier one became. */
export function repeat(id: string, how: "copy" | "update" = "copy"): void {
  const entry = entries.find((one) => one.id === id);
  if (!entry) return;
  remove(id);
  enqueue(entry.workspaceId, [entry.file], how);
}

/** Goes on with a table whose columns were in question. */
export function goOn(id: string): void {
  entries = entries.map((one) => (one.id === id ? { ...one, looked: true, state: { kind: "waiting" } } : one));
  changed();
  void work();
}

export function isTable(name: string): boolean {
  return /\.(?:csv|tsv|xls[xm])$/i.test(name);
}

/** The file itself, to look at its columns. */
export function fileOf(id: string): File | null {
  return entries.find((one) => one.id === id)?.file ?? null;
}

export function remove(id: string): void {
  entries = entries.filter((one) => one.id !== id || one.state.kind === "reading");
  changed();
}

export function clear(): void {
  entries = entries.filter((one) => one.state.kind === "waiting" || one.state.kind === "reading");
  changed();
}

export function useQueue(workspaceId: string): readonly Waiting[] {
  return useSyncExternalStore(subscribe, () => entries).filter((entry) => entry.workspaceId === workspaceId);
}

/** Told after each file that was read, so that lists are read again. */
export function whenRead(then: (report: Report) => void): void {
  onDone = then;
}

async function work(): Promise<void> {
  if (running) return;
  running = true;
  for (let next = entries.find((one) => one.state.kind === "waiting"); next; next = entries.find((one) => one.state.kind === "waiting")) {
    const { id, file, workspaceId, again, looked } = next;
    put(id, { kind: "reading" });
    const body = new FormData();
    body.set("file", file);
    try {
      // Before anything is made of it: a table with columns that nobody has said the meaning of.
      if (!looked && (await isNew(workspaceId, body))) {
        put(id, { kind: "asking" });
        continue;
      }
      const report = await requestIn(workspaceId, "POST /imports", {
        body,
        ...(again === "copy" ? { query: { again: true } } : again === "update" ? { query: { update: true } } : {}),
      });
      put(id, { kind: "done", report });
      onDone(report);
    } catch (error) {
      put(id, { kind: "refused", problem: isProblem(error) ? error : null });
    }
  }
  running = false;
}

async function isNew(workspaceId: string, body: FormData): Promise<boolean> {
  try {
    const { tables } = await requestIn(workspaceId, "POST /imports/columns", { body });
    return tables.some(({ chosen }) => !chosen);
  } catch {
    return false; // whatever is wrong with it, reading says so
  }
}

function put(id: string, state: Waiting["state"]): void {
  entries = entries.map((one) => (one.id === id ? { ...one, state } : one));
  changed();
}

function changed(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
