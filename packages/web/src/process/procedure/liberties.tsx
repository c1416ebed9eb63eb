import type { Allowed, Liberty } from "@rondo/core/process";
import { ShieldCheck } from "lucide-react";
import { useState } from "react";
import { useText } from "../../messages/index.ts";
import { Button, Field, Select } from "../../ui/index.ts";
import { useDefinition, useEditor } from "./editor-context.ts";
import { kindTexts } from "./kinds/en.ts";

const liberties: readonly Liberty[] = ["skip", "hold", "jump", "add"];
const allowed: readonly Allowed[] = ["holder", "editor", "manager", "nobody"];

/** Who may do in a run what the procedure does not say. */
export function Liberties() {
  const t = useText(kindTexts);
  const { liberties: said } = useDefinition();
  const { edit, readOnly } = useEditor();
  const [open, setOpen] = useState(said !== undefined);
  const set = (liberty: Liberty, who: Allowed): void =>
    edit((definition) => {
      const { liberties: before = {}, ...rest } = definition;
      const { [liberty]: _, ...others } = before;
      const next = who === "editor" ? others : { ...others, [liberty]: who };
      return Object.keys(next).length === 0 ? rest : { ...rest, liberties: next };
    });
  if (!open && said === undefined)
    return readOnly ? null : (
      <div className="mt-2">
        <Button size="small" kind="quiet" icon={<ShieldCheck size={14} />} onClick={() => setOpen(true)}>
          {t("libertiesAdd")}
        </Button>
      </div>
    );
  return (
    <section className="mt-3 flex flex-col gap-2 rounded-lg border border-dashed border-line px-3 py-2.5">
      <h2 className="flex items-center gap-2 text-xs font-medium text-muted">
        <ShieldCheck size={13} aria-hidden="true" /> {t("libertiesTitle")}
      </h2>
      <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
        {liberties.map((liberty) => (
          <Field key={liberty} label={t("libertyName", { liberty })}>
            <Select
              label={t("libertyName", { liberty })}
              disabled={readOnly}
              value={said?.[liberty] ?? "editor"}
              onValue={(who) => set(liberty, who)}
              choices={allowed.map((one) => ({ value: one, label: t("allowedName", { allowed: one }) }))}
            />
          </Field>
        ))}
      </div>
      <p className="text-xs text-faint">{t("libertiesAbout")}</p>
    </section>
  );
}
