import { SlidersHorizontal } from "lucide-react";
import { Button, Checkbox, Field, Popover, Select } from "../ui/index.ts";
import { onlys, type Shown } from "./shown.ts";
import type { Words } from "./use-words.ts";

export function Show({ shown, picture, onShown, words: { t } }: { shown: Shown; picture: boolean; onShown: (part: { [Key in keyof Shown]: Shown[Key] | undefined }) => void; words: Words }) {
  const active = [shown.progress, shown.only, shown.colored].filter(Boolean).length;
  return (
    <Popover
      title={t("show")}
      trigger={
        <Button size="small" kind="quiet" icon={<SlidersHorizontal size={14} />}>
          {active === 0 ? t("show") : t("showCount", { count: active })}
        </Button>
      }
    >
      <div className="flex w-60 flex-col gap-3">
        <Field label={t("showOnly")}>
          <Select value={shown.only ?? "all"} onValue={(only) => onShown({ only: only === "all" ? undefined : (only as (typeof onlys)[number]) })} choices={[{ value: "all", label: t("only_all") }, ...onlys.map((value) => ({ value, label: t(`only_${value}`) }))]} />
        </Field>
        {picture ? (
          <>
            <Checkbox checked={shown.progress === true} onChecked={(progress) => onShown({ progress: progress || undefined })} label={t("showProgress")} help={t("showProgressHelp")} />
            <Checkbox checked={shown.colored === true} onChecked={(colored) => onShown({ colored: colored || undefined })} label={t("showColored")} />
          </>
        ) : null}
      </div>
    </Popover>
  );
}
