import { diffDefinitions, emptyDefinition } from "@rondo/core/process";
import { requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { useChange, useDraft, useRead, useWorkspace } from "../../session/index.ts";
import { Button, Dialog, Field, Skeleton, TextArea } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { FindingList } from "../findings.tsx";
import { findingsOf } from "../findings-of.ts";
import type { Process } from "../process.ts";
import { saveDraftOf, useDraftOf } from "../procedure/use-draft-of.ts";
import { DiffList, isSame } from "../revisions/diff-list.tsx";
import { careTexts } from "./en.ts";

/** Before a process that somebody has to approve is published: what differs, what to look at, and off it goes. */
export function SendDialog({ process, onClose }: { process: Process; onClose: () => void }) {
  const t = useText(careTexts);
  const p = useText(processTexts);
  const { id: w } = useWorkspace();
  const { state } = useDraftOf(process.id);
  const number = process.published?.number ?? 0;
  const before = useRead(
    "GET /processes/:p/publications/:number",
    { params: { p: process.id, number: String(number) } },
    { watch: [], enabled: number > 0 },
  );
  const [note, setNote, forget] = useDraft(`send ${process.id}`, "");
  const who = process.approver?.name ?? "";
  const send = useChange({
    call: async () => {
      await saveDraftOf(w, process.id);
      return requestIn(w, "POST /processes/:p/submissions", { params: { p: process.id }, body: { note: note.trim() } });
    },
    touches: ["process"],
    said: () => t("sent", { who }),
  });
  const definition = state?.history.now;
  const findings = definition ? findingsOf(definition) : [];
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const diff =
    definition && (number === 0 || before.data) ? diffDefinitions(before.data?.definition ?? emptyDefinition(), definition) : null;
  const isThere = process.submission?.verdict === null && process.submission.isCurrent && state?.saving === "saved";
  const why =
    errors > 0
      ? p("mendFirst", { count: errors })
      : state?.saving === "conflict"
        ? p("conflictFirst")
        : isThere
          ? t("alreadySent", { who })
          : diff && number > 0 && isSame(diff)
            ? p("nothingToPublish")
            : null;
  return (
    <Dialog
      open
      onOpen={onClose}
      title={t("sendTitle")}
      about={t("sendAbout", { who })}
      actions={
        <>
          <Button
            kind="primary"
            why={why}
            busy={send.isPending}
            onClick={() => send.mutate(undefined, { onSuccess: () => (forget(), onClose()) })}
          >
            {t(process.submission ? "sendAgain" : "send")}
          </Button>
          <Button onClick={onClose}>{p("notNow")}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {definition && findings.length > 0 ? (
          <FindingList findings={findings} definition={definition} processId={process.id} onFollow={onClose} />
        ) : null}
        {!diff ? <Skeleton rows={3} /> : number > 0 ? <DiffList diff={diff} /> : null}
        <Field label={t("sendNote")} optional>
          <TextArea value={note} onValue={setNote} maxLength={2_000} />
        </Field>
      </div>
    </Dialog>
  );
}
