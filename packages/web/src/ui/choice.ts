import type { ReactNode } from "react";

/** One thing that can be chosen, in a select, a combobox, a menu of choices or a segmented control. */
export type Choice<Value extends string = string> = {
  readonly value: Value;
  readonly label: string;
  readonly icon?: ReactNode;
  readonly hint?: string;
};

export type MenuEntry =
  | { readonly kind: "line" }
  | { readonly kind: "title"; readonly label: string }
  | {
      readonly kind?: "item";
      readonly label: string;
      readonly icon?: ReactNode;
      readonly keys?: string;
      readonly hint?: string;
      /** A tick: this one is chosen. */
      readonly chosen?: boolean;
      /** Of several that may be chosen at once; else one of them is. */
      readonly several?: boolean;
      readonly danger?: boolean;
      /** Why it can't be done now. */
      readonly why?: string | null;
      readonly onSelect: () => void;
    };

export const popupClass =
  "rounded-lg bg-raised text-sm text-ink shadow-lg outline-none transition-[opacity,scale] duration-100 ease-out origin-[var(--transform-origin)] data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0";

const row =
  "flex min-h-8 cursor-default items-center gap-2 rounded-md px-2 py-1 outline-none select-none data-disabled:text-faint pointer-coarse:min-h-10";

export const rowClass = `${row} data-highlighted:bg-hover`;

/** Of what takes something away. */
export const dangerRowClass = `${row} text-act data-highlighted:bg-act-soft`;
