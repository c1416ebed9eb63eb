import { atLeast } from "@rondo/core/access";
import type { Hours } from "../hours/index.ts";
import { useText } from "../messages/index.ts";
import { useWorkspace } from "../session/index.ts";
import { SidePanel, useFormat } from "../ui/index.ts";
import { loadOf, type PersonLoad, type WeekLoad } from "./capacity.ts";
import { capacityTexts } from "./en.ts";
import { TimeForm } from "./time-form.tsx";

/** Why a week is as full as it is, beside the picture; whoever may changes hours, leave and reserve there. */
export function Explained({ load, week, calendar, onClose }: { load: PersonLoad; week: WeekLoad; calendar: Hours; onClose: () => void }) {
  const t = useText(capacityTexts);
  const { role } = useWorkspace();
  const format = useFormat();
  const { person } = load;
  const [largest] = week.items;
  const named = (name: string | null): string => name ?? t("hidden");
  const over = format.work(week.overloadMinutes);
  const said =
    week.overloadMinutes > 0
      ? week.availableMinutes === 0
        ? t("explainedAway", { over })
        : t("explained", { over, largest: named(largest?.name ?? null) })
      : loadOf(week) === 0
        ? t("none")
        : t("fits", { free: format.work(week.availableMinutes - loadOf(week)) });
  const rows = [
    [t("working"), week.workingMinutes, ""],
    [t("leave"), week.leaveMinutes, "−"],
    [t("reserved"), week.reservedMinutes, "−"],
    [t("available"), week.availableMinutes, ""],
  ] as const;
  return (
    <SidePanel
      open
      onOpen={(open) => (open ? undefined : onClose())}
      title={t("weekOf", { name: person.name, week: format.day(week.week, week.week) })}
    >
      <div className="flex flex-col gap-6 text-sm">
        <p className={week.overloadMinutes > 0 ? "font-medium text-act" : ""}>{said}</p>
        <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1">
          {rows
            .filter(([, minutes, sign]) => sign === "" || minutes > 0)
            .map(([name, minutes, sign]) => (
              <div key={name} className="contents last:font-medium">
                <dt className="text-muted">{name}</dt>
                <dd className="text-end tabular-nums">
                  {sign}
                  {format.work(minutes)}
                </dd>
              </div>
            ))}
        </dl>
        {week.items.length > 0 ? (
          <section className="flex flex-col gap-2">
            <h3 className="font-semibold">{t("items")}</h3>
            <ul className="flex flex-col gap-1">
              {week.items.map((item, index) => (
                <li key={index} className="flex items-baseline gap-2">
                  <span
                    aria-hidden="true"
                    className={`size-2 shrink-0 rounded-sm ${item.kind === "recurring" ? "bg-faint" : "bg-accent"}`}
                  />
                  <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
                    {named(item.name)} <span className="sr-only">({t(item.kind)})</span>
                  </span>
                  <span className="tabular-nums">{format.work(item.minutes)}</span>
                </li>
              ))}
            </ul>
            <p className="text-xs text-muted">{t("measured")}</p>
          </section>
        ) : null}
        <TimeForm
          key={`${person.id} ${load.version}`}
          load={load}
          calendar={calendar}
          why={atLeast(role, "admin") ? null : t("adminsOnly")}
        />
      </div>
    </SidePanel>
  );
}
