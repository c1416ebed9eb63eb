import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { ChevronLeft, ChevronRight, UsersRound } from "lucide-react";
import { useState } from "react";
import type { Hours } from "../hours/index.ts";
import { useText } from "../messages/index.ts";
import { PeopleTabs } from "../people/index.ts";
import { useRead } from "../session/index.ts";
import { ReadError } from "../shell/index.ts";
import { Avatar, Button, EmptyState, IconButton, PageBody, PageHeader, Skeleton, Toolbar, useFormat } from "../ui/index.ts";
import { type Demand, type PersonLoad, weeksLater } from "./capacity.ts";
import { capacityTexts } from "./en.ts";
import { Explained } from "./explained.tsx";
import { ExplainedDemand } from "./explained-demand.tsx";
import { LoadBar } from "./load-bar.tsx";

const route = getRouteApi("/w/$slug/people/load");
const shown = 12;

/** Who is asked for too much, when, and by what. The picture is a table. */
export function LoadScreen() {
  const t = useText(capacityTexts);
  const { from } = route.useSearch();
  const navigate = useNavigate();
  const read = useRead(
    "GET /capacity",
    { query: { weeks: shown, ...(from === undefined ? {} : { from }) } },
    { watch: ["task", "project", "capacity", "member"], keep: true },
  );
  const go = (next: string | undefined): void => void navigate({ to: ".", search: (next === undefined ? {} : { from: next }) as never });
  const first = read.data?.from;
  return (
    <>
      <PageHeader title={t("title")} tabs={<PeopleTabs />} />
      <Toolbar
        label={t("title")}
        end={
          <>
            <IconButton
              label={t("earlier")}
              icon={<ChevronLeft size={16} />}
              onClick={() => (first ? go(weeksLater(first, -4)) : undefined)}
            />
            <Button onClick={() => go(undefined)}>{t("thisWeek")}</Button>
            <IconButton
              label={t("later")}
              icon={<ChevronRight size={16} />}
              onClick={() => (first ? go(weeksLater(first, 4)) : undefined)}
            />
          </>
        }
      >
        <Legend />
      </Toolbar>
      <PageBody>
        {read.error && !read.data ? (
          <ReadError error={read.error} onRetry={read.refetch} />
        ) : read.data === undefined ? (
          <Skeleton />
        ) : read.data.items.length === 0 ? (
          <EmptyState picture={<UsersRound size={22} />} title={t("nobody")} about={t("nobodyAbout")} />
        ) : (
          <Loads items={read.data.items} demand={read.data.demand} calendar={read.data.calendar} />
        )}
      </PageBody>
    </>
  );
}

function Loads({ items, demand, calendar }: { items: readonly PersonLoad[]; demand: readonly Demand[]; calendar: Hours }) {
  const t = useText(capacityTexts);
  const format = useFormat();
  const [chosen, setChosen] = useState<{ person: string; week: string } | null>(null);
  const [asked, setAsked] = useState<{ role: string; week: string } | null>(null);
  const wanted = demand.find((one) => one.role === asked?.role);
  const wantedIn = wanted?.weeks.find((one) => one.week === asked?.week);
  const opened = items.find((one) => one.person.id === chosen?.person);
  const week = opened?.weeks.find((one) => one.week === chosen?.week);
  return (
    <>
      <p className="max-w-3xl px-4 py-3 text-sm text-muted sm:px-6">{t("about")}</p>
      <div className="overflow-x-auto px-4 pb-8 sm:px-6" role="region" aria-label={t("table")} tabIndex={0}>
        <table className="w-full border-separate border-spacing-x-1 border-spacing-y-1.5 text-sm">
          <caption className="sr-only">{t("table")}</caption>
          <thead>
            <tr>
              <th scope="col" className="sticky start-0 z-10 w-44 bg-surface text-start text-xs font-medium text-muted">
                {t("person")}
              </th>
              {(items[0]?.weeks ?? []).map((one) => (
                <th key={one.week} scope="col" className="min-w-16 text-start text-xs font-medium whitespace-nowrap text-muted">
                  {format.day(one.week, one.week)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {items.map((one) => (
              <tr key={one.person.id}>
                <th scope="row" className="sticky start-0 z-10 bg-surface pe-3 text-start font-normal">
                  <span className="flex items-center gap-2">
                    <Avatar name={one.person.name} id={one.person.id} />
                    <span className="line-clamp-2 min-w-0">{one.person.name}</span>
                  </span>
                </th>
                {one.weeks.map((cell) => (
                  <td key={cell.week} className="p-0">
                    <LoadBar name={one.person.name} week={cell} onOpen={() => setChosen({ person: one.person.id, week: cell.week })} />
                  </td>
                ))}
              </tr>
            ))}
            {demand.length > 0 ? (
              <tr>
                <th scope="colgroup" colSpan={1 + (items[0]?.weeks.length ?? 0)} className="pt-4 text-start text-xs font-medium text-muted">
                  <span className="sticky start-0">{t("demand")}</span>
                </th>
              </tr>
            ) : null}
            {demand.map((one) => (
              <tr key={one.role}>
                <th scope="row" className="sticky start-0 z-10 bg-surface pe-3 text-start font-normal">
                  <span className="line-clamp-2">{one.role}</span>
                  <span className="block text-2xs text-muted">{t("demandHave", { count: one.people.length })}</span>
                </th>
                {one.weeks.map((cell) => (
                  <td key={cell.week} className="p-0">
                    <LoadBar name={one.role} week={cell} onOpen={() => setAsked({ role: one.role, week: cell.week })} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {wanted && wantedIn ? <ExplainedDemand demand={wanted} week={wantedIn} onClose={() => setAsked(null)} /> : null}
      {opened && week ? <Explained load={opened} week={week} calendar={calendar} onClose={() => setChosen(null)} /> : null}
    </>
  );
}

function Legend() {
  const t = useText(capacityTexts);
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
      {(
        [
          ["recurring", "bg-faint"],
          ["project", "bg-accent"],
          ["over", "bg-act"],
        ] as const
      ).map(([name, color]) => (
        <li key={name} className="flex items-center gap-1.5">
          <span aria-hidden="true" className={`size-2.5 rounded-sm ${color}`} />
          {t(name)}
        </li>
      ))}
    </ul>
  );
}
