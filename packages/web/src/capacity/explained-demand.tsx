import { useText } from "../messages/index.ts";
import { SidePanel, useFormat } from "../ui/index.ts";
import type { Demand } from "./capacity.ts";
import { capacityTexts } from "./en.ts";

/** Which tasks ask for a role in a week that nobody has been named for, and who could take it. */
export function ExplainedDemand({ demand, week, onClose }: { demand: Demand; week: Demand["weeks"][number]; onClose: () => void }) {
  const t = useText(capacityTexts);
  const format = useFormat();
  const { role, people } = demand;
  const over = week.overloadMinutes > 0;
  return (
    <SidePanel
      open
      onOpen={(open) => (open ? undefined : onClose())}
      title={t("weekOf", { name: role, week: format.day(week.week, week.week) })}
    >
      <div className="flex flex-col gap-6 text-sm">
        <p className={over ? "font-medium text-act" : ""}>
          {week.projectMinutes === 0
            ? t("none")
            : people.length === 0
              ? t("demandNobody", { role })
              : over
                ? t("demandOver", { over: format.work(week.overloadMinutes) })
                : t("demandFits", { left: format.work(week.availableMinutes) })}
        </p>
        {people.length > 0 ? (
          <section className="flex flex-col gap-2">
            <h3 className="font-semibold">{t("demandPeople")}</h3>
            <p>{people.map((person) => person.name).join(", ")}</p>
          </section>
        ) : null}
        {week.items.length > 0 ? (
          <section className="flex flex-col gap-2">
            <h3 className="font-semibold">{t("items")}</h3>
            <ul className="flex flex-col gap-1">
              {week.items.map((item, index) => (
                <li key={index} className="flex items-baseline gap-2">
                  <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">{item.name ?? t("hidden")}</span>
                  <span className="tabular-nums">{format.work(item.minutes)}</span>
                </li>
              ))}
            </ul>
          </section>
        ) : null}
        <p className="text-xs text-muted">{t("demandHelp")}</p>
      </div>
    </SidePanel>
  );
}
