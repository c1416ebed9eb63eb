import { ArrowRight, Check, CornerUpLeft, GitCompareArrows, SlidersHorizontal, Trash2, Undo2 } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useText } from "../messages/index.ts";
import { Button, Checkbox, cx, DateTimeInput, Field, IconButton, Popover } from "../ui/index.ts";
import { slipText } from "./cells.tsx";
import { calendarOf, minuteOf, type Plan } from "./model.ts";
import { useFigureWords } from "./figures.ts";
import { useAdoption, useRemoval } from "./use-what-if.ts";
import { whatIfTexts } from "./what-if.en.ts";
import type { Alternative, Assumed } from "./what-if.ts";
import type { Words } from "./use-words.ts";

type Props = {
  /** The plan under it. */
  plan: Plan;
  realAnchor: string;
  alternative: Alternative;
  locked: string | null;
  now: string;
  onAssume: (next: Partial<Assumed>, said: string) => void;
  onLeave: () => void;
  words: Words;
};

/** Which alternative one is in, what would come of it beside the plan as it is, and the ways out. */
export function WhatIfStrip({ plan, realAnchor, alternative, locked, now, onAssume, onLeave, words }: Props) {
  const { day } = words;
  const what = useText(whatIfTexts);
  const p = plan.project.id;
  const adopt = useAdoption(p, onLeave);
  const remove = useRemoval(p, onLeave);
  const { real, assumed, currency } = alternative.figures;
  const say = useFigureWords(currency, words);
  const calendar = useMemo(() => calendarOf(plan), [plan.calendar, plan.start, plan.finish]);
  const slip = calendar.between(minuteOf(real.finish), minuteOf(plan.finish));
  const adopted = alternative.adoption !== null;
  return (
    <section
      aria-label={what("in", { name: alternative.name })}
      className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-line bg-accent-soft px-4 py-2 sm:px-6"
    >
      <div className="flex min-w-0 basis-60 items-start gap-2 max-sm:basis-full">
        <GitCompareArrows size={16} className="mt-0.5 shrink-0" aria-hidden="true" />
        <div className="min-w-0">
          <p className="truncate text-sm font-semibold">{alternative.name}</p>
          <p className="text-xs text-muted">{adopted ? what("isPlan") : what("nothingMoves")}</p>
          {alternative.added.length + alternative.leftOut.length > 0 ? (
            <p className="text-xs">{what("others", { added: alternative.added.length, left: alternative.leftOut.length })}</p>
          ) : null}
        </div>
      </div>
      <dl className="flex flex-1 flex-wrap gap-x-6 gap-y-1" aria-live="polite">
        <Beside
          name={what("finish")}
          was={day(real.finish, now)}
          is={day(plan.finish, now)}
          worse={slip > 0}
          note={slip === 0 ? null : slipText(slip, words)}
        />
        {say.rows(real, assumed).map(({ key, ...row }) => (
          <Beside key={key} {...row} />
        ))}
      </dl>
      <div className="flex items-center gap-1 max-sm:w-full">
        <Popover title={what("assume")} align="end" trigger={<IconButton label={what("assume")} icon={<SlidersHorizontal size={15} />} />}>
          <div className="flex w-72 max-w-full flex-col gap-3">
            <Field
              label={plan.project.finishBy === null ? what("start") : what("end")}
              help={plan.project.finishBy === null ? what("startHelp") : what("endHelp")}
            >
              <DateTimeInput
                value={(alternative.start ?? realAnchor).slice(0, 16)}
                onValue={(start) =>
                  start === "" ? undefined : onAssume({ start: start === realAnchor.slice(0, 16) ? null : start }, what("saidStart"))
                }
              />
            </Field>
            <Checkbox
              checked={alternative.pull}
              disabled={adopted || locked !== null}
              onChecked={(pull) => onAssume({ pull }, what("saidPull"))}
              label={what("pull")}
              help={what("pullHelp")}
            />
            {alternative.leftOut.length > 0 ? (
              <section className="flex flex-col gap-1">
                <h3 className="text-xs font-medium text-muted">{what("leftOut")}</h3>
                <ul className="max-h-48 overflow-y-auto">
                  {alternative.leftOut.map((id) => {
                    const title = alternative.moves.find((one) => one.taskId === id)?.title ?? "…";
                    return (
                      <li key={id} className="flex items-center gap-2 text-sm">
                        <span className="min-w-0 flex-1 truncate">{title}</span>
                        <IconButton
                          size="small"
                          label={what("putBack", { title })}
                          icon={<Undo2 size={14} />}
                          why={locked ?? (adopted ? what("isPlan") : null)}
                          onClick={() =>
                            onAssume({ leftOut: alternative.leftOut.filter((one) => one !== id) }, what("saidPutBack", { title }))
                          }
                        />
                      </li>
                    );
                  })}
                </ul>
              </section>
            ) : null}
          </div>
        </Popover>
        <IconButton
          label={what("remove", { name: alternative.name })}
          icon={<Trash2 size={15} />}
          why={locked}
          onClick={() => remove.mutate(alternative)}
        />
        <Button size="small" icon={<CornerUpLeft size={14} />} onClick={onLeave}>
          {what("leave")}
        </Button>
        <Button
          size="small"
          kind="primary"
          icon={<Check size={14} />}
          busy={adopt.isPending}
          why={locked ?? (adopted ? what("isPlan") : isEmpty(alternative) ? what("empty") : null)}
          onClick={() => adopt.mutate(alternative)}
        >
          {what("adopt")}
        </Button>
      </div>
    </section>
  );
}

export function isEmpty({ start, pull, tasks, linked, unlinked, added, leftOut }: Assumed): boolean {
  return start === null && !pull && tasks.length + linked.length + unlinked.length + added.length + leftOut.length === 0;
}

/** One figure of the plan and of the alternative; only once where both are the same. */
function Beside({ name, was, is, worse, note }: { name: string; was: string; is: string; worse: boolean; note?: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-2xs text-muted">{name}</dt>
      <dd className="flex flex-wrap items-center gap-x-1 text-sm">
        {was === is ? null : (
          <>
            <span className="text-muted">{was}</span>
            <ArrowRight size={12} className="text-faint" aria-hidden="true" />
          </>
        )}
        <span className={cx(was !== is && "font-semibold", worse && was !== is && "text-act")}>{is}</span>
        {note ? <span className="text-xs text-muted">({note})</span> : null}
      </dd>
    </div>
  );
}
