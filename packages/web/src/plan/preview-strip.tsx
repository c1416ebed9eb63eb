import { formatWall } from "@rondo/core/calendar";
import { CircleAlert, MoveHorizontal, Spline } from "lucide-react";
import type { ReactNode } from "react";
import type { Gesture } from "../chart/index.ts";
import { cx } from "../ui/index.ts";
import type { Refused } from "./gestures.ts";
import { entryOf, type Plan, taskOf } from "./model.ts";
import type { Moves } from "./moves.ts";
import type { Pending } from "./pending.ts";
import type { Words } from "./use-words.ts";

type Props = {
  plan: Plan;
  pending: Pending | null;
  moves: Moves | null;
  refused: { refused: Refused; gesture: Gesture } | null;
  cord: Extract<Gesture, { kind: "link" }> | null;
  words: Words;
  now: string;
};

/** What would come of the drop, in a sentence, while the hand still holds. */
export function PreviewStrip({ plan, pending, moves, refused, cord, words, now }: Props) {
  const { t, day, weekday, duration } = words;
  const titleOf = (id: string | null) => taskOf(plan, id)?.title ?? "";
  const consequences = ({ others, worst, finishBefore, finishAfter }: Moves) => [
    t("previewOthers", { count: others }),
    ...(worst === null || others < 2
      ? []
      : [
          t(worst.by < 0 ? "previewWorstEarlier" : "previewWorst", {
            title: titleOf(worst.id),
            count: Math.round(Math.abs(worst.by) / 1440),
          }),
        ]),
    finishBefore === finishAfter
      ? t("previewFinishSame", { day: day(finishAfter, now) })
      : t("previewFinish", { before: day(finishBefore, now), after: day(finishAfter, now) }),
  ];
  let text: ReactNode = null;
  let picture = <MoveHorizontal size={15} className="shrink-0" aria-hidden="true" />;
  if (refused) {
    picture = <CircleAlert size={15} className="shrink-0" aria-hidden="true" />;
    const { refused: reason, gesture } = refused;
    const title = titleOf(gesture.id);
    text =
      reason.why === "loop"
        ? t("refusedLoop", { loop: reason.loop })
        : reason.why === "exists"
          ? t("refusedExists", { from: title, to: titleOf(gesture.kind === "link" ? gesture.toId : null) })
          : reason.why === "done"
            ? t("refusedDone", { title })
            : t("refusedSummary", { title });
  } else if (cord) {
    picture = <Spline size={15} className="shrink-0" aria-hidden="true" />;
    text = pending
      ? [t("previewLink", { from: titleOf(cord.id), to: titleOf(cord.toId) }), ...(moves ? consequences(moves) : [])].join(" · ")
      : t("previewLinkNowhere", { from: titleOf(cord.id) });
  } else if (pending?.edit.kind === "set" && moves) {
    const { id, set } = pending.edit;
    const title = titleOf(id);
    const there = moves.moved.at(id);
    const was_ = taskOf(plan, id)?.plan?.planning;
    const was = entryOf(plan, id);
    const parts = [
      set.planning?.pauses && set.planning.pauses !== was_?.pauses
        ? t("previewSplit", { title, duration: duration(set.planning.pauses.reduce((sum, pause) => sum + pause.minutes, 0)) })
        : set.workingMinutes !== undefined
          ? t("previewStretch", { title, duration: duration(set.workingMinutes) })
          : t("previewMove", { title, day: weekday(there ? formatWall(there.start) : (was?.start ?? "")) }),
      ...(set.notBeforeWall && there === undefined && was ? [t("previewHeld", { day: weekday(was.start) })] : []),
      ...consequences(moves),
    ];
    text = (
      <>
        {parts.join(" · ")}
        {pending.by === "keys" ? <span className="opacity-70"> · {t("previewKeys")}</span> : null}
      </>
    );
  }
  return (
    <div role="status" className="pointer-events-none absolute inset-x-3 bottom-3 z-30 flex justify-center">
      {text === null ? null : (
        <p
          className={cx(
            "flex max-w-full items-center gap-2 rounded-lg px-3 py-2 text-sm shadow-lg",
            refused ? "bg-act text-on-act" : "bg-ink text-surface",
          )}
        >
          {picture}
          <span className="min-w-0">{text}</span>
        </p>
      )}
    </div>
  );
}
