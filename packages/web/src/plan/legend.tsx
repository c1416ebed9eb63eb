import { Info } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton, Popover } from "../ui/index.ts";
import type { Words } from "./use-words.ts";

/** What bars, lines and marks of the picture mean. */
export function Legend({ colored, network = false, words: { t } }: { colored: boolean; network?: boolean; words: Words }) {
  const bar = "h-3 w-8 rounded-sm border border-accent";
  const boxes: readonly (readonly [ReactNode, string])[] = [
    [<span className="h-4 w-8 rounded-sm border border-line-strong" />, t("signTask")],
    [<span className="h-4 w-8 rounded-sm border-2 border-accent" />, t("signCritical")],
    [<span className="h-4 w-8 rounded-sm border border-line-strong bg-pressed" />, t("signDone")],
    [<span className="h-4 w-8 rounded-sm border-2 border-act" />, t("signLate")],
    [<span className="h-4 w-8 rounded-full border border-line-strong" />, t("signMilestone")],
    [<span className="h-0.5 w-8 bg-accent-strong" />, t("signDrives")],
  ];
  const bars: readonly (readonly [ReactNode, string])[] = [
    [<span className={`${bar} bg-accent-soft`} />, t("signTask")],
    [
      <span className={colored ? "h-3 w-8 rounded-sm border-2 border-ink" : `${bar} bg-accent`} />,
      colored ? t("signCriticalEdge") : t("signCritical"),
    ],
    [<span className="h-3 w-8 rounded-sm border border-line-strong bg-pressed" />, t("signDone")],
    [<span className="h-3 w-8 rounded-sm border-2 border-act bg-accent-soft" />, t("signLate")],
    [<span className="h-1.5 w-8 border-x-2 border-t-4 border-ink" />, t("signSummary")],
    [<span className="size-2.5 rotate-45 border-2 border-accent bg-surface" />, t("signMilestone")],
    [
      <span className="h-2 w-8 border-e border-line-strong bg-[linear-gradient(var(--line-strong),var(--line-strong))] bg-[length:100%_1px] bg-center bg-no-repeat" />,
      t("signFloat"),
    ],
    [<span className="h-[3px] w-8 bg-faint" />, t("signBaseline")],
    [<span className="border-x-4 border-t-[6px] border-transparent border-t-muted" />, t("signDeadline")],
    [
      <span className="flex items-center">
        <span className="h-3 w-3 rounded-sm border border-accent bg-accent-soft" />
        <span className="w-2 border-t border-dotted border-accent" />
        <span className="h-3 w-3 rounded-sm border border-accent bg-accent-soft" />
      </span>,
      t("signSplit"),
    ],
    [<span className="h-3.5 w-px bg-accent" />, t("signToday")],
    [<span className="h-3.5 w-0.5 rotate-12 bg-act" />, t("signProgress")],
  ];
  return (
    <Popover title={t("legend")} align="end" trigger={<IconButton label={t("legend")} icon={<Info size={16} />} />}>
      <dl className="flex flex-col gap-1.5">
        {(network ? boxes : bars).map(([sign, text]) => (
          <div key={text} className="flex items-center gap-3">
            <dt className="flex w-9 shrink-0 justify-center" aria-hidden="true">
              {sign}
            </dt>
            <dd className="text-sm">{text}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-3 max-w-64 text-xs text-muted">{network ? t("networkKeys") : t("handAbout")}</p>
    </Popover>
  );
}
