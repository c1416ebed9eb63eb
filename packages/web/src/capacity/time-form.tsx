import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { type Hours, HoursChoice, useWrongHours } from "../hours/index.ts";
import { useText } from "../messages/index.ts";
import { useMembers } from "../run/index.ts";
import { useChange, useWorkspace } from "../session/index.ts";
import { Button, Combobox, Field, NumberInput } from "../ui/index.ts";
import type { PersonLoad } from "./capacity.ts";
import { capacityTexts } from "./en.ts";
import { type Leave, LeaveList, whole } from "./leave-list.tsx";

/** Somebody's hours, leave, who stands in meanwhile, and the share of their time that is kept for whatever comes up. */
export function TimeForm({ load, calendar, why }: { load: PersonLoad; calendar: Hours; why: string | null }) {
  const t = useText(capacityTexts);
  const { id: w } = useWorkspace();
  const { choices } = useMembers();
  const [reserved, setReserved] = useState(load.reservedPercent);
  const [hours, setHours] = useState(load.hours);
  const wrong = useWrongHours(hours);
  const [leave, setLeave] = useState<readonly Leave[]>(load.leave);
  const [standIn, setStandIn] = useState(load.standIn?.id ?? null);
  const save = useChange({
    call: () =>
      requestIn(w, "PUT /members/:m/capacity", {
        params: { m: load.person.id },
        body: { reservedPercent: reserved, leave: whole(leave), standInId: standIn, hours },
      }),
    touches: ["capacity"],
    said: () => t("saved", { name: load.person.name }),
  });
  return (
    <section className="flex flex-col gap-3 border-t border-line pt-4">
      <h3 className="font-semibold">{t("time", { name: load.person.name })}</h3>
      <div className="flex flex-col gap-1.5">
        <span className="text-sm font-medium">{t("hours")}</span>
        <HoursChoice hours={hours} calendar={calendar} mine={false} disabled={why !== null} onHours={setHours} />
      </div>
      <Field label={t("keepFree")}>
        <NumberInput
          value={reserved}
          min={0}
          max={100}
          step={5}
          unit="%"
          onValue={(value) => setReserved(Math.round(value ?? 0))}
          disabled={why !== null}
        />
      </Field>
      <Field label={t("standIn")} help={t("standInHelp")} optional>
        <Combobox
          choices={choices.filter(({ value }) => value !== load.person.id)}
          value={standIn}
          onValue={setStandIn}
          placeholder={t("standInNobody")}
          disabled={why !== null}
        />
      </Field>
      <LeaveList leave={leave} onLeave={setLeave} why={why}>
        <Button kind="primary" why={why ?? wrong} busy={save.isPending} onClick={() => save.mutate()}>
          {t("save")}
        </Button>
      </LeaveList>
    </section>
  );
}
