import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";
import { useKeyboard } from "../shell/index.ts";
import { notify, PageHeader } from "../ui/index.ts";
import { Board } from "./board.tsx";
import type { Baseline } from "./baseline.ts";
import { MonthView } from "./calendar-screen.tsx";
import { reschedule } from "./compute.ts";
import { applyEdit, type PlanEdit } from "./edit.ts";
import { largePlan, libraryPlan } from "./library.ts";
import type { Others } from "./load.ts";
import type { Plan } from "./model.ts";
import { shownFrom } from "./shown.ts";
import { PlanView } from "./plan-view.tsx";
import { OthersContext } from "./use-others.ts";

const route = getRouteApi("/gallery/plan");

/** Not a screen of the product: the Gantt and the board without a server, at any size. */
export function PlanGallery() {
  const { tasks, zoom, as, baseline, ...shown } = route.useSearch();
  const navigate = useNavigate();
  const [plan, setPlan] = useState(() => (tasks === undefined ? libraryPlan() : largePlan(tasks)));
  const [month, setMonth] = useState<string | undefined>();
  useKeyboard();
  const people = useMemo(
    () => [...new Map(plan.tasks.flatMap((task) => (task.owner ? [[task.owner.id, task.owner] as const] : []))).values()],
    [plan.project.id],
  );
  const onEdit = useCallback((edit: PlanEdit) => {
    setPlan((was) => {
      notify({ title: `${edit.kind}`, undo: () => setPlan(was) });
      return applyEdit(was, edit);
    });
  }, []);
  const frozen = useMemo(() => (baseline ? asAgreed(plan) : null), [plan.project.id, baseline]);
  const seek = (part: object) => void navigate({ to: ".", replace: true, search: ((was: object) => ({ ...was, ...part })) as never });
  return (
    <div className="flex h-dvh flex-col bg-surface">
      <PageHeader title={plan.project.name} />
      {as === "calendar" ? (
        <MonthView plan={plan} month={month} now="2026-08-13T11:20" onMonth={setMonth} onOpen={() => undefined} />
      ) : as === "board" ? (
        <Board
          plan={plan}
          locked={null}
          now="2026-08-13T11:20"
          onEdit={onEdit}
          onOpen={() => undefined}
          onColumns={(columns) => setPlan((was) => ({ ...was, project: { ...was.project, columns: [...columns] } }))}
        />
      ) : (
        <OthersContext value={othersInGallery}>
          <PlanView
            plan={plan}
            zoom={zoom ?? null}
            as={as ?? "picture"}
            people={people}
            now="2026-08-13T11:20"
            onZoom={(next) => seek({ zoom: next })}
            onAs={(next) => seek({ as: next === "picture" ? undefined : next })}
            onEdit={onEdit}
            onOpen={() => undefined}
            baseline={frozen}
            shown={shownFrom(shown)}
            onShown={seek}
          />
        </OthersContext>
      )}
    </div>
  );
}

const everybody: Others = {
  state: "read",
  timeOf: () => ({ hours: null, leave: [] }),
  weekOf: (_, monday) => (monday % 5 === 0 ? weekOf(960, 240) : weekOf(2_400, 480)),
};
const weekOf = (availableMinutes: number, recurringMinutes: number) => ({
  availableMinutes,
  recurringMinutes,
  projectMinutes: 180,
  items: [
    { kind: "recurring" as const, name: "Digitise on request: Fetch the volume", minutes: recurringMinutes },
    { kind: "project" as const, name: "Recatalogue the maps: Count", minutes: 180 },
  ],
});
const othersInGallery = () => everybody;

/** The plan as it would have been with every fourth task half as long. */
function asAgreed(plan: Plan): Baseline {
  const tasks = plan.tasks.map((task, index) =>
    task.plan && index % 4 === 3 ? { ...task, plan: { ...task.plan, workingMinutes: Math.ceil(task.plan.workingMinutes / 2) } } : task,
  );
  const then = reschedule({ ...plan, tasks });
  const entries = then.entries.map(({ taskId, start, finish }, row) => ({
    taskId,
    title: "",
    start,
    finish,
    workingMinutes: tasks[row]?.plan?.workingMinutes ?? 0,
  }));
  return {
    id: "b",
    name: "As agreed",
    takenAt: "2026-06-01T08:00:00Z",
    takenBy: null,
    finish: then.finish,
    tasks: entries.length,
    entries,
  };
}
