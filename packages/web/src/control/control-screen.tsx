import { getRouteApi, Link } from "@tanstack/react-router";
import { useText } from "../messages/index.ts";
import { mayAs, type Project } from "../project/index.ts";
import { useRead, useWorkspace } from "../session/index.ts";
import { ReadError } from "../shell/index.ts";
import { cx, PageBody, Skeleton } from "../ui/index.ts";
import { kindsOf, type Part, parts } from "./control.ts";
import { controlTexts } from "./en.ts";
import { Kind } from "./kind.tsx";
import { Reports } from "./reports.tsx";
import { Risks } from "./risks.tsx";
import { Value } from "./value.tsx";

const route = getRouteApi("/w/$slug/projects/$id/control");

/** What is kept of a project beside its plan, and how it does by all of that. */
export function ControlScreen() {
  const { id } = route.useParams();
  const project = useRead("GET /projects/:p", { params: { p: id } }, { watch: [`project:${id}`] });
  if (project.error && !project.data) return <ReadError error={project.error} onRetry={project.refetch} />;
  return project.data ? <Shown project={project.data} /> : <Skeleton />;
}

function Shown({ project }: { project: Project }) {
  const t = useText(controlTexts);
  const { slug } = useWorkspace();
  const { part = "value" }: { part?: Part } = route.useSearch();
  const { id } = project;
  const register = useRead("GET /projects/:p/register", { params: { p: id } }, { watch: [`project:${id}`] });
  const why = mayAs(project, "editor") ? null : t("editorsChange");
  const items = register.data?.items;
  return (
    <PageBody>
      <nav aria-label={t("parts")} className="flex gap-1 overflow-x-auto border-b border-line px-3 py-1.5 sm:px-5">
        {parts.map((one) => (
          <Link
            key={one}
            to="/w/$slug/projects/$id/control"
            params={{ slug, id }}
            search={one === "value" ? {} : { part: one }}
            aria-current={one === part ? "page" : undefined}
            className={cx(
              "flex min-h-8 shrink-0 items-center rounded-md px-2.5 text-sm pointer-coarse:min-h-10",
              one === part ? "bg-accent-soft font-medium text-accent-strong" : "text-muted hover:bg-hover hover:text-ink",
            )}
          >
            {t("part", { part: one })}
          </Link>
        ))}
      </nav>
      {register.error && !items ? (
        <ReadError error={register.error} onRetry={register.refetch} />
      ) : !register.data || !items ? (
        <Skeleton />
      ) : (
        <div className="flex flex-col gap-10 px-4 py-6 sm:px-6">
          {part === "value" ? <Value project={project} /> : null}
          {part === "risks" ? <Risks register={register.data} /> : null}
          {kindsOf[part].map((kind) => (
            <Kind
              key={kind}
              kind={kind}
              projectId={id}
              zone={project.zone}
              entries={items.filter((entry) => entry.said.kind === kind)}
              why={why}
            />
          ))}
          {part === "people" ? (
            <Reports projectId={id} zone={project.zone} entries={items} why={project.completion === null ? why : t("editorsChange")} />
          ) : null}
        </div>
      )}
    </PageBody>
  );
}
