import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { useText } from "../messages/index.ts";
import { Button, DateInput, Field, IconButton, TextInput } from "../ui/index.ts";
import { capacityTexts } from "./en.ts";

export type Leave = { readonly from: string; readonly to: string; readonly note: string };

/** Days of leave, each with a note; `children` stands beside the button that adds one. */
export function LeaveList({
  leave,
  onLeave,
  why = null,
  children,
}: {
  leave: readonly Leave[];
  onLeave: (leave: readonly Leave[]) => void;
  why?: string | null;
  children?: ReactNode;
}) {
  const t = useText(capacityTexts);
  const set = (at: number, change: Partial<Leave>): void =>
    onLeave(leave.map((one, index) => (index === at ? { ...one, ...change } : one)));
  return (
    <>
      {leave.map((one, at) => (
        <div key={at} className="grid grid-cols-[1fr_1fr_auto] items-end gap-2">
          <Field label={t("from")}>
            <DateInput value={one.from} onValue={(from) => set(at, { from, to: one.to < from ? from : one.to })} disabled={why !== null} />
          </Field>
          <Field label={t("to")}>
            <DateInput value={one.to} onValue={(to) => set(at, { to })} disabled={why !== null} />
          </Field>
          <IconButton
            label={t("removeLeave", { from: one.from, to: one.to })}
            icon={<X size={14} />}
            why={why}
            onClick={() => onLeave(leave.filter((_, index) => index !== at))}
          />
          <div className="col-span-3">
            <Field label={t("note")} optional>
              <TextInput value={one.note} onValue={(note) => set(at, { note })} disabled={why !== null} />
            </Field>
          </div>
        </div>
      ))}
      <div className="flex gap-2">
        <Button icon={<Plus size={14} />} why={why} onClick={() => onLeave([...leave, { from: "", to: "", note: "" }])}>
          {t("addLeave")}
        </Button>
        {children}
      </div>
    </>
  );
}

/** Leave that is filled in. */
export function whole(leave: readonly Leave[]): Leave[] {
  return leave.filter((one) => one.from !== "" && one.to !== "");
}
