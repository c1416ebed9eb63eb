import { useIsFetching } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useText } from "../messages/index.ts";
import { ReadError, useGo } from "../shell/index.ts";
import { useRead } from "../session/index.ts";
import { PageBody, PageHeader, Skeleton } from "../ui/index.ts";
import { taskTexts } from "./en.ts";
import { TaskMenu } from "./task-panel.tsx";
import { TaskView } from "./task-view.tsx";
import { ThingLink } from "./thing-link.tsx";

const route = getRouteApi("/w/$slug/tasks/$id");

/** Opened to be printed: once what stands in it has arrived. */
function usePrinted(ready: boolean) {
  const reading = useIsFetching();
  const done = useRef(false);
  useEffect(() => {
    if (!ready || reading > 0 || done.current) return;
    const timer = setTimeout(() => {
      done.current = true;
      print();
    }, 300);
    return () => clearTimeout(timer);
  }, [ready, reading]);
}

export function TaskScreen() {
  const t = useText(taskTexts);
  const { id } = route.useParams();
  const go = useGo();
  const read = useRead("GET /tasks/:t", { params: { t: id } }, { watch: [`task:${id}`] });
  const task = read.data;
  const { print: printing } = route.useSearch();
  usePrinted(printing === true && task !== undefined);
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
