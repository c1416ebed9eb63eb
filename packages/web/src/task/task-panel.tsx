import { Ellipsis, Globe, Link2, Maximize2, Printer, Trash2 } from "lucide-react";
import { Suspense, useEffect, useMemo, useState } from "react";
import { useText } from "../messages/index.ts";
import { outsideTexts, ShowOutside } from "../outside/index.ts";
import { type Action, ReadError, useActions, useGo } from "../shell/index.ts";
import { useRead, useWorkspace } from "../session/index.ts";
import { IconButton, Menu, type MenuEntry, SidePanel, Skeleton, useCopy } from "../ui/index.ts";
import { useTaskChanges } from "./changes.ts";
import { taskTexts } from "./en.ts";
import { relationTexts } from "./relation.en.ts";
import type { Task } from "./task.ts";
import { TaskView } from "./task-view.tsx";

/** A task beside the screen that it was opened from (`?task=<id>`). */
export function TaskPanel({ taskId, onClose }: { taskId: string; onClose: () => void }) {
  const t = useText(taskTexts);
  const go = useGo();
  const read = useRead("GET /tasks/:t", { params: { t: taskId } }, { watch: [`task:${taskId}`] });
  const task = read.data;
  return (
    <SidePanel
      open
      onOpen={(open) => !open && onClose()}
      title={task ? t("homeKind", { kind: task.home.kind }) : t("task")}
      tools={
        <>
          <IconButton
            label={t("openWhole")}
            icon={<Maximize2 size={14} />}
            onClick={() => go({ to: "/tasks/$id", params: { id: taskId } })}
          />
          {task ? <TaskMenu task={task} onDeleted={onClose} /> : null}
        </>
      }
    >
      {read.error && !task ? <ReadError error={read.error} onRetry={read.refetch} /> : task ? <TaskView task={task} /> : <Skeleton />}
    </SidePanel>
  );
}

/** What can be done with a task besides its fields: the same in the panel and on the page. */
export function TaskMenu({ task, onDeleted }: { task: Task; onDeleted: () => void }) {
  const t = useText(taskTexts);
  const { slug } = useWorkspace();
  const changes = useTaskChanges();
  const outside = useText(outsideTexts);
  const relation = useText(relationTexts);
  const [showing, setShowing] = useState(false);
  const remove = () => {
    onDeleted();
    changes.remove.mutate(task);
  };
  const copy = useCopy();
  const inRow = useFocusInRow();
  const keys = inRow ? {} : { keys: "e" };
  const why = task.home.kind === "run" ? t("runDecides", { run: task.home.title }) : null;
  const entries: MenuEntry[] = [
    {
      label: t("copyLink"),
      icon: <Link2 size={14} />,
      onSelect: () => void copy(`${location.origin}/w/${slug}/tasks/${task.id}`, t("linkCopied")),
    },
    {
      label: relation("print"),
      icon: <Printer size={14} />,
      onSelect: () =>
        location.pathname.endsWith(`/tasks/${task.id}`)
          ? print()
          : window.open(`/w/${slug}/tasks/${task.id}?print=true`, "_blank", "noopener"),
    },
    { label: outside("show"), icon: <Globe size={14} />, onSelect: () => setShowing(true) },
    { kind: "line" },
    { label: t("remove"), icon: <Trash2 size={14} />, danger: true, why, onSelect: remove },
  ];
  useActions(
    useMemo(
      (): Action[] => [
        // Beside a list the key belongs to the row that has the focus.
        ...(task.home.kind === "run"
          ? []
          : [
              task.closedAs === null
                ? { id: "task.complete", label: t("complete"), ...keys, run: () => changes.complete(task) }
                : { id: "task.reopen", label: t("reopen"), ...keys, run: () => changes.reopen(task) },
            ]),
        { id: "task.delete", label: t("remove"), why, run: remove },
      ],
      // What they do is read anew with each task.
      [t, task, why, inRow],
    ),
  );
  return (
    <>
      <Menu align="end" trigger={<IconButton label={t("more")} icon={<Ellipsis size={16} />} />} entries={entries} />
      <Suspense>{showing ? <ShowOutside kind="task" id={task.id} title={task.title} onClose={() => setShowing(false)} /> : null}</Suspense>
    </>
  );
}

function useFocusInRow(): boolean {
  const [inRow, setInRow] = useState(false);
  useEffect(() => {
    const look = () => setInRow(document.activeElement?.closest("[data-row]") != null);
    document.addEventListener("focusin", look);
    return () => document.removeEventListener("focusin", look);
  }, []);
  return inRow;
}
