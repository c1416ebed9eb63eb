import { Play } from "lucide-react";
import { requestIn } from "../api/index.ts";
import { useChange, useRead, useReadAll, useWorkspace } from "../session/index.ts";
import { ScreenLink } from "../shell/index.ts";
import { Badge, Button, Combobox, Field, NumberInput } from "../ui/index.ts";
import type { Place } from "./model.ts";
import type { Words } from "./use-words.ts";

type Runs = Place["planning"]["runs"];

/** That a task is so many runs of a process: which, how many, and how far they are. */
export function RunsFields({
  taskId,
  runs,
  words,
  locked,
  onRuns,
}: {
  taskId: string;
  runs: Runs;
  words: Words;
  locked: boolean;
  onRuns: (runs: Runs) => void;
}) {
  const { t, duration } = words;
  const { id: w } = useWorkspace();
  const { items: processes } = useReadAll("GET /processes", { query: { limit: 200 } }, { watch: ["process"] });
  const going = useRead(
    "GET /tasks/:t/runs",
    { params: { t: taskId } },
    { watch: [`task:${taskId}`, "run"], enabled: runs !== undefined },
  ).data;
  const start = useChange({
    call: () => requestIn(w, "POST /tasks/:t/runs", { params: { t: taskId } }),
    touches: [`task:${taskId}`, "task", "run", "project"],
    said: () => t("runsStarted"),
  });
  return (
    <div className="flex flex-col gap-3 sm:col-span-2">
      <div className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_8rem]">
        <Field label={t("runsOf")} help={runs === undefined ? t("runsOfHelp") : undefined}>
          <Combobox
            value={runs?.processId ?? null}
            placeholder={t("runsNone")}
            disabled={locked}
            onValue={(processId) => onRuns(processId === null ? undefined : { processId, count: runs?.count ?? 1 })}
            choices={(processes ?? []).filter((one) => one.published && !one.retiredAt).map((one) => ({ value: one.id, label: one.name }))}
          />
        </Field>
        {runs === undefined ? null : (
          <Field label={t("runsCount")}>
            <NumberInput
              value={runs.count}
              min={1}
              max={100}
              disabled={locked}
              onValue={(count) => onRuns({ ...runs, count: Math.max(1, Math.round(count ?? 1)) })}
            />
          </Field>
        )}
      </div>
      {runs === undefined || going === undefined ? null : (
        <div className="flex flex-col gap-2 rounded-lg border border-line p-3 text-sm">
          <p className="text-muted">
            {t("runsState", {
              done: going.runs.filter((run) => run.status === "completed").length,
              total: going.count,
              open: going.runs.filter((run) => run.status === "running").length,
            })}{" "}
            {going.remainingMinutes === null
              ? t("runsThin", { count: going.basis })
              : t("runsExpected", { duration: duration(going.remainingMinutes), count: going.basis })}
          </p>
          <ul className="flex flex-col gap-1">
            {going.runs.map((run) => (
              <li key={run.id} className="flex items-center gap-2">
                <ScreenLink to="/runs/$id" params={{ id: run.id }} className="min-w-0 flex-1 truncate text-accent hover:underline">
                  {run.title}
                </ScreenLink>
                <Badge tone={run.status === "completed" ? "accent" : "plain"}>{t("runStatus", { status: run.status })}</Badge>
              </li>
            ))}
          </ul>
          {going.toStart > 0 ? (
            <div>
              <Button
                size="small"
                icon={<Play size={13} />}
                busy={start.isPending}
                why={locked ? t("runsLocked") : null}
                onClick={() => start.mutate()}
              >
                {t("runsStart", { count: going.toStart })}
              </Button>
            </div>
          ) : null}
        </div>
      )}
    </div>
  );
}
