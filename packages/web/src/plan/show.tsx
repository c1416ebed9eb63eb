import { SlidersHorizontal } from "lucide-react";
import { useMemo, useState } from "react";
import { type Action, useActions } from "../shell/index.ts";
import { Button, Checkbox, Field, Popover, Select } from "../ui/index.ts";
import { kinds, onlys, type Shown, type TraitKind, type Way } from "./shown.ts";
import type { PlanField } from "./traits.ts";
import type { Words } from "./use-words.ts";

type Props = {
  shown: Shown;
  way: Way;
  fields: readonly PlanField[];
  onShown: (part: { [Key in keyof Shown]: Shown[Key] | undefined }) => void;
  words: Words;
};

/** Which tasks are shown, together with which, and in what color. */
export function Show({ shown, way, fields, onShown, words: { t } }: Props) {
  const [open, setOpen] = useState(false);
  const active = [shown.progress, shown.only, shown.group, shown.color, shown.load].filter(Boolean).length;
  const choices = useMemo(
    () => [
      ...kinds.map((value): { value: TraitKind; label: string } => ({ value, label: t(`kind_${value}`) })),
      ...fields.map((field) => ({ value: `field:${field.id}` as const, label: field.name })),
    ],
    [fields, t],
  );
  const or = (label: string) => [{ value: "none" as const, label }, ...choices];
  useActions(
    useMemo(
      (): Action[] => [
        { id: "plan.show", label: t("showOpen"), keys: "s", icon: <SlidersHorizontal size={14} />, run: () => setOpen(true) },
        {
          id: "plan.load",
          label: shown.load ? t("loadClose") : t("loadOpen"),
          keys: "shift+l",
          run: () => onShown({ load: shown.load ? undefined : true }),
        },
        ...choices.map(({ value, label }): Action => ({
          id: `plan.group.${value}`,
          label: t("groupByNamed", { name: label }),
          run: () => onShown({ group: value }),
        })),
        ...choices.map(({ value, label }): Action => ({
          id: `plan.color.${value}`,
          label: t("colorByNamed", { name: label }),
          run: () => onShown({ color: value }),
        })),
        ...(shown.group ? [{ id: "plan.group.none", label: t("groupNoneAct"), run: () => onShown({ group: undefined }) }] : []),
        ...(shown.color ? [{ id: "plan.color.none", label: t("colorNoneAct"), run: () => onShown({ color: undefined }) }] : []),
      ],
      [choices, shown.group, shown.color, shown.load, t],
    ),
  );
  return (
    <Popover
      title={t("show")}
      open={open}
      onOpen={setOpen}
      trigger={
        <Button size="small" kind="quiet" icon={<SlidersHorizontal size={14} />}>
          {active === 0 ? t("show") : t("showCount", { count: active })}
        </Button>
      }
    >
      <div className="flex w-60 flex-col gap-3">
        <Field label={t("showOnly")}>
          <Select
            value={shown.only ?? "all"}
            onValue={(only) => onShown({ only: only === "all" ? undefined : (only as (typeof onlys)[number]) })}
            choices={[{ value: "all", label: t("only_all") }, ...onlys.map((value) => ({ value, label: t(`only_${value}`) }))]}
          />
        </Field>
        {/* A network has an order of its own. */}
        {way === "network" ? null : (
          <Field label={t("groupBy")}>
            <Select<TraitKind | "none">
              value={shown.group ?? "none"}
              onValue={(group) => onShown({ group: group === "none" ? undefined : group })}
              choices={or(t("groupNone"))}
            />
          </Field>
        )}
        <Field label={t("colorBy")}>
          <Select<TraitKind | "none">
            value={shown.color ?? "none"}
            onValue={(color) => onShown({ color: color === "none" ? undefined : color })}
            choices={or(t("colorNone"))}
          />
        </Field>
        {way === "network" || way === "people" ? null : (
          <Checkbox
            checked={shown.load === true}
            onChecked={(load) => onShown({ load: load || undefined })}
            label={t("showLoad")}
            help={t("showLoadHelp")}
          />
        )}
        {way === "picture" ? (
          <Checkbox
            checked={shown.progress === true}
            onChecked={(progress) => onShown({ progress: progress || undefined })}
            label={t("showProgress")}
            help={t("showProgressHelp")}
          />
        ) : null}
      </div>
    </Popover>
  );
}
