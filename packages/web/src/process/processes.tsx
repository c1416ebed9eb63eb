import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Blocks, Plus, Repeat2 } from "lucide-react";
import { useMemo } from "react";
import { useText } from "../messages/index.ts";
import { type Action, ReadError, useActions, useHasRoute } from "../shell/index.ts";
import { useReadMore, useWorkspace } from "../session/index.ts";
import {
  Badge,
  Button,
  buttonClass,
  EmptyState,
  PageBody,
  PageHeader,
  Person,
  SegmentedControl,
  Skeleton,
  Table,
  Toolbar,
} from "../ui/index.ts";
import { CadenceOf } from "./cadence-of.tsx";
import { processTexts } from "./en.ts";
import { NewProcess } from "./new-process.tsx";
import { blockTexts } from "./blocks/en.ts";
import { careTexts } from "./care/en.ts";
import type { Listed, Process } from "./process.ts";

const route = getRouteApi("/w/$slug/processes");

/** Every way of working that recurs: who owns it, what is published, how much runs. */
export function Processes() {
  const t = useText(processTexts);
  const { slug, role } = useWorkspace();
  const navigate = useNavigate();
  const hasRoute = useHasRoute();
  const { retired, blocks, new: isNew } = route.useSearch();
  const b = useText(blockTexts);
  const read = useReadMore(
    "GET /processes",
    { query: { retired: retired ?? false, blocks: blocks ?? false } },
    { watch: ["process", "run", "workspace"] },
  );
  const open = (on: boolean) =>
    void navigate({
      to: "/w/$slug/processes",
      params: { slug },
      search: { ...(retired ? { retired } : {}), ...(blocks ? { blocks } : {}), ...(on ? { new: true } : {}) },
    });
  const why = role === "guest" ? t("guestsDont") : null;
  useActions(
    useMemo(
      (): Action[] => [
        { id: "process.new", label: t("newProcess"), keys: "n", group: "here", icon: <Plus size={14} />, why, run: () => open(true) },
      ],
      [t, why, retired, blocks],
    ),
  );
  const importLink = hasRoute("/w/$slug/import") ? (
    <Link to={"/w/$slug/import" as "/"} params={{ slug } as never} className={buttonClass("plain")}>
      {t("importOne")}
    </Link>
  ) : null;
  const add = (
    <Button kind="primary" icon={<Plus size={16} />} why={why} onClick={() => open(true)}>
      {blocks ? b("newBlock") : t("newProcess")}
    </Button>
  );
  return (
    <>
      <PageHeader title={t("processes")} actions={add} />
      <Toolbar
        label={t("filter")}
        end={
          <SegmentedControl
            label={t("filter")}
            value={retired ? "retired" : blocks ? "blocks" : "inUse"}
            onValue={(value) =>
              void navigate({
                to: "/w/$slug/processes",
                params: { slug },
                search: value === "retired" ? { retired: true } : value === "blocks" ? { blocks: true } : {},
              })
            }
            choices={[
              { value: "inUse", label: t("inUse") },
              { value: "blocks", label: b("blocks") },
              { value: "retired", label: t("retired") },
            ]}
          />
        }
      />
      <PageBody>
        {read.error && !read.items ? (
          <ReadError error={read.error} onRetry={read.refetch} />
        ) : !read.items ? (
          <Skeleton />
        ) : read.items.length === 0 ? (
          blocks ? (
            <EmptyState picture={<Blocks size={22} />} title={b("noneYet")} about={b("noneYetAbout")} action={add} />
          ) : retired ? (
            <EmptyState picture={<Repeat2 size={22} />} title={t("noneRetired")} about={t("noneRetiredAbout")} />
          ) : (
            <EmptyState
              picture={<Repeat2 size={22} />}
              title={t("noneYet")}
              about={t("noneYetAbout")}
              action={
                <span className="flex flex-wrap justify-center gap-2">
                  {add}
                  {importLink}
                </span>
              }
            />
          )
        ) : (
          <ProcessTable processes={read.items} />
        )}
        {read.hasNextPage ? (
          <div className="p-4">
            <Button onClick={read.more}>{t("showMore")}</Button>
          </div>
        ) : null}
      </PageBody>
      <NewProcess open={isNew ?? false} block={blocks ?? false} onOpen={open} />
    </>
  );
}

