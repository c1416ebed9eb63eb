import { type Definition, stepsOf } from "@rondo/core/process";
import { ChevronRight } from "lucide-react";
import { useMemo, useState } from "react";
import { useText } from "../../messages/index.ts";
import { Combobox, cx, Field, Select, useFormat } from "../../ui/index.ts";
import { processTexts } from "../en.ts";
import { moveTexts } from "./en.ts";
import { type Choice, choiceOf, openSteps, type RunToMove, type Verdict, verdicts } from "./moves.ts";
import { PointText } from "./point-text.tsx";
import type { Moves } from "./use-moves.ts";

/** Every open run, told apart by what the new revision does to it, with a choice for each and for all of a kind. */
export function RunsToMove({ moves, definition }: { moves: Moves; definition: Definition }) {
  const t = useText(moveTexts);
  const { preview } = moves;
  const steps = useMemo(() => stepsOf(definition), [definition]);
  const titles = useMemo(() => new Map(steps.map((step) => [step.id, step.title])), [steps]);
  if (!preview.data) return <p className="text-sm text-muted">{t("counting")}</p>;
  const { runs, more } = preview.data;
  if (runs.length === 0) return null;
  const groups = verdicts
    .map((verdict) => ({ verdict, runs: runs.filter((run) => run.verdict === verdict) }))
    .filter((group) => group.runs.length > 0);
  return (
    <section aria-label={t("openRuns")} className={cx("flex flex-col gap-3", preview.isPlaceholderData && "opacity-70")}>
      <p className="text-sm">
        <span className="font-medium">{t("summary", { count: runs.length + more })}</span>{" "}
        {groups.map(({ verdict, runs: some }) => t(verdict, { count: some.length })).join(" · ")}
      </p>
      {groups.map((group) => (
        <Group key={group.verdict} verdict={group.verdict} runs={group.runs} moves={moves} steps={steps} titles={titles} />
      ))}
      {more > 0 ? <p className="text-xs text-muted">{t("more", { count: more })}</p> : null}
    </section>
  );
}

type GroupProps = {
  verdict: Verdict;
  runs: readonly RunToMove[];
  moves: Moves;
  steps: ReturnType<typeof stepsOf>;
  titles: ReadonlyMap<string, string>;
};

/** As many runs are listed before one asks for the rest. */
const shown = 20;

function Group({ verdict, runs, moves, steps, titles }: GroupProps) {
  const t = useText(moveTexts);
  const p = useText(processTexts);
  const [isOpen, setOpen] = useState(verdict === "decide");
  const [isWhole, setWhole] = useState(false);
  const { choices, setChoices, targets, setTargets } = moves;
  const chosen = new Set(runs.map((run) => choiceOf(run, choices)));
  const [only] = chosen.size === 1 ? chosen : [null];
  const all = [
    { value: "move" as const, label: t("move") },
    { value: "stay" as const, label: t("stay") },
    { value: "finish" as const, label: t("finish") },
  ];
  const about = { clean: t("cleanAbout"), decide: t("decideAbout"), past: t("pastAbout") }[verdict];
  const goesOn = verdict === "decide" ? openSteps(runs) : [];
  const places = [{ value: "", label: t("behind") }, ...steps.map((step) => ({ value: step.id, label: step.title || p("untitled") }))];
  const titleOf = (step: string | null) => (step === null ? "" : (titles.get(step) ?? step));
  return (
    <div className="rounded-md border border-line">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="flex min-w-0 flex-1 basis-52 items-center gap-1.5 rounded-sm text-start text-sm"
        >
          <ChevronRight
            size={14}
            aria-hidden
            className={cx("shrink-0 text-faint transition-transform duration-100 rtl:-scale-x-100", isOpen && "rotate-90 rtl:scale-x-100")}
          />
          <span className="font-medium">{t(verdict, { count: runs.length })}</span>
        </button>
        <div className="w-full sm:w-52">
          <Select
            label={`${t("all")}: ${t(verdict, { count: runs.length })}`}
            value={only ?? null}
            placeholder={t("mixed")}
            choices={all}
            onValue={(choice: Choice) => setChoices(new Map([...choices, ...runs.map((run) => [run.id, choice] as const)]))}
          />
        </div>
        <p className="basis-full ps-5 text-xs text-muted">{about}</p>
      </div>
      {isOpen ? (
        <div className="border-t border-line">
          {goesOn.length > 0 ? (
            <div className="flex flex-col gap-2 bg-sunken px-3 py-2.5">
              <p className="text-xs text-muted">{t("goesOnAbout")}</p>
              {goesOn.map(({ step, title, to, runs: count }) => (
                <Field key={step} label={t("goesOnAt", { step: title })} help={t("standThere", { count, step: title })}>
                  <Combobox
                    required
                    choices={places}
                    value={(Object.hasOwn(targets, step) ? targets[step] : to) ?? ""}
                    onValue={(value) => setTargets({ ...targets, [step]: value === "" || value === null ? null : value })}
                  />
                </Field>
              ))}
            </div>
          ) : null}
          <ul className="divide-y divide-line/70">
            {runs.slice(0, isWhole ? runs.length : shown).map((run) => (
              <RunRow
                key={run.id}
                run={run}
                choice={choiceOf(run, choices)}
                onChoice={(choice) => setChoices(new Map([...choices, [run.id, choice]]))}
                titleOf={titleOf}
              />
            ))}
          </ul>
          {runs.length > shown && !isWhole ? (
            <button
              type="button"
              onClick={() => setWhole(true)}
              className="m-2 rounded-sm px-1 text-xs text-accent underline-offset-2 hover:underline"
            >
              {t("showAll", { count: runs.length })}
            </button>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

function RunRow({
  run,
  choice,
  onChoice,
  titleOf,
}: {
  run: RunToMove;
  choice: Choice;
  onChoice: (choice: Choice) => void;
  titleOf: (step: string | null) => string;
}) {
  const t = useText(moveTexts);
  const format = useFormat();
  const choices = [
    { value: "move" as const, label: t("move") },
    { value: "stay" as const, label: t("stay") },
    { value: "finish" as const, label: t("finishOne", { number: run.revision }) },
  ];
  return (
    <li className="flex flex-wrap items-start gap-x-3 gap-y-2 px-3 py-2 text-sm">
      <div className="min-w-0 flex-1 basis-52">
        <p className="[overflow-wrap:anywhere]">{run.title}</p>
        <p className="text-xs text-muted [overflow-wrap:anywhere]">
          {run.at.length === 0
            ? t("runNowhere", { number: run.revision })
            : t("runAt", { number: run.revision, steps: format.list(run.at) })}
        </p>
        {run.points.length > 0 ? (
          <ul className="mt-1 flex flex-col gap-0.5 text-xs text-muted">
            {run.points.map((point) => (
              <PointText key={`${point.code} ${point.step} ${point.to} ${point.title}`} point={point} titleOf={titleOf} />
            ))}
          </ul>
        ) : run.ahead.length > 0 ? (
          <p className="mt-1 text-xs text-muted [overflow-wrap:anywhere]">{t("ahead", { steps: format.list(run.ahead.slice(0, 6)) })}</p>
        ) : null}
      </div>
      <div className="w-full sm:w-52">
        <Select label={t("choiceOf", { run: run.title })} value={choice} choices={choices} onValue={onChoice} />
      </div>
    </li>
  );
}
