import { useText } from "../../messages/index.ts";
import { Badge, Section, Table, useFormat } from "../../ui/index.ts";
import { measureTexts } from "./en.ts";
import type { Measures } from "./measured.tsx";

type Level = NonNullable<Measures["promises"]>["levels"][number];

/** What was promised of runs' ends, against what happened: whether the page is to be believed. */
export function PromisesKept({ measures: { promises } }: { measures: Measures }) {
  const t = useText(measureTexts);
  const format = useFormat();
  const says = {
    "as said": t("keptAsSaid"),
    "too rarely": t("keptTooRarely"),
    "more often": t("keptMoreOften"),
    "too few": t("keptTooFew"),
  };
  return (
    <Section
      title={t("promises")}
      about={
        <span className="block max-w-2xl">
          {promises === null ? t("promisesOfAllTimes") : t("promisesAbout", { moments: promises.moments, refused: promises.refused })}
        </span>
      }
    >
      {promises === null ? null : promises.levels.every(({ due }) => due === 0) ? (
        <p className="text-sm text-muted">{t("nonePromised")}</p>
      ) : (
        <>
          <p className="mb-3 max-w-2xl text-sm">{t(headline(promises.levels))}</p>
          <Table
            label={t("promises")}
            rows={promises.levels}
            idOf={({ level }) => String(level)}
            columns={[
              { key: "level", title: t("promise"), names: true, cell: ({ level }) => t("promisedSure", { share: format.percent(level) }) },
              { key: "due", title: t("promisesDue"), end: true, wideOnly: true, cell: ({ due }) => format.number(due) },
              { key: "kept", title: t("promisesKept"), end: true, wideOnly: true, cell: ({ kept }) => format.number(kept) },
              { key: "runs", title: t("promisesRuns"), end: true, wideOnly: true, cell: ({ runs }) => format.number(runs) },
              {
                key: "share",
                title: t("keptShare"),
                end: true,
                cell: ({ share }) => (share === null ? "–" : format.percent(share.mean)),
              },
              {
                key: "interval",
                title: t("keptInterval"),
                end: true,
                wideOnly: true,
                cell: ({ share }) =>
                  share === null ? "–" : t("interval", { low: format.percent(share.low), high: format.percent(share.high) }),
              },
              {
                key: "says",
                title: t("says"),
                cell: ({ says: found }) => (found === "too rarely" ? <Badge tone="act">{says[found]}</Badge> : says[found]),
              },
            ]}
          />
        </>
      )}
    </Section>
  );
}

/** One sentence for all levels: a promise that is broken too often counts most. */
function headline(levels: readonly Level[]): "promisesBroken" | "promisesYoung" | "promisesLoose" | "promisesHold" {
  const some = (says: Level["says"]) => levels.some((level) => level.says === says);
  if (some("too rarely")) return "promisesBroken";
  if (levels.every(({ says }) => says === "too few")) return "promisesYoung";
  return some("more often") ? "promisesLoose" : "promisesHold";
}
