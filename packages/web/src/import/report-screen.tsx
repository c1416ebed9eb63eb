import { getRouteApi } from "@tanstack/react-router";
import { useText } from "../messages/index.ts";
import { ReadError, ScreenLink } from "../shell/index.ts";
import { useRead } from "../session/index.ts";
import { PageBody, PageHeader, Section, Skeleton } from "../ui/index.ts";
import { useMoments } from "../task/index.ts";
import { importTexts } from "./en.ts";
import { People } from "./people.tsx";
import { Counts, Findings, MadeList } from "./report-parts.tsx";

const route = getRouteApi("/w/$slug/import/$id");

/** One import: what it became, both counts, and everything that was not carried over. */
export function ReportScreen() {
  const t = useText(importTexts);
  const moments = useMoments();
  const { id } = route.useParams();
  const read = useRead("GET /imports/:i", { params: { i: id } }, { watch: ["import"] });
  if (read.error) return <ReadError whole error={read.error} onRetry={read.refetch} />;
  const report = read.data;
  const words = report ? { format: t("formatName", { format: report.format, name: report.format }), when: moments.ago(report.at) } : null;
  return (
    <>
      <PageHeader
        title={report?.fileName ?? t("reportOf")}
        trail={
          <ScreenLink to="/import" className="hover:text-ink">
            {t("title")}
          </ScreenLink>
        }
      />
      <PageBody width="text">
        {report === undefined || words === null ? (
          <Skeleton />
        ) : (
          <div className="flex flex-col gap-8">
            <Section title={t("whatMade")} about={report.by ? t("readBy", { ...words, name: report.by.name }) : t("readAs", words)}>
              <MadeList made={report.made} />
            </Section>
            {report.people.length > 0 ? (
              <Section title={t("people")} about={t("peopleAbout")}>
                <People report={report} />
              </Section>
            ) : null}
            <Section title={t("counts")} about={t("countsAbout")}>
              <Counts counts={report.counts} />
            </Section>
            <Section title={t("findings")}>
              <Findings findings={report.findings} />
            </Section>
          </div>
        )}
      </PageBody>
    </>
  );
}
