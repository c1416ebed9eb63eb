import type { ReactNode } from "react";
import { X } from "lucide-react";
import { useText } from "../messages/index.ts";
import { cx } from "./cx.ts";
import { uiTexts } from "./en.ts";

/** `act` only for "act now" and "late"; `accent` for chosen, running, done; `plain` for all else. */
export type Tone = "plain" | "accent" | "act";

/** A state or a count, in a word or two. */
export function Badge({ tone = "plain", icon, children }: { tone?: Tone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span
      className={cx(
        "inline-flex h-5 max-w-full shrink-0 items-center gap-1 rounded-sm px-1.5 text-xs font-medium whitespace-nowrap",
        tones[tone],
      )}
    >
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}

/** A count beside a name: unread, act now. Nothing at zero. */
export function Count({ value, tone = "plain", label }: { value: number; tone?: Tone; label?: string }) {
  if (value === 0) return null;
  return (
    <span
      aria-label={label}
      className={cx(
        "inline-flex h-4 min-w-4 items-center justify-center rounded-full px-1 text-2xs font-semibold",
        tone === "act" ? "bg-act text-on-act" : tones[tone],
      )}
    >
      {value > 999 ? "999+" : value}
    </span>
  );
}

/** Something that was put in and can be taken out again: a filter, a person. */
export function Chip({ icon, children, name, onRemove }: { icon?: ReactNode; children: ReactNode; name: string; onRemove?: () => void }) {
  const t = useText(uiTexts);
  return (
    <span className="inline-flex h-6 max-w-full items-center gap-1.5 rounded-full border border-line bg-raised ps-2 pe-1 text-xs text-ink">
      {icon}
      <span className="truncate pe-1">{children}</span>
      {onRemove ? (
        <button
          type="button"
          aria-label={t("remove", { name })}
          onClick={onRemove}
          className="flex size-4 items-center justify-center rounded-full text-faint hover:bg-hover hover:text-ink"
        >
          <X size={12} />
        </button>
      ) : null}
    </span>
  );
}

const tones: Record<Tone, string> = {
  plain: "bg-hover text-muted",
  accent: "bg-accent-soft text-accent-strong",
  act: "bg-act-soft text-act",
};
