import { useSyncExternalStore } from "react";
import { isProblem, type Problem, requestIn } from "../api/index.ts";

/** Files on their way into an audit. They go on while other screens are looked at; what has arrived is read on the server. */
export type Sending = {
  readonly total: number;
  readonly sent: number;
  /** The one that is under way. */
  readonly name: string | null;
  readonly refused: readonly { readonly name: string; readonly problem: Problem | null }[];
};

let all: ReadonlyMap<string, Sending> = new Map();
const listeners = new Set<() => void>();

const pending = new Map<string, File[]>();

/** One after the other; one that is refused does not keep the others. At the end the audit is asked for its comparison. */
export async function sendFiles(workspaceId: string, auditId: string, files: readonly File[]): Promise<void> {
  const underway = pending.get(auditId);
  if (underway !== undefined) {
    underway.push(...files);
    put(auditId, { total: (all.get(auditId)?.total ?? 0) + files.length });
    return;
  }
  const queue = [...files];
  pending.set(auditId, queue);
  put(auditId, { total: files.length, sent: 0, refused: [] });
  for (let file = queue.shift(), sent = 1; file !== undefined; file = queue.shift(), sent += 1) {
    put(auditId, { name: file.name });
    const refused = await send(workspaceId, auditId, file);
    put(auditId, { sent, ...(refused !== null && { refused: [...(all.get(auditId)?.refused ?? []), refused] }) });
  }
  pending.delete(auditId);
  put(auditId, { name: null });
  // Without it, it is compared all the same, some seconds later.
  await requestIn(workspaceId, "POST /audits/:a/comparison", { params: { a: auditId } }).catch(() => undefined);
}

async function send(workspaceId: string, auditId: string, file: File): Promise<Sending["refused"][number] | null> {
  const body = new FormData();
  body.set("file", file);
  try {
    await requestIn(workspaceId, "POST /audits/:a/files", { params: { a: auditId }, body });
    return null;
  } catch (error) {
    return { name: file.name, problem: isProblem(error) ? error : null };
  }
}

export function useSending(auditId: string): Sending | null {
  return useSyncExternalStore(subscribe, () => all.get(auditId) ?? null);
}

function put(auditId: string, change: Partial<Sending>): void {
  all = new Map([...all, [auditId, { ...(all.get(auditId) ?? { total: 0, sent: 0, name: null, refused: [] }), ...change }]]);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
