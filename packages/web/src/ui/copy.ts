import { useCallback } from "react";
import { useText } from "../messages/index.ts";
import { uiTexts } from "./en.ts";
import { notify } from "./notify.ts";

/** Copies, and says so (`said`) or what to copy by hand instead. True: it was copied. */
export function useCopy(): (text: string, said?: string) => Promise<boolean> {
  const t = useText(uiTexts);
  return useCallback(
    async (text, said) => {
      const copied = await copyText(text);
      if (!copied) notify({ tone: "problem", title: t("notCopied"), about: text });
      else if (said) notify({ title: said });
      return copied;
    },
    [t],
  );
}

/** At an address without https a browser has no clipboard for scripts; what is selected it copies all the same. */
async function copyText(text: string): Promise<boolean> {
  if (navigator.clipboard)
    return navigator.clipboard.writeText(text).then(
      () => true,
      () => copySelected(text),
    );
  return copySelected(text);
}

function copySelected(text: string): boolean {
  const before = document.activeElement;
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "sr-only";
  // Beside what has the focus: a dialog holds the focus inside itself.
  (before?.parentElement ?? document.body).append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  return copied;
}
