import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { cx } from "./cx.ts";
import { Tooltip } from "./tooltip.tsx";

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "disabled" | "className" | "aria-label"> & {
  /** Its name for people who can't see the picture, and its tooltip. */
  label: string;
  icon: ReactNode;
  /** Shown in the tooltip: "E", "mod+K". */
  keys?: string;
  size?: "small" | "medium";
  why?: string | null;
  ref?: Ref<HTMLButtonElement>;
};

export function IconButton({ label, icon, keys, size = "medium", why, onClick, type = "button", ref, ...rest }: Props) {
  return (
    <Tooltip text={why ? `${label}: ${why}` : label} {...(keys ? { keys } : {})}>
      <button
        {...rest}
        ref={ref}
        type={type}
        aria-label={label}
        aria-disabled={why ? true : undefined}
        className={cx(iconButtonClass, size === "small" ? "size-6 pointer-coarse:size-9" : "size-8 pointer-coarse:size-10")}
        onClick={(event) => (why ? event.preventDefault() : onClick?.(event))}
      >
        {icon}
      </button>
    </Tooltip>
  );
}

export const iconButtonClass =
  "inline-flex shrink-0 items-center justify-center rounded-md text-muted transition-colors duration-100 hover:bg-hover hover:text-ink active:bg-pressed data-popup-open:bg-hover data-popup-open:text-ink aria-disabled:opacity-50";
