import type { Field as DataField } from "@rondo/core/process";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useRef, useState } from "react";
import { type AnswerOf, type Everything, isProblem, type Problem, request } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { AnswerInput, type AnswerProblem, type AnswerValue, checkAnswers, problemNamed, runTexts } from "../run/index.ts";
import { useDraft } from "../session/index.ts";
import { Button, ErrorNote, ErrorState, Field, Markdown, Skeleton, TextInput } from "../ui/index.ts";
import { requestTexts } from "./en.ts";
import { PublicPage } from "./page.tsx";

const route = getRouteApi("/form/$token");
type Form = AnswerOf<Everything["GET /api/forms/:token"]>;

/** The public form of a process. No account, no frame, only what is asked. */
export function PublicForm() {
  const t = useText(requestTexts);
  const { token } = route.useParams();
  const form = useQuery({ queryKey: ["form", token], queryFn: ({ signal }) => request("GET /api/forms/:token", { params: { token }, signal }), retry: false, staleTime: Infinity, refetchOnWindowFocus: false });
  if (form.data) return <Asked token={token} form={form.data} />;
  return <PublicPage organisation="">{form.error ? <ErrorState whole title={isProblem(form.error) ? form.error.title : t("failed")} next={isProblem(form.error) ? form.error.next : t("failedNext")} {...(isProblem(form.error, "form_closed") ? {} : { onRetry: () => void form.refetch() })} /> : <Skeleton rows={5} />}</PublicPage>;
}

type Entered = { readonly name: string; readonly email: string; readonly answers: Readonly<Record<string, AnswerValue>> };

function Asked({ token, form }: { token: string; form: Form }) {
  const t = useText(requestTexts);
  const say = useText(runTexts);
  const navigate = useNavigate();
  const element = useRef<HTMLFormElement>(null);
  const [entered, setEntered, forget] = useDraft<Entered>(`form ${token.slice(0, 24)}`, { name: "", email: "", answers: {} });
  const [website, setWebsite] = useState("");
  const [problems, setProblems] = useState<ReadonlyMap<string, AnswerProblem>>(new Map());
  const [wrong, setWrong] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const fields = form.fields.map((field): DataField => ({ key: field.key, label: field.label, kind: field.kind as DataField["kind"], choices: field.choices, ...(field.help ? { help: field.help } : {}) }));
  const set = (change: Partial<Entered>) => setEntered({ ...entered, ...change });

  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const found = new Map<string, AnswerProblem>([
      ...(entered.name.trim() === "" ? [["=name", "required"] as const] : []),
      ...(entered.email.trim() !== "" && !/^[^\s@]+@[^\s@]+$/.test(entered.email.trim()) ? [["=email", "email"] as const] : []),
      ...checkAnswers(fields, form.fields.map((field) => ({ key: field.key, mode: field.required ? "required" : "editable" })), entered.answers),
    ]);
    setProblems(found);
    setWrong(null);
    if (found.size > 0) return focusFirst();
    setBusy(true);
    try {
      const { url } = await request("POST /api/forms/:token/requests", { params: { token }, body: { ticket: form.ticket, name: entered.name.trim(), email: entered.email.trim(), answers: Object.fromEntries(Object.entries(entered.answers).filter(([, answer]) => answer !== null)), website } });
      forget();
      await navigate({ to: "/request/$token", params: { token: new URL(url, location.origin).pathname.split("/").at(-1) ?? "" }, replace: true });
    } catch (error) {
      if (!isProblem(error)) throw error;
      const listed = error.params["problems"];
      if (Array.isArray(listed)) setProblems(new Map(listed.map((one: { field: string; problem: string }) => [one.field, problemNamed(one.problem, fields.find((field) => field.key === one.field)?.kind)])));
      setWrong(error);
      element.current?.scrollIntoView({ block: "start" });
    } finally {
      setBusy(false);
    }
  };
  function focusFirst() {
    requestAnimationFrame(() => element.current?.querySelector<HTMLElement>("input[data-invalid], textarea[data-invalid], [data-invalid] input, [data-invalid] button, button[data-invalid]")?.focus());
  }
  const errorOf = (key: string) => {
    const problem = problems.get(key);
    return problem ? (problem === "required" ? t("needed") : say("problem", { problem })) : null;
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
          {fields.map((field, index) => (
            <AnswerInput key={field.key} field={field} large value={entered.answers[field.key]} optional={!form.fields[index]?.required && field.kind !== "yesNo"} error={errorOf(field.key)} onValue={(value) => set({ answers: { ...entered.answers, [field.key]: value } })} />
          ))}
        </div>
        <div className="flex flex-col gap-5 border-t border-line pt-6">
          <Field label={t("yourName")} error={errorOf("=name")}>
            <TextInput large value={entered.name} onValue={(name) => set({ name })} name="name" autoComplete="name" maxLength={120} />
          </Field>
          <Field label={t("yourEmail")} optional help={t("emailHelp")} error={errorOf("=email")}>
            <TextInput large type="email" value={entered.email} onValue={(email) => set({ email })} name="email" autoComplete="email" maxLength={254} />
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
