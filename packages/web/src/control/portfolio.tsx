import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { ArrowDown, ArrowUp, FolderKanban, Printer } from "lucide-react";
import { useEffect } from "react";
import { useText } from "../messages/index.ts";
import { useReadMore, useWorkspace } from "../session/index.ts";
import { ReadError } from "../shell/index.ts";
import {
  Button,
  buttonClass,
  cx,
  EmptyState,
  Meter,
  PageBody,
  PageHeader,
  Person,
  Select,
  Skeleton,
  TextInput,
  Toolbar,
  useFormat,
  useRowKeys,
} from "../ui/index.ts";
import { controlTexts } from "./en.ts";
import { Health, useReasons } from "./health.tsx";
import { arrange, type PortfolioRow } from "./portfolio.ts";
import type { PortfolioSearch, PortfolioSort } from "./portfolio-search.ts";

const route = getRouteApi("/w/$slug/projects/portfolio");

/** All open projects side by side: how each does and why, its dates, what it asks of people, what comes next. */
export function Portfolio() {
  const t = useText(controlTexts);
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const search = route.useSearch();
  const read = useReadMore("GET /portfolio", { query: { limit: 100 } }, { watch: ["project", "task", "workspace"] });
  // Sorting is over all of them: the rest is read at once.
  useEffect(() => {
    if (read.hasNextPage && !read.isFetchingNextPage) read.more();
  }, [read.hasNextPage, read.isFetchingNextPage, read.more]);
  const set = (part: { [Key in keyof PortfolioSearch]?: PortfolioSearch[Key] | undefined }) =>
    void navigate({
      to: "/w/$slug/projects/portfolio",
      params: { slug },
      search: Object.fromEntries(Object.entries({ ...search, ...part }).filter(([, value]) => value !== undefined)),
      replace: true,
    });
  const items = read.items;
  const owners = [...new Map((items ?? []).flatMap(({ project: { owner } }) => (owner ? [[owner.id, owner.name] as const] : [])))];
  return (
    <>
      <PageHeader
        title={t("portfolio")}
        trail={
          <Link to="/w/$slug/projects" params={{ slug }} search={{}} className="hover:text-ink">
            {t("projects")}
          </Link>
        }
        actions={
          <Button icon={<Printer size={15} />} onClick={() => print()}>
            {t("print")}
          </Button>
        }
      />
      {items && items.length > 0 ? (
        <div className="print:hidden">
          <Toolbar label={t("filter")}>
            <span className="w-44 max-sm:w-full">
              <TextInput
                aria-label={t("find")}
                placeholder={t("find")}
                value={search.find ?? ""}
                onValue={(find) => set({ find: find || undefined })}
              />
            </span>
            <span className="w-36">
              <Select
                label={t("healthTitle")}
                value={search.health ?? "all"}
                choices={[
                  { value: "all", label: t("anyHealth") },
                  ...(["bad", "watch", "good"] as const).map((health) => ({ value: health, label: t("health", { health }) })),
                ]}
                onValue={(health) => set({ health: health === "all" ? undefined : (health as "bad") })}
              />
            </span>
            <span className="w-44">
              <Select
                label={t("owner", { kind: "project" })}
                value={search.owner ?? ""}
                choices={[{ value: "", label: t("anyOwner") }, ...owners.map(([id, name]) => ({ value: id, label: name }))]}
                onValue={(owner) => set({ owner: owner || undefined })}
              />
            </span>
          </Toolbar>
        </div>
      ) : null}
      <PageBody>
        {read.error && !items ? (
          <ReadError error={read.error} onRetry={read.refetch} />
        ) : !items ? (
          <Skeleton />
        ) : items.length === 0 ? (
          <EmptyState
            picture={<FolderKanban size={22} />}
            title={t("portfolioEmpty")}
            about={t("portfolioEmptyAbout")}
            action={
              <Link to="/w/$slug/projects" params={{ slug }} search={{ new: true }} className={buttonClass("primary")}>
                {t("newProject")}
              </Link>
            }
          />
        ) : (
          <Rows
            rows={arrange(items, search)}
            search={search}
            onSort={(sort) => set(search.sort === sort ? { down: search.down ? undefined : true } : { sort, down: undefined })}
          />
        )}
      </PageBody>
    </>
  );
}

