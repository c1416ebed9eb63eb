import type { ReactNode } from "react";
import { useText } from "../messages/index.ts";
import { SegmentedControl } from "../ui/index.ts";
import { projectTexts } from "./en.ts";

export type Anchor = "start" | "finish";

/** From which end the dates of a project are counted, and that date. */
export function AnchoredDate({ anchor, onAnchor, date }: { anchor: Anchor; onAnchor: (anchor: Anchor) => void; date: ReactNode }) {
  const t = useText(projectTexts);
  return (
    <div className="flex flex-col gap-2">
      <div className="grid items-start gap-x-4 gap-y-2 sm:grid-cols-[auto_minmax(0,1fr)]">
        <div className="flex flex-col gap-1">
          <p className="text-xs font-medium text-muted">{t("plannedFrom")}</p>
          <div>
            <SegmentedControl
              label={t("plannedFrom")}
              value={anchor}
              onValue={onAnchor}
              choices={[
                { value: "start", label: t("anchorStart") },
                { value: "finish", label: t("anchorFinish") },
              ]}
            />
          </div>
        </div>
        {date}
      </div>
      <p className="text-xs text-faint">{anchor === "finish" ? t("plannedFromFinishHelp") : t("plannedFromStartHelp")}</p>
    </div>
  );
}
