import { useState } from "react";
import { useText } from "../../messages/index.ts";
import { useRead } from "../../session/index.ts";
import { Button, Dialog, Field, Skeleton, TextInput } from "../../ui/index.ts";
import { moveTexts } from "./en.ts";
import { RunsToMove } from "./runs-to-move.tsx";
import { useMoveRuns } from "./use-move-runs.ts";
import { useMoves } from "./use-moves.ts";

/** Open runs of older revisions, brought onto a published one. */
export function MoveDialog({ processId, to, onClose }: { processId: string; to: number; onClose: () => void }) {
  const t = useText(moveTexts);
  const moves = useMoves(processId, to, null);
  const { change, count, isChosen } = useMoveRuns(processId, moves);
  const [reason, setReason] = useState("");
  const revision = useRead("GET /processes/:p/publications/:number", { params: { p: processId, number: String(to) } }, { watch: [] });
  return (
    <Dialog
      open
      wide
      onOpen={(open) => (open ? undefined : onClose())}
      title={t("moveTo", { number: to })}
      about={t("moveToAbout")}
      actions={
        <>
          <Button
            kind="primary"
            busy={change.isPending}
            why={isChosen ? null : t("nothingChosen")}
            onClick={() => change.mutate({ to, reason: reason.trim() }, { onSuccess: onClose })}
          >
            {t("moveNow", { count })}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {revision.data ? <RunsToMove moves={moves} definition={revision.data.definition} /> : <Skeleton rows={4} />}
        <Field label={t("reason")} optional help={t("reasonHelp")}>
          <TextInput value={reason} onValue={setReason} maxLength={2_000} />
        </Field>
      </div>
    </Dialog>
  );
}
