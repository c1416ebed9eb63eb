import { Checkbox as Base } from "@base-ui/react/checkbox";
import { Check, Minus } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx.ts";

type Props = {
  checked: boolean | "some";
  onChecked: (checked: boolean) => void;
  label: ReactNode;
  hideLabel?: boolean;
  help?: ReactNode;
  disabled?: boolean;
  round?: boolean;
};

/** `round` is for finishing a task; square for choosing and for yes or no. */
export function Checkbox({ checked, onChecked, label, hideLabel = false, help, disabled = false, round = false }: Props) {
  return (
    <label className="flex min-w-0 items-start gap-2 text-sm">
      <Base.Root
        checked={checked === true}
        indeterminate={checked === "some"}
        onCheckedChange={onChecked}
        disabled={disabled}
        className={cx(
          "mt-0.5 flex size-4 shrink-0 items-center justify-center border border-line-strong bg-raised transition-colors duration-100 hover:border-accent data-checked:border-accent data-checked:bg-accent data-indeterminate:border-accent data-indeterminate:bg-accent data-disabled:opacity-50 pointer-coarse:mt-0 pointer-coarse:size-6",
          round ? "rounded-full" : "rounded-sm",
        )}
      >
        <Base.Indicator className="flex text-on-accent">
          {checked === "some" ? <Minus size={12} strokeWidth={3} /> : <Check size={12} strokeWidth={3} />}
        </Base.Indicator>
      </Base.Root>
      <span className={cx("min-w-0", hideLabel && "sr-only")}>
        {label}
        {help ? <span className="block text-xs text-faint">{help}</span> : null}
      </span>
    </label>
  );
}
