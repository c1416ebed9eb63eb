import { useState } from "react";
import { requestIn, type Answer } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useMembers } from "../run/index.ts";
import { useChange, useMe, useRead, useWorkspace } from "../session/index.ts";
import { Button, Combobox, Field, Section } from "../ui/index.ts";
import { capacityTexts } from "./en.ts";
import { type Leave, LeaveList, whole } from "./leave-list.tsx";

/** One's own leave, and who gets one's steps meanwhile. */
export function OwnAbsence() {
  const t = useText(capacityTexts);
  const { data } = useRead("GET /leave", {}, { watch: ["capacity"] });
  return (
    <Section title={t("absence")} about={t("absenceAbout")}>
      {data === undefined ? null : <Form key={JSON.stringify(data)} absence={data} />}
    </Section>
  );
}

function Form({ absence }: { absence: Answer<"GET /leave"> }) {
  const t = useText(capacityTexts);
  const { id: w } = useWorkspace();
  const me = useMe().person;
  const { choices } = useMembers();
  const [leave, setLeave] = useState<readonly Leave[]>(absence.leave);
  const [standIn, setStandIn] = useState(absence.standIn?.id ?? null);
  const save = useChange({
    call: () => requestIn(w, "PUT /leave", { body: { leave: whole(leave), standInId: standIn } }),
    touches: ["capacity"],
    said: () => t("absenceSaved"),
  });
  return (
    <div className="flex flex-col gap-3">
      <Field label={t("standIn")} optional>
        <Combobox
          choices={choices.filter(({ value }) => value !== me.id)}
          value={standIn}
          onValue={setStandIn}
          placeholder={t("standInNobody")}
        />
      </Field>
      <LeaveList leave={leave} onLeave={setLeave}>
        <Button kind="primary" busy={save.isPending} onClick={() => save.mutate()}>
          {t("absenceSave")}
        </Button>
      </LeaveList>
    </div>
  );
}
