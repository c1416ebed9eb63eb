import { getRouteApi, Link, Outlet, useNavigate, useSearch } from "@tanstack/react-router";
import { ArrowRightLeft, FlaskConical, GitBranch, MoreHorizontal, Play, Upload } from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { useText } from "../messages/index.ts";
import { type Action, ReadError, useActions } from "../shell/index.ts";
import { useMe, useRead, useWorkspace } from "../session/index.ts";
import { Button, Count, IconButton, Menu, PageHeader, Skeleton, TabBar, tabClass } from "../ui/index.ts";
import { blockTexts } from "./blocks/en.ts";
import { careTexts } from "./care/en.ts";
import { processTexts } from "./en.ts";
import { mayAs, type Process } from "./process.ts";
import { RevisionBadge } from "./processes.tsx";
import { StartRun } from "./start-run.tsx";
import { trialTexts } from "./trial/en.ts";
import { Units } from "./units.ts";

// It checks and compares definitions, which the other tabs never do.
const Publish = lazy(() => import("./publish.tsx").then((module) => ({ default: module.Publish })));
const PilotBanner = lazy(() => import("./moves/pilot-banner.tsx").then((module) => ({ default: module.PilotBanner })));
const MadeOf = lazy(() => import("../conversion/index.ts").then((module) => ({ default: module.MadeOf })));
const MakeProjectOf = lazy(() => import("../conversion/index.ts").then((module) => ({ default: module.MakeProjectOf })));
const CareBanner = lazy(() => import("./care/care-banner.tsx").then((module) => ({ default: module.CareBanner })));
const SendDialog = lazy(() => import("./care/send-dialog.tsx").then((module) => ({ default: module.SendDialog })));
const route = getRouteApi("/w/$slug/processes/$id");

/** The frame of a process: its name, what is published, its tabs, and the two things one does with it. */
export function ProcessScreen() {
  const { id } = route.useParams();
  const process = useRead("GET /processes/:p", { params: { p: id } }, { watch: [`process:${id}`, "run"] });
  if (process.error) return <ReadError whole error={process.error} onRetry={process.refetch} />;
  return process.data ? (
    <Units value={process.data.units}>
      <Framed process={process.data} />
    </Units>
  ) : (
    <Skeleton />
  );
}

