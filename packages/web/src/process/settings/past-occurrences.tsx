import { Play } from "lucide-react";
import { requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { useChange, useRead, useWorkspace } from "../../session/index.ts";
import { ReadError, ScreenLink } from "../../shell/index.ts";
import { Button, Dialog, Skeleton, useFormat } from "../../ui/index.ts";
import type { Cadence, Process } from "../process.ts";
import { cadenceTexts } from "./en.ts";

/** What a cadence started, and what it missed and why; what was missed can be started now. */
export function PastOccurrences({
  process,
  cadence,
  mayStart,
  onClose,
}: {
  process: Process;
  cadence: Cadence;
  mayStart: boolean;
  onClose: () => void;
}) {
  const t = useText(cadenceTexts);
  const { id: w, zone } = useWorkspace();
  const format = useFormat(zone);
  const params = { p: process.id, c: cadence.id };
  const past = useRead("GET /processes/:p/cadences/:c/occurrences", { params }, { watch: [`process:${process.id}`, "cadence"] });
  const start = useChange({
    call: (at: string) => requestIn(w, "POST /processes/:p/cadences/:c/occurrences", { params, body: { at } }),
    touches: ["process", "cadence", "run", "task"],
    said: (at) => t("startedLate", { when: format.moment(at) }),
  });
  const items = past.data?.items;
  return (
    <Dialog
      open
      onOpen={(open) => (open ? undefined : onClose())}
      title={t("pastTitle", { name: cadence.name })}
      actions={<Button onClick={onClose}>{t("close")}</Button>}
    >
      {past.error && !past.data ? (
        <ReadError error={past.error} onRetry={past.refetch} />
      ) : items === undefined ? (
        <Skeleton rows={3} />
      ) : items.length === 0 ? (
        <p className="text-sm text-muted">{t("pastNone")}</p>
      ) : null}
      <ul className="flex flex-col divide-y divide-line/70">
        {items?.map((one) => (
          <li key={one.at} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-2 text-sm">
            <span className="w-28 shrink-0 tabular-nums">{format.moment(one.at)}</span>
            <div className="min-w-0 flex-1">
              {one.run ? (
                <ScreenLink to="/runs/$id" params={{ id: one.run.id }} className="underline-offset-2 hover:underline">
                  {one.run.title}
                </ScreenLink>
              ) : (
                <span className="text-muted">{t("whyMissed", { why: one.why ?? "late" })}</span>
              )}
              {one.wrong.map(({ field, label, problem, message }) => (
                <p key={field} className="text-xs text-act">{`${label}: ${message ?? t("wrong", { problem })}`}</p>
              ))}
            </div>
            {one.missed && mayStart ? (
              <Button
                size="small"
                icon={<Play size={12} />}
                busy={start.isPending && start.variables === one.at}
                onClick={() => start.mutate(one.at)}
              >
                {t("startNow")}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
