import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { ListTree } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { useText } from "../messages/index.ts";
import { ReadError } from "../shell/index.ts";
import { Button, EmptyState, Skeleton, useNarrow } from "../ui/index.ts";
import { planTexts } from "./en.ts";
import { TaskGrid } from "./grid.tsx";
import { lockOf } from "./lock.ts";
import { useLines } from "./use-lines.ts";
import { useNowWall, usePeople, usePlan, usePlanEdits } from "./use-plan.ts";
import { useWords } from "./use-words.ts";

const route = getRouteApi("/w/$slug/projects/$id/list");

/** The tasks of a project as a tree that one writes in. */
export function ListScreen() {
  const { id } = route.useParams();
  const t = useText(planTexts);
  const navigate = useNavigate();
  const plan = usePlan(id);
  const people = usePeople();
  const edit = usePlanEdits(plan.data);
  const now = useNowWall(plan.data?.project.zone ?? "UTC");
  const narrow = useNarrow();
  const [begun, setBegun] = useState(false);
  if (plan.error && !plan.data) return <ReadError error={plan.error} onRetry={plan.refetch} />;
  if (!plan.data) return <Skeleton />;
  const locked = lockOf(plan.data.project, t);
  if (plan.data.tasks.length === 0 && !begun)
    return (
      <EmptyState
        picture={<ListTree size={22} />}
        title={t("emptyTitle")}
        about={t("emptyAbout")}
        action={
          <Button kind="primary" why={locked} onClick={() => setBegun(true)}>
            {t("addTask")}
          </Button>
        }
      />
    );
  return (
    <ListOf
      plan={plan.data}
      columns={narrow ? ["title", "duration"] : ["title", "owner", "duration", "start", "finish", "column"]}
      zoom={null}
      people={people}
      locked={locked}
      now={now}
      narrow={narrow}
      writing={begun && plan.data.tasks.length === 0}
      onEdit={edit}
      onOpen={(task) => void navigate({ to: ".", search: ((was: Record<string, unknown>) => ({ ...was, task })) as never })}
    />
  );
}

const all = {};
const none: readonly never[] = [];

function ListOf(props: Omit<ComponentProps<typeof TaskGrid>, "looked">) {
  const { plan, people, now } = props;
  const words = useWords(plan.calendar.week);
  const looked = useLines({ plan, shown: all, fields: none, people, me: null, now, words });
  return <TaskGrid {...props} looked={looked} />;
}
