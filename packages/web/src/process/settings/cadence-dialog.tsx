import type { CadenceRule } from "@rondo/core/cadence";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { isProblem, requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { useChange, useRead, useWorkspace } from "../../session/index.ts";
import { Button, DateInput, Dialog, Field, Select, TextInput, useFormat } from "../../ui/index.ts";
import { emptyDefinition } from "@rondo/core/process";
import { type Wrong, wrongFrom } from "../../run/index.ts";
import type { Cadence, Process } from "../process.ts";
import { CadenceAnswers, type Standing, useStanding } from "./cadence-answers.tsx";
import { useCadenceWords } from "./cadence-words.ts";
import { cadenceTexts } from "./en.ts";
import { RuleInput } from "./rule-input.tsx";

type Entered = {
  name: string;
  rule: CadenceRule;
  start: string;
  until: string | null;
  catchUp: Cadence["catchUp"];
  overlap: Cadence["overlap"];
};
type Props = {
  process: Process;
  cadence: Cadence | null;
  /** Changed from this day on that its rule names; what comes before stays as it is. */
  from?: string | undefined;
  onClose: () => void;
};

/** The rule in plain words, and what it comes to, before it is saved. */
export function CadenceDialog({ process, cadence, from, onClose }: Props) {
  const t = useText(cadenceTexts);
  const { id: w, zone } = useWorkspace();
  const format = useFormat(zone);
  const say = useCadenceWords();
  const [entered, setEntered] = useState<Entered>(() =>
    cadence
      ? {
          name: cadence.name,
          rule: cadence.rule,
          start: from ?? cadence.start,
          until: cadence.until,
          catchUp: cadence.catchUp,
          overlap: cadence.overlap,
        }
      : firstOf(format.dayAt(new Date()), process.name),
  );
  const [standing, setStanding] = useState<Standing>(() => ({ answers: cadence?.answers ?? {}, expressions: cadence?.expressions ?? {} }));
  const [problems, setProblems] = useState<ReadonlyMap<string, Wrong>>(new Map());
  const [missing, setMissing] = useState(false);
  const { name, ...shape } = entered;
  const exceptions = cadence?.exceptions ?? [];
  const preview = useQuery({
    queryKey: ["cadence preview", w, process.id, shape, exceptions],
    queryFn: ({ signal }) =>
      requestIn(w, "POST /processes/:p/cadence-previews", {
        params: { p: process.id },
        body: { name: "preview", ...shape, rule: plain(shape.rule), exceptions },
        signal,
      }),
    placeholderData: (before) => before,
    retry: false,
  });
  const number = process.published?.number ?? 0;
  const { data: revision } = useRead(
    "GET /processes/:p/publications/:number",
    { params: { p: process.id, number: String(number) } },
    { watch: [], enabled: number > 0 },
  );
  const definition = revision?.definition ?? emptyDefinition();
  const answers = useStanding(definition, standing, preview.data?.next[0] ? format.dayAt(preview.data.next[0].at) : entered.start);
  const never = isProblem(preview.error, "cadence_never") || preview.data?.next.length === 0;
  const save = useChange({
    call: async () => {
      const body = {
        name: name.trim(),
        rule: plain(entered.rule),
        until: entered.until,
        catchUp: entered.catchUp,
        overlap: entered.overlap,
        ...answers.body,
      };
      return cadence
        ? requestIn(w, "PATCH /processes/:p/cadences/:c", {
            params: { p: process.id, c: cadence.id },
            version: cadence.version,
            body: { ...body, ...(from !== undefined && { from }) },
          })
        : requestIn(w, "POST /processes/:p/cadences", { params: { p: process.id }, body: { ...body, start: entered.start } });
    },
    touches: ["process", "cadence"],
    said: () => t("saved", { name: name.trim() }),
    refused: (problem) => {
      const found = wrongFrom(problem.params["problems"], definition.fields);
      if (found !== null) setProblems(found);
      return found !== null;
    },
  });
  const go = () => {
    const found = answers.check();
    setProblems(found);
    if (name.trim() === "") setMissing(true);
    if (name.trim() === "" || found.size > 0) return;
    save.mutate(undefined, { onSuccess: onClose });
  };
  return (
    <Dialog
      open
      onOpen={(open) => (open ? undefined : onClose())}
      title={
        cadence === null
          ? t("addTitle")
          : from === undefined
            ? t("changeTitle", { name: cadence.name })
            : t("changeFromTitle", { name: cadence.name, day: format.day(from) })
      }
      actions={
        <>
          <Button
            kind="primary"
            onClick={go}
            busy={save.isPending}
            why={never ? t("nextNone") : revision === undefined ? t("loadingForm") : null}
          >
            {t("save")}
          </Button>
          <Button onClick={onClose}>{t("cancel")}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label={t("name")} error={missing && name.trim() === "" ? t("nameMissing") : null}>
          <TextInput
            value={name}
            maxLength={120}
            placeholder={t("namePlaceholder")}
            onValue={(next) => setEntered({ ...entered, name: next })}
          />
        </Field>
        <RuleInput rule={entered.rule} start={entered.start} onRule={(rule) => setEntered({ ...entered, rule })} />
        <div className="grid grid-cols-2 gap-3">
          <Field label={t("start")}>
            <DateInput value={entered.start} readOnly={cadence !== null} onValue={(start) => start && setEntered({ ...entered, start })} />
          </Field>
          <Field label={t("until")} optional>
            <DateInput
              value={entered.until ?? ""}
              min={entered.start}
              onValue={(until) => setEntered({ ...entered, until: until || null })}
            />
          </Field>
        </div>
        <Field label={t("overlap")}>
          <Select
            label={t("overlap")}
            value={entered.overlap}
            onValue={(overlap) => setEntered({ ...entered, overlap })}
            choices={(["start", "skip", "replace"] as const).map((overlap) => ({ value: overlap, label: t("overlapName", { overlap }) }))}
          />
        </Field>
        <Field label={t("catchUp")}>
          <Select
            label={t("catchUp")}
            value={entered.catchUp}
            onValue={(catchUp) => setEntered({ ...entered, catchUp })}
            choices={(["latest", "all", "none"] as const).map((catchUp) => ({ value: catchUp, label: t("catchUpName", { catchUp }) }))}
          />
        </Field>
        <section aria-live="polite" className="rounded-md bg-sunken px-3 py-2.5 text-sm">
          <p className="font-medium">{say(entered.rule, entered.start)}</p>
          {never ? (
            <p className="mt-1 text-act">{t("nextNone")}</p>
          ) : (
            <ul aria-label={t("nextAbout")} className="mt-1 flex flex-col text-muted tabular-nums">
              {(preview.data?.next ?? []).slice(0, 5).map(({ at }) => (
                <li key={at}>{`${format.weekday(format.dayAt(at))} ${format.time(at)}`}</li>
              ))}
            </ul>
          )}
        </section>
        <CadenceAnswers standing={answers} entered={standing} problems={problems} onEntered={setStanding} />
      </div>
    </Dialog>
  );
}

function firstOf(today: string, name: string): Entered {
  return {
    name,
    rule: { every: 1, unit: "week", weekdays: [1], time: "09:00", holidays: "after" },
    start: today,
    until: null,
    catchUp: "latest",
    overlap: "start",
  };
}

/** The rule as the API takes it: lists that may be changed, and nothing undefined. */
function plain({ weekdays, nth, dayOfMonth, workingDay, month, ...rule }: CadenceRule) {
  return {
    ...rule,
    ...(weekdays ? { weekdays: [...weekdays] } : {}),
    ...(nth ? { nth: { ...nth } } : {}),
    ...(dayOfMonth === undefined ? {} : { dayOfMonth }),
    ...(workingDay === undefined ? {} : { workingDay }),
    ...(month === undefined ? {} : { month }),
  };
}
