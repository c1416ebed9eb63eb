import { cloneElement, type ReactElement } from "react";

type Props = { text: string; keys?: string; side?: "top" | "bottom"; children: ReactElement };

/**
 * Adds to what the control itself says; never the only place of something one needs. It only marks the control: the one
 * `TooltipLayer` of the app shows it.
 */
export function Tooltip({ text, keys, side, children }: Props) {
  return cloneElement(children as ReactElement<Record<string, unknown>>, {
    "data-tip": text,
    "data-tip-keys": keys,
    "data-tip-side": side,
  });
}