function Framed({ process }: { process: Process }) {
  const t = useText(processTexts);
  const care = useText(careTexts);
  const trial = useText(trialTexts);
  const blocks = useText(blockTexts);
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  const whyNot = process.retiredAt
    ? t("isRetired")
    : !process.published
      ? t("publishFirst")
      : !mayAs(process, "contributor")
        ? t("viewersDont")
        : null;
  const { start } = useSearch({ strict: false }) as { start?: true };
  const [asking, setAsking] = useState<"start" | "publish" | "project" | null>(start && whyNot === null ? "start" : null);
  const me = useMe().person.id;
  const { approver, submission } = process;
  /** Somebody else has to say yes first. */
  const isAsked = approver !== null && approver.id !== me && !(submission?.verdict === "approved" && submission.isCurrent);
  const mayPublish = mayAs(process, isAsked ? "editor" : "manager");
  const publishWord = isAsked ? care("send") : t("publish");
  const whyNotPublish = !mayPublish
    ? t("managersPublish")
    : process.pilot
      ? t("pilotFirst", { number: process.pilot.revision })
      : process.retiredAt
        ? t("isRetired")
        : null;
  const params = { slug, id: process.id };
  const actions = useMemo(
    (): Action[] => [
      {
        id: "run.start",
        label: `${t("startRun")}: ${process.name}`,
        keys: "s",
        group: "here",
        icon: <Play size={14} />,
        why: whyNot,
        run: () => setAsking("start"),
      },
      {
        id: "process.publish",
        label: publishWord,
        keys: "shift+p",
        group: "here",
        icon: <Upload size={14} />,
        why: whyNotPublish,
        run: () => setAsking("publish"),
      },
      {
        id: "process.try",
        label: trial("title"),
        group: "here",
        icon: <FlaskConical size={14} />,
        run: () => void navigate({ to: "/w/$slug/processes/$id/trial", params }),
      },
      {
        id: "process.flow",
        label: t("seeFlow"),
        group: "here",
        icon: <GitBranch size={14} />,
        run: () => void navigate({ to: "/w/$slug/processes/$id/flow", params, search: {} }),
      },
    ],
    [t, trial, publishWord, process.name, process.id, whyNot, whyNotPublish, slug],
  );
  useActions(actions);
  const canPublish = mayPublish && !process.retiredAt && !process.pilot && (process.draftChanged || !process.published);
  return (
    <>
      <PageHeader
        trail={
          <Link to="/w/$slug/processes" params={{ slug }} search={{}} className="hover:text-ink">
            {t("processes")}
          </Link>
        }
        title={process.name}
        aside={
          <Link to="/w/$slug/processes/$id/revisions" params={params} search={{}} className="shrink-0 rounded-sm">
            <RevisionBadge process={process} />
          </Link>
        }
        actions={
          <>
            {mayPublish ? (
              <Button
                kind={process.published ? "plain" : "primary"}
                icon={<Upload size={16} className="max-sm:hidden" />}
                why={canPublish ? null : (whyNotPublish ?? t("nothingToPublish"))}
                onClick={() => setAsking("publish")}
              >
                {publishWord}
              </Button>
            ) : null}
            {process.block ? null : (
              <Button
                kind={process.published ? "primary" : "plain"}
                icon={<Play size={16} className="max-sm:hidden" />}
                why={whyNot}
                onClick={() => setAsking("start")}
              >
                {t("startRun")}
              </Button>
            )}
            <Menu
              align="end"
              trigger={<IconButton label={t("more")} icon={<MoreHorizontal size={16} />} />}
              entries={[{ label: t("makeProjectOf"), icon: <ArrowRightLeft size={14} />, onSelect: () => setAsking("project") }]}
            />
          </>
        }
        tabs={
          <TabBar label={process.name}>
            <Link
              to="/w/$slug/processes/$id"
              params={params}
              search={{}}
              activeOptions={{ exact: true, includeSearch: false }}
              className={tabClass}
            >
              {t("procedure")}
            </Link>
            <Link
              to="/w/$slug/processes/$id/flow"
              params={params}
              search={{}}
              activeOptions={{ includeSearch: false }}
              className={tabClass}
            >
              {t("flow")}
            </Link>
            {process.block ? (
              <Link to="/w/$slug/processes/$id/used-in" params={params} activeOptions={{ includeSearch: false }} className={tabClass}>
                {blocks("usedIn")}
              </Link>
            ) : null}
            <Link
              to="/w/$slug/processes/$id/runs"
              params={params}
              search={{}}
              activeOptions={{ includeSearch: false }}
              className={tabClass}
            >
              {t("runs")} <Count value={process.openRuns} label={t("openRunsCount", { count: process.openRuns })} />
            </Link>
            <Link
              to="/w/$slug/processes/$id/documents"
              params={params}
              search={{}}
              activeOptions={{ includeSearch: false }}
              className={tabClass}
            >
              {t("documents")}
            </Link>
            <Link
              to="/w/$slug/processes/$id/measures"
              params={params}
              search={{}}
              activeOptions={{ includeSearch: false }}
              className={tabClass}
            >
              {t("measures")}
            </Link>
            <Link to="/w/$slug/processes/$id/improve" params={params} activeOptions={{ includeSearch: false }} className={tabClass}>
              {t("improve")}
            </Link>
            <Link
              to="/w/$slug/processes/$id/revisions"
              params={params}
              search={{}}
              activeOptions={{ includeSearch: false }}
              className={tabClass}
            >
              {t("revisions")}
            </Link>
            <Link to="/w/$slug/processes/$id/settings" params={params} activeOptions={{ includeSearch: false }} className={tabClass}>
              {t("settings")}
            </Link>
          </TabBar>
        }
      />
      {submission || process.review.overdue ? (
        <Suspense>
          <CareBanner process={process} />
        </Suspense>
      ) : null}
      {process.pilot ? (
        <Suspense>
          <PilotBanner process={process} pilot={process.pilot} />
        </Suspense>
      ) : null}
      <Suspense>
        <MadeOf id={process.id} />
      </Suspense>
      <Outlet />
      <Suspense>
        {asking === "project" ? <MakeProjectOf kind="process" id={process.id} name={process.name} onClose={() => setAsking(null)} /> : null}
      </Suspense>
      <StartRun process={process} open={asking === "start"} onOpen={(open) => setAsking(open ? "start" : null)} />
      <Suspense>
        {asking === "publish" && isAsked ? (
          <SendDialog process={process} onClose={() => setAsking(null)} />
        ) : asking === "publish" ? (
          <Publish
            process={process}
            open
            onOpen={(open) => setAsking(open ? "publish" : null)}
            onPublished={process.block ? () => void navigate({ to: "/w/$slug/processes/$id/used-in", params }) : undefined}
          />
        ) : null}
      </Suspense>
    </>
  );
}
