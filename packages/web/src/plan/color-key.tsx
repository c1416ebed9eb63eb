import { useMemo } from "react";
import { rowsOf, type Plan } from "./model.ts";
import { Swatch } from "./swatch.tsx";
import type { Traits } from "./traits.ts";
import type { Words } from "./use-words.ts";

/** What the colors mean, with how many tasks have each. */
export function ColorKey({ plan, colors, words }: { plan: Plan; colors: Traits; words: Words }) {
  const counts = useMemo(() => {
    const found = new Map<string, number>();
    for (const row of rowsOf(plan)) if (row.inside === 0) found.set(colors.of(row).key, (found.get(colors.of(row).key) ?? 0) + 1);
    return found;
  }, [plan, colors]);
  return (
    <ul
      aria-label={words.t("colorKey")}
      tabIndex={0}
      className="flex shrink-0 gap-x-4 overflow-x-auto border-b border-line px-4 py-1.5 sm:px-6 text-xs text-muted [scrollbar-width:thin]"
    >
      {colors.list.map((trait) => (
        <li key={trait.key} className="flex shrink-0 items-center gap-1.5">
          <Swatch tint={trait.tint} />
          <span>{trait.label}</span>
          <span className="text-faint tabular-nums">{words.format.number(counts.get(trait.key) ?? 0)}</span>
        </li>
      ))}
    </ul>
  );
}
