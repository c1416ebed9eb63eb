export { defineMessages, type Messages } from "./define.ts";
export { currentLanguage, languages, speakAs, speakFirst, useLanguage, useLocale } from "./language.ts";
export { type Values } from "./render.ts";
export { useFinding } from "./use-finding.ts";
export { type Translate, useText } from "./use-text.ts";
