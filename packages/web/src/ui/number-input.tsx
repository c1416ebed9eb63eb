import { NumberField } from "@base-ui/react/number-field";
import { Minus, Plus } from "lucide-react";
import { useLocale, useText } from "../messages/index.ts";
import { cx } from "./cx.ts";
import { uiTexts } from "./en.ts";
import { controlClass } from "./input.tsx";

type Props = {
  value: number | null;
  onValue: (value: number | null) => void;
  min?: number;
  max?: number;
  step?: number;
  unit?: string;
  disabled?: boolean;
  name?: string;
};

/** A number in the person's own notation, with a unit behind it where there is one. */
export function NumberInput({ value, onValue, min, max, step = 1, unit, disabled, name }: Props) {
  const t = useText(uiTexts);
  const locale = useLocale();
  return (
    <NumberField.Root
      value={value}
      onValueChange={onValue}
      locale={locale}
      step={step}
      {...(min === undefined ? {} : { min })}
      {...(max === undefined ? {} : { max })}
      {...(disabled === undefined ? {} : { disabled })}
      {...(name === undefined ? {} : { name })}
    >
      <NumberField.Group className={cx(controlClass, "flex h-8 items-center has-focus-visible:border-accent pointer-coarse:h-10")}>
        <NumberField.Input className="h-full w-full min-w-0 bg-transparent px-2.5 text-end outline-none" />
        {unit ? <span className="pe-1.5 text-faint">{unit}</span> : null}
        <NumberField.Decrement aria-label={t("less")} className={stepClass}>
          <Minus size={14} />
        </NumberField.Decrement>
        <NumberField.Increment aria-label={t("more")} className={stepClass}>
          <Plus size={14} />
        </NumberField.Increment>
      </NumberField.Group>
    </NumberField.Root>
  );
}

const stepClass =
  "flex h-full w-7 shrink-0 items-center justify-center border-s border-line text-muted hover:bg-hover hover:text-ink data-disabled:opacity-40";
