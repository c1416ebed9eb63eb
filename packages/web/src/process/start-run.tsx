import { useNavigate } from "@tanstack/react-router";
import type { Definition } from "@rondo/core/process";
import { useState } from "react";
import { type Problem, requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { type AnswerValue, type Wrong, wrongFrom } from "../run/index.ts";
import { ReadError } from "../shell/index.ts";
import { useChange, useDraft, useRead, useWorkspace } from "../session/index.ts";
import { Button, Dialog, Field, Section, Skeleton, TextInput } from "../ui/index.ts";
import { processTexts } from "./en.ts";
import { HolderChoice, useHolders } from "./holder-choice.tsx";
import { IntakeFields, useIntake } from "./intake-fields.tsx";
import type { Process } from "./process.ts";

type Props = { process: Pick<Process, "id" | "name" | "fillings" | "published">; open: boolean; onOpen: (open: boolean) => void };

/** What the revision asks at the start, and who has which role: filled in once. */
export function StartRun({ process, open, onOpen }: Props) {
  const t = useText(processTexts);
  const number = process.published?.number ?? 0;
  const revision = useRead(
    "GET /processes/:p/publications/:number",
    { params: { p: process.id, number: String(number) } },
    { watch: [], enabled: open && number > 0 },
  );
  if (revision.data) return <StartForm key={number} process={process} definition={revision.data.definition} open={open} onOpen={onOpen} />;
  return (
    <Dialog open={open} onOpen={onOpen} title={t("startRunOf", { process: process.name })}>
      {revision.error ? <ReadError error={revision.error} onRetry={revision.refetch} /> : <Skeleton rows={3} />}
    </Dialog>
  );
}

type Entered = {
  readonly title: string;
  readonly answers: Readonly<Record<string, AnswerValue>>;
  readonly fillings: Readonly<Record<string, string | null>>;
};
const nothing: Entered = { title: "", answers: {}, fillings: {} };

function StartForm({ process, definition, open, onOpen }: Props & { definition: Definition }) {
  const t = useText(processTexts);
  const { id: w, slug, zone } = useWorkspace();
  const navigate = useNavigate();
  const holders = useHolders();
  const [entered, setEntered, forget] = useDraft<Entered>(`start ${process.id}`, nothing);
  const [problems, setProblems] = useState<ReadonlyMap<string, Wrong>>(new Map());
  const intake = useIntake(definition, entered.answers, zone);
  const holderOf = (role: string): string | null => {
    if (role in entered.fillings) return entered.fillings[role] ?? null;
    const usual = process.fillings.find((filling) => filling.role === role);
    return usual?.personId ? `person:${usual.personId}` : usual?.teamId ? `team:${usual.teamId}` : null;
  };
  const start = useChange({
    call: () =>
      requestIn(w, "POST /processes/:p/runs", {
        params: { p: process.id },
        body: {
          ...(entered.title.trim() ? { title: entered.title.trim() } : {}),
          answers: Object.fromEntries(
            intake.asked.flatMap(({ field }) =>
              entered.answers[field.key] == null || field.computed !== undefined
                ? []
                : [[field.key, entered.answers[field.key] as AnswerValue]],
            ),
          ),
          fillings: definition.roles.map((role) => ({ role: role.key, ...holders.idsOf(holderOf(role.key)) })),
        },
      }),
    touches: ["run", "process", "task"],
    said: (_, run) => t("started", { run: run.title }),
    refused: (problem) => refused(problem),
  });
  function refused(problem: Problem): boolean {
    const found = wrongFrom(problem.params["problems"], definition.fields);
    if (found !== null) setProblems(found);
    return found !== null;
  }
  const go = () => {
    // Enter in a field comes here too, also while it is being made.
    if (start.isPending) return;
    const found = intake.check();
    setProblems(found);
    if (found.size > 0) return;
    start.mutate(undefined, {
      onSuccess: (run) => {
        forget();
        onOpen(false);
        void navigate({ to: "/w/$slug/runs/$id", params: { slug, id: run.id }, search: {} });
      },
    });
  };
  return (
    <Dialog
      open={open}
      onOpen={onOpen}
      title={t("startRunOf", { process: process.name })}
      about={t("startOnRevision", { number: process.published?.number ?? 0 })}
      actions={
        <>
          <Button kind="primary" onClick={go} busy={start.isPending}>
            {t("startRun")}
          </Button>
          <Button onClick={() => onOpen(false)}>{t("notNow")}</Button>
        </>
      }
    >
      <form
        noValidate
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          go();
        }}
      >
        <IntakeFields
          intake={intake}
          answers={entered.answers}
          problems={problems}
          onAnswer={(field, value) => setEntered({ ...entered, answers: { ...entered.answers, [field.key]: value } })}
        />
        <Field
          label={t("runTitle")}
          optional
          help={t("runTitleHelp", { texts: intake.asked.filter(({ field }) => field.kind === "text").length })}
        >
          <TextInput value={entered.title} onValue={(title) => setEntered({ ...entered, title })} maxLength={300} />
        </Field>
        {definition.roles.length > 0 ? (
          <Section title={t("whoDoes")} about={t("whoDoesAbout")}>
            <div className="grid gap-3 sm:grid-cols-2">
              {definition.roles.map((role) => (
                <Field key={role.key} label={role.name}>
                  <HolderChoice
                    value={holderOf(role.key)}
                    onValue={(holder) => setEntered({ ...entered, fillings: { ...entered.fillings, [role.key]: holder } })}
                    placeholder={t("ownerOtherwise")}
                  />
                </Field>
              ))}
            </div>
          </Section>
        ) : null}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
