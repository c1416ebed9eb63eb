import { emptyDefinition } from "@rondo/core/process";
import { useState } from "react";
import { requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { useChange, useDraft, useRead, useWorkspace } from "../../session/index.ts";
import { ReadError } from "../../shell/index.ts";
import { Button, Dialog, Field, Skeleton, TextArea, useFormat } from "../../ui/index.ts";
import type { Process } from "../process.ts";
import { Difference } from "../revisions/difference.tsx";
import { careTexts } from "./en.ts";

/** What the approver is asked: what differs, in words and as a picture, and a yes or a word on why not. */
export function ApprovalDialog({
  process,
  submission,
  onClose,
}: {
  process: Process;
  submission: NonNullable<Process["submission"]>;
  onClose: () => void;
}) {
  const t = useText(careTexts);
  const { id: w, zone } = useWorkspace();
  const format = useFormat(zone);
  const number = process.published?.number ?? 0;
  const [view, setView] = useState<"picture" | "table">("table");
  const [word, setWord, forget] = useDraft(`approve ${submission.id}`, "");
  const after = useRead("GET /processes/:p/submissions/:s", { params: { p: process.id, s: submission.id } }, { watch: [] });
  const before = useRead(
    "GET /processes/:p/publications/:number",
    { params: { p: process.id, number: String(number) } },
    { watch: [], enabled: number > 0 },
  );
  const who = submission.by?.name ?? "";
  const decide = useChange({
    call: (verdict: "approve" | "return") =>
      requestIn(w, "PUT /processes/:p/submissions/:s/decision", {
        params: { p: process.id, s: submission.id },
        body: { verdict, word: word.trim() },
      }),
    touches: ["process"],
    said: (verdict) => (verdict === "approve" ? t("approvedSaid") : t("returnedSaid", { who })),
  });
  const settle = (verdict: "approve" | "return") => decide.mutate(verdict, { onSuccess: () => (forget(), onClose()) });
  return (
    <Dialog
      open
      wide
      onOpen={onClose}
      title={t("reviewTitle")}
      about={t("sentBy", { who, when: format.moment(submission.at) })}
      actions={
        <>
          <Button kind="primary" busy={decide.isPending && decide.variables === "approve"} onClick={() => settle("approve")}>
            {t("approve")}
          </Button>
          <Button
            why={word.trim() === "" ? t("wordMissing") : null}
            busy={decide.isPending && decide.variables === "return"}
            onClick={() => settle("return")}
          >
            {t("giveBack")}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {submission.note ? (
          <div className="rounded-md bg-sunken px-3 py-2 text-sm">
            <p className="text-xs text-muted">{t("theirNote", { who })}</p>
            <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{submission.note}</p>
          </div>
        ) : null}
        {after.error || before.error ? <ReadError error={after.error ?? before.error} /> : null}
        {number === 0 ? <p className="text-sm text-muted">{t("firstOne")}</p> : null}
        {after.data && (number === 0 || before.data) ? (
          <Difference before={before.data?.definition ?? emptyDefinition()} after={after.data.definition} view={view} onView={setView} />
        ) : (
          <Skeleton rows={3} />
        )}
        <Field label={t("word")} optional help={t("wordHelp")}>
          <TextArea value={word} onValue={setWord} maxLength={2_000} />
        </Field>
      </div>
    </Dialog>
  );
}
