import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useText } from "../messages/index.ts";
import { PageBody, PageHeader, Section, SegmentedControl } from "../ui/index.ts";
import { advise, type Kind } from "./advice.ts";
import { newTexts } from "./en.ts";
import { MakeProcess, MakeProject, MakeTask } from "./make.tsx";
import { MakeRepeating } from "./make-repeating.tsx";
import { QuestionList } from "./question-list.tsx";
import { Verdict } from "./verdict.tsx";

const route = getRouteApi("/w/$slug/new");

/** Process, project or just a task? A few questions, the verdict with its reasons, and the thing itself. */
export function NewScreen() {
  const t = useText(newTexts);
  const { make, ...answers } = route.useSearch();
  const navigate = useNavigate();
  const search = (change: object) => void navigate({ to: ".", replace: true, resetScroll: false, search: ((before: Record<string, unknown>) => ({ ...before, ...change })) as never });
  const advice = advise(answers);
  const kind: Kind | null = make ?? advice.verdict;
  return (
    <>
      <PageHeader title={t("title")} />
      <PageBody>
        <div className="mx-auto grid w-full max-w-5xl gap-x-12 gap-y-8 px-4 py-6 sm:px-6 lg:grid-cols-[1fr_20rem]">
          <div className="min-w-0">
            <Section title={t("questions")} about={t("intro")}>
              <QuestionList answers={answers} onAnswer={(question, answer) => search({ [question]: answer, make: undefined })} />
            </Section>
          </div>
          <aside className="lg:row-span-2">
            <div className="rounded-lg border border-line bg-ground p-5 lg:sticky lg:top-18">
              <Verdict advice={advice} />
            </div>
          </aside>
          <div className="min-w-0">
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
              {kind === "process" ? <MakeProcess /> : kind === "project" ? <MakeProject /> : kind === "task" ? <MakeTask /> : kind === "repeating" ? <MakeRepeating /> : null}
            </Section>
          </div>
        </div>
      </PageBody>
    </>
  );
}
