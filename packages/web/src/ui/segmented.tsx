import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { ChartNoAxesGantt, Table2 } from "lucide-react";
import { useText } from "../messages/index.ts";
import type { Choice } from "./choice.ts";
import { uiTexts } from "./en.ts";

type Props<Value extends string> = { label: string; choices: readonly Choice<Value>[]; value: Value; onValue: (value: Value) => void };

/** Two to four ways to see or do the same thing, one of which is on. Arrow keys move. */
export function SegmentedControl<Value extends string>({ label, choices, value, onValue }: Props<Value>) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(chosen) => onValue(chosen as Value)}
      className="inline-flex h-8 shrink-0 rounded-md border border-line bg-sunken p-0.5 pointer-coarse:h-10"
    >
      {choices.map((choice) => (
        <Radio.Root
          key={choice.value}
          value={choice.value}
          render={<button type="button" />}
          nativeButton
          className="flex items-center gap-1.5 rounded-sm px-2.5 text-xs font-medium text-muted outline-offset-0 transition-colors duration-100 hover:text-ink data-checked:bg-raised data-checked:text-ink data-checked:shadow-sm"
        >
          {choice.icon}
          {choice.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}

/** Stands on every picture: the same content as a table. Where a screen has several, `of` says which. */
export function PictureOrTable({
  of,
  value,
  onValue,
}: {
  of?: string;
  value: "picture" | "table";
  onValue: (value: "picture" | "table") => void;
}) {
  const t = useText(uiTexts);
  return (
    <div data-chart-switch className="contents">
      <SegmentedControl
        label={`${of === undefined ? "" : `${of}: `}${t("asPicture")} / ${t("asTable")}`}
        value={value}
        onValue={onValue}
        choices={[
          { value: "picture", label: t("asPicture"), icon: <ChartNoAxesGantt size={14} /> },
          { value: "table", label: t("asTable"), icon: <Table2 size={14} /> },
        ]}
      />
    </div>
  );
}
