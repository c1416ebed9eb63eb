import { useMemo } from "react";
import { requestIn } from "../../api/index.ts";
import { useText } from "../../messages/index.ts";
import { useChange, useRead, useWorkspace } from "../../session/index.ts";
import { Combobox, Field } from "../../ui/index.ts";
import { noticeTexts } from "./notices.en.ts";
import type { NoticeSettings } from "./shape.ts";

type Choice = NoticeSettings["choice"];

/** By which clock one's hours are told: of the digest, of quiet. */
export function ZoneChoice({ zone, help, onZone }: { zone: string; help?: string; onZone: (zone: string) => void }) {
  const t = useText(noticeTexts);
  const zones = useMemo(
    () => [...new Set([zone, ...Intl.supportedValuesOf("timeZone")])].map((value) => ({ value, label: value.replaceAll("_", " ") })),
    [zone],
  );
  return (
    <Field label={t("zone")} {...(help === undefined ? {} : { help })}>
      <Combobox value={zone} onValue={(next) => next !== null && onZone(next)} choices={zones} />
    </Field>
  );
}

/** Saves how one wants to be told. */
export function useChoice() {
  const { id: w } = useWorkspace();
  return useChange({
    call: (choice: Choice) => requestIn(w, "PUT /notice-settings", { body: { choice } }),
    paint: (choice, paint) => paint("GET /notice-settings", (shown) => ({ ...shown, choice })),
    touches: ["notice-settings"],
  });
}

/** The same zone, where one says who one is. */
export function OwnZone() {
  const t = useText(noticeTexts);
  const { data } = useRead("GET /notice-settings", {}, { watch: ["notice-settings"] });
  const save = useChoice();
  if (!data) return null;
  return <ZoneChoice zone={data.choice.zone} help={t("zoneHelp")} onZone={(zone) => save.mutate({ ...data.choice, zone })} />;
}
