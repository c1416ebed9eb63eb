import { CircleAlert, Info } from "lucide-react";
import { useText } from "../../messages/index.ts";
import { moveTexts } from "./en.ts";
import type { Point } from "./moves.ts";

/** What a move does to a run, in a sentence. */
export function PointText({ point, titleOf }: { point: Point; titleOf: (step: string | null) => string }) {
  const t = useText(moveTexts);
  const names = { step: point.title, to: titleOf(point.to) };
  const say = (): string => {
    switch (point.code) {
      case "alike":
        return t("pointAlike", names);
      case "gone":
        return point.to === null ? t("pointGoneBehind", names) : t("pointGone", names);
      case "kind":
        return t("pointKind", names);
      case "anew":
        return t("pointAnew", names);
      case "whole":
        return t("pointWhole", names);
      case "together":
        return t("pointTogether", names);
      case "again":
        return t("pointAgain", names);
      case "skipped":
        return t("pointSkipped", names);
      case "answer":
        return t("pointAnswer", names);
      case "undo":
        return t("pointUndo", names);
      case "branch":
        return t("pointBranch", names);
      case "timer":
        return t("pointTimer", names);
    }
  };
  return (
    <li className="flex items-start gap-1.5">
      <span aria-hidden className="mt-[3px] shrink-0 text-faint">
        {point.decide ? <CircleAlert size={12} /> : <Info size={12} />}
      </span>
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {say()}
        {point.count > 1 ? <span className="text-faint"> · {t("times", { count: point.count })}</span> : null}
      </span>
    </li>
  );
}
