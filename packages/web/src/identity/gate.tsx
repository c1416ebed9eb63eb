import type { ReactNode } from "react";
import { Mark, useTitle } from "../ui/index.ts";

/** The frame of every screen before one is inside. */
export function Gate({ title, about, children, below }: { title: string; about?: ReactNode; children?: ReactNode; below?: ReactNode }) {
  useTitle(title);
  return (
    <main className="flex min-h-dvh flex-col items-center bg-ground px-4 py-8 sm:justify-center sm:py-12">
      <div className="mb-5 flex items-center gap-2.5">
        <Mark size={28} />
        <span className="text-xl font-semibold tracking-tight">Rondo</span>
      </div>
      <div className="w-full max-w-sm rounded-lg border border-line bg-surface p-6 shadow-sm">
        <h1 className="text-lg font-semibold text-balance">{title}</h1>
        {about ? <p className="mt-1 text-sm text-muted">{about}</p> : null}
        {children ? <div className="mt-5 flex flex-col gap-4">{children}</div> : null}
      </div>
      {below ? <div className="mt-4 max-w-sm text-center text-xs text-faint">{below}</div> : null}
    </main>
  );
}

export function Or({ text }: { text: string }) {
  return (
    <div className="flex items-center gap-3 text-xs text-faint">
      <span className="h-px flex-1 bg-line" />
      {text}
      <span className="h-px flex-1 bg-line" />
    </div>
  );
}

export const linkClass = "text-accent underline-offset-2 hover:underline";
