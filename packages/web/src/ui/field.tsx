import { Field as Base } from "@base-ui/react/field";
import type { ReactNode } from "react";
import { useText } from "../messages/index.ts";
import { cx } from "./cx.ts";
import { uiTexts } from "./en.ts";

type Props = {
  label: string;
  /** Below the control, when there is no error. */
  help?: ReactNode;
  /** What is wrong with the value and what to do; replaces the help. */
  error?: string | null | undefined;
  /** Says "optional" beside the label; a form marks what may be left out, not what must be given. */
  optional?: boolean;
  /** For a control in a table or toolbar, whose name is already seen: the label is only read out. */
  hideLabel?: boolean;
  children: ReactNode;
};

/** Label, control, help and error, tied together for screen readers. The control inside needs no id. */
export function Field({ label, help, error, optional = false, hideLabel = false, children }: Props) {
  const t = useText(uiTexts);
  return (
    <Base.Root invalid={Boolean(error)} className="flex min-w-0 flex-col gap-1">
      <Base.Label className={cx("text-xs font-medium text-muted", hideLabel && "sr-only")}>
        {label}
        {optional ? " " : null}
        {optional ? <span className="ms-1 font-normal text-faint">{t("optional")}</span> : null}
      </Base.Label>
      {children}
      {error ? (
        <Base.Error match className="text-xs text-act">
          {error}
        </Base.Error>
      ) : help ? (
        <Base.Description className="text-xs text-faint">{help}</Base.Description>
      ) : null}
    </Base.Root>
  );
}
