import { getRouteApi, Link, Outlet } from "@tanstack/react-router";
import { ArrowRightLeft, Copy, Flag, Globe, MoreHorizontal, Pencil, RotateCcw } from "lucide-react";
import { lazy, Suspense, useMemo, useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { outsideTexts, ShowOutside } from "../outside/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { type Action, ReadError, useActions } from "../shell/index.ts";
import { Badge, Button, IconButton, Menu, PageHeader, Skeleton, TabBar, tabClass } from "../ui/index.ts";
import { ChangeProject } from "./change-project.tsx";
import { CloseProject } from "./close-project.tsx";
import { projectTexts } from "./en.ts";
import { mayAs, type Project } from "./project.ts";
import { SaveTemplate } from "./save-template.tsx";

const ChangeKind = lazy(() => import("../conversion/index.ts").then((module) => ({ default: module.ChangeKind })));

const route = getRouteApi("/w/$slug/projects/$id");

/** The frame of a project: its name, its tabs, and how it is closed. */
export function ProjectScreen() {
  const { id } = route.useParams();
  const project = useRead("GET /projects/:p", { params: { p: id } }, { watch: [`project:${id}`] });
  if (project.error && !project.data) return <ReadError whole error={project.error} onRetry={project.refetch} />;
  return project.data ? <Framed project={project.data} /> : <Skeleton />;
}

function Framed({ project }: { project: Project }) {
  const t = useText(projectTexts);
  const outside = useText(outsideTexts);
  const { id: w, slug } = useWorkspace();
  const [asking, setAsking] = useState<"close" | "kind" | "change" | "outside" | "template" | null>(null);
  const why = mayAs(project, "manager") ? null : t("managersChange");
  const whyTemplate = mayAs(project, "editor") ? null : t("editorsKeep");
  const reopen = useChange({
    call: () => requestIn(w, "DELETE /projects/:p/completion", { params: { p: project.id } }),
    touches: [`project:${project.id}`, "project"],
    said: () => t("reopened", { name: project.name }),
  });
  const ended = project.completion !== null;
  useActions(
    useMemo(
      (): Action[] => [
        { id: "project.change", label: t("change"), icon: <Pencil size={14} />, why, run: () => setAsking("change") },
        { id: "project.template", label: t("saveTemplate"), icon: <Copy size={14} />, why: whyTemplate, run: () => setAsking("template") },
        ended
          ? { id: "project.reopen", label: t("reopen"), icon: <RotateCcw size={14} />, why, run: () => reopen.mutate() }
          : { id: "project.close", label: t("close"), icon: <Flag size={14} />, why, run: () => setAsking("close") },
      ],
      [t, why, whyTemplate, ended, reopen.mutate],
    ),
  );
  const params = { slug, id: project.id };
  const ready = !ended && project.openTasks === 0 && project.closedTasks > 0;
  return (
    <>
      <PageHeader
        trail={
          <Link to="/w/$slug/projects" params={{ slug }} search={{}} className="hover:text-ink">
            {t("projects")}
          </Link>
        }
        title={project.name}
        aside={ended ? <Badge tone="accent">{t("closed")}</Badge> : null}
        actions={
          <>
            {ended ? (
              <Button icon={<RotateCcw size={15} />} why={why} busy={reopen.isPending} onClick={() => reopen.mutate()}>
                {t("reopen")}
              </Button>
            ) : (
              <Button kind={ready ? "primary" : "plain"} icon={<Flag size={15} />} why={why} onClick={() => setAsking("close")}>
                {t("close")}
              </Button>
            )}
            <Menu
              align="end"
              trigger={<IconButton label={t("change")} icon={<MoreHorizontal size={16} />} />}
              entries={[
                { label: t("change"), icon: <Pencil size={14} />, why, onSelect: () => setAsking("change") },
                {
                  label: t("changeKind"),
                  icon: <ArrowRightLeft size={14} />,
                  why: why ?? (ended ? t("closed") : null),
                  onSelect: () => setAsking("kind"),
                },
                { label: outside("show"), icon: <Globe size={14} />, why, onSelect: () => setAsking("outside") },
                { label: t("saveTemplate"), icon: <Copy size={14} />, why: whyTemplate, onSelect: () => setAsking("template") },
              ]}
            />
          </>
        }
        tabs={
          <TabBar label={project.name}>
            <Link
              to="/w/$slug/projects/$id"
              params={params}
              search={{}}
              activeOptions={{ exact: true, includeSearch: false }}
              className={tabClass}
            >
              {t("overview")}
            </Link>
            <Link to="/w/$slug/projects/$id/list" params={params} search={{}} activeOptions={{ includeSearch: false }} className={tabClass}>
              {t("list")}
            </Link>
            <Link
              to="/w/$slug/projects/$id/board"
              params={params}
              search={{}}
              activeOptions={{ includeSearch: false }}
              className={tabClass}
            >
              {t("board")}
            </Link>
            <Link to="/w/$slug/projects/$id/plan" params={params} search={{}} activeOptions={{ includeSearch: false }} className={tabClass}>
              {t("plan")}
            </Link>
            <Link
              to="/w/$slug/projects/$id/calendar"
              params={params}
              search={{}}
              activeOptions={{ includeSearch: false }}
              className={tabClass}
            >
              {t("calendar")}
            </Link>
            <Link
              to="/w/$slug/projects/$id/outlook"
              params={params}
              search={{}}
              activeOptions={{ includeSearch: false }}
              className={tabClass}
            >
              {t("outlook")}
            </Link>
            <Link
              to="/w/$slug/projects/$id/control"
              params={params}
              search={{}}
              activeOptions={{ includeSearch: false }}
              className={tabClass}
            >
              {t("control")}
            </Link>
            <Link
              to="/w/$slug/projects/$id/documents"
              params={params}
              search={{}}
              activeOptions={{ includeSearch: false }}
              className={tabClass}
            >
              {t("documents")}
            </Link>
            <Link
              to="/w/$slug/projects/$id/handovers"
              params={params}
              search={{}}
              activeOptions={{ includeSearch: false }}
              className={tabClass}
            >
              {t("handovers")}
            </Link>
          </TabBar>
        }
      />
      <Outlet />
      {asking === "change" ? <ChangeProject project={project} onClose={() => setAsking(null)} /> : null}
      <Suspense>
        {asking === "outside" ? <ShowOutside kind="project" id={project.id} title={project.name} onClose={() => setAsking(null)} /> : null}
        {asking === "kind" ? <ChangeKind project={project} onClose={() => setAsking(null)} /> : null}
      </Suspense>
      {asking === "template" ? <SaveTemplate project={project} onClose={() => setAsking(null)} /> : null}
      {asking === "close" ? <CloseProject project={project} onClose={() => setAsking(null)} /> : null}
    </>
  );
}
