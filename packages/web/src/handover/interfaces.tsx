import { Link } from "@tanstack/react-router";
import { ArrowRight, Handshake, UsersRound } from "lucide-react";
import { useState } from "react";
import type { Answer } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useRead, useWorkspace } from "../session/index.ts";
import { ReadError, ScreenLink } from "../shell/index.ts";
import { EmptyState, PageBody, PageHeader, PictureOrTable, Skeleton, Table, useFormat, useNarrow } from "../ui/index.ts";
import { handoverTexts } from "./en.ts";
import type { Taker } from "./handover.ts";
import { TakerLink } from "./taker-link.tsx";

type Pair = Answer<"GET /interfaces">["items"][number];

/** Where projects meet processes and teams: drawn from what was really handed over. */
export function Interfaces() {
  const t = useText(handoverTexts);
  const { slug } = useWorkspace();
  const format = useFormat();
  const [as, setAs] = useState<"picture" | "table">("picture");
  const read = useRead("GET /interfaces", {}, { watch: ["handover"] });
  const items = read.data?.items;
  const narrow = useNarrow();
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
        actions={items && items.length > 0 && !narrow ? <PictureOrTable value={as} onValue={setAs} /> : null}
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
            {narrow ? (
              <Lines items={items} />
            ) : as === "picture" ? (
              <Picture items={items} />
            ) : (
              <Table
                fills
                label={t("interfaces")}
                rows={items}
                idOf={keyOf}
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
                    title: t("takenOnBy"),
                    cell: (pair) => (
                      <>
                        <TakerLink taker={pair.to} className={pair.to.id === null ? "" : "hover:underline"} />
                        {pair.to.kind === "team" ? <span className="text-xs text-faint">{` · ${t("team")}`}</span> : null}
                      </>
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
                        <span className={returnsMuch(pair) ? "font-medium text-act" : ""}>{format.percent(pair.returnRate)}</span>
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

/** On a phone: each pair with what the line between them would say. */
function Lines({ items }: { items: readonly Pair[] }) {
  const t = useText(handoverTexts);
  const format = useFormat();
  const say = useSaying();
  return (
    <ul aria-label={t("interfaces")} className="border-t border-line">
      {items.map((pair) => (
        <li key={keyOf(pair)} className="flex flex-col gap-0.5 border-b border-line/70 px-4 py-3 text-sm">
          <span className="flex flex-wrap items-center gap-x-1.5">
            <ScreenLink to="/projects/$id/handovers" params={{ id: pair.project.id }} className="font-medium hover:underline">
              {pair.project.name}
            </ScreenLink>
            <ArrowRight size={14} className="shrink-0 text-faint rtl:rotate-180" aria-hidden="true" />
            <TakerLink taker={pair.to} className="font-medium hover:underline" />
            {pair.to.kind === "team" ? <span className="text-xs text-muted">{t("team")}</span> : null}
          </span>
          <span className={returnsMuch(pair) ? "text-xs text-act" : "text-xs text-muted"}>{say(pair)}</span>
          {pair.open > 0 && pair.medianMinutes !== null ? (
            <span className="text-xs text-muted">
              {t("openNowFor", { count: pair.open, wait: format.work(pair.longestOpenMinutes ?? 0) })}
            </span>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

const returnsMuch = (pair: Pair): boolean => (pair.returnRate ?? 0) > 0.25;

/** How often a pair hands over, how long that waits and how much comes back. */
function useSaying() {
  const t = useText(handoverTexts);
  const format = useFormat();
  return (pair: Pair): string =>
    pair.medianMinutes === null
      ? t("pairOpen", { count: pair.offers, wait: format.work(pair.longestOpenMinutes ?? 0) })
      : t("pair", {
          count: pair.offers,
          wait: format.work(pair.medianMinutes),
          back: pair.returnRate === null ? t("none") : format.percent(pair.returnRate),
        });
}

const [line, width] = [64, 960];

const takerKey = ({ id, name }: Taker): string => id ?? name;
const keyOf = (pair: Pair): string => `${pair.project.id} ${takerKey(pair.to)}`;

/** Projects at the start, processes and teams at the end; a line is as thick as it is used, and says how long it waits and what comes back. */
function Picture({ items }: { items: readonly Pair[] }) {
  const t = useText(handoverTexts);
  const say = useSaying();
  const [left, right] = [
    [...new Map(items.map((pair) => [pair.project.id, pair.project])).values()],
    [...new Map(items.map((pair) => [takerKey(pair.to), pair.to])).values()],
  ];
  const height = Math.max(left.length, right.length) * line + 8;
  const placeOf = (index: number, of: number): number => ((index + 0.5) * (height - 8)) / of + 4;
  const start = (pair: Pair): number =>
    placeOf(
      left.findIndex(({ id }) => id === pair.project.id),
      left.length,
    );
  const end = (pair: Pair): number =>
    placeOf(
      right.findIndex((one) => takerKey(one) === takerKey(pair.to)),
      right.length,
    );
  const most = Math.max(...items.map((pair) => pair.offers));
  return (
    <div data-chart className="overflow-x-auto px-4 pb-6 sm:px-6" dir="ltr">
      <div className="relative" style={{ height, width }}>
        <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} aria-hidden="true" className="absolute inset-0">
          {items.map((pair) => {
            const [from, to] = [start(pair), end(pair)];
            return (
              <path
                key={keyOf(pair)}
                d={`M 240 ${from} C 420 ${from}, 540 ${to}, 720 ${to}`}
                fill="none"
                strokeWidth={1.5 + (4 * pair.offers) / most}
                className={returnsMuch(pair) ? "stroke-act" : "stroke-accent"}
                strokeOpacity={0.6}
              />
            );
          })}
        </svg>
        {left.map((one, index) => (
          <ScreenLink
            key={one.id}
            to="/projects/$id/handovers"
            params={{ id: one.id }}
            className="absolute line-clamp-2 w-60 -translate-y-1/2 rounded-md border border-line bg-surface px-2.5 py-1.5 text-sm font-medium hover:border-line-strong"
            style={{ top: placeOf(index, left.length), left: 0 }}
          >
            {one.name}
          </ScreenLink>
        ))}
        {right.map((one, index) => (
          <div
            key={takerKey(one)}
            className="absolute flex w-60 -translate-y-1/2 items-start gap-2 rounded-md border border-line bg-surface px-2.5 py-1.5 text-sm hover:border-line-strong"
            style={{ top: placeOf(index, right.length), left: 720 }}
          >
            <TakerLink taker={one} className="line-clamp-2 min-w-0 flex-1 font-medium" />
            {one.kind === "team" ? (
              <span className="mt-0.5 flex items-center gap-1 text-2xs text-muted">
                <UsersRound size={12} aria-hidden="true" />
                {t("team")}
              </span>
            ) : null}
          </div>
        ))}
        {items.map((pair) => (
          <span
            key={keyOf(pair)}
            className={`absolute max-w-56 -translate-x-1/2 -translate-y-1/2 rounded-sm bg-surface px-1.5 text-center text-2xs ${returnsMuch(pair) ? "text-act" : "text-muted"}`}
            style={{ left: 480, top: (start(pair) + end(pair)) / 2 }}
          >
            {say(pair)}
          </span>
        ))}
      </div>
    </div>
  );
}
