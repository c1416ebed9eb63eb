import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { FolderKanban, Plus } from "lucide-react";
import { useMemo } from "react";
import { useText } from "../messages/index.ts";
import { useReadMore, useWorkspace } from "../session/index.ts";
import { type Action, ReadError, useActions } from "../shell/index.ts";
import {
  Badge,
  Button,
  buttonClass,
  EmptyState,
  Meter,
  PageBody,
  PageHeader,
  Person,
  SegmentedControl,
  Skeleton,
  Table,
  Toolbar,
  useFormat,
} from "../ui/index.ts";
import { projectTexts } from "./en.ts";
import { NewProject } from "./new-project.tsx";
import type { Project } from "./project.ts";

const route = getRouteApi("/w/$slug/projects");

/** Every undertaking that comes once: its goal, when it will be done, how far it is. */
export function Projects() {
  const t = useText(projectTexts);
  const { slug, role, zone } = useWorkspace();
  const navigate = useNavigate();
  const { closed, new: isNew } = route.useSearch();
  const read = useReadMore("GET /projects", { query: { closed: closed ?? false } }, { watch: ["project", "task", "workspace"] });
  const open = (on: boolean) =>
    void navigate({ to: "/w/$slug/projects", params: { slug }, search: { ...(closed ? { closed } : {}), ...(on ? { new: true } : {}) } });
  const why = role === "guest" ? t("guestsDont") : null;
  useActions(
    useMemo(
      (): Action[] => [
        { id: "project.new", label: t("newProject"), keys: "n", group: "here", icon: <Plus size={14} />, why, run: () => open(true) },
      ],
      [t, why, closed],
    ),
  );
  const add = (
    <Button kind="primary" icon={<Plus size={16} />} why={why} onClick={() => open(true)}>
      {t("newProject")}
    </Button>
  );
  const items = read.items;
  return (
    <>
      <PageHeader title={t("projects")} actions={add} />
      <Toolbar
        label={t("show")}
        end={
          <>
            <Link to="/w/$slug/projects/portfolio" params={{ slug }} search={{}} className={buttonClass()}>
              {t("portfolio")}
            </Link>
            <Link to="/w/$slug/handovers" params={{ slug }} search={{}} className={buttonClass()}>
              {t("interfaces")}
            </Link>
            <SegmentedControl
              label={t("show")}
              value={closed ? "closed" : "open"}
              onValue={(value) =>
                void navigate({ to: "/w/$slug/projects", params: { slug }, search: value === "closed" ? { closed: true } : {} })
              }
              choices={[
                { value: "open", label: t("open") },
                { value: "closed", label: t("closed") },
              ]}
            />
          </>
        }
      />
      <PageBody>
        {read.error && !read.items ? (
          <ReadError error={read.error} onRetry={read.refetch} />
        ) : !items ? (
          <Skeleton />
        ) : items.length === 0 ? (
          closed ? (
            <EmptyState picture={<FolderKanban size={22} />} title={t("noneClosedTitle")} about={t("noneClosedAbout")} />
          ) : (
            <EmptyState picture={<FolderKanban size={22} />} title={t("emptyTitle")} about={t("emptyAbout")} action={add} />
          )
        ) : (
          <>
            <Rows items={items} slug={slug} zone={zone} />
            {read.hasNextPage ? (
              <div className="flex justify-center p-4">
                <Button onClick={read.more} busy={read.isFetchingNextPage}>
                  {t("more")}
                </Button>
              </div>
            ) : null}
          </>
        )}
      </PageBody>
      <NewProject open={isNew ?? false} onOpen={open} />
    </>
  );
}

function Rows({ items, slug, zone }: { items: readonly Project[]; slug: string; zone: string }) {
  const t = useText(projectTexts);
  const format = useFormat(zone);
  const today = format.dayAt(new Date());
  return (
    <Table
      fills
      label={t("projects")}
      rows={items}
      idOf={(project) => project.id}
      columns={[
        {
          key: "name",
          title: t("project"),
          names: true,
          cell: (project) => (
            <span className="flex min-w-0 flex-col py-1">
              <span className="flex min-w-0 items-center gap-2">
                <Link
                  data-row-open
                  to="/w/$slug/projects/$id"
                  params={{ slug, id: project.id }}
                  search={{}}
                  className="line-clamp-2 min-w-0 hover:underline"
                >
                  {project.name}
                </Link>
                {project.completion ? <Badge>{t("closed")}</Badge> : null}
              </span>
              {project.goal ? <span className="line-clamp-1 text-xs font-normal text-muted">{plainText(project.goal)}</span> : null}
            </span>
          ),
        },
        { key: "progress", title: t("progress"), width: "10rem", wideOnly: true, cell: (project) => <ProgressOf project={project} /> },
        {
          key: "finish",
          title: t("finish"),
          width: "9.5rem",
          end: true,
          cell: (project) =>
            project.completion ? (
              <span className="text-muted">{format.day(format.dayAt(project.completion.at), today)}</span>
            ) : project.finish ? (
              <span className={project.openTasks > 0 && project.finish.slice(0, 10) < today ? "font-medium text-act" : ""}>
                {format.day(project.finish.slice(0, 10), today)}
                <span className="block text-xs font-normal text-faint">{format.inDays(project.finish.slice(0, 10), today)}</span>
              </span>
            ) : (
              <span className="text-faint">{t("noPlan")}</span>
            ),
        },
        {
          key: "owner",
          title: t("owner"),
          width: "12rem",
          wideOnly: true,
          cell: (project) => (
            <Person name={project.owner?.name ?? null} nobody={t("nobody")} {...(project.owner ? { id: project.owner.id } : {})} />
          ),
        },
      ]}
    />
  );
}

export function ProgressOf({ project }: { project: Pick<Project, "openTasks" | "closedTasks" | "completion"> }) {
  const t = useText(projectTexts);
  const total = project.openTasks + project.closedTasks;
  // What was still open when it was closed was withdrawn, and counts no more.
  if (total === 0) return <span className="text-faint">{t(project.completion === null ? "progressNone" : "progressNoneDone")}</span>;
  return (
    <span className="flex items-center gap-2 whitespace-nowrap text-muted">
      <Meter share={project.closedTasks / total} />
      {t("progressOf", { done: project.closedTasks, total })}
    </span>
  );
}

/** The words of a Markdown text, for one line. */
function plainText(text: string): string {
  return text
    .replace(/[*_`#>[\]]+/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
