import { diffDefinitions, emptyDefinition, validateDefinition } from "@rondo/core/process";
import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useDraft, useRead, useWorkspace } from "../session/index.ts";
import { Button, Checkbox, Dialog, ErrorNote, Field, Skeleton, TextArea } from "../ui/index.ts";
import { processTexts } from "./en.ts";
import { FindingList } from "./findings.tsx";
import { firstHope, type Hope, HopeFields } from "./measures/hypothesis.tsx";
import { measureTexts } from "./measures/en.ts";
import type { Process } from "./process.ts";
import { saveDraftOf, useDraftOf } from "./procedure/use-draft-of.ts";
import { DiffList, isSame } from "./revisions/diff-list.tsx";

/** What becomes of the procedure, what stands in the way, and a note on why. Running runs stay on their revision. */
export function Publish({ process, open, onOpen }: { process: Process; open: boolean; onOpen: (open: boolean) => void }) {
  return open ? <PublishForm process={process} onOpen={onOpen} /> : null;
}

function PublishForm({ process, onOpen }: { process: Process; onOpen: (open: boolean) => void }) {
  const t = useText(processTexts);
  const { id: w } = useWorkspace();
  const { state } = useDraftOf(process.id);
  const number = process.published?.number ?? 0;
  const before = useRead("GET /processes/:p/publications/:number", { params: { p: process.id, number: String(number) } }, { watch: [], enabled: number > 0 });
  const [note, setNote, forget] = useDraft(`publish ${process.id}`, "");
  const measured = useText(measureTexts);
  const [hope, setHope] = useState<Hope | null>(null);
  const [wrong, setWrong] = useState<{ title: string; next: string } | null>(null);
  const publish = useChange({
    call: async () => {
      await saveDraftOf(w, process.id);
      const published = await requestIn(w, "POST /processes/:p/publications", { params: { p: process.id }, body: { note: note.trim() } });
      if (hope !== null) await requestIn(w, "PUT /processes/:p/publications/:number/hypothesis", { params: { p: process.id, number: String(published.number) }, body: { ...hope, reason: hope.reason.trim() } });
      return published;
    },
    touches: ["process"],
    said: (_, result) => t("published", { number: result.number }),
    refused: (problem) => {
      setWrong({ title: problem.title, next: problem.next });
      return true;
    },
  });
  const definition = state?.history.now;
  const findings = definition ? validateDefinition(definition) : [];
  const errors = findings.filter((finding) => finding.severity === "error");
  const diff = definition && (number === 0 || before.data) ? diffDefinitions(before.data?.definition ?? emptyDefinition(), definition) : null;
  const why = errors.length > 0 ? t("mendFirst", { count: errors.length }) : state?.saving === "conflict" ? t("conflictFirst") : diff && number > 0 && isSame(diff) ? t("nothingToPublish") : null;
  return (
    <Dialog
      open
      onOpen={onOpen}
      title={t("publishAs", { number: number + 1 })}
      about={number === 0 ? t("publishFirstAbout") : t("publishAbout", { count: process.openRuns })}
      actions={
        <>
          <Button
            kind="primary"
            why={why}
            busy={publish.isPending}
            onClick={() =>
              publish.mutate(undefined, {
                onSuccess: () => {
                  forget();
                  onOpen(false);
                },
              })
            }
          >
            {t("publishNow", { number: number + 1 })}
          </Button>
          <Button onClick={() => onOpen(false)}>{t("notNow")}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {wrong ? <ErrorNote {...wrong} /> : null}
        {definition && findings.length > 0 ? <FindingList findings={findings} definition={definition} processId={process.id} onFollow={() => onOpen(false)} /> : null}
        {!diff ? <Skeleton rows={3} /> : number > 0 ? <DiffList diff={diff} /> : null}
        <Field label={t("note")} optional help={t("noteHelp")}>
          <TextArea value={note} onValue={setNote} maxLength={2_000} />
        </Field>
        {number > 0 ? <Checkbox checked={hope !== null} onChecked={(on) => setHope(on ? firstHope : null)} label={measured("hopeAdd")} /> : null}
        {hope === null ? null : <HopeFields hope={hope} onHope={setHope} />}
      </div>
    </Dialog>
  );
}