function Rows({ rows, search, onSort }: { rows: readonly PortfolioRow[]; search: PortfolioSearch; onSort: (sort: PortfolioSort) => void }) {
  const t = useText(controlTexts);
  const { slug, zone } = useWorkspace();
  const format = useFormat(zone);
  const today = format.dayAt(new Date());
  const reasonsOf = useReasons();
  const { ref } = useRowKeys<HTMLTableSectionElement>();
  const day = (text: string | undefined | null) =>
    text ? format.day(text.slice(0, 10), today) : <span className="text-faint">{t("none")}</span>;
  const all: readonly {
    key: PortfolioSort;
    wide?: boolean;
    end?: boolean;
    /** Of what not every project has: a column without any would only take its room. */
    has?: (row: PortfolioRow) => boolean;
    cell: (row: PortfolioRow) => React.ReactNode;
  }[] = [
    {
      key: "name",
      cell: (row) => (
        <span className="flex min-w-40 flex-col py-1 font-medium">
          <Link
            data-row-open
            to="/w/$slug/projects/$id"
            params={{ slug, id: row.project.id }}
            search={{}}
            className="line-clamp-2 hover:underline"
          >
            {row.project.name}
          </Link>
          <span className="line-clamp-2 text-xs font-normal text-muted">{format.list(reasonsOf(row.reasons))}</span>
        </span>
      ),
    },
    { key: "health", cell: (row) => <Health health={row.health} /> },
    {
      key: "owner",
      wide: true,
      cell: (row) => (
        <Person name={row.project.owner?.name ?? null} nobody={t("nobody")} {...(row.project.owner ? { id: row.project.owner.id } : {})} />
      ),
    },
    {
      key: "finish",
      end: true,
      cell: (row) => (
        <>
          <span className={row.openTasks > 0 && row.finish !== null && row.finish.slice(0, 10) < today ? "font-medium text-act" : ""}>
            {day(row.finish)}
          </span>
          {row.baselineFinish ? (
            <span className="block text-xs text-faint">
              {t("wasBaseline", { day: format.day(row.baselineFinish.slice(0, 10), today) })}
            </span>
          ) : null}
        </>
      ),
    },
    {
      key: "slip",
      end: true,
      wide: true,
      has: (row) => row.slipDays !== null,
      cell: (row) =>
        row.slipDays === null ? (
          <span className="text-faint">{t("none")}</span>
        ) : (
          <span className={row.slipDays > 0 ? "text-act" : ""}>{t("days", { days: row.slipDays })}</span>
        ),
    },
    {
      key: "forecast",
      end: true,
      wide: true,
      has: (row) => row.forecast !== null,
      cell: (row) =>
        row.forecast ? (
          <span title={t("forecastAt", { day: format.moment(row.forecast.madeAt) })}>
            {day(row.forecast.p80)}
            <span className="block text-xs text-faint">
              {t("forecastRange", {
                p50: format.day(row.forecast.p50.slice(0, 10), today),
                p95: format.day(row.forecast.p95.slice(0, 10), today),
              })}
            </span>
          </span>
        ) : (
          <span className="text-faint">{t("none")}</span>
        ),
    },
    {
      key: "late",
      wide: true,
      cell: (row) => (
        <span className="flex flex-col whitespace-nowrap">
          <span className="flex items-center gap-2 text-muted">
            <Meter share={row.doneTasks / Math.max(1, row.doneTasks + row.openTasks)} />
            {t("ofTasks", { done: row.doneTasks, total: row.doneTasks + row.openTasks })}
          </span>
          {row.lateTasks > 0 ? (
            <span className="text-xs text-act">{t("because", { code: "late", value: format.number(row.lateTasks) })}</span>
          ) : null}
        </span>
      ),
    },
    {
      key: "load",
      wide: true,
      cell: (row) => (
        <span className="flex min-w-32 flex-col">
          <span className="text-muted">
            {row.people === 0 && row.minutesAhead === 0 ? (
              <span className="text-faint">{t("none")}</span>
            ) : (
              t("peopleOf", { count: row.people, work: format.work(row.minutesAhead) })
            )}
          </span>
          {row.overloaded > 0 ? <span className="text-xs text-act">{t("overloaded", { count: row.overloaded })}</span> : null}
        </span>
      ),
    },
    {
      key: "risk",
      end: true,
      wide: true,
      has: (row) => row.worstRisk !== null,
      cell: (row) =>
        row.worstRisk === null ? (
          <span className="text-faint">{t("none")}</span>
        ) : (
          <span className={row.worstRisk >= 12 ? "font-medium text-act" : ""}>{t("exposureOf", { exposure: row.worstRisk })}</span>
        ),
    },
    {
      key: "next",
      cell: (row) =>
        row.next ? (
          <span className="flex min-w-28 flex-col">
            <span className="line-clamp-2">{row.next.title}</span>
            <span className="text-xs text-faint">{format.day(row.next.finish.slice(0, 10), today)}</span>
          </span>
        ) : (
          <span className="text-faint">{t("none")}</span>
        ),
    },
  ];
  const columns = all.filter(({ key, has }) => has === undefined || search.sort === key || rows.some(has));
  return (
    <div className="relative overflow-x-auto" role="region" aria-label={t("portfolio")} tabIndex={0}>
      <table className="w-full border-separate border-spacing-0 text-sm [&_tr>:first-child]:ps-4 [&_tr>:last-child]:pe-4 sm:[&_tr>:first-child]:ps-6 sm:[&_tr>:last-child]:pe-6">
        <caption className="sr-only">{t("portfolio")}</caption>
        <thead>
          <tr>
            {columns.map(({ key, end, wide }) => {
              const on = (search.sort ?? "health") === key;
              return (
                <th
                  key={key}
                  scope="col"
                  aria-sort={on ? (search.down ? "descending" : "ascending") : "none"}
                  className={cx(
                    "h-8 border-b border-line px-2 2xl:px-3 text-xs font-medium whitespace-nowrap text-faint",
                    end ? "text-end" : "text-start",
                    wide && "max-lg:hidden print:table-cell",
                  )}
                >
                  <button type="button" onClick={() => onSort(key)} className="inline-flex min-h-6 items-center gap-1 hover:text-ink">
                    {t("column", { key })}
                    {on ? search.down ? <ArrowDown size={12} aria-hidden="true" /> : <ArrowUp size={12} aria-hidden="true" /> : null}
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody ref={ref}>
          {rows.map((row) => (
            <tr
              key={row.project.id}
              data-row={row.project.id}
              tabIndex={-1}
              className="break-inside-avoid -outline-offset-2 hover:bg-hover/60 focus:bg-accent-soft/60"
            >
              {columns.map(({ key, end, wide, cell }) => {
                const className = cx(
                  "border-b border-line/70 px-2 py-1.5 2xl:px-3 align-middle",
                  end && "text-end whitespace-nowrap tabular-nums",
                  wide && "max-lg:hidden print:table-cell",
                );
                return key === "name" ? (
                  <th key={key} scope="row" className={cx(className, "text-start")}>
                    {cell(row)}
                  </th>
                ) : (
                  <td key={key} className={className}>
                    {cell(row)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length === 0 ? <p className="px-4 py-6 text-sm text-faint sm:px-6">{t("noneLikeThat")}</p> : null}
    </div>
  );
}
