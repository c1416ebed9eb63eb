import { Printer } from "lucide-react";
import { useState } from "react";
import {
  pageCount,
  pagesOf,
  pictureWidth,
  paperColors,
  type Paper,
  papers,
  pngOf,
  printPages,
  scaleWithin,
  type Sheet,
  svgOf,
  useColors,
  type Zoom,
} from "../chart/index.ts";
import { Button, notify, SegmentedControl } from "../ui/index.ts";
import { useAxisLabels } from "./axis-label.ts";
import type { Baseline } from "./baseline.ts";
import { isHead } from "./lines.ts";
import { calendarOf, minuteOf, type Plan, usualDay } from "./model.ts";
import { arrowsOf, barsOf, scaleOf, spanOfAll, withNow } from "./picture.ts";
import type { Looked } from "./use-lines.ts";
import { calendarOfTask } from "./task-calendar.ts";
import type { Words } from "./use-words.ts";

type Props = {
  plan: Plan;
  zoom: Zoom;
  now: string;
  baseline: Baseline | null;
  looked: Looked;
  byOwner: boolean;
  words: Words;
};

/** The whole picture as a file or on paper, with the names of the tasks beside it. */
export function SavePicture({ plan, zoom: chosen, now, baseline, looked, byOwner, words }: Props) {
  const { t } = words;
  const colors = useColors();
  const labelAt = useAxisLabels();
  const [paper, setPaper] = useState<Paper>("a4");
  const [width, setWidth] = useState<"fit" | "zoom">("fit");
  const sheet = (onPaper = false): Sheet => {
    const { lines, groups, colors: traits } = looked;
    const calendar = calendarOf(plan);
    const frozen = baseline ? new Map(baseline.entries.map((entry) => [entry.taskId, entry])) : null;
    const bars = barsOf(lines, {
      now,
      canChange: false,
      calendarOf: (task) => calendarOfTask(plan, task, calendar),
      frozen,
      groups,
      colors: traits,
      byOwner,
    });
    const span = spanOfAll(plan, lines, frozen);
    const drawn = withNow(span, minuteOf(now));
    const { zoom, scale } =
      onPaper && width === "fit"
        ? scaleWithin(drawn.from, drawn.to, pictureWidth(paper), usualDay(plan.calendar.week))
        : { zoom: chosen, scale: scaleOf(plan, span, chosen, 600, minuteOf(now)) };
    return {
      title: plan.project.name,
      label: labelAt(zoom),
      titles: lines.map((line) =>
        isHead(line)
          ? { text: `${line.trait.label} (${words.format.number(line.count)})`, depth: 0, strong: true }
          : { text: line.task.title, depth: line.depth, strong: line.inside > 0 },
      ),
      picture: {
        bars,
        arrows: arrowsOf(plan, lines),
        scale,
        zoom,
        rowHeight: onPaper ? 24 : 28,
        calendar,
        colors: onPaper ? paperColors() : colors,
        now: minuteOf(now),
        chosen: -1,
        under: -1,
        ghosts: null,
        cord: null,
        notes: true,
      },
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
  const onPages = () => {
    const pages = sheet(true);
    const count = pageCount(pages, paper);
    // A browser takes minutes over thousands of pages, and nobody reads them.
    if (count > mostPages) return notify({ tone: "problem", title: t("printTooMany", { count, most: mostPages }) });
    const today = now.slice(0, 10);
    printPages(
      pagesOf(pages, paper, {
        about: t("printAbout", { start: words.day(plan.start, today), finish: words.day(plan.finish, today), day: words.day(now) }),
        page: (number, of) => t("printPage", { number, of }),
        legend: [
          ...(looked.colors?.list ?? []).map((trait) => ({ sign: { tint: trait.tint }, text: trait.label })),
          { sign: "task", text: t("signTask") },
          { sign: "critical", text: t("critical") },
          { sign: "done", text: t("signDone") },
          { sign: "late", text: t("signLate") },
          { sign: "milestone", text: t("signMilestone") },
          { sign: "summary", text: t("signSummary") },
          { sign: "float", text: t("float") },
          { sign: "deadline", text: t("signDeadline") },
          { sign: "now", text: t("signToday") },
          ...(baseline ? [{ sign: "base" as const, text: t("signBaseline") }] : []),
        ],
      }),
      paper,
    );
  };
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <Button size="small" onClick={() => void png()}>
          {t("savePng")}
        </Button>
        <Button size="small" onClick={() => save(new Blob([svgOf(sheet())], { type: "image/svg+xml" }), "svg")}>
          {t("saveSvg")}
        </Button>
      </div>
      <div className="flex flex-col gap-2 border-t border-line pt-3">
        <p className="text-xs font-medium text-muted">{t("printPaper")}</p>
        <div>
          <SegmentedControl
            label={t("printPaper")}
            value={paper}
            onValue={setPaper}
            choices={papers.map((value) => ({ value, label: value.toUpperCase() }))}
          />
        </div>
        <p className="text-xs font-medium text-muted">{t("printWidth")}</p>
        <div>
          <SegmentedControl
            label={t("printWidth")}
            value={width}
            onValue={setWidth}
            choices={[
              { value: "fit", label: t("printFit") },
              { value: "zoom", label: t("printZoomed") },
            ]}
          />
        </div>
        <p className="text-xs text-faint">{width === "fit" ? t("printFitHelp") : t("printHelp")}</p>
        <Button size="small" icon={<Printer size={14} />} onClick={onPages}>
          {t("print")}
        </Button>
      </div>
    </>
  );
}

const mostPages = 300;
