import { Megaphone } from "lucide-react";
import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useDraft, useWorkspace } from "../session/index.ts";
import { Button, Dialog, Field, Markdown, Section, TextArea, useFormat } from "../ui/index.ts";
import type { Entry, Facts } from "./control.ts";
import { controlTexts } from "./en.ts";
import { useReasons } from "./health.tsx";

/** Status reports: written from what the project was that morning, put into words in the reader's language. */
export function Reports({
  projectId,
  zone,
  entries,
  why,
}: {
  projectId: string;
  zone: string;
  entries: readonly Entry[];
  why: string | null;
}) {
  const t = useText(controlTexts);
  const { id: w } = useWorkspace();
  const format = useFormat(zone);
  const [note, setNote, forget] = useDraft(`report ${projectId}`, "");
  const [writing, setWriting] = useState(false);
  const write = useChange({
    call: () => requestIn(w, "POST /projects/:p/reports", { params: { p: projectId }, body: { note } }),
    touches: [`project:${projectId}`],
    said: () => t("reportWritten"),
  });
  const dayOf = (entry: Entry) => entry.day ?? format.dayAt(entry.createdAt);
  const reports = entries.flatMap((entry) => (entry.said.kind === "report" ? [{ entry, facts: entry.said.facts }] : [])).toReversed();
  return (
    <Section
      title={t("kinds", { kind: "report" })}
      about={t("about", { kind: "report" })}
      aside={
        <Button icon={<Megaphone size={15} />} why={why} onClick={() => setWriting(true)}>
          {t("reportNow")}
        </Button>
      }
    >
      {reports.length === 0 ? <p className="text-sm text-faint">{t("empty", { kind: "report" })}</p> : null}
      <ol className="flex max-w-3xl flex-col gap-3">
        {reports.map(({ entry, facts }) => (
          <li key={entry.id} className="rounded-lg border border-line bg-surface p-4">
            <p className="text-sm">
              <span className="font-medium">{format.day(dayOf(entry))}</span>{" "}
              <span className="text-faint">{entry.createdBy ? t("reportBy", { name: entry.createdBy.name }) : t("reportByItself")}</span>
            </p>
            {entry.notes ? <Markdown text={entry.notes} /> : null}
            <Said facts={facts} day={dayOf(entry)} />
          </li>
        ))}
      </ol>
      {writing ? (
        <Dialog
          open
          onOpen={setWriting}
          title={t("reportNow")}
          about={t("about", { kind: "report" })}
          actions={
            <>
              <Button
                kind="primary"
                busy={write.isPending}
                onClick={() =>
                  write.mutate(undefined, {
                    onSuccess: () => {
                      forget();
                      setWriting(false);
                    },
                  })
                }
              >
                {t("reportNow")}
              </Button>
              <Button onClick={() => setWriting(false)}>{t("cancel")}</Button>
            </>
          }
        >
          <Field label={t("reportNote")} optional>
            <TextArea value={note} onValue={setNote} />
          </Field>
        </Dialog>
      ) : null}
    </Section>
  );
}

function Said({ facts, day }: { facts: Facts; day: string }) {
  const t = useText(controlTexts);
  const format = useFormat();
  const reasons = useReasons()(facts.reasons);
  const { slipDays: slip } = facts;
  const lines = [
    t("reportHealth", { health: facts.health, reasons: reasons.length === 0 ? "none" : format.list(reasons) }),
    facts.finish === null
      ? t("reportNoPlan")
      : t("reportFinish", {
          day: format.day(facts.finish.slice(0, 10), day),
          slip: slip === null ? "unknown" : slip > 0 ? "later" : slip < 0 ? "earlier" : "same",
          days: Math.abs(slip ?? 0),
        }),
    t("reportTasks", { done: facts.doneTasks, total: facts.doneTasks + facts.openTasks, late: facts.lateTasks }),
    ...(facts.finished.length > 0 ? [t("reportFinished", { list: format.list(facts.finished) })] : []),
    ...(facts.milestones.length > 0
      ? [
          t("reportMilestones", {
            list: format.list(
              facts.milestones.map((one) => t("reportMilestone", { title: one.title, day: format.day(one.finish.slice(0, 10), day) })),
            ),
          }),
        ]
      : []),
    ...(facts.risks.length > 0
      ? [t("reportRisks", { list: format.list(facts.risks.map(({ title, exposure }) => t("reportRisk", { title, exposure }))) })]
      : []),
    ...(facts.decisions.length > 0 ? [t("reportDecisions", { list: format.list(facts.decisions) })] : []),
    ...(facts.gates.length > 0 ? [t("reportGates", { list: format.list(facts.gates) })] : []),
  ];
  return <p className="mt-1 text-sm text-muted">{lines.join(" ")}</p>;
}
