import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronDown } from "lucide-react";
import { useText } from "../messages/index.ts";
import { type Choice, popupClass, rowClass } from "./choice.ts";
import { cx } from "./cx.ts";
import { uiTexts } from "./en.ts";
import { controlClass } from "./input.tsx";

type Props<Value extends string> = {
  choices: readonly Choice<Value>[];
  value: Value | null;
  onValue: (value: Value) => void;
  placeholder?: string;
  disabled?: boolean;
  /** Its name where it stands outside a `Field`. */
  label?: string;
};

/** One of a few (up to about ten); for more, or for people, a `Combobox`. */
export function Select<Value extends string>({ choices, value, onValue, placeholder, disabled = false, label }: Props<Value>) {
  const t = useText(uiTexts);
  // Base UI takes "" for no choice; here it is one wherever the choices have it.
  const chosen = choices.find((choice) => choice.value === value);
  return (
    <Base.Root items={choices} value={value} disabled={disabled} onValueChange={(next) => next !== null && onValue(next)}>
      <Base.Trigger
        aria-label={label}
        className={cx(controlClass, "flex h-8 items-center justify-between gap-2 ps-2.5 pe-2 text-start pointer-coarse:h-10")}
      >
        <Base.Value className={cx("truncate", chosen === undefined && "text-faint")}>
          {chosen?.label ?? placeholder ?? t("choose")}
        </Base.Value>
        <Base.Icon className="text-faint">
          <ChevronDown size={14} />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} alignItemWithTrigger={false} className="z-50 outline-none">
          <Base.Popup className={cx(popupClass, "min-w-[var(--anchor-width)] max-w-[var(--available-width)]")}>
            <Options choices={choices} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** Made when they are shown: there may be thousands, and whatever holds them is drawn with each key. */
function Options<Value extends string>({ choices }: { choices: readonly Choice<Value>[] }) {
  return (
    <Base.List className="max-h-[min(20rem,var(--available-height))] overflow-y-auto p-1">
      {choices.map((choice) => (
        <Base.Item key={choice.value} value={choice.value} className={rowClass}>
          {choice.icon}
          <Base.ItemText className="min-w-0 flex-1 truncate">{choice.label}</Base.ItemText>
          {choice.hint ? <span className="text-xs text-faint">{choice.hint}</span> : null}
          <Base.ItemIndicator className="text-accent">
            <Check size={14} />
          </Base.ItemIndicator>
        </Base.Item>
      ))}
    </Base.List>
  );
}
