import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Check, MessageCircleQuestion, Stamp, X } from "lucide-react";
import { useState } from "react";
import { type AnswerOf, type Everything, isProblem, request } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useDraft } from "../session/index.ts";
import { Button, ErrorNote, ErrorState, Field, Markdown, Skeleton, TextArea, useFormat } from "../ui/index.ts";
import { decideTexts } from "./decide.en.ts";
import { requestTexts } from "./en.ts";
import { PublicPage } from "./page.tsx";

const route = getRouteApi("/decide/$token");
type Decision = AnswerOf<Everything["GET /api/decisions/:token"]>;
type Verdict = "approve" | "reject" | "askBack";

/** The page behind a link in a mail: what is to be decided, and the decision. */
export function Decide() {
  const t = useText(decideTexts);
  const general = useText(requestTexts);
  const { token } = route.useParams();
  const read = useQuery({
    queryKey: ["decision", token],
    queryFn: ({ signal }) => request("GET /api/decisions/:token", { params: { token }, signal }),
    retry: false,
  });
  if (read.data) return <Shown token={token} decision={read.data} />;
  const error = read.error;
  return (
    <PublicPage organisation="">
      {error ? (
        <ErrorState
          whole
          title={isProblem(error) ? error.title : t("gone")}
          next={isProblem(error) ? error.next : general("failedNext")}
          {...(isProblem(error, "decision_gone") ? {} : { onRetry: () => void read.refetch() })}
        />
      ) : (
        <Skeleton rows={5} />
      )}
    </PublicPage>
  );
}

function Shown({ token, decision }: { token: string; decision: Decision }) {
  const t = useText(decideTexts);
  const format = useFormat();
  const { decided } = decision;
  return (
    <PublicPage organisation={decision.organisation}>
      <div className="flex flex-col gap-6">
        <header className="flex flex-col gap-1.5">
          <p className="flex items-center gap-2 text-sm font-medium">
            <Stamp size={16} className="shrink-0 text-accent" aria-hidden="true" />
            {t("asks", { person: decision.person })}
          </p>
          <h1 className="text-2xl font-semibold tracking-tight text-balance [overflow-wrap:anywhere]">{decision.title}</h1>
          <p className="text-sm text-muted [overflow-wrap:anywhere]">{t("partOf", { run: decision.run, process: decision.process })}</p>
          {decision.dueAt ? <p className="text-sm text-faint">{t("due", { when: format.long(decision.dueAt) })}</p> : null}
        </header>
        {decision.instructions ? <Markdown text={decision.instructions} /> : null}
        {decision.fields.length > 0 ? (
          <dl className="flex flex-col gap-2.5 rounded-lg bg-hover/60 p-4 text-base">
            {decision.fields.map((field, index) => (
              <div key={index}>
                <dt className="text-xs font-medium text-muted">{field.label}</dt>
                <dd className="whitespace-pre-wrap [overflow-wrap:anywhere]">
                  {/^https?:\/\/\S+$/i.test(field.value) ? (
                    <a href={field.value} rel="noopener noreferrer nofollow" className="text-accent underline underline-offset-2">
                      {field.value}
                    </a>
                  ) : (
                    field.value
                  )}
                </dd>
              </div>
            ))}
          </dl>
        ) : null}
        {decision.state === "open" ? (
          <Ask token={token} decision={decision} />
        ) : (
          <p className="text-base text-pretty">{decision.state === "over" ? t("over") : decided ? t("used") : t("usedBefore")}</p>
        )}
        {decided ? (
          <p className="text-sm text-muted">
            {t("decided", { verdict: decided.verdict, who: decided.by?.name ?? t("somebody"), when: format.long(decided.at) })}
          </p>
        ) : null}
      </div>
    </PublicPage>
  );
}

function Ask({ token, decision }: { token: string; decision: Decision }) {
  const t = useText(decideTexts);
  const client = useQueryClient();
  const [text, setText, forget] = useDraft(`decision ${token.slice(-12)}`, "");
  const [missing, setMissing] = useState(false);
  const send = useMutation({
    mutationFn: (verdict: Verdict) => request("POST /api/decisions/:token", { params: { token }, body: { verdict, comment: text.trim() } }),
    onSuccess: (answer) => {
      forget();
      client.setQueryData(["decision", token], answer);
    },
    onError: (error) => isProblem(error, "decision_gone") && void client.invalidateQueries({ queryKey: ["decision", token] }),
  });
  const decide = (verdict: Verdict) => {
    if (verdict !== "approve" && text.trim() === "") return setMissing(true);
    send.mutate(verdict);
  };
  const busy = (verdict: Verdict) => send.isPending && send.variables === verdict;
  return (
    <div className="flex flex-col gap-4">
      {send.error ? (
        <ErrorNote title={isProblem(send.error) ? send.error.title : t("gone")} next={isProblem(send.error) ? send.error.next : ""} />
      ) : null}
      <Field label={t("reason")} help={t("reasonHelp")} error={missing && text.trim() === "" ? t("reasonMissing") : null}>
        <TextArea value={text} onValue={setText} maxLength={10_000} rows={3} />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button kind="primary" size="large" icon={<Check size={16} />} busy={busy("approve")} onClick={() => decide("approve")}>
          {t("approve")}
        </Button>
        <Button size="large" icon={<X size={16} />} busy={busy("reject")} onClick={() => decide("reject")}>
          {t("reject")}
        </Button>
        {decision.mayAsk ? (
          <Button
            size="large"
            kind="quiet"
            icon={<MessageCircleQuestion size={16} />}
            busy={busy("askBack")}
            onClick={() => decide("askBack")}
          >
            {t("ask")}
          </Button>
        ) : null}
      </div>
      <p className="text-xs text-faint">{t("once")}</p>
    </div>
  );
}
