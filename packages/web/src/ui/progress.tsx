import { Progress as Base } from "@base-ui/react/progress";
import { useText } from "../messages/index.ts";
import { uiTexts } from "./en.ts";

/** Anything over two seconds: a bar with the count beside it. `total` null while it is not known. */
export function Progress({ label, done, total }: { label: string; done: number; total: number | null }) {
  const t = useText(uiTexts);
  return (
    <Base.Root
      value={total === null ? null : done}
      max={total ?? 100}
      className="flex flex-col gap-1 text-sm"
      getAriaValueText={() => (total === null ? label : t("progress", { done, total }))}
    >
      <div className="flex justify-between gap-4">
        <Base.Label className="text-muted">{label}</Base.Label>
        <span className="text-faint">{total === null ? done : t("progress", { done, total })}</span>
      </div>
      <Base.Track className="h-1.5 overflow-hidden rounded-full bg-pressed">
        <Base.Indicator className="rounded-full bg-accent transition-[width] duration-200 data-indeterminate:w-1/3 data-indeterminate:animate-pulse" />
      </Base.Track>
    </Base.Root>
  );
}

/** A thin share without words, where the words stand beside it. */
export function Meter({ share }: { share: number }) {
  return (
    <span aria-hidden="true" className="inline-block h-1 w-12 shrink-0 overflow-hidden rounded-full bg-pressed">
      <span
        className="block h-full rounded-full bg-accent"
        style={{ inlineSize: `${Math.round(Math.min(1, Math.max(0, share)) * 100)}%` }}
      />
    </span>
  );
}
