import { ExternalLink } from "lucide-react";
import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useWorkspace } from "../session/index.ts";
import { Button, CopyField, useFormat } from "../ui/index.ts";
import { runTexts } from "./en.ts";
import type { Run, RunStep } from "./run.ts";

/** Of a step that somebody outside does: to whom its link went, and another one to send or pass on. */
export function OutsiderLink({ run, entry }: { run: Run; entry: RunStep }) {
  const t = useText(runTexts);
  const { id: w, zone } = useWorkspace();
  const format = useFormat(zone);
  const [made, setMade] = useState<{ readonly url: string; readonly mailed: boolean } | null>(null);
  const send = useChange({
    call: () => requestIn(w, "POST /tasks/:t/outsider-links", { params: { t: entry.taskId ?? "" }, body: {} }),
    touches: [`run:${run.id}`],
    said: (_, link) => t(link.mailed ? "outsiderMailed" : "outsiderMade", { email: link.email ?? "" }),
  });
  const { outsider } = entry;
  if (outsider === null) return null;
  return (
    <div className="flex flex-col gap-2 rounded-md border border-line p-3 text-sm">
      <p className="flex items-center gap-2">
        <ExternalLink size={14} className="shrink-0 text-muted" aria-hidden="true" />
        <span className="[overflow-wrap:anywhere]">
          {outsider.email === null
            ? t("outsiderNobody")
            : t("outsiderSent", { email: outsider.email, when: format.moment(outsider.sentAt) })}
        </span>
      </p>
      {made === null ? (
        <div>
          <Button size="small" busy={send.isPending} onClick={() => send.mutate(undefined, { onSuccess: setMade })}>
            {t("outsiderAgain")}
          </Button>
        </div>
      ) : (
        <>
          <CopyField label={t("outsiderLink")} value={made.url} />
          <p className="text-xs text-faint">{t("outsiderLinkHelp")}</p>
        </>
      )}
    </div>
  );
}
