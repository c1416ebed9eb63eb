import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { addressOf } from "../api/index.ts";
import { useMe, useWorkspace } from "../session/index.ts";
import { ReadError } from "../shell/index.ts";
import { Skeleton } from "../ui/index.ts";
import { PlanView } from "./plan-view.tsx";
import { shownFrom } from "./shown.ts";
import { useBaseline, useNowWall, usePeople, usePlan, usePlanEdits, usePlanFields } from "./use-plan.ts";

const route = getRouteApi("/w/$slug/projects/$id/plan");

/** The Gantt beside its table, or the table alone with more columns; zoom and choice are in the address. */
export function PlanScreen() {
  const { id } = route.useParams();
  const { zoom, as, baseline, ...shown } = route.useSearch();
  const { person } = useMe();
  const { id: w } = useWorkspace();
  const navigate = useNavigate();
  const plan = usePlan(id);
  const frozen = useBaseline(id, baseline ?? null);
  const people = usePeople();
  const fields = usePlanFields(id);
  const edit = usePlanEdits(plan.data);
  const now = useNowWall(plan.data?.project.zone ?? "UTC");
  const seek = (part: Record<string, unknown>) =>
    void navigate({ to: ".", replace: true, search: ((was: Record<string, unknown>) => ({ ...was, ...part })) as never });
  if (plan.error && !plan.data) return <ReadError error={plan.error} onRetry={plan.refetch} />;
  if (!plan.data) return <Skeleton />;
  return (
    <PlanView
      plan={plan.data}
      zoom={zoom ?? null}
      as={as ?? "picture"}
      people={people}
      now={now}
      onZoom={(next) => seek({ zoom: next })}
      onAs={(next) => seek({ as: next === "picture" ? undefined : next })}
      onEdit={edit}
      onOpen={(task) => seek({ task })}
      baselineId={baseline ?? null}
      shown={shownFrom(shown)}
      onShown={seek}
      me={person.id}
      fields={fields}
      file={addressOf("/api/workspaces/:w/projects/:p/mspdi", { w, p: id })}
      baseline={frozen}
      onBaseline={(next) => seek({ baseline: next ?? undefined })}
    />
  );
}
