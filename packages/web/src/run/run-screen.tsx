import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useText } from "../messages/index.ts";
import { RunRating } from "../rating/index.ts";
import { ReadError } from "../shell/index.ts";
import { useMe, useRead, useWorkspace } from "../session/index.ts";
import { Badge, Meter, PageHeader, SegmentedControl, Skeleton } from "../ui/index.ts";
import { Clocks } from "./clocks.tsx";
import { runTexts } from "./en.ts";
import { Deviations } from "./deviations.tsx";
import { OnHold } from "./held.tsx";
import { History } from "./history.tsx";
import { Kept } from "./kept.tsx";
import { outlineOf, progressOf, stepNow } from "./outline.ts";
import { Outline } from "./outline-view.tsx";
import { RunContext } from "./run-context.ts";
import type { Run } from "./run.ts";
import { RunAbout } from "./run-about.tsx";
import { RunMenu } from "./run-menu.tsx";
import { shortTitle } from "./title.ts";
import { Waits } from "./waits.tsx";
import { useAgainWhileTried } from "./use-again-while-tried.ts";

// Rare, and they bring the expression language along.
const Incidents = lazy(() => import("./incidents.tsx").then((module) => ({ default: module.Incidents })));
const Became = lazy(() => import("../conversion/index.ts").then((module) => ({ default: module.Became })));
const Outcome = lazy(() => import("./outcome.tsx").then((module) => ({ default: module.Outcome })));
const route = getRouteApi("/w/$slug/runs/$id");

export function RunScreen() {
  const { id } = route.useParams();
  const run = useRead("GET /runs/:r", { params: { r: id } }, { watch: [`run:${id}`] });
  useAgainWhileTried(run);
  if (run.error) return <ReadError whole error={run.error} onRetry={run.refetch} />;
  return run.data ? (
    <RunContext value={run.data}>
      <Shown run={run.data} />
    </RunContext>
  ) : (
    <Skeleton />
  );
}

function Shown({ run }: { run: Run }) {
  const t = useText(runTexts);
  const { slug } = useWorkspace();
  const me = useMe().person;
  const navigate = useNavigate();
  const { show, step } = route.useSearch();
  const outline = outlineOf(run);
  const { done, skipped, total } = progressOf(outline);
  const now = stepNow(run, me.id);
  const shown = step ?? now?.stepId ?? null;
  return (
    <>
      <PageHeader
        trail={
          run.processName === "" ? null : (
            <Link
              to="/w/$slug/processes/$id/runs"
              params={{ slug, id: run.processId }}
              search={{}}
              className="max-w-64 truncate hover:text-ink"
            >
              {run.processName}
            </Link>
          )
        }
        title={run.title}
        besideTrail={shortTitle(run.title, run.processName)}
        aside={<RunBadge run={run} />}
        actions={<RunMenu run={run} entry={run.steps.find((one) => one.stepId === shown && one.state === "open") ?? now} />}
      />
      <div className="mx-auto grid w-full max-w-6xl flex-1 content-start gap-x-10 gap-y-6 px-4 py-5 sm:px-6 lg:grid-cols-[minmax(0,1fr)_18rem]">
        <div className="flex min-w-0 flex-col gap-5">
          <Suspense>
            {run.incidents.length > 0 ? <Incidents run={run} /> : run.outcome === "delivered" ? <Outcome run={run} /> : null}
          </Suspense>
          {run.state === "completed" ? <RunRating runId={run.id} /> : null}
          <Suspense>{run.startedVia === "project" || run.asProject !== null ? <Became kind="run" id={run.id} /> : null}</Suspense>
          {run.asProject === null ? <OnHold run={run} /> : null}
          <Clocks run={run} />
          <Waits run={run} />
          <Deviations run={run} />
          <div className="flex flex-wrap items-center justify-between gap-2">
            <SegmentedControl
              label={t("show")}
              value={show ?? "steps"}
              onValue={(value) =>
                void navigate({
                  to: ".",
                  search: ((before: object) => ({ ...before, show: value === "history" ? value : undefined })) as never,
                  replace: true,
                })
              }
              choices={[
                { value: "steps", label: t("steps") },
                { value: "history", label: t("history") },
              ]}
            />
            <span className="flex items-center gap-2 text-xs text-muted">
              <Meter share={total === 0 ? 0 : (done + skipped) / total} />
              {t("progress", { done, skipped, total })}
            </span>
          </div>
          {show === "history" ? (
            <History run={run} />
          ) : (
            <Outline
              run={run}
              outline={outline}
              shown={shown}
              onShow={(stepId) =>
                void navigate({
                  to: ".",
                  search: ((before: object) => ({ ...before, step: stepId })) as never,
                  replace: true,
                  resetScroll: false,
                })
              }
            />
          )}
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <RunAbout run={run} />
          <Kept run={run} />
        </div>
      </div>
    </>
  );
}

function RunBadge({ run }: { run: Run }) {
  const t = useText(runTexts);
  if (run.state === "running" && run.held) return <Badge>{t("onHold")}</Badge>;
  if (run.state === "running") return <Badge tone="accent">{t("running")}</Badge>;
  return <Badge tone={run.outcome === "delivered" ? "accent" : "plain"}>{t(run.outcome ?? "completed")}</Badge>;
}
