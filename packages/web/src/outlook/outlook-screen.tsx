import { getRouteApi } from "@tanstack/react-router";
import { useText } from "../messages/index.ts";
import { WhatIfTable } from "../plan/index.ts";
import { mayAs } from "../project/index.ts";
import { useRead } from "../session/index.ts";
import { ReadError } from "../shell/index.ts";
import { PageBody, Section, Skeleton } from "../ui/index.ts";
import { outlookTexts } from "./en.ts";
import { ForecastSection } from "./forecast.tsx";
import { LevellingSection } from "./levelling.tsx";

const route = getRouteApi("/w/$slug/projects/$id/outlook");

/** Will the plan hold? When it ends if tasks go as usual, and what would have to move so that its people can do it. */
export function OutlookScreen() {
  const t = useText(outlookTexts);
  const { id } = route.useParams();
  const { levelling } = route.useSearch();
  const project = useRead("GET /projects/:p", { params: { p: id } }, { watch: [`project:${id}`] });
  if (project.error && !project.data) return <ReadError error={project.error} onRetry={project.refetch} />;
  if (!project.data) return <Skeleton />;
  const ended = project.data.completion !== null ? t("closed") : null;
  return (
    <PageBody>
      <div className="flex flex-col gap-10 px-4 py-6 sm:px-6">
        <ForecastSection projectId={id} zone={project.data.zone} why={ended} />
        <LevellingSection
          projectId={id}
          zone={project.data.zone}
          levellingId={levelling ?? null}
          why={ended ?? (mayAs(project.data, "editor") ? null : t("editorsLevel"))}
        />
        {mayAs(project.data, "editor") ? (
          <Section title={t("whatIf")} about={<span className="block max-w-2xl">{t("whatIfAbout")}</span>}>
            <WhatIfTable projectId={id} locked={ended} />
          </Section>
        ) : null}
      </div>
    </PageBody>
  );
}
