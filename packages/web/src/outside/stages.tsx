import { Check } from "lucide-react";
import { useText } from "../messages/index.ts";
import { cx } from "../ui/index.ts";
import { outsideTexts } from "./en.ts";

type One = { readonly title: string; readonly state: "done" | "now" | "ahead" };

/** The main steps of a run, for somebody who is told no more of it. */
export function Stages({ stages }: { stages: readonly One[] }) {
  return (
    <ol className="flex flex-col">
      {stages.map((stage, index) => (
        <Stage key={index} {...stage} last={index === stages.length - 1} />
      ))}
    </ol>
  );
}

function Stage({ title, state, last }: One & { last: boolean }) {
  const t = useText(outsideTexts);
  return (
    <li className="flex gap-3" aria-current={state === "now" ? "step" : undefined}>
      <span className="flex flex-col items-center">
        <span
          role="img"
          aria-label={t("stage", { state })}
          className={cx(
            "flex size-5 shrink-0 items-center justify-center rounded-full",
            state === "done"
              ? "bg-accent text-on-accent"
              : state === "now"
                ? "border-2 border-accent bg-surface"
                : "border border-line-strong bg-surface",
          )}
        >
          {state === "done" ? (
            <Check size={12} strokeWidth={3} />
          ) : state === "now" ? (
            <span className="size-2 rounded-full bg-accent" />
          ) : null}
        </span>
        {last ? null : <span className={cx("w-px flex-1", state === "done" ? "bg-accent" : "bg-line")} />}
      </span>
      <span
        className={cx(
          "pb-5 text-base leading-5 [overflow-wrap:anywhere]",
          state === "now" ? "font-semibold" : state === "ahead" ? "text-faint" : "text-muted",
        )}
      >
        {title}
        {state === "now" ? <span className="ms-2 text-xs font-normal text-accent-strong">{t("now")}</span> : null}
      </span>
    </li>
  );
}
