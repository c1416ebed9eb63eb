import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import { useId } from "react";
import { cx } from "./cx.ts";
import { Spinner } from "./spinner.tsx";
import { Tooltip } from "./tooltip.tsx";

export type ButtonKind = "primary" | "plain" | "quiet" | "danger";
export type ButtonSize = "small" | "medium" | "large";

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, "disabled" | "className"> & {
  kind?: ButtonKind;
  size?: ButtonSize;
  icon?: ReactNode;
  /** Why it can't be pressed now. It stays in the tab order, so that the reason can be read. */
  why?: string | null | undefined;
  /** Its work is under way; a second press does nothing. */
  busy?: boolean;
  /** As wide as its place. */
  wide?: boolean;
  ref?: Ref<HTMLButtonElement>;
};

/** Says the verb and the noun: "Start run", not "OK". */
export function Button({
  kind = "plain",
  size = "medium",
  icon,
  why,
  busy = false,
  wide = false,
  children,
  onClick,
  type = "button",
  ref,
  ...rest
}: Props) {
  const reason = useId();
  const button = (
    <button
      // One that turned into a submit button while it was pressed would send a form that nobody sent.
      key={type}
      {...rest}
      ref={ref}
      type={type}
      className={cx(buttonClass(kind, size), wide && "w-full")}
      aria-disabled={why || busy ? true : undefined}
      aria-busy={busy || undefined}
      aria-describedby={why ? reason : rest["aria-describedby"]}
      onClick={(event) => {
        if (why || busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy ? <Spinner /> : icon}
      {children}
      {why ? (
        <span id={reason} hidden>
          {why}
        </span>
      ) : null}
    </button>
  );
  return why ? <Tooltip text={why}>{button}</Tooltip> : button;
}

/** The look of a button, for a link: `<Link to="…" className={buttonClass("primary")}>`. */
export function buttonClass(kind: ButtonKind = "plain", size: ButtonSize = "medium"): string {
  return cx(base, sizes[size], kinds[kind]);
}

const base =
  "relative inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap select-none transition-colors duration-100 aria-disabled:opacity-55 [&_svg]:shrink-0";

const sizes: Record<ButtonSize, string> = {
  small: "h-7 px-2 text-xs pointer-coarse:h-9",
  medium: "h-8 px-3 text-sm pointer-coarse:h-10",
  large: "h-10 px-4 text-base",
};

const kinds: Record<ButtonKind, string> = {
  primary: "bg-accent text-on-accent not-aria-disabled:hover:bg-accent-strong",
  plain: "border border-line bg-raised text-ink shadow-sm not-aria-disabled:hover:bg-hover not-aria-disabled:active:bg-pressed",
  quiet: "text-muted not-aria-disabled:hover:bg-hover not-aria-disabled:hover:text-ink not-aria-disabled:active:bg-pressed",
  danger: "border border-line bg-raised text-act shadow-sm not-aria-disabled:hover:border-act not-aria-disabled:hover:bg-act-soft",
};
