import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { mayAs } from "../project/index.ts";
import { useChange, useWorkspace } from "../session/index.ts";
import { ReadError } from "../shell/index.ts";
import { Skeleton } from "../ui/index.ts";
import { Board } from "./board.tsx";
import { planTexts } from "./en.ts";
import { lockOf } from "./lock.ts";
import { useNowWall, usePlan, usePlanEdits } from "./use-plan.ts";

const route = getRouteApi("/w/$slug/projects/$id/board");

export function BoardScreen() {
  const { id } = route.useParams();
  const { id: w } = useWorkspace();
  const t = useText(planTexts);
  const navigate = useNavigate();
  const plan = usePlan(id);
  const edit = usePlanEdits(plan.data);
  const now = useNowWall(plan.data?.project.zone ?? "UTC");
  const columns = useChange({
    call: (next: readonly string[]) =>
      requestIn(w, "PATCH /projects/:p", { params: { p: id }, version: plan.data?.project.version ?? 1, body: { columns: [...next] } }),
    paint: (next, paint) =>
      paint("GET /projects/:p/plan", (shown) => ({ ...shown, project: { ...shown.project, columns: [...next] } }), { params: { p: id } }),
    touches: [`project:${id}`],
  });
  if (plan.error && !plan.data) return <ReadError error={plan.error} onRetry={plan.refetch} />;
  if (!plan.data) return <Skeleton />;
  return (
    <Board
      plan={plan.data}
      locked={lockOf(plan.data.project, t)}
      now={now}
      onEdit={edit}
      onOpen={(task) => void navigate({ to: ".", search: ((was: Record<string, unknown>) => ({ ...was, task })) as never })}
      onColumns={mayAs(plan.data.project, "manager") && !plan.data.project.completion ? columns.mutate : null}
    />
  );
}
