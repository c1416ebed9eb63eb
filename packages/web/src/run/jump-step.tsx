import { compile, reach } from "@rondo/core/process";
import { useMemo, useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useDraft, useMe, useWorkspace } from "../session/index.ts";
import { Button, Combobox, Dialog, Field, Select, TextArea } from "../ui/index.ts";
import { runTexts } from "./en.ts";
import type { Run } from "./run.ts";
import { stepsIn } from "./steps.ts";

type Props = { run: Run; /** What is left: a task, wait or incident; null: chosen here. */ from: string | null; onClose: () => void };

/** Has the run go on at another step than the process says, with the reason that stays with it. */
export function JumpStep({ run, from: first, onClose }: Props) {
  const t = useText(runTexts);
  const { id: w } = useWorkspace();
  const places = usePlaces(run);
  const [from, setFrom] = useState(places.some(({ id }) => id === first) ? first : (places[0]?.id ?? null));
  const [to, setTo] = useState<string | null>(null);
  const [reason, setReason, forget] = useDraft(`jump ${run.id}`, "");
  const [tried, setTried] = useState(false);
  const graph = useMemo(() => compile(run.definition), [run.definition]);
  const here = graph.places.get(places.find(({ id }) => id === from)?.stepId ?? "");
  const targets = stepsIn(run.definition).filter(({ id }) => {
    const there = graph.places.get(id);
    return here !== undefined && there !== undefined && reach(here, there, graph.steps) !== null;
  });
  const done = new Set(run.steps.filter(({ state }) => state === "completed").map(({ stepId }) => stepId));
  const target = targets.find(({ id }) => id === to);
  const jump = useChange({
    call: (body: { from: string; to: string; reason: string }) => requestIn(w, "POST /runs/:r/detours", { params: { r: run.id }, body }),
    touches: ["run", "task"],
    said: () => t("jumpedSaid", { step: target?.title ?? "" }),
  });
  const go = () => {
    setTried(true);
    if (from === null || target === undefined || reason.trim() === "") return;
    jump.mutate(
      { from, to: target.id, reason: reason.trim() },
      {
        onSuccess: () => {
          forget();
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      open
      onOpen={onClose}
      title={t("jumpTitle")}
      about={t("jumpAbout")}
      actions={
        <>
          <Button kind="primary" onClick={go} busy={jump.isPending} why={targets.length === 0 ? t("jumpNowhere") : null}>
            {t("jumpNow")}
          </Button>
          <Button onClick={onClose}>{t("back")}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {places.length > 1 ? (
          <Field label={t("jumpFrom")}>
            <Select
              label={t("jumpFrom")}
              value={from}
              onValue={setFrom}
              choices={places.map(({ id, title }) => ({ value: id, label: title }))}
            />
          </Field>
        ) : (
          <p className="text-sm text-muted">{t("jumpFromOne", { step: places[0]?.title ?? "" })}</p>
        )}
        <Field label={t("jumpTo")} error={tried && target === undefined ? t("jumpToNeeded") : null}>
          <Combobox
            choices={targets.map(({ id, title }) => ({ value: id, label: title, ...(done.has(id) && { hint: t("doneBefore") }) }))}
            value={target?.id ?? null}
            onValue={setTo}
          />
        </Field>
        <Field label={t("reason")} error={tried && reason.trim() === "" ? t("reasonNeeded") : null}>
          <TextArea value={reason} onValue={setReason} rows={2} />
        </Field>
      </div>
    </Dialog>
  );
}

/** Where a run is: what people have, what it waits for, what could not go on; as far as it may be left by this person. */
function usePlaces(run: Run): { id: string; stepId: string; title: string }[] {
  const me = useMe().person.id;
  const titles = new Map(stepsIn(run.definition).map(({ id, title }) => [id, title]));
  const own = run.may.jump === "own";
  return [
    ...run.steps.flatMap(({ stepId, taskId, state, title, owner }) =>
      state === "open" && taskId !== null && (!own || owner?.id === me) ? [{ id: taskId, stepId, title }] : [],
    ),
    ...run.waits
      .filter(({ what }) => what !== "items")
      .map(({ id, stepId, item }) => ({ id, stepId, title: [titles.get(stepId), item].filter(Boolean).join(" · ") })),
    ...run.incidents.map(({ id, stepId }) => ({ id, stepId, title: titles.get(stepId) ?? stepId })),
  ];
}
