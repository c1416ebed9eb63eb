import { useState } from "react";
import { requestIn, type Answer } from "../api/index.ts";
import { HoursChoice, useWrongHours } from "../hours/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useRead, useWorkspace } from "../session/index.ts";
import { Button, Section } from "../ui/index.ts";
import { capacityTexts } from "./en.ts";

/** When one works, by weekday. */
export function OwnHours() {
  const t = useText(capacityTexts);
  const { data } = useRead("GET /hours", {}, { watch: ["capacity", "calendar", "workspace"] });
  return (
    <Section title={t("hours")} about={t("hoursAbout")}>
      {data === undefined ? null : <Form key={JSON.stringify(data)} own={data} />}
    </Section>
  );
}

function Form({ own }: { own: Answer<"GET /hours"> }) {
  const t = useText(capacityTexts);
  const { id: w } = useWorkspace();
  const [hours, setHours] = useState(own.hours);
  const wrong = useWrongHours(hours);
  const save = useChange({
    call: () => requestIn(w, "PUT /hours", { body: { hours } }),
    touches: ["capacity"],
    said: () => t("hoursSaved"),
  });
  const unchanged = JSON.stringify(hours) === JSON.stringify(own.hours);
  return (
    <div className="flex flex-col gap-3">
      <HoursChoice hours={hours} calendar={own.calendar} mine onHours={setHours} />
      <div>
        <Button kind="primary" why={wrong ?? (unchanged ? t("hoursUnchanged") : null)} busy={save.isPending} onClick={() => save.mutate()}>
          {t("hoursSave")}
        </Button>
      </div>
    </div>
  );
}
