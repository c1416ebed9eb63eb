import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Answer } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { ReadError } from "../../shell/index.ts";
import { useRead } from "../../session/index.ts";
import { EmptyState, PageBody, Skeleton, useFormat } from "../../ui/index.ts";
import { measureTexts } from "./en.ts";

const route = getRouteApi("/w/$slug/processes/$id");

export type Measures = Answer<"GET /processes/:p/measures">;

/** Which runs are meant, and in what hours; also the address of the page. */
export type MeasuresQuery = {
  readonly hours?: "working" | undefined;
  readonly revision?: number | undefined;
  readonly team?: string | undefined;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
};

/** A time in the largest unit that tells it: as the clock goes, or in days of work. */
export function useHours(kind: "elapsed" | "working" = "elapsed"): (hours: number | null) => string {
  const format = useFormat();
  return (hours) =>
    hours === null ? "–" : kind === "working" ? format.work(Math.round(Math.abs(hours) * 60)) : format.elapsed(Math.abs(hours) * 60);
}

/** Hours of the process's calendar, in the words of work: nothing here runs at night. */
export function useWorked(): (hours: number) => string {
  const format = useFormat();
  return (hours) => format.work(Math.max(0, Math.round(hours * 60)));
}

/** What the runs of a process tell, once there are any. */
export function Measured({
  picture,
  query = {},
  head,
  children,
}: {
  picture: ReactNode;
  query?: MeasuresQuery;
  head?: (measures: Measures) => ReactNode;
  children: (measures: Measures, processId: string) => ReactNode;
}) {
  const t = useText(measureTexts);
  const { id } = route.useParams();
  const read = useRead("GET /processes/:p/measures", { params: { p: id }, query }, { watch: [`process:${id}`, "run", "rating"] });
  if (read.error) return <ReadError error={read.error} onRetry={read.refetch} />;
  if (!read.data) return <Skeleton />;
  const { runs, choices } = read.data;
  const none = runs.running + runs.completed + runs.rejected + runs.cancelled === 0;
  if (choices.revisions.length === 0) return <EmptyState picture={picture} title={t("noRuns")} about={t("noRunsAbout")} />;
  return (
    <PageBody>
      <div className="flex flex-col gap-10 px-4 py-6 sm:px-6">
        {head?.(read.data)}
        {none ? <p className="text-sm text-muted">{t("noneOfThese")}</p> : children(read.data, id)}
      </div>
    </PageBody>
  );
}
