import { useCallback } from "react";
import { useText } from "../messages/index.ts";
import { uiTexts } from "./en.ts";

/** What somebody wrote, in the quotation marks of the reader's language. */
export function useQuote(): (text: string) => string {
  const t = useText(uiTexts);
  return useCallback((text) => t("quoted", { text }), [t]);
}
