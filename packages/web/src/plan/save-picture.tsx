import { Download } from "lucide-react";
import { pngOf, type Sheet, svgOf, useColors, type Zoom } from "../chart/index.ts";
import { Button, IconButton, notify, Popover } from "../ui/index.ts";
import { useAxisLabel } from "./axis-label.ts";
import type { Baseline } from "./baseline.ts";
import { calendarOf, minuteOf, type Plan, rowsOf } from "./model.ts";
import { arrowsOf, barsOf, scaleOf } from "./picture.ts";
import type { Words } from "./use-words.ts";

/** The whole picture as a file, with the names of the tasks beside it. */
export function SavePicture({ plan, zoom, now, baseline, words }: { plan: Plan; zoom: Zoom; now: string; baseline: Baseline | null; words: Words }) {
  const { t } = words;
  const colors = useColors();
  const label = useAxisLabel(zoom);
  const sheet = (): Sheet => {
    const rows = rowsOf(plan);
    const calendar = calendarOf(plan);
    const bars = barsOf(rows, now, false, calendar, baseline ? new Map(baseline.entries.map((entry) => [entry.taskId, entry])) : null);
    const scale = scaleOf(plan, bars, zoom, 600, minuteOf(now));
    return {
      title: plan.project.name,
      label,
      titles: rows.map((row) => ({ text: row.task.title, depth: row.depth, strong: row.inside > 0 })),
      picture: { bars, arrows: arrowsOf(plan, rows), scale, zoom, rowHeight: 28, calendar, colors, now: minuteOf(now), chosen: -1, under: -1, ghosts: null, cord: null, notes: true },
    };
  };
  const save = (blob: Blob, ending: string) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${plan.project.name.replace(/[\\/:*?"<>|]+/g, " ").trim() || "plan"}.${ending}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
  const png = async () => {
    const blob = await pngOf(sheet());
    if (blob) save(blob, "png");
    else notify({ title: t("saveTooLarge") });
  };
  return (
    <Popover title={t("save")} align="end" trigger={<IconButton label={t("save")} icon={<Download size={16} />} />}>
      <div className="flex gap-2">
        <Button size="small" onClick={() => void png()}>
          {t("savePng")}
        </Button>
        <Button size="small" onClick={() => save(new Blob([svgOf(sheet())], { type: "image/svg+xml" }), "svg")}>
          {t("saveSvg")}
        </Button>
      </div>
    </Popover>
  );
}
