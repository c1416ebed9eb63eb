import { ChevronsLeft, Trash2 } from "lucide-react";
import { useLevellingReason } from "../levelling/index.ts";
import { Button } from "../ui/index.ts";
import { durationText } from "./duration.ts";
import type { PlanEdit } from "./edit.ts";
import { aroundTheClock } from "./links-text.ts";
import { isClosed, type Plan, placeOf } from "./model.ts";
import { type Explained, whyHere } from "./why.ts";
import { usePeople } from "./use-plan.ts";
import type { Words } from "./use-words.ts";

/** Why a task stands where it stands: what puts it there, what it may slip, what would move it earlier. */
export function WhyText({
  plan,
  id,
  words,
  canChange,
  onEdit,
  onGo,
  onOpen,
}: {
  plan: Plan;
  id: string;
  words: Words;
  canChange: boolean;
  onEdit: (edit: PlanEdit) => void;
  onGo: (id: string) => void;
  onOpen?: (id: string) => void;
}) {
  const reason = useLevellingReason();
  const people = usePeople();
  const why = whyHere(plan, id);
  if (!why) return null;
  const { task, entry, because, chain } = why;
  const { t, weekday } = words;
  const open = !isClosed(task);
  // Counted back from the end of the project, levelling keeps a task from ending later.
  const levelled = because.key === "held" ? placeOf(task).planning.levelled : undefined;
  return (
    <div className="flex w-80 max-w-full flex-col gap-2">
      <div>
        <p className="font-medium">{task.title}</p>
        <p className="text-xs text-muted">{t("computed", { start: weekday(entry.start), finish: weekday(entry.finish) })}</p>
      </div>
      <p>
        {sentence(why, words)}
        {why.waitsUntil === null ? null : ` ${t("whyWaits", { day: weekday(why.waitsUntil) })}`}
      </p>
      {hoursTexts(why, words, people).map((text) => (
        <p key={text} className="text-muted">
          {text}
        </p>
      ))}
      {open && entry.totalFloatMinutes < 0 ? (
        <p className="text-act">{t("whyTooLate", { duration: words.duration(-entry.totalFloatMinutes) })}</p>
      ) : open && entry.critical ? (
        <p className="text-accent">{t("whyCritical")}</p>
      ) : open && entry.totalFloatMinutes > 0 && !entry.summary ? (
        <p className="text-muted">{t("whyFloat", { duration: words.duration(entry.totalFloatMinutes) })}</p>
      ) : null}
      {open && because.key === "standing" ? <p className="text-muted">{t("whyThenStanding")}</p> : null}
      {because.key === "levelled" ? <p className="text-muted">{reason(because.reason, because.said)}</p> : null}
      {levelled ? <p className="text-muted">{reason(levelled.reason, levelled.because)}</p> : null}
      {open && because.key === "levelled" ? (
        <p className="text-muted">{t("whyThenLevelled", { name: because.name ?? t("whyNobody") })}</p>
      ) : null}
      {open && because.key === "notBefore" ? <p className="text-muted">{t("whyThenNotBefore")}</p> : null}
      {open && (because.key === "held" || because.key === "pinned") ? (
        <p className="text-muted">{t(because.key === "pinned" ? "whyThenPinned" : "whyThenHeld")}</p>
      ) : null}
      {open && because.key === "link" && because.from.completion === null ? (
        <p className="text-muted">{t("whyThenLink", { from: because.from.title })}</p>
      ) : null}
      {chain.length > 1 ? (
        <div>
          <p className="text-xs font-medium text-faint">{t("whyChain")}</p>
          <ol className="mt-1 flex flex-col">
            {chain.slice(0, 5).map((one) => (
              <li key={one.id}>
                <button
                  type="button"
                  onClick={() => onGo(one.id)}
                  className="max-w-full truncate rounded-sm text-start text-accent underline-offset-2 hover:underline"
                >
                  {one.title}
                </button>
              </li>
            ))}
          </ol>
        </div>
      ) : null}
      <div className="mt-1 flex flex-wrap gap-2">
        {onOpen ? (
          <Button size="small" onClick={() => onOpen(id)}>
            {t("openTask")}
          </Button>
        ) : null}
        {canChange && open && (because.key === "levelled" || (because.key === "notBefore" && because.of === null)) ? (
          <Button
            size="small"
            kind="quiet"
            icon={<Trash2 size={13} />}
            onClick={() => onEdit({ kind: "set", id, set: { notBeforeWall: null } })}
          >
            {t("removeDate")}
          </Button>
        ) : null}
        {canChange && open && because.key === "standing" ? (
          <Button
            size="small"
            kind="quiet"
            icon={<ChevronsLeft size={13} />}
            onClick={() => onEdit({ kind: "set", id, set: { notBeforeWall: null } })}
          >
            {t("moveEarlier")}
          </Button>
        ) : null}
        {canChange && open && because.key === "link" ? (
          <Button size="small" kind="quiet" icon={<Trash2 size={13} />} onClick={() => onEdit({ kind: "unlink", id: because.linkId })}>
            {t("removeLink")}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** Whose hours it follows, and who is away meanwhile. */
function hoursTexts(
  { hours, entry }: Explained,
  { t, days, format }: Words,
  people: readonly { readonly id: string; readonly name: string }[],
): string[] {
  const nameOf = (id: string) => people.find((one) => one.id === id)?.name ?? t("whySomebody");
  const own = hours.filter((one) => one.ownWeek).map((one) => nameOf(one.personId));
  return [
    ...(own.length > 0 ? [t("whyHours", { names: format.list(own) })] : []),
    ...hours.flatMap(({ personId, away }) =>
      away.map(({ from, to }) => t("whyAway", { name: nameOf(personId), days: days(from, to, entry.start) })),
    ),
  ];
}

export function sentence({ because }: Explained, { t, weekday, duration }: Words): string {
  switch (because.key) {
    case "done":
      return t("whyDone", { day: weekday(because.at) });
    case "inside":
      return t("whyInside");
    case "projectStart":
      return t("whyProjectStart", { day: weekday(because.at) });
    case "notBefore":
      return because.of
        ? t("whyNotBeforeOf", { of: because.of.title, day: weekday(because.at) })
        : t("whyNotBefore", { day: weekday(because.at) });
    case "levelled":
      return t("whyLevelled", { name: because.name ?? t("whyNobody"), day: weekday(because.at) });
    case "held":
      return t(`whyHeld${because.type}`, { day: weekday(because.at) });
    case "standing":
      return t("whyStanding", { day: weekday(because.at) });
    case "inTime":
      return because.next
        ? t("whyInTime", { title: because.next.title, day: weekday(because.at), end: weekday(because.end) })
        : t("whyInTimeEnd", { end: weekday(because.end) });
    case "pinned":
      return t("whyPinned", { day: weekday(because.at) });
    case "started":
      return t("whyStarted", { day: weekday(because.at) });
    case "calendar":
      return t("whyCalendar");
    case "link": {
      const { lagMinutes, lagKind } = because;
      const size = Math.abs(lagMinutes);
      const long = lagKind === "percent" ? `${size}%` : lagKind === "elapsed" ? durationText(size, aroundTheClock) : duration(size);
      const lag = lagMinutes === 0 ? "" : t(lagMinutes > 0 ? "whyLag" : "whyLead", { duration: long, kind: lagKind });
      return t(`why${because.type}`, { from: because.from.title, day: weekday(because.at), lag });
    }
  }
}
