import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { Copy, Download, MessageCircleQuestion, PackageCheck } from "lucide-react";
import { type FormEvent, useState } from "react";
import { addressOf, type AnswerOf, type Everything, isProblem, request } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { Stages } from "../outside/index.ts";
import { useDraft } from "../session/index.ts";
import { Button, cx, ErrorNote, ErrorState, Field, Markdown, notify, Skeleton, TextArea, useCopy, useFormat } from "../ui/index.ts";
import { requestTexts } from "./en.ts";
import { PublicPage } from "./page.tsx";
import { PlainAnswer } from "./plain-answer.tsx";
import { RequestRating } from "./rating.tsx";

const route = getRouteApi("/request/$token");
type Request = AnswerOf<Everything["GET /api/requests/:token"]>;

/** The requester's page: where it is, a question if there is one, and at the end what they get. Read anew every five seconds while it is looked at. */
export function RequestStatus() {
  const t = useText(requestTexts);
  const { token } = route.useParams();
  const { score } = route.useSearch();
  const read = useQuery({
    queryKey: ["request", token],
    queryFn: ({ signal }) => request("GET /api/requests/:token", { params: { token }, signal }),
    retry: false,
    refetchInterval: (query) => (query.state.data?.state === "running" ? 5_000 : false),
  });
  if (read.data) return <Shown token={token} status={read.data} score={score ?? null} />;
  return (
    <PublicPage organisation="">
      {read.error ? (
        <ErrorState
          whole
          title={isProblem(read.error) ? read.error.title : t("failed")}
          next={isProblem(read.error) ? read.error.next : t("failedNext")}
          {...(isProblem(read.error, "request_not_found") ? {} : { onRetry: () => void read.refetch() })}
        />
      ) : (
        <Skeleton rows={5} />
      )}
    </PublicPage>
  );
}

function Shown({ token, status, score }: { token: string; status: Request; score: number | null }) {
  const t = useText(requestTexts);
  const format = useFormat();
  const { outcome, deliverable, question } = status;
  const state =
    status.state === "running"
      ? "stateRunning"
      : outcome === "rejected"
        ? "stateRejected"
        : outcome === "cancelled" || status.state === "cancelled"
          ? "stateCancelled"
          : "stateDelivered";
  const about =
    status.state === "running"
      ? "aboutRunning"
      : outcome === "rejected"
        ? "aboutRejected"
        : outcome === "cancelled" || status.state === "cancelled"
          ? "aboutCancelled"
          : "aboutDelivered";
  const copyIt = useCopy();
  const copy = () => void copyIt(location.href, t("copied"));
  return (
    <PublicPage organisation={status.organisation}>
      <div className="flex flex-col gap-7">
        <header className="flex flex-col gap-1.5">
          <p className="flex items-center gap-2 text-sm font-medium">
            <span
              className={cx("size-2 rounded-full", status.state === "running" || outcome === "delivered" ? "bg-accent" : "bg-line-strong")}
              aria-hidden="true"
            />
            {t(state)}
          </p>
          <h1 className="text-2xl font-semibold tracking-tight text-balance [overflow-wrap:anywhere]">{status.title}</h1>
          <p className="text-sm text-faint">{t("sentOn", { when: format.long(status.startedAt) })}</p>
        </header>
        {question ? <Question key={question.id} token={token} question={question} /> : null}
        {deliverable ? (
          <section className="flex flex-col gap-3 rounded-lg bg-accent-soft/60 p-5">
            <h2 className="flex items-center gap-2 text-lg font-semibold">
              <PackageCheck size={20} className="shrink-0 text-accent" aria-hidden="true" />
              {deliverable.title}
            </h2>
            {deliverable.message ? <Markdown text={deliverable.message} /> : null}
            {deliverable.fields.length > 0 ? (
              <dl className="flex flex-col gap-2.5 text-base">
                {deliverable.fields.map((field, index) => (
                  <div key={index}>
                    <dt className="text-xs font-medium text-muted">{field.label}</dt>
                    <dd className="whitespace-pre-wrap [overflow-wrap:anywhere]">
                      {field.files.length > 0 ? (
                        field.files.map((file) => (
                          <a
                            key={file.id}
                            href={addressOf("/api/requests/:token/files/:a", { token, a: file.id })}
                            download={file.name}
                            className="flex items-center gap-2 text-accent underline underline-offset-2"
                          >
                            <Download size={16} aria-hidden="true" className="shrink-0" /> {file.name}{" "}
                            <span className="text-sm text-faint no-underline">{format.bytes(file.size)}</span>
                          </a>
                        ))
                      ) : (
                        <PlainAnswer {...field} />
                      )}
                    </dd>
                  </div>
                ))}
              </dl>
            ) : null}
          </section>
        ) : (
          <p className="text-base text-pretty text-muted">{t(about)}</p>
        )}
        {status.state === "completed" ? <RequestRating token={token} first={score} /> : null}
        <section>
          <h2 className="pb-3 text-sm font-semibold">{t("stages")}</h2>
          <Stages stages={status.stages} />
        </section>
        <div className="-ms-2">
          <Button kind="quiet" size="small" icon={<Copy size={13} />} onClick={copy}>
            {t("copyAddress")}
          </Button>
        </div>
      </div>
    </PublicPage>
  );
}

function Question({ token, question }: { token: string; question: NonNullable<Request["question"]> }) {
  const t = useText(requestTexts);
  const client = useQueryClient();
  const [text, setText, forget] = useDraft(`requester ${question.id}`, "");
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<{ title: string; next: string } | null>(null);
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "") return setMissing(true);
    setBusy(true);
    try {
      await request("PUT /api/requests/:token/questions/:q/answer", { params: { token, q: question.id }, body: { text: text.trim() } });
      forget();
      notify({ title: t("thanks") });
      await client.invalidateQueries({ queryKey: ["request", token] });
    } catch (error) {
      if (!isProblem(error)) throw error;
      setWrong({ title: error.title, next: error.next });
    } finally {
      setBusy(false);
    }
  };
  return (
    <form noValidate onSubmit={(event) => void send(event)} className="flex flex-col gap-3 rounded-lg border-2 border-accent p-5">
      <h2 className="flex items-center gap-2 text-sm font-semibold text-accent-strong">
        <MessageCircleQuestion size={18} aria-hidden="true" /> {t("question")}
      </h2>
      <p className="text-lg whitespace-pre-wrap [overflow-wrap:anywhere]">{question.text}</p>
      {wrong ? <ErrorNote {...wrong} /> : null}
      <Field label={t("answer")} error={missing && text.trim() === "" ? t("answerNeeded") : null}>
        <TextArea value={text} onValue={setText} maxLength={10_000} rows={4} />
      </Field>
      <div>
        <Button kind="primary" size="large" type="submit" busy={busy}>
          {t("sendAnswer")}
        </Button>
      </div>
    </form>
  );
}
