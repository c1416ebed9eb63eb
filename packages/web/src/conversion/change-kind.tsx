import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useRead, useReadAll, useWorkspace } from "../session/index.ts";
import { ReadError, useGo } from "../shell/index.ts";
import { Button, Combobox, Dialog, Field, SegmentedControl, Skeleton } from "../ui/index.ts";
import { conversionTexts } from "./en.ts";

/** A project that is no project: which process it is a run of, task by step; or the process that it shows. */
export function ChangeKind({ project, onClose }: { project: { id: string; name: string }; onClose: () => void }) {
  const t = useText(conversionTexts);
  const { id: w } = useWorkspace();
  const go = useGo();
  const [to, setTo] = useState<"run" | "process">("run");
  const [process, setProcess] = useState<string | null>(null);
  const [chosen, setChosen] = useState<Readonly<Record<string, string | null>>>({});
  const processes = useReadAll("GET /processes", { query: { limit: 200 } }, { watch: ["process"] });
  const preview = useRead(
    "GET /projects/:p/conversion-preview",
    { params: { p: project.id }, query: { process: process ?? "" } },
    { watch: [], enabled: process !== null },
  );
  const seen = process === null ? undefined : preview.data;
  const taskOf = (step: string): string | null => (step in chosen ? (chosen[step] ?? null) : (seen?.pairs[step] ?? null));
  const steps = Object.fromEntries((seen?.steps ?? []).flatMap(({ id }) => (taskOf(id) === null ? [] : [[id, taskOf(id) as string]])));
  const makeRun = useChange({
    call: () => requestIn(w, "POST /projects/:p/conversions", { params: { p: project.id }, body: { processId: process ?? "", steps } }),
    touches: ["project", "run", "task", `project:${project.id}`],
    said: () => t("madeRun", { name: project.name }),
    undo: (_, made) => requestIn(w, "DELETE /conversions/:c", { params: { c: made.id } }),
  });
  const makeProcess = useChange({
    call: () => requestIn(w, "POST /projects/:p/processes", { params: { p: project.id }, body: {} }),
    touches: ["process", `project:${project.id}`],
    said: () => t("madeProcess"),
  });
  const submit = () =>
    to === "run"
      ? makeRun.mutate(undefined, {
          onSuccess: (made) => (onClose(), made.run ? go({ to: "/runs/$id", params: { id: made.run.id } }) : undefined),
        })
      : makeProcess.mutate(undefined, {
          onSuccess: (made) => (onClose(), made.process ? go({ to: "/processes/$id", params: { id: made.process.id } }) : undefined),
        });
  const startable = (processes.items ?? []).filter(({ published, mine }) => published !== null && mine !== null && mine !== "viewer");
  const movable = (seen?.tasks ?? []).filter(({ handedOver }) => !handedOver);
  return (
    <Dialog
      open
      wide
      onOpen={(stay) => (stay ? undefined : onClose())}
      title={t("changeTitle", { name: project.name })}
      about={t("changeAbout")}
      actions={
        <>
          <Button
            kind="primary"
            busy={makeRun.isPending || makeProcess.isPending}
            why={to === "run" && seen === undefined ? t("chooseProcess") : null}
            onClick={submit}
          >
            {t(to === "run" ? "makeRun" : "makeProcess")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <div>
          <SegmentedControl
            label={t("kind")}
            value={to}
            onValue={setTo}
            choices={[
              { value: "run", label: t("toRun") },
              { value: "process", label: t("toProcess") },
            ]}
          />
        </div>
        <p className="text-sm text-muted">{t(to === "run" ? "toRunAbout" : "toProcessAbout")}</p>
        {to === "process" ? null : (
          <>
            <Field label={t("process")}>
              <Combobox
                choices={startable.map(({ id, name }) => ({ value: id, label: name }))}
                value={process}
                onValue={(value) => {
                  setProcess(value);
                  setChosen({});
                }}
              />
            </Field>
            {processes.items && startable.length === 0 ? <p className="text-sm text-faint">{t("noProcess")}</p> : null}
            {process !== null && preview.error ? <ReadError error={preview.error} onRetry={preview.refetch} /> : null}
            {process !== null && preview.isPending ? <Skeleton rows={4} /> : null}
            {seen ? (
              <>
                <table className="w-full text-sm">
                  <thead>
                    <tr className="text-start text-xs text-faint">
                      <th className="w-2/5 pb-1 text-start font-medium">{t("step")}</th>
                      <th className="pb-1 text-start font-medium">{t("task")}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {seen.steps.map((step) => (
                      <tr key={step.id} className="border-t border-line align-middle">
                        <td className="py-1.5 pe-3 [overflow-wrap:anywhere]">{step.title}</td>
                        <td className="py-1.5">
                          <Combobox
                            label={step.title}
                            placeholder={t("noTask")}
                            choices={movable
                              .filter(({ id }) => id === taskOf(step.id) || !Object.values(steps).includes(id))
                              .map(({ id, title, done }) => ({ value: id, label: done ? t("done", { title }) : title }))}
                            value={taskOf(step.id)}
                            onValue={(value) => setChosen((before) => ({ ...before, [step.id]: value }))}
                          />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
                <p className="text-sm text-muted">
                  {t("pairs", { count: Object.keys(steps).length, left: seen.tasks.length - Object.keys(steps).length })}
                </p>
              </>
            ) : null}
          </>
        )}
      </div>
    </Dialog>
  );
}