function ProcessTable({ processes }: { processes: readonly Listed[] }) {
  const t = useText(processTexts);
  const care = useText(careTexts);
  const { slug } = useWorkspace();
  return (
    <Table
      fills
      label={t("processes")}
      rows={processes}
      idOf={(process) => process.id}
      columns={[
        {
          key: "name",
          title: t("process"),
          names: true,
          cell: (process) => (
            <>
              <Link
                to="/w/$slug/processes/$id"
                params={{ slug, id: process.id }}
                search={{}}
                data-row-open
                className="block min-w-0 hover:underline"
              >
                <span className="block [overflow-wrap:anywhere]">{process.name}</span>
                {process.purpose ? (
                  <span className="line-clamp-1 max-w-[60ch] text-xs font-normal break-all text-faint">{firstLine(process.purpose)}</span>
                ) : null}
              </Link>
              {standsOut(process) ? (
                <span className="mt-0.5 block sm:hidden">
                  <Health process={process} />
                </span>
              ) : null}
            </>
          ),
        },
        {
          key: "owner",
          title: t("owner"),
          width: "10rem",
          wideOnly: true,
          cell: (process) => (
            <Person name={process.owner?.name ?? null} {...(process.owner ? { id: process.owner.id } : {})} nobody={t("nobody")} />
          ),
        },
        { key: "cadence", title: t("recurs"), width: "10rem", wideOnly: true, cell: (process) => <CadenceOf process={process} /> },
        { key: "revision", title: t("revision"), width: "7.5rem", wideOnly: true, cell: (process) => <RevisionBadge process={process} /> },
        { key: "health", title: care("health"), width: "9.5rem", wideOnly: true, cell: (process) => <Health process={process} /> },
        {
          key: "runs",
          title: t("openRuns"),
          width: "5rem",
          end: true,
          cell: (process) =>
            process.openRuns > 0 ? (
              <Link to="/w/$slug/processes/$id/runs" params={{ slug, id: process.id }} search={{}} className="tabular-nums hover:underline">
                {process.openRuns}
              </Link>
            ) : (
              <span className="text-faint">0</span>
            ),
        },
      ]}
    />
  );
}

function standsOut({ health: { stuck, late }, review }: Listed): boolean {
  return stuck + late > 0 || review.overdue;
}

/** What stands out, the gravest first; each leads to where one can do something about it. */
function Health({ process }: { process: Listed }) {
  const t = useText(careTexts);
  const { slug } = useWorkspace();
  const params = { slug, id: process.id };
  const { stuck, late } = process.health;
  if (!standsOut(process)) return <span className="text-faint">{process.published ? t("healthy") : ""}</span>;
  return (
    <span className="flex flex-wrap gap-x-2.5 gap-y-0.5 text-xs">
      {stuck + late > 0 ? (
        <Link
          to="/w/$slug/processes/$id/runs"
          params={params}
          search={{ view: "list" }}
          className="font-medium text-act tabular-nums hover:underline"
        >
          {[stuck > 0 ? t("stuckRuns", { count: stuck }) : null, late > 0 ? t("lateRuns", { count: late }) : null]
            .filter(Boolean)
            .join(", ")}
        </Link>
      ) : null}
      {process.review.overdue ? (
        <Link to="/w/$slug/processes/$id" params={params} search={{}} className="text-act hover:underline">
          {t("reviewOverdue")}
        </Link>
      ) : null}
    </span>
  );
}

export function RevisionBadge({ process }: { process: Process }) {
  const t = useText(processTexts);
  if (process.retiredAt) return <Badge>{t("retired")}</Badge>;
  if (!process.published) return <Badge>{t("draftOnly")}</Badge>;
  return (
    <span className="inline-flex items-center gap-1.5">
      <Badge tone="accent">{t("revisionNumber", { number: process.published.number })}</Badge>
      {process.draftChanged ? <span className="text-xs whitespace-nowrap text-faint">{t("plusDraft")}</span> : null}
    </span>
  );
}

function firstLine(markdown: string): string {
  return (
    markdown
      .replace(/[#*_`>[\]]/g, "")
      .trim()
      .split("\n")[0] ?? ""
  );
}
