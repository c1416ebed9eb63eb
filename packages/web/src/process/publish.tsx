import { diffDefinitions, emptyDefinition } from "@rondo/core/process";
import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useDraft, useRead, useWorkspace } from "../session/index.ts";
import { Button, Checkbox, Dialog, ErrorNote, Field, Skeleton, TextArea } from "../ui/index.ts";
import { processTexts } from "./en.ts";
import { FindingList } from "./findings.tsx";
import { findingsOf } from "./findings-of.ts";
import { firstHope, type Hope, HopeFields } from "./measures/hypothesis.tsx";
import { measureTexts } from "./measures/en.ts";
import { moveTexts } from "./moves/en.ts";
import { bodyOf } from "./moves/moves.ts";
import { type RingChoice, RingFields, ringOf } from "./moves/ring-fields.tsx";
import { RunsToMove } from "./moves/runs-to-move.tsx";
import { useMoves } from "./moves/use-moves.ts";
import type { Process } from "./process.ts";
import { saveDraftOf, useDraftOf } from "./procedure/use-draft-of.ts";
import { DiffList, isSame } from "./revisions/diff-list.tsx";
import { CadencesThatStop } from "./settings/cadences-that-stop.tsx";

/** What becomes of the procedure and of each open run, what stands in the way, and a note on why. */
export function Publish({
  process,
  open,
  onOpen,
  onPublished,
}: {
  process: Process;
  open: boolean;
  onOpen: (open: boolean) => void;
  onPublished?: (() => void) | undefined;
}) {
  return open ? <PublishForm process={process} onOpen={onOpen} onPublished={onPublished} /> : null;
}

function PublishForm({
  process,
  onOpen,
  onPublished,
}: {
  process: Process;
  onOpen: (open: boolean) => void;
  onPublished: (() => void) | undefined;
}) {
  const t = useText(processTexts);
  const { id: w } = useWorkspace();
  const { state } = useDraftOf(process.id);
  const number = process.published?.number ?? 0;
  const before = useRead(
    "GET /processes/:p/publications/:number",
    { params: { p: process.id, number: String(number) } },
    { watch: [], enabled: number > 0 },
  );
  const [note, setNote, forget] = useDraft(`publish ${process.id}`, "");
  const measured = useText(measureTexts);
  const [hope, setHope] = useState<Hope | null>(null);
  const m = useText(moveTexts);
  const [ring, setRing] = useState<RingChoice>({ for: "everybody" });
  // What was withdrawn keeps its number.
  const newest =
    useRead("GET /processes/:p/publications", { params: { p: process.id } }, { watch: [`process:${process.id}`], enabled: number > 0 }).data
      ?.items[0]?.number ?? number;
  const definition = state?.history.now;
  const findings = definition ? findingsOf(definition) : [];
  const errors = findings.filter((finding) => finding.severity === "error");
  const moves = useMoves(
    process.id,
    "draft",
    process.draftVersion,
    number > 0 && process.openRuns > 0 && state?.saving === "saved" && errors.length === 0,
  );
  const chosen = bodyOf(moves.preview.data?.runs ?? [], moves.choices, moves.targets);
  const [wrong, setWrong] = useState<{ title: string; next: string } | null>(null);
  const publish = useChange({
    call: async () => {
      await saveDraftOf(w, process.id);
      const published = await requestIn(w, "POST /processes/:p/publications", {
        params: { p: process.id },
        body: { note: note.trim(), pilot: ringOf(ring) },
      });
      if (hope !== null)
        await requestIn(w, "PUT /processes/:p/publications/:number/hypothesis", {
          params: { p: process.id, number: String(published.number) },
          body: { ...hope, reason: hope.reason.trim() },
        });
      const moved =
        ring.for === "everybody" && chosen.runs.length + chosen.finish.length > 0
          ? await requestIn(w, "POST /processes/:p/moves", {
              params: { p: process.id },
              body: { to: published.number, reason: note.trim(), ...chosen },
            })
          : null;
      return { ...published, moved: moved?.move?.runs.length ?? 0 };
    },
    touches: ["process", "run", "task", "move"],
    said: (_, { number: published, moved }) =>
      ring.for !== "everybody"
        ? m("pilotBegun", { number: published })
        : moved === 0
          ? t("published", { number: published })
          : `${t("published", { number: published })}. ${m("moveDone", { count: moved, number: published })}`,
    refused: (problem) => {
      setWrong({ title: problem.title, next: problem.next });
      return true;
    },
  });
  const diff =
    definition && (number === 0 || before.data) ? diffDefinitions(before.data?.definition ?? emptyDefinition(), definition) : null;
  const why =
    errors.length > 0
      ? t("mendFirst", { count: errors.length })
      : state?.saving === "conflict"
        ? t("conflictFirst")
        : diff && number > 0 && isSame(diff)
          ? t("nothingToPublish")
          : ring.for === "team" && ring.teamId === null
            ? m("chooseTeam")
            : null;
  return (
    <Dialog
      open
      wide={number > 0 && process.openRuns > 0}
      onOpen={onOpen}
      title={t("publishAs", { number: newest + 1 })}
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
                  onPublished?.();
                },
              })
            }
          >
            {t("publishNow", { number: newest + 1 })}
          </Button>
          <Button onClick={() => onOpen(false)}>{t("notNow")}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {wrong ? <ErrorNote {...wrong} /> : null}
        {definition && findings.length > 0 ? (
          <FindingList findings={findings} definition={definition} processId={process.id} onFollow={() => onOpen(false)} />
        ) : null}
        {definition && number > 0 ? <CadencesThatStop process={process} definition={definition} /> : null}
        {!diff ? <Skeleton rows={3} /> : number > 0 ? <DiffList diff={diff} /> : null}
        {number > 0 ? <RingFields choice={ring} onChoice={setRing} /> : null}
        {ring.for === "everybody" && moves.preview.isEnabled && definition ? <RunsToMove moves={moves} definition={definition} /> : null}
        <Field label={t("note")} optional help={t("noteHelp")}>
          <TextArea value={note} onValue={setNote} maxLength={2_000} />
        </Field>
        {number > 0 ? (
          <Checkbox checked={hope !== null} onChecked={(on) => setHope(on ? firstHope : null)} label={measured("hopeAdd")} />
        ) : null}
        {hope === null ? null : <HopeFields hope={hope} onHope={setHope} />}
      </div>
    </Dialog>
  );
}
