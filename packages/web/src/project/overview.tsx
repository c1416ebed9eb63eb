import { getRouteApi, Link } from "@tanstack/react-router";
import { Flag, FolderKanban, Play } from "lucide-react";
import type { ReactNode } from "react";
import { useText } from "../messages/index.ts";
import { useWorkspace } from "../session/index.ts";
import { ReadError, ScreenLink } from "../shell/index.ts";
import { Badge, buttonClass, EmptyState, List, ListRow, Markdown, PageBody, Person, Section, Skeleton, useFormat } from "../ui/index.ts";
import { Became } from "../conversion/index.ts";
import { AdviceCard, LikenessNote } from "../new/index.ts";
import { usePlan } from "../plan/index.ts";
import { projectTexts } from "./en.ts";
import { onOnePage, type Planned } from "./on-one-page.ts";
import { mayAs, type Plan } from "./project.ts";
import { ProgressOf } from "./projects.tsx";
import { Shares } from "./shares.tsx";

const route = getRouteApi("/w/$slug/projects/$id");

/** Will it be done, and what is in the way? */
export function Overview() {
  const { id } = route.useParams();
  const plan = usePlan(id);
  if (plan.error && !plan.data) return <ReadError error={plan.error} onRetry={plan.refetch} />;
  return plan.data ? <Shown plan={plan.data} /> : <Skeleton />;
}

