import { useFinding, useText } from "../messages/index.ts";
import { ReadError } from "../shell/index.ts";
import { useReadMore, useWorkspace } from "../session/index.ts";
import { Avatar, Button, Skeleton, useFormat } from "../ui/index.ts";
import { AnswerList } from "./answer-text.tsx";
import type { AnswerValue } from "./check-answers.ts";
import { runTexts } from "./en.ts";
import { useMembers } from "./people.ts";
import { useGivenWords } from "./given.ts";
import { type Run, type RunStep, taskTitles } from "./run.ts";
import { isConsequence, isTold, sentenceOf } from "./sentence.ts";
import { stepsIn } from "./steps.ts";

type RunStepCode = NonNullable<RunStep["given"]>["code"];

/** Who did what an event tells of, where nobody signed in did it: the requester, or whoever was sent a link. Null: Rondo did. */
function withoutAccount(
  { name, data }: { name: string; data: Readonly<Record<string, unknown>> },
  requester: string | null,
  unnamed: string,
): string | null {
  if (name === "run.started") return requester || null;
  if (name === "question.answered") return requester || unnamed;
  return typeof data["outsider"] === "string" && data["outsider"] !== "" ? data["outsider"] : null;
}

/** Who did what and when, on which revision: the journal of the run in sentences. */
export function History({ run }: { run: Run }) {
  const t = useText(runTexts);
  const finding = useFinding();
  const { zone } = useWorkspace();
  const format = useFormat(zone);
  const { names } = useMembers();
  const given = useGivenWords();
  const whyIn = (why: unknown): string => {
    const { code, of, until, open } = (why ?? {}) as { code?: RunStepCode; of?: string; until?: string; open?: number };
    return given({
      code: code ?? "nobody",
      of: of === undefined ? null : { id: of, name: names.get(of) ?? t("formerMember") },
      until: until ?? null,
      open: open ?? null,
    });
  };
  const moreOf = ({ name, data }: { name: string; data: Readonly<Record<string, unknown>> }): Readonly<Record<string, string>> => {
    if (name === "step.given") return { why: whyIn(data["why"]) };
    if (name !== "due.moved") return {};
    return { when: typeof data["due"] === "number" ? format.moment(new Date(data["due"]).toISOString()) : "none" };
  };
  const events = useReadMore("GET /runs/:r/events", { params: { r: run.id }, query: { limit: 100 } }, { watch: [`run:${run.id}`] });
  if (events.error) return <ReadError error={events.error} onRetry={events.refetch} />;
  if (!events.items) return <Skeleton />;
  const steps = new Map(stepsIn(run.definition).map((step) => [step.id, step]));
  const titles = taskTitles(run);
  const told = events.items.filter((event) => isTold(event.name));
  let revision: number | null = null;
  let day = "";
  return (
    <div className="flex flex-col gap-4">
      <ol className="flex flex-col text-sm">
        {told.map((event) => {
          const outside = withoutAccount(event, run.requester, t("requester"));
          const { key, values, words } = sentenceOf(
            event,
            steps,
            names,
            { system: outside ?? t("system"), former: t("formerMember") },
            titles,
            finding,
          );
          const answers = answersOf(event.data["answers"]);
          const newRevision = event.revision !== revision && event.name !== "run.moved";
          const today = format.dayAt(event.at);
          const newDay = today !== day;
          [revision, day] = [event.revision, today];
          return (
            <li key={event.version}>
              {newDay ? <h2 className="pt-3 pb-1 text-xs font-medium text-faint">{format.weekday(today)}</h2> : null}
              <div className="flex gap-3 py-1.5">
                <time
                  dateTime={event.at}
                  title={format.long(event.at)}
                  className="min-w-11 shrink-0 pt-px text-end whitespace-nowrap tabular-nums text-xs leading-5 text-faint"
                >
                  {format.time(event.at)}
                </time>
                {isConsequence(event) ? (
                  <span className="flex size-5 shrink-0 items-center justify-center" aria-hidden="true">
                    <span className="size-1.5 rounded-full bg-line-strong" />
                  </span>
                ) : (
                  <Avatar name={event.actor?.name ?? outside} {...(event.actor ? { id: event.actor.id } : {})} />
                )}
                <div className="min-w-0 flex-1">
                  <p className={isConsequence(event) ? "text-muted" : ""}>
                    {t(key, { ...values, ...moreOf(event) })}
                    {newRevision ? <span className="text-faint"> {t("onRevision", { number: event.revision })}</span> : null}
                  </p>
                  {words ? (
                    <blockquote className="mt-1 border-s-2 border-line-strong ps-3 whitespace-pre-wrap text-muted [overflow-wrap:anywhere]">
                      {words}
                    </blockquote>
                  ) : null}
                  {event.fields.length > 0 ? (
                    <div className="mt-1.5 rounded-md bg-sunken px-3 py-2">
                      <AnswerList fields={event.fields} answers={answers} />
                    </div>
                  ) : null}
                </div>
              </div>
            </li>
          );
        })}
      </ol>
      {told.length === 0 ? <p className="text-sm text-faint">{t("historyEmpty")}</p> : null}
      {events.hasNextPage ? (
        <div>
          <Button onClick={events.more}>{t("moreHistory")}</Button>
        </div>
      ) : null}
    </div>
  );
}

function answersOf(data: unknown): Readonly<Record<string, AnswerValue>> {
  return typeof data === "object" && data !== null && !Array.isArray(data) ? (data as Record<string, AnswerValue>) : {};
}
