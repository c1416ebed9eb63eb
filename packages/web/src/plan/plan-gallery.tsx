import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";
import { useKeyboard } from "../shell/index.ts";
import { notify, PageHeader } from "../ui/index.ts";
import { Board } from "./board.tsx";
import { applyEdit, type PlanEdit } from "./edit.ts";
import { largePlan, libraryPlan } from "./library.ts";
import { PlanView } from "./plan-view.tsx";

const route = getRouteApi("/gallery/plan");

/** Not a screen of the product: the Gantt and the board without a server, at any size. */
export function PlanGallery() {
  const { tasks, zoom, as } = route.useSearch();
  const navigate = useNavigate();
  const [plan, setPlan] = useState(() => (tasks === undefined ? libraryPlan() : largePlan(tasks)));
  useKeyboard();
  const people = useMemo(() => [...new Map(plan.tasks.flatMap((task) => (task.owner ? [[task.owner.id, task.owner] as const] : []))).values()], [plan.project.id]);
  const onEdit = useCallback((edit: PlanEdit) => {
    setPlan((was) => {
      notify({ title: `${edit.kind}`, undo: () => setPlan(was) });
      return applyEdit(was, edit);
    });
  }, []);
  const seek = (part: object) => void navigate({ to: ".", replace: true, search: ((was: object) => ({ ...was, ...part })) as never });
  return (
    <div className="flex h-dvh flex-col bg-surface">
      <PageHeader title={plan.project.name} />
      {as === "board" ? (
        <Board plan={plan} locked={null} now="2026-08-13T11:20" onEdit={onEdit} onOpen={() => undefined} onColumns={(columns) => setPlan((was) => ({ ...was, project: { ...was.project, columns: [...columns] } }))} />
      ) : (
        <PlanView plan={plan} zoom={zoom ?? null} as={as ?? "picture"} people={people} now="2026-08-13T11:20" onZoom={(next) => seek({ zoom: next })} onAs={(next) => seek({ as: next === "table" ? "table" : undefined })} onEdit={onEdit} onOpen={() => undefined} />
      )}
    </div>
  );
}
