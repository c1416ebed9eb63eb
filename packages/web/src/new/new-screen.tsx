import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useText } from "../messages/index.ts";
import { useRead } from "../session/index.ts";
import { Field, PageBody, PageHeader, Section, SegmentedControl, TextInput } from "../ui/index.ts";
import { advise, type Answers, type Kind, type Question, questions } from "@rondo/core/advice";
import { newTexts } from "./en.ts";
import { MakeProcess, MakeProject, MakeTask } from "./make.tsx";
import { MakeRepeating } from "./make-repeating.tsx";
import { Instead, Precedents, usePrecedents, useSettled } from "./precedents.tsx";
import { Keep } from "./keep.tsx";
import { QuestionList } from "./question-list.tsx";
import { Verdict } from "./verdict.tsx";

const route = getRouteApi("/w/$slug/new");

/** As nearly the same as names are that stand for one thing. */
const thereAlready = 0.7;

/** Process, project or just a task? A few questions, the verdict with its reasons, and the thing itself. */
export function NewScreen() {
  const t = useText(newTexts);
  const { make, about, of, as, ...said } = route.useSearch();
  const answers: Answers = Object.fromEntries(questions.flatMap((one) => (said[one] === undefined ? [] : [[one, said[one]]])));
  const navigate = useNavigate();
  const search = (change: object) =>
    void navigate({
      to: ".",
      replace: true,
      resetScroll: false,
      search: ((before: Record<string, unknown>) => ({ ...before, ...change })) as never,
    });
  const [name, setName] = useState(about ?? "");
  const asked = useSettled(name.trim());
  const before = usePrecedents(asked);
  const nearest = before?.items[0];
  const { data: judgement } = useRead("GET /judgement", {}, { watch: ["judgement"] });
  const advice = advise(
    answers,
    before === null ? null : { alike: nearest?.alike ?? 0, times: nearest?.times ?? 0, looked: before.looked },
    judgement?.advice,
  );
  const answer = (question: Question, said: "yes" | "no" | undefined) => search({ [question]: said, make: undefined });
  const kind: Kind | null = make ?? advice.verdict;
  return (
    <>
      <PageHeader title={t("title")} />
      <PageBody>
        <div className="mx-auto grid w-full max-w-5xl gap-x-12 gap-y-8 px-4 py-6 sm:px-6 lg:grid-cols-[1fr_20rem]">
          <div className="min-w-0">
            <div className="flex flex-col gap-6">
              <Field label={t("about")} help={t("aboutHelp")} optional>
                <TextInput value={name} onValue={setName} onBlur={() => search({ about: name.trim() || undefined })} maxLength={300} />
              </Field>
              {before === null ? null : <Precedents before={before} />}
              {nearest?.kind === "process" && nearest.alike >= thereAlready && nearest.id !== of ? <Instead of={nearest} /> : null}
              <Section title={t("questions")} about={t("intro")}>
                <QuestionList questions={questions.slice(0, 4)} answers={answers} onAnswer={answer} />
                <details open={questions.slice(4).some((question) => answers[question] !== undefined) || undefined}>
                  <summary className="cursor-pointer py-2 text-sm font-medium">
                    {t("more")} <span className="font-normal text-muted">{t("moreAbout")}</span>
                  </summary>
                  <QuestionList questions={questions.slice(4)} answers={answers} onAnswer={answer} />
                </details>
              </Section>
            </div>
          </div>
          <aside className="lg:row-span-2">
            <div className="rounded-lg border border-line bg-ground p-5 lg:sticky lg:top-18">
              <Verdict advice={advice} before={before} />
            </div>
          </aside>
          <div className="min-w-0">
            {of !== undefined && as !== undefined ? (
              <Keep of={of} as={as} about={name.trim()} answers={answers} />
            ) : (
              <Section title={t("makeIt")}>
                <div>
                  <SegmentedControl
                    label={t("kind")}
                    value={kind ?? ("" as Kind)}
                    onValue={(value) => search({ make: value })}
                    choices={[
                      { value: "process", label: t("kindProcess") },
                      { value: "project", label: t("kindProject") },
                      { value: "task", label: t("kindTask") },
                      { value: "repeating", label: t("kindRepeating") },
                    ]}
                  />
                </div>
                {kind === "process" ? (
                  <MakeProcess key={about ?? ""} called={about ?? ""} answers={answers} />
                ) : kind === "project" ? (
                  <MakeProject key={about ?? ""} called={about ?? ""} answers={answers} />
                ) : kind === "task" ? (
                  <MakeTask key={about ?? ""} called={about ?? ""} />
                ) : kind === "repeating" ? (
                  <MakeRepeating key={about ?? ""} called={about ?? ""} />
                ) : null}
              </Section>
            )}
          </div>
        </div>
      </PageBody>
    </>
  );
}
