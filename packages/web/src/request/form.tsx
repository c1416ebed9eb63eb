import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useMemo, useRef, useState } from "react";
import { type AnswerOf, type Everything, isProblem, type Problem, request } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { AnswerInput, type AnswerValue, Follows, useFields, useWrongWords, type Wrong, wrongFrom } from "../run/index.ts";
import { PlainAnswer } from "./plain-answer.tsx";
import { useDraft } from "../session/index.ts";
import { Button, ErrorNote, ErrorState, Field, Markdown, Skeleton, TextInput } from "../ui/index.ts";
import { requestTexts } from "./en.ts";
import { fieldFrom, zoneHere } from "./field-from.ts";
import { PublicPage } from "./page.tsx";

const route = getRouteApi("/form/$token");
type Form = AnswerOf<Everything["GET /api/forms/:token"]>;

/** The public form of a process. No account, no frame, only what is asked. */
export function PublicForm() {
  const t = useText(requestTexts);
  const { token } = route.useParams();
  const form = useQuery({
    queryKey: ["form", token],
    queryFn: ({ signal }) => request("GET /api/forms/:token", { params: { token }, signal }),
    retry: false,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
  if (form.data) return <Asked token={token} form={form.data} />;
  return (
    <PublicPage organisation="">
      {form.error ? (
        <ErrorState
          whole
          title={isProblem(form.error) ? form.error.title : t("failed")}
          next={isProblem(form.error) ? form.error.next : t("failedNext")}
          {...(isProblem(form.error, "form_closed") ? {} : { onRetry: () => void form.refetch() })}
        />
      ) : (
        <Skeleton rows={5} />
      )}
    </PublicPage>
  );
}

type Entered = { readonly name: string; readonly email: string; readonly answers: Readonly<Record<string, AnswerValue>> };

function Asked({ token, form }: { token: string; form: Form }) {
  const t = useText(requestTexts);
  const navigate = useNavigate();
  const element = useRef<HTMLFormElement>(null);
  const [entered, setEntered, forget] = useDraft<Entered>(`form ${token.slice(0, 24)}`, { name: "", email: "", answers: {} });
  const [website, setWebsite] = useState("");
  const [problems, setProblems] = useState<ReadonlyMap<string, Wrong>>(new Map());
  const [wrong, setWrong] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [working, setWorking] = useState(false);
  const fields = useMemo(() => form.fields.map(fieldFrom), [form.fields]);
  const words = useWrongWords();
  const { isAsked, computed, check } = useFields(fields, entered.answers, zoneHere);
  const set = (change: Partial<Entered>) => setEntered({ ...entered, ...change });

  const worked = async (bits: number) => {
    setWorking(true);
    return (await import("./work.ts")).proofFor(form.ticket, bits).finally(() => setWorking(false));
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const found = new Map<string, Wrong>([
      ...(entered.name.trim() === "" ? [["=name", { problem: "required" }] as const] : []),
      ...(entered.email.trim() !== "" && !/^[^\s@]+@[^\s@]+$/.test(entered.email.trim())
        ? [["=email", { problem: "email" }] as const]
        : []),
      ...check(form.fields.map((field) => ({ key: field.key, mode: field.required ? "required" : "editable" }))),
    ]);
    setProblems(found);
    setWrong(null);
    if (found.size > 0) return focusFirst();
    setBusy(true);
    try {
      const sent = (proof: string | null) =>
        request("POST /api/forms/:token/requests", {
          params: { token },
          body: {
            ticket: form.ticket,
            ...(proof !== null && { proof }),
            name: entered.name.trim(),
            email: entered.email.trim(),
            answers: Object.fromEntries(
              fields.flatMap((field) =>
                entered.answers[field.key] == null || field.computed !== undefined || !isAsked(field)
                  ? []
                  : [[field.key, entered.answers[field.key] as AnswerValue]],
              ),
            ),
            website,
          },
        });
      const { url } = await sent(form.work === 0 ? null : await worked(form.work)).catch(async (error: unknown) => {
        // More is asked for since the form was opened.
        if (!isProblem(error, "proof_needed")) throw error;
        return sent(await worked(Number(error.params["bits"])));
      });
      forget();
      await navigate({
        to: "/request/$token",
        params: { token: new URL(url, location.origin).pathname.split("/").at(-1) ?? "" },
        replace: true,
      });
    } catch (error) {
      if (!isProblem(error)) throw error;
      setProblems(wrongFrom(error.params["problems"], fields) ?? new Map());
      setWrong(error);
      element.current?.scrollIntoView({ block: "start" });
    } finally {
      setBusy(false);
    }
  };
  function focusFirst() {
    requestAnimationFrame(() =>
      element.current
        ?.querySelector<HTMLElement>(
          "input[data-invalid], textarea[data-invalid], [data-invalid] input, [data-invalid] button, button[data-invalid]",
        )
        ?.focus(),
    );
  }
  const errorOf = (key: string) => {
    const wrong = problems.get(key);
    if (wrong === undefined) return null;
    return wrong.problem === "required"
      ? t("needed")
      : words(fields.find((field) => field.key === key) ?? { key, label: "", kind: "email" }, wrong);
  };
  return (
    <PublicPage organisation={form.organisation}>
      <form ref={element} noValidate onSubmit={(event) => void send(event)} className="flex flex-col gap-6">
        <div className="flex flex-col gap-2">
          <h1 className="text-2xl font-semibold tracking-tight text-balance">{form.title}</h1>
          {form.note ? (
            <div className="text-muted">
              <Markdown text={form.note} />
            </div>
          ) : null}
        </div>
        {wrong ? <ErrorNote title={wrong.title} next={wrong.next} /> : null}
        <div className="flex flex-col gap-5">
          {fields.filter(isAsked).map((field) =>
            field.computed !== undefined ? (
              <Follows key={field.key} label={field.label}>
                <PlainAnswer kind={field.kind} columns={field.columns ?? []} currency={field.currency ?? null} answer={computed(field)} />
              </Follows>
            ) : (
              <AnswerInput
                key={field.key}
                field={field}
                large
                value={entered.answers[field.key]}
                optional={form.fields.find((one) => one.key === field.key)?.required !== true && field.kind !== "yesNo"}
                error={errorOf(field.key)}
                onValue={(value) => set({ answers: { ...entered.answers, [field.key]: value } })}
              />
            ),
          )}
        </div>
        <div className="flex flex-col gap-5 border-t border-line pt-6">
          <Field label={t("yourName")} error={errorOf("=name")}>
            <TextInput large value={entered.name} onValue={(name) => set({ name })} name="name" autoComplete="name" maxLength={120} />
          </Field>
          <Field label={t("yourEmail")} optional help={t("emailHelp")} error={errorOf("=email")}>
            <TextInput
              large
              type="email"
              value={entered.email}
              onValue={(email) => set({ email })}
              name="email"
              autoComplete="email"
              maxLength={254}
            />
          </Field>
          {/* Only a machine fills this in. */}
          <div hidden aria-hidden="true">
            <label>
              {t("leaveEmpty")}
              <input tabIndex={-1} autoComplete="off" name="website" value={website} onChange={(event) => setWebsite(event.target.value)} />
            </label>
          </div>
        </div>
        <div className="flex flex-wrap items-center gap-3">
          <Button kind="primary" size="large" type="submit" busy={busy}>
            {t("send")}
          </Button>
          {working ? (
            <span role="status" className="text-sm text-muted">
              {t("working")}
            </span>
          ) : null}
          {problems.size > 0 ? (
            <span role="status" className="text-sm text-act">
              {t("fillIn", { count: problems.size })}
            </span>
          ) : null}
        </div>
      </form>
    </PublicPage>
  );
}
