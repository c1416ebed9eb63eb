export { defineMessages, type Messages } from "./define.ts";
export { currentLanguage, languages, speakAs, speakFirst, useLanguage, useLocale } from "./language.ts";
export type { Values } from "@rondo/core/language";
export { useFinding } from "./use-finding.ts";
export { type Translate, useText } from "./use-text.ts";
