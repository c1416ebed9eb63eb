import { Combobox as Base } from "@base-ui/react/combobox";
import { Check, ChevronDown, X } from "lucide-react";
import { useState } from "react";
import { useText } from "../messages/index.ts";
import { type Choice, popupClass, rowClass } from "./choice.ts";
import { cx } from "./cx.ts";
import { uiTexts } from "./en.ts";
import { controlClass } from "./input.tsx";

type Props<Value extends string> = {
  choices: readonly Choice<Value>[];
  value: Value | null;
  onValue: (value: Value | null) => void;
  placeholder?: string;
  /** Told at each key stroke, when the choices come from the server. */
  onType?: (typed: string) => void;
  disabled?: boolean;
  label?: string;
  /** Something must be chosen: it can be changed but not emptied. */
  required?: boolean;
  large?: boolean;
};

/** By what it is called or by what stands beside it: a person also by a skill. What is chosen already hides nothing. */
function found(choice: Choice, query: string, chosen: Choice | null): boolean {
  const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const wanted = plain(query.trim());
  return wanted === "" || wanted === plain(chosen?.label ?? "") || plain(`${choice.label} ${choice.hint ?? ""}`).includes(wanted);
}

/** One of many, found by typing; Enter takes the first that is offered. Emptying it chooses nothing. */
export function Combobox<Value extends string>({
  choices,
  value,
  onValue,
  placeholder,
  onType,
  disabled = false,
  label,
  required = false,
  large = false,
}: Props<Value>) {
  const t = useText(uiTexts);
  const [typed, setTyped] = useState("");
  const chosen = choices.find((choice) => choice.value === value) ?? null;
  return (
    <Base.Root
      items={choices}
      value={chosen}
      disabled={disabled}
      autoHighlight
      isItemEqualToValue={(one, other) => one.value === other.value}
      onValueChange={(choice) => (choice || !required ? onValue(choice?.value ?? null) : undefined)}
      onInputValueChange={(text) => {
        setTyped(text);
        onType?.(text);
      }}
      filter={onType ? null : (choice, query) => found(choice, query, chosen)}
    >
      <Base.InputGroup
        className={cx(controlClass, "flex items-center has-focus-visible:border-accent", large ? "h-10" : "h-8 pointer-coarse:h-10")}
      >
        {chosen?.icon ? <span className="ps-2">{chosen.icon}</span> : null}
        <Base.Input
          onFocus={(event) => event.currentTarget.select()}
          aria-label={label}
          placeholder={placeholder ?? t("choose")}
          className={cx("h-full w-full min-w-0 bg-transparent outline-none", large ? "px-3 text-base" : "px-2.5")}
        />
        {chosen && !required ? (
          <Base.Clear aria-label={t("clear")} className="flex h-full w-7 items-center justify-center text-faint hover:text-ink">
            <X size={14} />
          </Base.Clear>
        ) : null}
        <Base.Trigger aria-label={t("choose")} className="flex h-full w-7 items-center justify-center text-faint hover:text-ink">
          <ChevronDown size={14} />
        </Base.Trigger>
      </Base.InputGroup>
      <Base.Portal>
        <Base.Positioner sideOffset={4} className="z-50 outline-none">
          <Base.Popup className={cx(popupClass, "w-[var(--anchor-width)] min-w-48 max-w-[var(--available-width)]")}>
            <Base.Empty className="px-3 py-2 text-faint empty:hidden">
              {choices.length === 0 && !typed ? t("nothingToChoose") : t("nothingFound", { typed })}
            </Base.Empty>
            <Base.List className="max-h-[min(18rem,var(--available-height))] overflow-y-auto p-1 empty:hidden">
              {(choice: Choice<Value>) => (
                <Base.Item key={choice.value} value={choice} className={rowClass}>
                  {choice.icon}
                  <span className="min-w-0 flex-1 truncate">{choice.label}</span>
                  {choice.hint ? <span className="min-w-0 max-w-[50%] truncate text-xs text-faint">{choice.hint}</span> : null}
                  <Base.ItemIndicator className="text-accent">
                    <Check size={14} />
                  </Base.ItemIndicator>
                </Base.Item>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
