import type { Field as DataField } from "@rondo/core/process";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { CircleCheck } from "lucide-react";
import { type FormEvent, useMemo, useRef, useState } from "react";
import { type AnswerOf, type Everything, isProblem, type Problem, request } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { AnswerInput, type AnswerValue, Follows, useFields, useWrongWords, type Wrong, wrongFrom } from "../run/index.ts";
import { useDraft } from "../session/index.ts";
import { Button, Checkbox, ErrorNote, ErrorState, Markdown, Skeleton, useFormat } from "../ui/index.ts";
import { requestTexts } from "./en.ts";
import { fieldFrom, zoneHere } from "./field-from.ts";
import { PublicPage } from "./page.tsx";
import { PlainAnswer } from "./plain-answer.tsx";

const route = getRouteApi("/step/$token");
type Step = AnswerOf<Everything["GET /api/steps/:token"]>;
type Entered = { readonly answers: Readonly<Record<string, AnswerValue>>; readonly checked: readonly string[] };

/** One step of a run, for somebody without an account: what is known, what is asked, and the button. */
export function OutsiderStep() {
  const t = useText(requestTexts);
  const { token } = route.useParams();
  const read = useQuery({
    queryKey: ["step", token],
    queryFn: ({ signal }) => request("GET /api/steps/:token", { params: { token }, signal }),
    retry: false,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  const [done, setDone] = useState(false);
  if (done && read.data)
    return (
      <PublicPage organisation={read.data.organisation}>
        <p role="status" className="flex items-start gap-3 text-lg">
          <CircleCheck size={22} className="mt-0.5 shrink-0 text-accent" aria-hidden="true" /> {t("stepDone", { step: read.data.title })}
        </p>
      </PublicPage>
    );
  if (read.data) return <Asked token={token} step={read.data} onDone={() => setDone(true)} />;
  return (
    <PublicPage organisation={isProblem(read.error) ? String(read.error.params["organisation"] ?? "") : ""}>
      {isProblem(read.error, "step_link_used") || isProblem(read.error, "step_link_over") ? (
        <div role="status" className="flex items-start gap-3">
          <CircleCheck size={22} className="mt-0.5 shrink-0 text-accent" aria-hidden="true" />
          <div>
            <h1 className="text-lg">{read.error.title}</h1>
            <p className="mt-1 text-base text-muted">{read.error.next}</p>
          </div>
        </div>
      ) : read.error ? (
        <ErrorState
          whole
          title={isProblem(read.error) ? read.error.title : t("failed")}
          next={isProblem(read.error) ? read.error.next : t("failedNext")}
          {...(isProblem(read.error) && read.error.status === 410 ? {} : { onRetry: () => void read.refetch() })}
        />
      ) : (
        <Skeleton rows={5} />
      )}
    </PublicPage>
  );
}

function Asked({ token, step, onDone }: { token: string; step: Step; onDone: () => void }) {
  const t = useText(requestTexts);
  const format = useFormat();
  const words = useWrongWords();
  const form = useRef<HTMLFormElement>(null);
  const [entered, setEntered, forget] = useDraft<Entered>(`outsider ${token.slice(0, 24)}`, { answers: {}, checked: [] });
  const [problems, setProblems] = useState<ReadonlyMap<string, Wrong>>(new Map());
  const [wrong, setWrong] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const fields = useMemo(() => step.fields.map(({ answer: _, ...field }) => fieldFrom(field)), [step.fields]);
  const values = useMemo(
    () => ({
      ...Object.fromEntries(step.known.map(({ key, answer }) => [key, answer as AnswerValue])),
      ...Object.fromEntries(step.fields.map(({ key, answer }) => [key, answer as AnswerValue])),
      ...entered.answers,
    }),
    [step, entered.answers],
  );
  const known = useMemo(
    (): DataField[] => step.known.map(({ key, label, kind }) => ({ key, label, kind: kind as DataField["kind"] })),
    [step.known],
  );
  const all = useMemo(() => [...fields, ...known.filter(({ key }) => !fields.some((field) => field.key === key))], [fields, known]);
  const { isAsked, computed, check } = useFields(all, values, zoneHere);
  const asked = fields.filter(isAsked);
  const isRequired = (field: DataField) => step.fields.find((one) => one.key === field.key)?.required === true;
  const send = async (event: FormEvent) => {
    event.preventDefault();
    const found = check(asked.map((field) => ({ key: field.key, mode: isRequired(field) ? "required" : "editable" })));
    setProblems(found);
    setWrong(null);
    if (found.size > 0)
      return void requestAnimationFrame(() =>
        form.current
          ?.querySelector<HTMLElement>(
            "input[data-invalid], textarea[data-invalid], [data-invalid] input, [data-invalid] button, button[data-invalid]",
          )
          ?.focus(),
      );
    setBusy(true);
    try {
      const answers = Object.fromEntries(
        asked.flatMap((field) =>
          field.computed !== undefined || values[field.key] === undefined ? [] : [[field.key, values[field.key] as AnswerValue]],
        ),
      );
      await request("PUT /api/steps/:token/completion", { params: { token }, body: { answers, checked: [...entered.checked] } });
      forget();
      onDone();
    } catch (error) {
      if (!isProblem(error)) throw error;
      setProblems(wrongFrom(error.params["problems"], fields) ?? new Map());
      setWrong(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <PublicPage organisation={step.organisation}>
      <form ref={form} noValidate onSubmit={(event) => void send(event)} className="flex flex-col gap-6">
        <div className="flex flex-col gap-2">
          <p className="text-sm text-muted [overflow-wrap:anywhere]">{step.run}</p>
          <h1 className="text-2xl font-semibold tracking-tight text-balance [overflow-wrap:anywhere]">{step.title}</h1>
          {step.instructions.trim() ? <Markdown text={step.instructions} /> : null}
        </div>
        {wrong ? <ErrorNote title={wrong.title} next={wrong.next} /> : null}
        {step.known.length > 0 ? (
          <dl className="flex flex-col gap-2.5 rounded-md bg-sunken px-4 py-3 text-base">
            {step.known.map((field) => (
              <div key={field.key}>
                <dt className="text-xs font-medium text-muted">{field.label}</dt>
                <dd className="[overflow-wrap:anywhere]">
                  <PlainAnswer {...field} answer={field.answer as AnswerValue} />
                </dd>
              </div>
            ))}
          </dl>
        ) : null}
        <div className="flex flex-col gap-5">
          {asked.map((field) =>
            field.computed !== undefined ? (
              <Follows key={field.key} label={field.label}>
                <PlainAnswer kind={field.kind} columns={field.columns ?? []} currency={field.currency ?? null} answer={computed(field)} />
              </Follows>
            ) : (
              <AnswerInput
                key={field.key}
                field={field}
                large
                value={values[field.key]}
                optional={!isRequired(field)}
                error={words(field, problems.get(field.key))}
                onValue={(value) => setEntered({ ...entered, answers: { ...entered.answers, [field.key]: value } })}
              />
            ),
          )}
        </div>
        {step.checklist.length > 0 ? (
          <div className="flex flex-col gap-2">
            {step.checklist.map(({ id, title }) => (
              <Checkbox
                key={id}
                label={title}
                checked={entered.checked.includes(id)}
                onChecked={(on) =>
                  setEntered({ ...entered, checked: on ? [...entered.checked, id] : entered.checked.filter((one) => one !== id) })
                }
              />
            ))}
          </div>
        ) : null}
        <div className="flex flex-wrap items-center gap-3">
          <Button kind="primary" size="large" type="submit" busy={busy}>
            {t("stepComplete")}
          </Button>
          {problems.size > 0 ? (
            <span role="status" className="text-sm text-act">
              {t("fillIn", { count: problems.size })}
            </span>
          ) : (
            <span className="text-sm text-faint">{t("stepUntil", { when: format.long(step.expiresAt) })}</span>
          )}
        </div>
      </form>
    </PublicPage>
  );
}
