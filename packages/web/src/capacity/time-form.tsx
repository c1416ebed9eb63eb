import { Plus, X } from "lucide-react";
import { useState } from "react";
import { requestIn } from "../api/index.ts";
import { useText } from "../messages/index.ts";
import { useChange, useWorkspace } from "../session/index.ts";
import { Button, DateInput, Field, IconButton, NumberInput, TextInput } from "../ui/index.ts";
import type { PersonLoad } from "./capacity.ts";
import { capacityTexts } from "./en.ts";

/** Somebody's leave, and the share of their time that is kept for whatever comes up. */
export function TimeForm({ load, why }: { load: PersonLoad; why: string | null }) {
  const t = useText(capacityTexts);
  const { id: w } = useWorkspace();
  const [reserved, setReserved] = useState(load.reservedPercent);
  const [leave, setLeave] = useState([...load.leave]);
  const save = useChange({
    call: () => requestIn(w, "PUT /members/:m/capacity", { params: { m: load.person.id }, body: { reservedPercent: reserved, leave: leave.filter((one) => one.from !== "" && one.to !== "") } }),
    touches: ["capacity"],
    said: () => t("saved", { name: load.person.name }),
  });
  const set = (at: number, change: Partial<(typeof leave)[number]>): void => setLeave(leave.map((one, index) => (index === at ? { ...one, ...change } : one)));
  return (
    <section className="flex flex-col gap-3 border-t border-line pt-4">
      <h3 className="font-semibold">{t("time", { name: load.person.name })}</h3>
      <Field label={t("keepFree")}>
        <NumberInput value={reserved} min={0} max={100} step={5} unit="%" onValue={(value) => setReserved(Math.round(value ?? 0))} disabled={why !== null} />
      </Field>
      {leave.map((one, at) => (
        <div key={at} className="grid grid-cols-[1fr_1fr_auto] items-end gap-2">
          <Field label={t("from")}>
            <DateInput value={one.from} onValue={(from) => set(at, { from, to: one.to < from ? from : one.to })} disabled={why !== null} />
          </Field>
          <Field label={t("to")}>
            <DateInput value={one.to} onValue={(to) => set(at, { to })} disabled={why !== null} />
          </Field>
          <IconButton label={t("removeLeave", { from: one.from, to: one.to })} icon={<X size={14} />} why={why} onClick={() => setLeave(leave.filter((_, index) => index !== at))} />
          <div className="col-span-3">
            <Field label={t("note")} optional>
              <TextInput value={one.note} onValue={(note) => set(at, { note })} disabled={why !== null} />
            </Field>
          </div>
        </div>
      ))}
      <div className="flex gap-2">
        <Button icon={<Plus size={14} />} why={why} onClick={() => setLeave([...leave, { from: "", to: "", note: "" }])}>
          {t("addLeave")}
        </Button>
        <Button kind="primary" why={why} busy={save.isPending} onClick={() => save.mutate()}>
          {t("save")}
        </Button>
      </div>
    </section>
  );
}
