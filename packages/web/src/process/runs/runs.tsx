import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Columns3, List as ListIcon, Play } from "lucide-react";
import { useText } from "../../messages/index.ts";
import { ClockBadge, shortTitle, stepsIn } from "../../run/index.ts";
import { ReadError } from "../../shell/index.ts";
import { useRead, useReadMore, useWorkspace } from "../../session/index.ts";
import { Badge, Button, EmptyState, PageBody, Person, SegmentedControl, Skeleton, Table, Toolbar, useFormat } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import type { RunSummary } from "../process.ts";
import { Board } from "./board.tsx";

const route = getRouteApi("/w/$slug/processes/$id");
const own = getRouteApi("/w/$slug/processes/$id/runs");

/** How it is going: every run where it stands now. */
export function Runs() {
  const t = useText(processTexts);
  const { id } = route.useParams();
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const { view, state } = own.useSearch();
  const runs = useReadMore(
    "GET /processes/:p/runs",
    { params: { p: id }, query: { state: state ?? "running", limit: 100 } },
    { watch: [`process:${id}`, "run"] },
  );
  const { data: process } = useRead("GET /processes/:p", { params: { p: id } }, { watch: [`process:${id}`, "run"] });
  const number = process?.published?.number ?? 0;
  const revision = useRead(
    "GET /processes/:p/publications/:number",
    { params: { p: id, number: String(number) } },
    { watch: [], enabled: number > 0 },
  );
  const go = (search: { view?: "list" | undefined; state?: "ended" | undefined }) =>
    void navigate({
      to: "/w/$slug/processes/$id/runs",
      params: { slug, id },
      search: { ...(search.view ? { view: search.view } : {}), ...(search.state ? { state: search.state } : {}) },
      replace: true,
    });
  const asBoard = view !== "list" && state !== "ended";
  const steps = revision.data
    ? stepsIn(revision.data.definition).filter((step) => step.kind === "task" || step.kind === "approval" || step.kind === "project")
    : [];
  return (
    <>
      <Toolbar
        label={t("runs")}
        end={
          state === "ended" ? null : (
            <SegmentedControl
              label={t("view")}
              value={view ?? "board"}
              onValue={(value) => go({ view: value === "list" ? "list" : undefined, state })}
              choices={[
                { value: "board", label: t("board"), icon: <Columns3 size={14} /> },
                { value: "list", label: t("list"), icon: <ListIcon size={14} /> },
              ]}
            />
          )
        }
      >
        <SegmentedControl
          label={t("filter")}
          value={state ?? "running"}
          onValue={(value) => go({ view, state: value === "ended" ? "ended" : undefined })}
          choices={[
            { value: "running", label: t("runningNow") },
            { value: "ended", label: t("ended") },
          ]}
        />
      </Toolbar>
      {runs.error && !runs.items ? (
        <ReadError error={runs.error} onRetry={runs.refetch} />
      ) : !runs.items ? (
        <Skeleton />
      ) : runs.items.length === 0 ? (
        <EmptyState
          picture={<Play size={22} />}
          title={t(state === "ended" ? "noneEnded" : "noneRunning")}
          about={t(state === "ended" ? "noneEndedAbout" : number > 0 ? "noneRunningAbout" : "noneRunningDraft")}
        />
      ) : asBoard && revision.data ? (
        <Board runs={runs.items} steps={steps} />
      ) : (
        <PageBody>
          <RunTable runs={runs.items} />
        </PageBody>
      )}
      {runs.hasNextPage ? (
        <div className="p-4">
          <Button onClick={runs.more}>{t("showMore")}</Button>
        </div>
      ) : null}
    </>
  );
}

/** With whom it is first; then what waits or is being done by itself; what is stuck is told apart. */
function Standing({ run }: { run: RunSummary }) {
  const t = useText(processTexts);
  const stuck = run.standsAt.filter((one) => one.stuck);
  const going = [...run.at, ...run.standsAt.filter((one) => !one.stuck)].map((one) => one.title);
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      {stuck.length === 0 ? null : (
        <>
          <Badge tone="act">{t("stuck")}</Badge>
          <span className="text-act">{stuck.map((one) => one.title).join(", ")}</span>
        </>
      )}
      {going.length > 0 ? going.join(", ") : stuck.length === 0 ? <span className="text-faint">{t("waits")}</span> : null}
    </span>
  );
}

function RunTable({ runs }: { runs: readonly RunSummary[] }) {
  const t = useText(processTexts);
  const { slug, zone } = useWorkspace();
  const format = useFormat(zone);
  return (
    <Table
      fills
      label={t("runs")}
      rows={runs}
      idOf={(run) => run.id}
      columns={[
        {
          key: "title",
          title: t("run"),
          names: true,
          cell: (run) => (
            <Link
              to="/w/$slug/runs/$id"
              params={{ slug, id: run.id }}
              search={{}}
              data-row-open
              className="[overflow-wrap:anywhere] hover:underline"
            >
              {shortTitle(run.title, run.processName)}
            </Link>
          ),
        },
        {
          key: "at",
          title: t("isAt"),
          width: "15rem",
          cell: (run) =>
            run.state === "running" ? (
              <Standing run={run} />
            ) : (
              <Badge tone={run.state === "completed" ? "accent" : "plain"}>{t("runState", { state: run.state })}</Badge>
            ),
        },
        {
          key: "who",
          title: t("with"),
          width: "11rem",
          wideOnly: true,
          cell: (run) =>
            run.at.length > 0 ? (
              <Person
                name={run.at[0]?.owner?.name ?? null}
                {...(run.at[0]?.owner ? { id: run.at[0].owner.id } : {})}
                nobody={t("nobody")}
              />
            ) : null,
        },
        ...(runs.some((run) => run.clocks.length > 0)
          ? [
              {
                key: "clock",
                title: t("promised"),
                width: "12rem",
                wideOnly: true,
                cell: (run: RunSummary) => <ClockBadge clocks={run.clocks} />,
              },
            ]
          : []),
        {
          key: "requester",
          title: t("requester"),
          width: "10rem",
          wideOnly: true,
          cell: (run) => <span className="text-muted">{run.requester ?? run.startedBy?.name ?? ""}</span>,
        },
        { key: "revision", title: t("revision"), width: "5rem", end: true, wideOnly: true, cell: (run) => run.revision },
        {
          key: "started",
          title: t("startedAt"),
          width: "9rem",
          end: true,
          wideOnly: true,
          cell: (run) => (
            <span className="whitespace-nowrap" title={format.long(run.startedAt)}>
              {format.moment(run.endedAt ?? run.startedAt)}
            </span>
          ),
        },
      ]}
    />
  );
}
