import type { ReactNode } from "react";

/**
 * The sub-pages of one thing, each with its own address. `children` are links that say which is the one shown by
 * `aria-current="page"` (TanStack's `<Link className={tabClass}>` does). Scrolls sideways when narrow, with a shade at the
 * side where there are more.
 */
export function TabBar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <nav aria-label={label} className="more-sideways -mb-px flex gap-4 overflow-x-auto [scrollbar-width:none]">
      {children}
    </nav>
  );
}

export const tabClass =
  "relative flex h-9 shrink-0 items-center gap-1.5 rounded-sm border-b-2 border-transparent text-sm text-muted -outline-offset-2 focus-visible:px-1.5 focus-visible:-mx-1.5 hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-ink";
