import { getRouteApi } from "@tanstack/react-router";
import { useText } from "../messages/index.ts";
import { ReadError, useGo } from "../shell/index.ts";
import { useRead } from "../session/index.ts";
import { PageBody, PageHeader, Skeleton } from "../ui/index.ts";
import { taskTexts } from "./en.ts";
import { TaskMenu } from "./task-panel.tsx";
import { TaskView } from "./task-view.tsx";
import { ThingLink } from "./thing-link.tsx";

const route = getRouteApi("/w/$slug/tasks/$id");

export function TaskScreen() {
  const t = useText(taskTexts);
  const { id } = route.useParams();
  const go = useGo();
  const read = useRead("GET /tasks/:t", { params: { t: id } }, { watch: [`task:${id}`] });
  const task = read.data;
  if (read.error && !task) return <ReadError whole error={read.error} onRetry={read.refetch} />;
  return (
    <>
      <PageHeader
        title={task ? t("homeKind", { kind: task.home.kind }) : t("task")}
        trail={
          task && task.home.kind !== "person" && task.home.title !== "" ? (
            <ThingLink kind={task.home.kind} id={task.home.id} className="hover:text-ink">
              {task.home.title}
            </ThingLink>
          ) : undefined
        }
        actions={task ? <TaskMenu task={task} onDeleted={() => go({ to: "/my-day" })} /> : undefined}
      />
      <PageBody width="text">{task ? <TaskView task={task} /> : <Skeleton />}</PageBody>
    </>
  );
}
