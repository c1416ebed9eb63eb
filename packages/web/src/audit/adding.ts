import { useState } from "react";
import { type Answer, requestIn } from "../api/index.ts";

export type Audit = Answer<"GET /audits/:a">;
export type Family = Audit["families"][number];
export type Container = Audit["containers"][number];

export type Adding = { readonly done: number; readonly total: number; readonly name: string | null };

/** Sends files one after the other into an audit and has all of them compared; tells how far it is. */
export function useAdding(workspaceId: string): { adding: Adding | null; failed: boolean; add(audit: string | null, name: string, files: readonly File[]): Promise<string | null> } {
  const [adding, setAdding] = useState<Adding | null>(null);
  const [failed, setFailed] = useState(false);
  const add = async (audit: string | null, name: string, files: readonly File[]): Promise<string | null> => {
    setFailed(false);
    setAdding({ done: 0, total: files.length + 1, name: files[0]?.name ?? null });
    try {
      const id = audit ?? (await requestIn(workspaceId, "POST /audits", { body: { name } })).id;
      for (const [at, file] of files.entries()) {
        setAdding({ done: at, total: files.length + 1, name: file.name });
        const body = new FormData();
        body.set("file", file);
        await requestIn(workspaceId, "POST /audits/:a/files", { params: { a: id }, body });
      }
      setAdding({ done: files.length, total: files.length + 1, name: null });
      await requestIn(workspaceId, "POST /audits/:a/comparison", { params: { a: id } });
      return id;
    } catch {
      setFailed(true);
      return null;
    } finally {
      setAdding(null);
    }
  };
  return { adding, failed, add };
}

/** Hours a month, by a person's own figures where there are some. */
export function atStake(family: Family): number {
  return (family.adjusted.frequency ?? family.frequency) * (family.adjusted.impact ?? family.impact);
}
