import { Link } from "@tanstack/react-router";
import { Handshake } from "lucide-react";
import { useState } from "react";
import type { Answer } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useRead, useWorkspace } from "../session/index.ts";
import { ReadError, ScreenLink } from "../shell/index.ts";
import { EmptyState, PageBody, PageHeader, PictureOrTable, Skeleton, Table, useFormat } from "../ui/index.ts";
import { handoverTexts } from "./en.ts";

type Pair = Answer<"GET /interfaces">["items"][number];

/** Where projects and processes meet: drawn from what was really handed over. */
export function Interfaces() {
  const t = useText(handoverTexts);
  const { slug } = useWorkspace();
  const format = useFormat();
  const [as, setAs] = useState<"picture" | "table">("picture");
  const read = useRead("GET /interfaces", {}, { watch: ["handover"] });
  const items = read.data?.items;
  const wait = (minutes: number | null) => (minutes === null ? <span className="text-faint">{t("none")}</span> : format.work(minutes));
  return (
    <>
      <PageHeader
        title={t("interfaces")}
        trail={
          <Link to="/w/$slug/projects" params={{ slug }} search={{}} className="hover:text-ink">
            {t("projects")}
          </Link>
        }
        actions={items && items.length > 0 ? <PictureOrTable value={as} onValue={setAs} /> : null}
      />
      <PageBody>
        {read.error && !items ? (
          <ReadError error={read.error} onRetry={read.refetch} />
        ) : !items ? (
          <Skeleton />
        ) : items.length === 0 ? (
          <EmptyState picture={<Handshake size={22} />} title={t("interfacesNone")} about={t("interfacesAbout")} />
        ) : (
          <>
            <p className="px-4 py-3 text-sm text-muted sm:px-6">{t("interfacesAbout")}</p>
            {as === "picture" ? (
              <Picture items={items} />
            ) : (
              <Table
                fills
                label={t("interfaces")}
                rows={items}
                idOf={(pair) => `${pair.project.id} ${pair.process.id}`}
                columns={[
                  {
                    key: "from",
                    title: t("from"),
                    names: true,
                    cell: (pair) => (
                      <ScreenLink to="/projects/$id/handovers" params={{ id: pair.project.id }} className="hover:underline">
                        {pair.project.name}
                      </ScreenLink>
                    ),
                  },
                  {
                    key: "to",
                    title: t("toProcess"),
                    cell: (pair) => (
                      <ScreenLink to="/processes/$id" params={{ id: pair.process.id }} className="hover:underline">
                        {pair.process.name}
                      </ScreenLink>
                    ),
                  },
                  { key: "offers", title: t("offers"), end: true, cell: (pair) => pair.offers },
                  { key: "wait", title: t("waitMedian"), end: true, cell: (pair) => wait(pair.medianMinutes) },
                  { key: "p80", title: t("waitP80"), end: true, wideOnly: true, cell: (pair) => wait(pair.p80Minutes) },
                  {
                    key: "returned",
                    title: t("returnRate"),
                    end: true,
                    cell: (pair) =>
                      pair.returnRate === null ? (
                        <span className="text-faint">{t("none")}</span>
                      ) : (
                        <span className={pair.returnRate > 0.25 ? "font-medium text-act" : ""}>{format.percent(pair.returnRate)}</span>
                      ),
                  },
                  {
                    key: "open",
                    title: t("openNow"),
                    end: true,
                    wideOnly: true,
                    cell: (pair) =>
                      pair.open === 0 ? (
                        <span className="text-faint">{t("none")}</span>
                      ) : (
                        t("openFor", { count: pair.open, wait: format.work(pair.longestOpenMinutes ?? 0) })
                      ),
                  },
                ]}
              />
            )}
          </>
        )}
      </PageBody>
    </>
  );
}

const [line, width] = [64, 960];

/** Projects at the start, processes at the end; a line is as thick as it is used, and says how long it waits and what comes back. */
function Picture({ items }: { items: readonly Pair[] }) {
  const t = useText(handoverTexts);
  const format = useFormat();
  const [left, right] = [
    [...new Map(items.map((pair) => [pair.project.id, pair.project])).values()],
    [...new Map(items.map((pair) => [pair.process.id, pair.process])).values()],
  ];
  const height = Math.max(left.length, right.length) * line + 8;
  const at = (list: readonly { id: string }[], id: string): number =>
    ((list.findIndex((one) => one.id === id) + 0.5) * (height - 8)) / list.length + 4;
  const most = Math.max(...items.map((pair) => pair.offers));
  return (
    <div data-chart className="overflow-x-auto px-4 pb-6 sm:px-6" dir="ltr">
      <div className="relative" style={{ height, width }}>
        <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true" className="absolute inset-0">
          {items.map((pair) => {
            const [from, to] = [at(left, pair.project.id), at(right, pair.process.id)];
            const back = (pair.returnRate ?? 0) > 0.25;
            return (
              <path
                key={`${pair.project.id} ${pair.process.id}`}
                d={`M 240 ${from} C 420 ${from}, 540 ${to}, 720 ${to}`}
                fill="none"
                strokeWidth={1.5 + (4 * pair.offers) / most}
                className={back ? "stroke-act" : "stroke-accent"}
                strokeOpacity={0.6}
              />
            );
          })}
        </svg>
        {left.map((one) => (
          <ScreenLink
            key={one.id}
            to="/projects/$id/handovers"
            params={{ id: one.id }}
            className="absolute line-clamp-2 w-60 -translate-y-1/2 rounded-md border border-line bg-surface px-2.5 py-1.5 text-sm font-medium hover:border-line-strong"
            style={{ top: at(left, one.id), left: 0 }}
          >
            {one.name}
          </ScreenLink>
        ))}
        {right.map((one) => (
          <ScreenLink
            key={one.id}
            to="/processes/$id"
            params={{ id: one.id }}
            className="absolute line-clamp-2 w-60 -translate-y-1/2 rounded-md border border-line bg-surface px-2.5 py-1.5 text-sm font-medium hover:border-line-strong"
            style={{ top: at(right, one.id), left: 720 }}
          >
            {one.name}
          </ScreenLink>
        ))}
        {items.map((pair) => (
          <span
            key={`${pair.project.id} ${pair.process.id}`}
            className={`absolute max-w-56 -translate-x-1/2 -translate-y-1/2 rounded-sm bg-surface px-1.5 text-center text-2xs ${(pair.returnRate ?? 0) > 0.25 ? "text-act" : "text-muted"}`}
            style={{ left: 480, top: (at(left, pair.project.id) + at(right, pair.process.id)) / 2 }}
          >
            {pair.medianMinutes === null
              ? t("pairOpen", { count: pair.offers, wait: format.work(pair.longestOpenMinutes ?? 0) })
              : t("pair", {
                  count: pair.offers,
                  wait: format.work(pair.medianMinutes),
                  back: pair.returnRate === null ? t("none") : format.percent(pair.returnRate),
                })}
          </span>
        ))}
      </div>
    </div>
  );
}