function Shown({ plan }: { plan: Plan }) {
  const t = useText(projectTexts);
  const { slug } = useWorkspace();
  const { project } = plan;
  const format = useFormat(project.zone);
  const today = format.dayAt(new Date());
  const planned = onOnePage(plan, today);
  const params = { slug, id: project.id };
  const written = (text: string, none: string) => (text ? <Markdown text={text} /> : <p className="text-faint">{none}</p>);
  return (
    <PageBody>
      <div className="grid gap-8 px-4 py-6 sm:px-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-8">
          {project.completion ? (
            <div className="rounded-lg bg-accent-soft px-4 py-3">
              <p className="flex items-center gap-2 text-sm font-medium text-accent-strong">
                <Flag size={15} aria-hidden="true" />
                {t("closedOn", { day: format.day(format.dayAt(project.completion.at)), by: project.completion.by?.name ?? t("somebody") })}
              </p>
              {project.completion.note ? (
                <div className="mt-2">
                  <Markdown text={project.completion.note} />
                </div>
              ) : null}
            </div>
          ) : null}
          <Became kind="project" id={project.id} />
          <LikenessNote kind="project" id={project.id} may={mayAs(project, "editor")} />
          <div className="grid gap-6 sm:grid-cols-2">
            <Section title={t("goal")}>{written(project.goal, t("noGoal"))}</Section>
            <Section title={t("endCondition")}>{written(project.endCondition, t("noEnd"))}</Section>
          </div>
          {plan.tasks.length === 0 ? (
            <div className="rounded-lg border border-line">
              <EmptyState
                picture={<FolderKanban size={22} />}
                title={t("firstTask")}
                about={t("firstTaskAbout")}
                action={
                  <Link to="/w/$slug/projects/$id/list" params={params} search={{}} className={buttonClass("primary")}>
                    {t("goToPlan")}
                  </Link>
                }
              />
            </div>
          ) : (
            <>
              {planned.late.length > 0 ? (
                <Section title={t("late")}>
                  <Tasks
                    items={planned.late}
                    label={t("late")}
                    say={(one) => (
                      <span className="text-act">{t("lateBy", { day: format.day(one.entry.finish.slice(0, 10), today) })}</span>
                    )}
                  />
                </Section>
              ) : null}
              <Section title={t("milestones")}>
                {planned.milestones.length === 0 ? (
                  <p className="text-sm text-faint">{t("milestonesNone")}</p>
                ) : (
                  <Tasks
                    items={planned.milestones}
                    label={t("milestones")}
                    say={(one) => (
                      <>
                        {one.deadline === null ? null : one.entry.finish > one.deadline ? (
                          <Badge tone="act">{t("deadlineMissed", { day: format.day(one.deadline.slice(0, 10), today) })}</Badge>
                        ) : (
                          <span className="text-faint">{t("deadlineKept", { day: format.day(one.deadline.slice(0, 10), today) })}</span>
                        )}
                        <span className="w-20 text-end text-ink">{format.day(one.entry.finish.slice(0, 10), today)}</span>
                      </>
                    )}
                  />
                )}
              </Section>
              {project.completion || plan.links.length === 0 ? null : (
                <Section title={t("critical")} about={planned.critical.length > 0 ? t("criticalAbout") : undefined}>
                  {planned.critical.length === 0 ? (
                    <p className="text-sm text-faint">{t(planned.whyNoneCritical)}</p>
                  ) : (
                    <>
                      <Tasks
                        items={planned.critical.slice(0, 6)}
                        label={t("critical")}
                        say={(one) => (
                          <span className="w-24 text-end">{t("until", { day: format.day(one.entry.finish.slice(0, 10), today) })}</span>
                        )}
                      />
                      {planned.critical.length > 6 ? (
                        <Link to="/w/$slug/projects/$id/plan" params={params} search={{}} className="text-sm text-accent hover:underline">
                          {t("showAll", { count: planned.critical.length - 6 })}
                        </Link>
                      ) : null}
                    </>
                  )}
                </Section>
              )}
            </>
          )}
        </div>
        <aside className="flex min-w-0 flex-col gap-8">
          <Section title={t("facts")}>
            <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 gap-y-2 text-sm">
              <Fact name={t("finish")}>
                {project.completion ? (
                  <span className="text-lg font-semibold">{format.day(format.dayAt(project.completion.at), today)}</span>
                ) : project.finish ? (
                  <span className={planned.overdue ? "text-act" : ""}>
                    <span className="block text-lg font-semibold">{format.day(project.finish.slice(0, 10), today)}</span>
                    <span className="text-xs text-muted">{format.inDays(project.finish.slice(0, 10), today)}</span>
                  </span>
                ) : (
                  <span className="text-faint">{t("noPlan")}</span>
                )}
              </Fact>
              <Fact name={t("progress")}>
                <ProgressOf project={project} />
              </Fact>
              <Fact name={t("started")}>{format.day(project.start.slice(0, 10), today)}</Fact>
              <Fact name={t("owner")}>
                <Person name={project.owner?.name ?? null} nobody={t("nobody")} {...(project.owner ? { id: project.owner.id } : {})} />
              </Fact>
              {project.openedByRun ? (
                <Fact name={t("openedBy")}>
                  <ScreenLink
                    to="/runs/$id"
                    params={{ id: project.openedByRun.id }}
                    className="inline-flex max-w-full items-center gap-1.5 text-accent hover:underline"
                  >
                    <Play size={13} className="shrink-0" aria-hidden="true" />
                    <span className="truncate">{project.openedByRun.title}</span>
                  </ScreenLink>
                  {project.completion ? null : <span className="block text-xs text-muted">{t("openedByWaits")}</span>}
                </Fact>
              ) : null}
            </dl>
          </Section>
          <AdviceCard kind="project" id={project.id} may={mayAs(project, "editor")} />
          <Shares project={project} />
        </aside>
      </div>
    </PageBody>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}

function Tasks({ items, label, say }: { items: readonly Planned[]; label: string; say: (one: Planned) => ReactNode }) {
  const t = useText(projectTexts);
  return (
    <div className="overflow-clip rounded-lg border border-line">
      <List label={label}>
        {items.map((one) => (
          <ListRow
            key={one.task.id}
            id={one.task.id}
            lead={one.task.plan?.milestone ? <span className="mx-1 size-2 rotate-45 bg-accent" aria-hidden="true" /> : null}
            aside={
              <>
                {say(one)}
                {one.task.owner ? <Person name={one.task.owner.name} id={one.task.owner.id} nobody={t("nobody")} /> : null}
              </>
            }
          >
            <Link
              data-row-open
              to="."
              search={((was: Record<string, unknown>) => ({ ...was, task: one.task.id })) as never}
              className="line-clamp-2 hover:underline"
            >
              {one.task.title}
            </Link>
          </ListRow>
        ))}
      </List>
    </div>
  );
}
