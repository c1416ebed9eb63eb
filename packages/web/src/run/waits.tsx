import { Hourglass } from "lucide-react";
import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useWorkspace } from "../session/index.ts";
import { Button, useFormat } from "../ui/index.ts";
import { Attempts } from "./attempts.tsx";
import { runTexts } from "./en.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import type { Run } from "./run.ts";
import { stepsIn } from "./steps.ts";

const failed = ({ tried }: Run["waits"][number]): boolean => tried !== null && tried.attempts.length > 0;

/** What the run waits for that is in nobody's hands, and how to go on without it. */
export function Waits({ run }: { run: Run }) {
  const t = useText(runTexts);
  const { id: w, zone } = useWorkspace();
  const format = useFormat(zone);
  const [skipping, setSkipping] = useState<string | null>(null);
  const skip = useChange({
    call: ({ id, reason }: { id: string; reason: string }) =>
      requestIn(w, "PUT /runs/:r/waits/:id/waiver", { params: { r: run.id, id }, body: { reason } }),
    touches: ["run", "task"],
  });
  const close = useChange({
    call: (stepId: string) => requestIn(w, "POST /runs/:r/items", { params: { r: run.id }, body: { stepId, item: null } }),
    touches: ["run", "task"],
  });
  const tryNow = useChange({
    call: ({ stepId, id }: { stepId: string; id: string }) =>
      requestIn(w, "POST /runs/:r/retries", { params: { r: run.id }, body: { stepId, id } }),
    touches: ["run"],
  });
  if (run.waits.length === 0 || run.state !== "running") return null;
  const titles = new Map(stepsIn(run.definition).map((step) => [step.id, step.title]));
  return (
    <section aria-label={t("waitsTitle")} className="flex flex-col gap-2 rounded-lg border border-line p-4 text-sm">
      <h2 className="flex items-center gap-2 font-semibold">
        <Hourglass size={15} className="text-muted" aria-hidden="true" /> {t("waitsTitle")}
      </h2>
      <ul className="flex flex-col gap-2">
        {run.waits.map((wait) => (
          <li key={wait.id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
            <span className="min-w-0">
              <span className="font-medium">{titles.get(wait.stepId)}</span>
              {wait.item === null ? null : <span className="text-muted"> · {wait.item}</span>}
              <span className="block text-xs text-muted">
                {t("waitsFor2", {
                  what: wait.what,
                  message: wait.message ?? "",
                  when: wait.until === null ? "" : format.moment(wait.until),
                })}
                {wait.tried !== null && wait.tried.count > 0 && !failed(wait) ? ` ${t("attempts", { count: wait.tried.count })}` : ""}
              </span>
            </span>
            <span className="flex flex-wrap gap-1">
              {run.mayControl && run.held === null && wait.tried !== null && failed(wait) && wait.tried.nextAt !== null ? (
                <Button size="small" busy={tryNow.isPending} onClick={() => tryNow.mutate({ stepId: wait.stepId, id: wait.id })}>
                  {t("tryNow")}
                </Button>
              ) : null}
              {wait.what === "turn" || (wait.what === "items" ? !run.mayControl : run.may.skip === "no") ? null : wait.what === "items" ? (
                <Button size="small" busy={close.isPending} onClick={() => close.mutate(wait.stepId)}>
                  {t("noMoreItems")}
                </Button>
              ) : (
                <Button size="small" kind="quiet" onClick={() => setSkipping(wait.id)}>
                  {t("goOnWithout")}
                </Button>
              )}
            </span>
            {wait.tried !== null && failed(wait) ? (
              <div className="w-full">
                <Attempts tried={wait.tried} />
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      <ReasonDialog
        open={skipping !== null}
        onOpen={() => setSkipping(null)}
        title={t("goOnWithoutTitle")}
        about={t("goOnWithoutAbout")}
        action={t("goOnNow")}
        onReason={(reason) => skip.mutateAsync({ id: skipping ?? "", reason })}
        draft={`wait ${skipping}`}
      />
    </section>
  );
}
