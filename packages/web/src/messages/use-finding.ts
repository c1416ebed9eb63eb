import type { Sentence } from "@rondo/core/kernel";
import { useCallback } from "react";
import { useLanguage } from "./language.ts";

/** What a finding says, in the language of the page. One that was kept before findings had parts is in English. */
export function useFinding(): (finding: { readonly message: string; readonly said?: Sentence | undefined }) => string {
  const language = useLanguage();
  return useCallback(({ message, said }) => (said === undefined ? message : language.sentenceOf(said)), [language]);
}
